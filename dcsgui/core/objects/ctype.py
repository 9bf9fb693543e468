"""DCType: a calibration type (pedestals, gain, geometry, ...) with its ranges of validity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from dcsgui.core.files.records import RangeTable, VersionInfo
from dcsgui.core.objects.base import DCBase
from dcsgui.core.objects.changes.adding import AddRange
from dcsgui.core.objects.changes.deleting import Delete
from dcsgui.core.objects.range import DCRange
from dcsgui.core.objects.states import RangeState, TypeState
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
        super().__init__()
        check_ctype(ctype)
        self._alone = TypeState(name=ctype)
        self._name = ctype
        self._objects: dict[str, DCRange] = {}

    def ctype(self) -> str:
        """Return the name of the type."""
        return self._name

    def ranges(self) -> list[str]:
        """Return the names of the ranges, ``"begin[-end]"``, by begin, then by end, open last."""
        table = self.table()
        order = sorted(range(len(table)), key=lambda i: (table.begin_ns[i], table.end_ns[i]))
        return [table.name(i) for i in order]

    def rangeobj(self, tsrange: object) -> DCRange:
        """Return a range by name, by its ends in any form, or as a DCRange.

        Raises
        ------
        NotFound
            If there is no such range.
        """
        return self._object(self._name_of(tsrange))

    def rangeobj_at(self, table: RangeTable, row: int) -> DCRange:
        """Return the range of a row of `table`."""
        return self._object(table.name(row))

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
        self._check_changeable()
        given = tsr if isinstance(tsr, DCRange) else DCRange(tsr)
        if given._parent is not None:
            raise BadValue(f"{given._title()} already belongs to a type; add a new DCRange.")
        name, state = given._name, self._state()
        if state.has(name):
            raise AlreadyExists(f"The range '{name}' is already in {self._title()}.")
        changes = list(given._changes)
        given._changes.clear()
        state.put(name, given._state())
        given._join(self, name)
        self._objects[name] = given
        self._request(AddRange(given._path(), given.validity, comment))
        for change in changes:
            self._request(change.below(given._path()))
        return given

    def del_range(self, tsr: object, *, comment: str = "") -> None:
        """Delete a range with its versions; it can be restored."""
        self._check_changeable()
        name = self._name_of(tsr)
        self._request(Delete((*self._path(), name), comment))
        self._state().drop(name)
        self._objects.pop(name, None)

    def table(self) -> RangeTable:
        """Return the ranges as columns, in no particular order, as the look-up uses them."""
        return self._state().table

    def listing(self) -> list[VersionRow]:
        """List all versions of all ranges, in one go: the fast way to see a whole type."""
        state = self._state()
        state.fill()
        rows = []
        for name in self.ranges():
            of_range = state.range(name)
            answer = of_range.answer
            rows += [
                VersionRow(
                    name,
                    of_range.validity,
                    version.name == answer,
                    version.name == of_range.pinned,
                    version.info,
                )
                for _, version in sorted(of_range.numbered().items())
                if version.info is not None
            ]
        return rows

    def _name_of(self, tsrange: object) -> str:
        state = self._state()
        if isinstance(tsrange, DCRange):
            return tsrange._name
        if isinstance(tsrange, str) and state.has(tsrange):
            return tsrange
        validity = Validity.of(tsrange)
        if state.has(validity.name):
            return validity.name
        table = state.table
        for row in range(len(table)):
            if table.validity(row) == validity:
                return table.name(row)
        raise NotFound(
            f"{self._title()} has no range {tsrange}; it has {len(table)} ranges, see ranges()."
        )

    def _object(self, name: str) -> DCRange:
        known = self._objects.get(name)
        if known is None or known._name != name:
            self._state().range(name)
            known = DCRange.__new__(DCRange)
            DCBase.__init__(known)
            known._objects = {}
            known._join(self, name)
            self._objects[name] = known
        return known

    def _child_state(self, name: str) -> RangeState:
        return self._state().range(name)

    def _state(self) -> TypeState:
        return cast(TypeState, super()._state())
