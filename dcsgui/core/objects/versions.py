"""The versions of a range: listed, found, added, made the default, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from dcsgui.core.objects.base import DCBase, checked_pars
from dcsgui.core.objects.changes.adding import AddVersion
from dcsgui.core.objects.changes.defaults import SetDefault
from dcsgui.core.objects.changes.deleting import Delete
from dcsgui.core.objects.membership import changing
from dcsgui.core.objects.reuse import (
    check_number,
    check_time,
    deletion_of_version,
    last_deleted,
)
from dcsgui.core.objects.selecting import version_of
from dcsgui.core.objects.states.range import RangeState
from dcsgui.core.objects.states.type import TypeState
from dcsgui.core.objects.states.version import VersionState
from dcsgui.core.objects.version import DCVersion
from dcsgui.core.values.errors import BadValue, NotFound
from dcsgui.core.values.timestamps import MICROSECOND, Timestamp


class Versions(DCBase):
    """The part of `DCRange` that holds its versions."""

    def versions(self) -> list[int | float]:
        """Return the production times in Unix seconds, in order of production.

        Versions of older files without a production time are given by their number.
        """
        numbered = self._numbered()
        return sorted(v.tsvers.number if v.tsvers else number for number, v in numbered.items())

    def versobjs(self) -> list[DCVersion]:
        """Return the versions as objects, in order of their numbers."""
        return [self._child(DCVersion, v.name) for _, v in sorted(self._numbered().items())]

    def versdef(self) -> DCVersion | None:
        """Return the version that answers: the default if one is set, else the one added last.

        None if the range holds no version.
        """
        answer = self._state().answer
        return self._child(DCVersion, answer) if answer else None

    @property
    def pinned(self) -> bool:
        """Whether a default is set; otherwise the version added last answers ("auto")."""
        return self._state().pinned is not None

    def versobj(self, vers: object = None) -> DCVersion:
        """Return a version by number or production time; the one that answers if `vers` is None.

        Raises
        ------
        NotFound
            If there is no such version; the message lists those there are.
        """
        answer = self.versdef() if vers is None else None
        return answer or self._child(DCVersion, self._selected(vers).name)

    def version_named(self, name: str) -> DCVersion:
        """Return the version whose group has that name, see `DCVersion.name`; else `NotFound`."""
        self._child_state(name)
        return self._child(DCVersion, name)

    @changing
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
            If a version of the range has, or had, that production time or number.
        BadValue
            If constants or parameters can't be stored, or the reason for a default is missing.
        """
        if default:
            self._rules().check_reason(comment)
        given = vers if isinstance(vers, DCVersion) else self._made(vers)
        if given._parent is not None:
            raise BadValue(f"{given._title()} already belongs to a range; add a new DCVersion.")
        words = str(checked_pars({"comment": comment})["comment"])
        new_pars = checked_pars({} if pars is None else pars)
        state = self._state()
        new = given._state()
        path = (*self._path(), new.name)
        self._check_allowed(AddVersion(path, new, None, keep=True, named=given._renamed))
        if default:
            self._check_allowed(SetDefault(self._path(), None))
        self._make_room(state, new)
        if nda is not None:
            given.add_calib(nda)
        new.pars.update(new_pars)
        new.comment = words
        if self._rules().repository and state.pinned is None:
            state.pinned = state.answer or None
        state.add(new)
        self._adopt(given, new.name)
        self._request_added(given, keep=True)
        self._answers_changed()
        if default:
            self.set_versdef(given, comment=comment)
        return given

    @changing
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
        self._rules().check_reason(comment)
        name = None if vers is None else self._selected(vers).name
        state = self._state()
        self._request(SetDefault(self._path(), name, comment))
        state.pinned, state.reason = name, comment
        self._answers_changed()

    @changing
    def del_version(self, vers: object, *, comment: str = "") -> None:
        """Delete a version by number, production time or object; it can be restored.

        A default that points to it returns to auto.
        """
        if vers is None:
            raise BadValue("Which version is to be deleted? Give its number or production time.")
        gone = self._selected(vers)
        path = (*self._path(), gone.name)
        noted = deletion_of_version(gone, path)
        self._request(Delete(path, comment))
        self._note_deleted(noted)
        self._state().drop(gone.name)
        self._answers_changed()

    def _request_added(self, verso: DCVersion, *, keep: bool) -> None:
        state = verso._state()
        together = None if self._rules().older else self._state().added
        self._request(AddVersion(verso._path(), state, together, keep, verso._renamed))
        verso._request_own()

    def _request_versions(self) -> None:
        """Ask for the versions, and the default, that the range got while it stood alone."""
        state = self._state()
        state.begin_in_store()
        for version in state.added:
            self._request_added(self._child(DCVersion, version.name), keep=False)
        if state.pinned is not None:
            self._request(SetDefault(self._path(), state.pinned, state.reason))

    def _made(self, vers: object) -> DCVersion:
        if not self._rules().is_number(vers):
            return DCVersion(vers)
        made = DCVersion()
        made._state().versind = cast(int, vers)
        return made

    def _make_room(self, state: RangeState, new: VersionState) -> None:
        deletions, path = self._deletions(), self._path()
        if new.versind is not None:
            check_number(self._numbered(), new.versind, deletions=deletions, path=path)
        if new.tsvers is not None and new.exact:
            check_time(state, new.tsvers, deletions=deletions, path=path)
        while new.tsvers is not None and new.tsvers in state.times:
            new.tsvers = Timestamp(new.tsvers.ns + MICROSECOND)

    def _selected(self, vers: object) -> VersionState:
        if isinstance(vers, DCVersion):
            if vers._root() is not self._root() or vers._path()[:-1] != self._path():
                raise NotFound(f"{vers._title()} is not a version of {self._title()}.")
            return vers._state()
        return version_of(self._numbered(), vers, title=self._title())

    def _numbered(self) -> dict[int, VersionState]:
        state = self._state()
        last = last_deleted(self._deletions(), self._path()) if state.has_added else 0
        return state.numbered(last)

    def _child_state(self, name: str) -> VersionState:
        version = self._state().version(name)
        if version is None:
            raise NotFound(
                f"The version '{name}' of {self._title()} is not, or no longer, there; see "
                f"versobjs()."
            )
        return version

    def _state(self) -> RangeState:
        return cast(RangeState, super()._state())

    def _answers_changed(self) -> None:
        if self._parent is not None:
            cast(TypeState, self._parent._state()).touch(self._name)
