"""The time stamp: whole nanoseconds since the Unix epoch, and everything it is made from."""

import re
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

import numpy as np

from dcsgui.core.values.errors import BadValue, shown
from dcsgui.core.values.events import (
    LCLS2_EPOCH,
    ns_of_datetime,
    ns_of_datetime64,
    ns_of_event,
    ns_of_packed,
)
from dcsgui.core.values.isotext import iso_text_of_ns, ns_of_iso_text
from dcsgui.core.values.runs import RunNumber
from dcsgui.core.values.unixtext import (
    NS_PER_SEC,
    is_number,
    ns_of_float,
    ns_of_number_text,
    number_text_of_ns,
)

__all__ = ["MICROSECOND", "NS_PER_SEC", "RunNumber", "RunTable", "Timestamp"]

MICROSECOND = 1_000
"""Nanoseconds."""

# Whole seconds inside of int64 nanoseconds (1677-09-21 to 2262-04-11): so the ends are exact
# as floats too, a number inside a range always exists, and NaT (-2**63) is no time stamp.
_LIMIT_NS = 2**63 // NS_PER_SEC * NS_PER_SEC
_LAST_SECOND = 10**12
_RUN_ALONE = re.compile("r[0-9]+")


class RunTable(Protocol):
    """A function that answers the time at which a run began, or raises `NotFound`."""

    def __call__(self, run: RunNumber, /) -> "Timestamp":
        """Return the time at which `run` began."""


@dataclass(frozen=True, order=True, slots=True)
class Timestamp:
    """A point in time, exact: whole nanoseconds since 1970-01-01T00:00:00 UTC.

    Comparing, hashing and sorting are those of the integer.

    Attributes
    ----------
    ns : int
        Nanoseconds since the Unix epoch, UTC; leap seconds are not counted. It fits int64.

    Raises
    ------
    BadValue
        `ns` is no whole number, or outside of 1677-09-21 to 2262-04-11.

    Notes
    -----
    Design document, "Requirements" (the time stamp is the only value for the validity check) and
    "2016-10-27 Mtg with cpo" (time double to int64).

    Examples
    --------
    >>> t = Timestamp.of("2016-10-27T10:00:00-07:00")
    >>> t.ns, t.text, t.iso(utc=True)
    (1477587600000000000, '1477587600', '2016-10-27T17:00:00+00:00')
    >>> Timestamp.of(1471285222.123456) < t
    True
    """

    ns: int

    def __post_init__(self) -> None:
        ns = self.ns
        if type(ns) is not int:
            if not isinstance(ns, np.integer) or isinstance(ns, np.timedelta64):
                raise BadValue(f"{shown(ns)} is no whole number of nanoseconds.")
            ns = int(ns)
            object.__setattr__(self, "ns", ns)
        if not -_LIMIT_NS <= ns <= _LIMIT_NS:
            raise BadValue(
                "The time is outside of what a time stamp holds, 1677-09-21 to 2262-04-11 (seconds"
                f" from 1970: {shown(ns // NS_PER_SEC)}). A bare number is seconds: use"
                " Timestamp.from_packed for the packed 64-bit form, Timestamp(ns) for nanoseconds."
            )

    @classmethod
    def of(cls, value: object, runs: RunTable | None = None) -> "Timestamp":
        """Return the time stamp of anything that says a time.

        Parameters
        ----------
        value
            Timestamp; int or float (also numpy's) Unix seconds, UTC; text: Unix seconds, ISO 8601
            (local time if it has no zone) or ``experiment:run``; aware datetime; numpy.datetime64
            (UTC); `RunNumber`; an event of LCLS-I or LCLS-II.
        runs
            Run table: answers the time of a `RunNumber`. Needed for runs only.

        Returns
        -------
        Timestamp

        Raises
        ------
        BadValue
            `value` is none of these, or no time that exists; or a run without a run table.
        NotFound
            Raised by `runs` for a run that it does not know.
        """
        if isinstance(value, Timestamp):
            return value
        if isinstance(value, str):
            return cls._of_text(value.strip(), runs)
        if isinstance(value, RunNumber):
            return _time_of_run(value, runs)
        return cls(_ns_of_object(value))

    @classmethod
    def for_lookup(cls, value: object, runs: RunTable | None = None) -> "Timestamp":
        """Return the time stamp of a time at which something is looked up.

        As `of`; but seconds outside of what a time stamp holds, up to 1e12 (some 30,000 years),
        stand for its first or last moment: what is valid then is valid for ever. Numbers beyond
        are refused as by `of`: they are no seconds, but milliseconds or a packed form.
        """
        if isinstance(value, int | float):
            if _LIMIT_NS // NS_PER_SEC < abs(value) <= _LAST_SECOND:
                return cls(_LIMIT_NS if value > 0 else -_LIMIT_NS)
        elif isinstance(value, np.number) and not isinstance(value, np.timedelta64):
            return cls.for_lookup(value.item())
        return cls.of(value, runs)

    @classmethod
    def from_float(cls, seconds: float) -> Self:
        """Take float Unix seconds (UTC) for the shortest decimal that reads back as that float."""
        return cls(ns_of_float(float(seconds)))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read Unix seconds (UTC) or ISO 8601 text (local time if it has no zone)."""
        text = text.strip()
        return cls(ns_of_number_text(text) if is_number(text) else ns_of_iso_text(text))

    @classmethod
    def from_packed(cls, packed: int) -> Self:
        """Unpack 64 bits: Unix seconds (UTC) << 32 | nanoseconds."""
        return cls(ns_of_packed(packed))

    @classmethod
    def from_lcls2(cls, packed: int) -> Self:
        """Unpack 64 bits of LCLS-II: seconds since 1990-01-01 UTC << 32 | nanoseconds."""
        return cls(ns_of_packed(packed) + LCLS2_EPOCH * NS_PER_SEC)

    @classmethod
    def now(cls) -> Self:
        """Return the time of the system clock, cut to whole microseconds."""
        return cls(time.time_ns() // MICROSECOND * MICROSECOND)

    @classmethod
    def _of_text(cls, text: str, runs: RunTable | None) -> "Timestamp":
        if RunNumber.matches(text):
            return _time_of_run(RunNumber.parse(text), runs)
        if _RUN_ALONE.fullmatch(text):
            raise BadValue(
                f"Run {shown(text)} does not say its experiment; write experiment:run, as in"
                " xpptut15:260."
            )
        return cls.from_text(text)

    @property
    def sec(self) -> float:
        """Unix seconds (UTC), the nearest float: for people and old interfaces, not to compare."""
        return self.ns / NS_PER_SEC

    @property
    def number(self) -> int | float:
        """Unix seconds (UTC): an int if they are whole, else the nearest float."""
        seconds, fraction = divmod(self.ns, NS_PER_SEC)
        return self.sec if fraction else seconds

    @property
    def packed(self) -> int:
        """Unix seconds (UTC) << 32 | nanoseconds.

        Raises
        ------
        BadValue
            The seconds do not fit 32 bits (from 1901-12-13 to 2106-02-07).
        """
        seconds, nanoseconds = divmod(self.ns, NS_PER_SEC)
        if not -(2**31) <= seconds < 2**32:
            raise BadValue(f"Time {self.iso(utc=True)} does not fit the packed 64-bit form.")
        return seconds << 32 | nanoseconds

    @property
    def text(self) -> str:
        """Unix seconds (UTC) as exact decimal text: at most nine decimals, no needless zeros."""
        return number_text_of_ns(self.ns)

    def iso(self, *, utc: bool = False) -> str:
        """Return ``YYYY-MM-DDTHH:MM:SS[.fraction]+HH:MM``, in local time or, if `utc`, in UTC."""
        return iso_text_of_ns(self.ns, utc=utc)

    def __str__(self) -> str:
        return self.iso()


def _ns_of_object(value: object) -> int:
    # bool is an int, and numpy.timedelta64 is a numpy.integer: neither is a time.
    if not isinstance(value, bool | np.timedelta64):
        if isinstance(value, int | np.integer):
            return int(value) * NS_PER_SEC
        if isinstance(value, float | np.floating):
            return ns_of_float(float(value))
        if isinstance(value, datetime):
            return ns_of_datetime(value)
        if isinstance(value, np.datetime64):
            return ns_of_datetime64(value)
        ns = ns_of_event(value)
        if ns is not None:
            return ns
    raise BadValue(
        f"{shown(value)} is no time; give Unix seconds, ISO 8601 text such as"
        " '2016-10-27T10:00:00-07:00', an aware datetime, a numpy.datetime64, an event or"
        " a RunNumber."
    )


def _time_of_run(run: RunNumber, runs: RunTable | None) -> Timestamp:
    if runs is None:
        raise BadValue(
            f"Run {run} stands for a time only through a run table, and none is given;"
            " name one in the configuration, or give the time."
        )
    return runs(run)
