"""The range of time in which constants are valid; both ends belong to it."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, Self

from dcsgui.core.values.errors import BadValue, shown
from dcsgui.core.values.timestamps import RunTable, Timestamp
from dcsgui.core.values.unixtext import NUMBER

__all__ = ["Validity"]

OPEN_END = "end"
_NUMBER_RANGE = re.compile(rf"({NUMBER})-({NUMBER})")
_PAIR = 2


class _Unset(Enum):
    UNSET = "unset"


_UNSET: Final = _Unset.UNSET


@dataclass(frozen=True, slots=True)
class Validity:
    """A range of time, from `begin` to `end`, both included.

    Attributes
    ----------
    begin : Timestamp
        The first time that belongs to the range.
    end : Timestamp or None
        The last time that belongs to the range; None: it is valid for ever.

    Raises
    ------
    BadValue
        `end` is before `begin`.

    Notes
    -----
    Design document, "Calibration data hierarchical scheme", ``<tstamp>[-<tstamp-end>]``.

    Examples
    --------
    >>> v = Validity.of("1477526400-1478131200.5")
    >>> v.contains(v.end), v.contains(Timestamp(v.end.ns + 1))
    (True, False)
    >>> v.name, Validity.of("1477526400-end").name
    ('1477526400-1478131200.5', '1477526400')
    """

    begin: Timestamp
    end: Timestamp | None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.begin:
            raise BadValue(
                f"The range would end at {self.end}, before it begins at {self.begin};"
                " give an end that is not before the begin."
            )

    @classmethod
    def unchecked(cls, begin: Timestamp, end: Timestamp | None) -> Self:
        """Make a range as a file has it, even one that ends before it begins (contains nothing).

        Older code wrote such ranges; nothing new is made this way.
        """
        made = object.__new__(cls)
        object.__setattr__(made, "begin", begin)
        object.__setattr__(made, "end", end)
        return made

    @classmethod
    def of(cls, tsr: object, end: object = _UNSET, *, runs: RunTable | None = None) -> "Validity":
        """Return the range that `tsr` says.

        Parameters
        ----------
        tsr
            Validity; or a pair (begin, end); or text: ``begin``, ``begin-end`` in Unix seconds
            (negative ones too: ``-51--10``), ``begin/end`` in any form, with the word ``end`` for
            an open range; or, if `end` is given or the range is open, any form of `Timestamp.of`.
        end
            The end, any form of `Timestamp.of`; None or ``"end"`` for an open range.
        runs
            Run table, for ends that are given as runs.

        Returns
        -------
        Validity

        Raises
        ------
        BadValue
            There is no such range, or it ends before it begins.
        """
        if end is not _UNSET:
            return cls(Timestamp.of(tsr, runs), _end_of(end, runs))
        if isinstance(tsr, Validity):
            return tsr
        if isinstance(tsr, str):
            return cls._of_text(tsr.strip(), runs)
        if isinstance(tsr, tuple | list):
            return cls._of_pair(tsr, runs)
        return cls(Timestamp.of(tsr, runs), None)

    @classmethod
    def _of_text(cls, text: str, runs: RunTable | None) -> "Validity":
        if "/" in text:
            return cls._of_pair(text.split("/"), runs)
        if text.endswith("-" + OPEN_END):
            return cls(Timestamp.of(text.removesuffix("-" + OPEN_END), runs), None)
        numbers = _NUMBER_RANGE.fullmatch(text)
        if numbers is not None:
            return cls(Timestamp.from_text(numbers[1]), Timestamp.from_text(numbers[2]))
        return cls(Timestamp.of(text, runs), None)

    @classmethod
    def _of_pair(cls, pair: Sequence[object], runs: RunTable | None) -> "Validity":
        if len(pair) != _PAIR:
            raise BadValue(f"{shown(pair)} is no range; give a begin and an end.")
        return cls(Timestamp.of(pair[0], runs), _end_of(pair[1], runs))

    @classmethod
    def of_name(cls, name: str) -> "Validity":
        """Read the name of a range in a file, even of one that ends before it begins.

        Raises
        ------
        BadValue
            It is no such name.
        """
        numbers = _NUMBER_RANGE.fullmatch(name)
        if numbers is None:
            return cls._of_text(name, None)
        return cls.unchecked(Timestamp.from_text(numbers[1]), Timestamp.from_text(numbers[2]))

    @property
    def name(self) -> str:
        """Name of the range's group in a file: ``begin``, or ``begin-end``, in Unix seconds."""
        return self.begin.text if self.end is None else f"{self.begin.text}-{self.end.text}"

    @property
    def begin_number(self) -> int | float:
        """Unix seconds (UTC) of the begin; as a time it is inside the range, never before it."""
        return _number_inside(self.begin, +1)

    @property
    def end_number(self) -> int | float | None:
        """Unix seconds (UTC) of the end; as a time inside the range, never after. None: open."""
        return None if self.end is None else _number_inside(self.end, -1)

    def contains(self, t: Timestamp) -> bool:
        """Tell whether `t` is in the range; both ends are."""
        return self.begin.ns <= t.ns and (self.end is None or t.ns <= self.end.ns)

    def words(self, *, utc: bool = False) -> str:
        """Return ``from <iso> to <iso>`` or ``from <iso> on``, in local time or in UTC."""
        begin = self.begin.iso(utc=utc)
        if self.end is None:
            return f"from {begin} on"
        return f"from {begin} to {self.end.iso(utc=utc)}"


def _end_of(end: object, runs: RunTable | None) -> Timestamp | None:
    if end is None or (isinstance(end, str) and end.strip() == OPEN_END):
        return None
    return Timestamp.of(end, runs)


def _number_inside(t: Timestamp, direction: int) -> int | float:
    number = t.number
    while (Timestamp.of(number).ns - t.ns) * direction < 0:
        number = math.nextafter(number, math.inf * direction)
    return number
