"""The versions of a range: listed, found, added, made the default, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from dcsgui.core.files import constants, parameters
from dcsgui.core.objects.base import DCBase
from dcsgui.core.objects.changes.adding import AddVersion
from dcsgui.core.objects.changes.defaults import SetDefault
from dcsgui.core.objects.changes.deleting import Delete
from dcsgui.core.objects.changes.editing import AddRecord
from dcsgui.core.objects.selecting import version_of
from dcsgui.core.objects.states import RangeState, TypeState, VersionState
from dcsgui.core.objects.version import DCVersion
from dcsgui.core.values.errors import AlreadyExists, BadValue, NotFound
from dcsgui.core.values.timestamps import Timestamp


class Versions(DCBase):
    """The part of `DCRange` that holds its versions."""

    def __init__(self) -> None:
        super().__init__()
        self._objects: dict[str, DCVersion] = {}

    def versions(self) -> list[int | float]:
        """Return the production times in Unix seconds, in order of production.

        Versions of older files without a production time are given by their number.
        """
        numbered = sorted(self._state().numbered().items())
        found = [v.tsvers.number if v.tsvers else number for number, v in numbered]
        return sorted(found)

    def versobjs(self) -> list[DCVersion]:
        """Return the versions as objects, in order of their numbers."""
        return [self._object(state) for _, state in sorted(self._state().numbered().items())]

    def versdef(self) -> DCVersion | None:
        """Return the version that answers: the default if one is set, else the one added last.

        None if the range holds no version.
        """
        state = self._state()
        name = state.answer
        return self._object(state.versions[name]) if name else None

    def answering(self) -> DCVersion:
        """Return the version that answers, without listing the others; `NotFound` if none does."""
        state = self._state()
        if not state.answer:
            raise NotFound(f"{self._title()} holds no version.")
        return self._named(state.answer)

    @property
    def pinned(self) -> bool:
        """Whether a default is set; otherwise the version added last answers ("auto")."""
        return self._state().pinned is not None

    def versobj(self, vers: object = None) -> DCVersion:
        """Return a version by number or production time; the default if `vers` is None.

        Raises
        ------
        NotFound
            If there is no such version; the message lists those there are.
        """
        return self._object(version_of(self._state(), vers, self._title()))

    def add_version(
        self,
        vers: object = None,
        nda: object = None,
        *,
        comment: str = "",
        pars: Mapping[str, object] | None = None,
        default: bool = False,
    ) -> DCVersion:
        """Add a version.

        Parameters
        ----------
        vers : DCVersion, any form of a time, or int, optional
            The production time; now if None. In files of the older layout a small whole number is
            the number of the version, as it is there.
        nda : array_like or str, optional
            The constants; they can be given later by `DCVersion.add_calib`.
        comment : str
            What the version is, for its history.
        pars : mapping, optional
            Its parameters.
        default : bool
            Whether it becomes the default of the range.

        Returns
        -------
        DCVersion
            The new version.

        Raises
        ------
        AlreadyExists
            If a version with that production time is in the range.
        BadValue
            If constants or parameters can't be stored.
        """
        self._check_changeable()
        given = vers if isinstance(vers, DCVersion) else self._made(vers)
        if given._parent is not None:
            raise BadValue(f"{given._title()} already belongs to a range; add a new DCVersion.")
        for k, v in (pars or {}).items():
            given.add_par(parameters.check_key(k), v)
        if nda is not None:
            given.add_calib(constants.check_constants(nda))
        new = given._state()
        new.comment = str(parameters.check_value("comment", comment))
        if default and self._reason_required() and not comment:
            raise _reason_missing()
        versions = self._state().versions
        self._make_room(new, versions)
        versions[new.name] = new
        given._join(self, new.name)
        self._objects[new.name] = given
        self._request(AddVersion(given._path(), new, given._renamed))
        for change in given._changes:
            if isinstance(change, AddRecord):
                self._request(change.below(given._path()))
        given._changes.clear()
        self._answers_changed()
        if default:
            self.set_versdef(given, comment=comment)
        return given

    def set_versdef(self, vers: object, *, comment: str = "") -> None:
        """Set the default: a DCVersion, a number or a production time; None returns to auto.

        Parameters
        ----------
        comment : str
            Why; the repository requires it.

        Raises
        ------
        NotFound
            If there is no such version.
        BadValue
            If the reason is missing in the repository.
        """
        self._check_changeable()
        if self._reason_required() and not comment.strip():
            raise _reason_missing()
        state = self._state()
        name = None
        if isinstance(vers, DCVersion):
            name = vers._name
            if vers._parent is not self or name not in state.versions:
                raise NotFound(f"{vers._title()} is not a version of {self._title()}.")
        elif vers is not None:
            name = version_of(state, vers, self._title()).name
        state.pinned = name
        self._request(SetDefault(self._path(), name, comment))
        self._answers_changed()

    def del_version(self, vers: object, *, comment: str = "") -> None:
        """Delete a version by number, production time or object; it can be restored.

        A default that points to it returns to auto.
        """
        self._check_changeable()
        state = self._state()
        name = vers._name if isinstance(vers, DCVersion) else ""
        gone = state.versions.get(name) or version_of(state, vers, self._title())
        self._request(Delete((*self._path(), gone.name), comment))
        del state.versions[gone.name]
        if state.pinned == gone.name:
            state.pinned = None
        self._answers_changed()

    def _made(self, vers: object) -> DCVersion:
        if isinstance(vers, int) and not isinstance(vers, bool) and self._numbers_given(vers):
            made = DCVersion()
            made._state().versind = vers
            made._state().name = f"new {vers}"
            return made
        return DCVersion(vers)

    def _numbers_given(self, vers: int) -> bool:
        root = self._root()
        return 0 < vers < _SMALL and bool(getattr(root, "numbered_by_hand", False))

    def _make_room(self, new: VersionState, versions: dict[str, VersionState]) -> None:
        if new.versind is not None and new.versind in self._state().numbered():
            raise AlreadyExists(f"{self._title()} already has a version {new.versind}.")
        taken = {known.tsvers for known in versions.values()}
        if new.exact and new.tsvers in taken:
            raise AlreadyExists(
                f"{self._title()} already has a version produced at {new.tsvers}. "
                f"Give another production time."
            )
        while new.tsvers is not None and new.tsvers in taken:
            new.tsvers = Timestamp(new.tsvers.ns + 1_000)
            new.name = new.tsvers.text

    def _object(self, state: VersionState) -> DCVersion:
        return self._named(state.name)

    def _named(self, name: str) -> DCVersion:
        known = self._objects.get(name)
        if known is None or known._name != name:
            known = DCVersion.__new__(DCVersion)
            DCBase.__init__(known)
            known._join(self, name)
            self._objects[name] = known
        return known

    def _child_state(self, name: str) -> VersionState:
        state = self._state().version(name)
        if state is None:
            raise NotFound(f"There is no version '{name}' in {self._title()}.")
        return state

    def _state(self) -> RangeState:
        return cast(RangeState, super()._state())

    def _answers_changed(self) -> None:
        if self._parent is not None:
            cast(TypeState, self._parent._state()).touch()

    def _reason_required(self) -> bool:
        return bool(getattr(self._root(), "in_repository", False))


_SMALL = 1_000_000
"""Whole numbers below this are version numbers where files have them, not times in 1970."""


def _reason_missing() -> BadValue:
    return BadValue("The repository asks for a reason when a default is set; give a comment.")
