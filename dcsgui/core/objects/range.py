"""DCRange: a range of validity in time, with its versions and their default."""

from __future__ import annotations

from typing import cast

from dcsgui.core.objects.arguments import note_of
from dcsgui.core.objects.changes.adding import AddRange
from dcsgui.core.objects.changes.defaults import DefaultSet, SetDefault
from dcsgui.core.objects.changes.editing import ChangeRange
from dcsgui.core.objects.changes.standing import Standing, standing
from dcsgui.core.objects.membership import changing
from dcsgui.core.objects.reuse import last_deleted
from dcsgui.core.objects.states.range import RangeState
from dcsgui.core.objects.states.type import TypeState
from dcsgui.core.objects.versions import Versions
from dcsgui.core.values.errors import AlreadyExists, NotFound
from dcsgui.core.values.validity import Validity

_UNSET: object = object()


class DCRange(Versions):
    """A range of validity: from its begin to its end, both included, or for ever.

    Parameters
    ----------
    tsrange : str, tuple or any form of a time
        ``"begin-end"``, ``"begin-end"`` with the word ``end`` for an open one, ``"begin"``, or
        the begin alone.
    tsend : any form of a time, optional
        The end; None is open.

    Notes
    -----
    Design document, "Class DCRange".

    Examples
    --------
    >>> tsro = DCRange("1477526400-1477612800")
    >>> tsro.begin(), tsro.end()
    (1477526400, 1477612800)
    >>> verso = tsro.add_version(1477600000, [1.0, 2.0], comment="dark, run 12")
    >>> tsro.versdef().calib()
    array([1., 2.])
    """

    def __init__(self, tsrange: object, tsend: object = _UNSET) -> None:
        validity = Validity.of(tsrange) if tsend is _UNSET else Validity.of(tsrange, tsend)
        self._begin(None, validity.name, RangeState(validity=validity))

    @property
    def name(self) -> str:
        """The name of the range in its type, e.g. ``"1477526400-1477612800"``."""
        return self._name

    @property
    def validity(self) -> Validity:
        """The ends, exact."""
        return self._state().validity

    def begin(self) -> int | float:
        """Return the begin in Unix seconds; it belongs to the range."""
        return self.validity.begin_number

    def end(self) -> int | float | None:
        """Return the end in Unix seconds, which belongs to the range; None if it is open."""
        return self.validity.end_number

    def set_begin(self, tsbegin: object, *, comment: str = "") -> None:
        """Set the begin (any form of a time)."""
        self._change(Validity.of((tsbegin, self.validity.end)), comment=comment)

    def set_end(self, tsend: object, *, comment: str = "") -> None:
        """Set the end (any form of a time); None opens the range."""
        self._change(Validity.of((self.validity.begin, tsend)), comment=comment)

    def standing(self) -> Standing:
        """Read from the file what the range answers, and how often its default was changed."""
        nothing = Standing(None, "")
        return self._state().ask(standing, nothing)

    def redefine(
        self,
        version: str | None,
        *,
        comment: str = "",
        expected: Standing | None = None,
        dry_run: bool = False,
    ) -> DefaultSet:
        """Set the default at once, if the range still stands as expected.

        Parameters
        ----------
        version : str or None
            The name of a version; None returns to auto.
        comment : str
            Why; the repository requires it.
        expected : Standing, optional
            How the range stood when somebody decided this. It is compared within the transaction,
            so nobody can come in between.
        dry_run : bool
            Only say how it would stand.

        Returns
        -------
        DefaultSet
            How it stood before and how it stands after it.

        Raises
        ------
        Conflict
            If it stands otherwise; the message says who changed it last. Or if changes of the
            store are pending.
        NotFound
            If there is no such version.
        BadValue
            If it is so already, or the reason is missing in the repository.
        """
        note_of(comment, "A comment")
        self._rules().check_reason(comment)
        if version is not None and self._state().version(version) is None:
            raise NotFound(
                f"There is no version '{version}' in {self._title()}, or no longer: it may have "
                f"been deleted, or have got another production time. Nothing was done."
            )
        made: list[DefaultSet] = []
        self._carry_out(
            SetDefault(self._path(), version, comment, expected, made.append), dry_run=dry_run
        )
        return made[0]

    @changing
    def _change(self, validity: Validity, *, comment: str) -> None:
        if self._parent is None:
            self._state().validity = validity
            self._name = validity.name
            return
        siblings = cast(TypeState, self._parent._state())
        state = siblings.range(self._name)
        if validity == state.validity:
            return
        name = self._rules().range_name(validity)
        if name != self._name and siblings.has(name):
            raise AlreadyExists(
                f"The range '{name}' is already in {self._parent._title()}; delete or change that "
                f"one first."
            )
        path = self._path()
        self._request(ChangeRange(path, validity, comment))
        if name != self._name:
            state.begin_another_name(last_deleted(self._deletions(), path))
            self._note_renamed(path, name)
        siblings.drop(self._name)
        state.validity = validity
        siblings.put(name, state)
        self._renamed(name)

    def _request_all(self, comment: str) -> None:
        """Ask for the range and all that it got while it stood alone."""
        self._request(AddRange(self._path(), self.validity, comment))
        self._request_own()
        self._request_versions()
