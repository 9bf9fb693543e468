"""DCType: a calibration type (pedestals, gain, geometry, ...) with its ranges of validity."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

from dcsgui.core.files.records import RangeTable, VersionInfo
from dcsgui.core.objects.arguments import text_of
from dcsgui.core.objects.base import DCBase
from dcsgui.core.objects.changes.adding import AddCtype, AddRange
from dcsgui.core.objects.changes.deleting import Delete
from dcsgui.core.objects.membership import changing
from dcsgui.core.objects.range import DCRange
from dcsgui.core.objects.reuse import deletion_of, last_deleted
from dcsgui.core.objects.rules import Rules
from dcsgui.core.objects.states.range import RangeState
from dcsgui.core.objects.states.type import TypeState
from dcsgui.core.values.errors import AlreadyExists, BadValue, NotFound
from dcsgui.core.values.names import check_ctype
from dcsgui.core.values.validity import Validity


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the listing of a type.

    Attributes
    ----------
    range_name : str
    validity : Validity
        Both ends belong to the range.
    is_default : bool
        It answers for its range, pinned or as the one added last.
    pinned : bool
        Somebody set it as the default.
    info : VersionInfo
        Production time, author, comment, shape, dtype and more.
    """

    range_name: str
    validity: Validity
    is_default: bool
    pinned: bool
    info: VersionInfo


class DCType(DCBase):
    """A calibration type.

    Parameters
    ----------
    ctype : str
        Its name, a lower-case identifier.

    Notes
    -----
    Design document, "Class DCType" (where `dettype` is a slip for `ctype`).

    Examples
    --------
    >>> cto = DCType("pedestals")
    >>> tsro = cto.add_range("1477526400-end")
    >>> cto.ranges()
    ['1477526400']
    """

    def __init__(self, ctype: str) -> None:
        check_ctype(text_of(ctype, "The name of a calibration type"))
        self._begin(None, ctype, TypeState(name=ctype))

    def ctype(self) -> str:
        """Return the name of the type."""
        return self._name

    def ranges(self) -> list[str]:
        """Return the names of the ranges, ``"begin[-end]"``, by begin, then by end, open last."""
        table = self.table()
        return [table.name(row) for row in table.order()]

    def rangeobj(self, tsrange: object) -> DCRange:
        """Return a range by name, by its ends in any form, or as a DCRange.

        Raises
        ------
        NotFound
            If there is no such range.
        """
        return self._child(DCRange, self._name_of(tsrange))

    def rangeobj_at(self, table: RangeTable, row: int) -> DCRange:
        """Return the range of a row of `table`."""
        return self._child(DCRange, self._state().name_at(table, row))

    def is_outdated(self, table: RangeTable, rows: Collection[int]) -> bool:
        """Tell whether another program has changed rows of `table`, or, without rows, any name."""
        return self._state().outdated(table, rows)

    @changing
    def add_range(self, tsr: object, *, comment: str = "") -> DCRange:
        """Add a range of validity; no other range is changed by that.

        Parameters
        ----------
        tsr : str, tuple or DCRange
            ``"begin-end"``, with the word ``end`` for open, ``"begin"``, a pair of times, or a
            range that was made alone. Both ends belong to it.
        comment : str
            What for, for the history.

        Returns
        -------
        DCRange
            The new range.

        Raises
        ------
        AlreadyExists
            If there is a range with these ends.
        """
        given = tsr if isinstance(tsr, DCRange) else DCRange(tsr)
        if given._parent is not None:
            raise BadValue(f"{given._title()} already belongs to a type; add a new DCRange.")
        state, name = self._state(), self._rules().range_name(given.validity)
        if state.has(name):
            raise AlreadyExists(f"The range '{name}' is already in {self._title()}.")
        self._check_allowed(AddRange((*self._path(), name), given.validity))
        state.put(name, given._state())
        self._adopt(given, name)
        given._request_all(comment)
        return given

    @changing
    def del_range(self, tsr: object, *, comment: str = "") -> None:
        """Delete a range with its versions; it can be restored."""
        name = self._name_of(tsr)
        path = (*self._path(), name)
        state = self._state()
        gone = deletion_of(state.range(name), last_deleted(self._deletions(), path), path)
        self._request(Delete(path, comment))
        state.drop(name)
        self._note_deleted(gone)
        self._children.pop(name, None)

    def table(self) -> RangeTable:
        """Return the ranges as columns, in no particular order, as the look-up uses them."""
        return self._state().table

    def listing(self) -> list[VersionRow]:
        """List all versions of all ranges, in one go: the fast way to see a whole type."""
        rows: list[VersionRow] = []
        with self._settled():
            state, path = self._state(), self._path()
            state.fill()
            for name in self.ranges():
                of_range = state.range(name)
                last = last_deleted(self._deletions(), (*path, name)) if of_range.has_added else 0
                rows += _rows_of(name, of_range, last)
        return rows

    def stored_versions(self, names: Collection[str]) -> dict[str, list[VersionInfo]]:
        """List the versions of these ranges as the file has them, whatever is pending."""
        nothing: dict[str, list[VersionInfo]] = {}
        return self._state().ask(lambda reader, path: reader.all_versions(path[0], names), nothing)

    def _name_of(self, tsrange: object) -> str:
        state = self._state()
        if isinstance(tsrange, DCRange):
            if tsrange._parent is not self:
                raise NotFound(f"{tsrange._title()} is not a range of {self._title()}.")
            tsrange = tsrange._name
        if isinstance(tsrange, str) and state.has(tsrange):
            return tsrange
        validity = Validity.of(tsrange)
        name = state.name_of(validity, self._rules().range_name(validity))
        if name is None:
            raise NotFound(
                f"{self._title()} has no range {tsrange}; it has {len(state.table)} ranges, "
                f"see ranges()."
            )
        return name

    def _settle(self, rules: Rules) -> None:
        """Follow the rules of a file that the type, which stands alone, is to be part of."""
        names = self._state().settle(by_addition=rules.older, name_of=rules.range_name)
        for name, child in list(self._children.items()):
            child._renamed(names.get(name, name))

    def _request_all(self, comment: str) -> None:
        """Ask for the type and all that it got while it stood alone."""
        self._request(AddCtype(self._path(), comment))
        self._request_own()
        for name in self.ranges():
            self._child(DCRange, name)._request_all("")

    def _child_state(self, name: str) -> RangeState:
        return self._state().range(name)

    def _state(self) -> TypeState:
        return cast(TypeState, super()._state())


def _rows_of(name: str, state: RangeState, last: int) -> list[VersionRow]:
    answer = state.answer
    return [
        VersionRow(
            name,
            state.validity,
            version.name == answer,
            version.name == state.pinned,
            version.described(number),
        )
        for number, version in sorted(state.numbered(last).items())
    ]
