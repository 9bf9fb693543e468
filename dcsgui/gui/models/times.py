"""How the window shows times and ranges of time: in words, in full, and in tool tips.

Times are ns since 1970, UTC. They are shown with their offset, in local time or in UTC as the
person chose.
"""

from __future__ import annotations

from dcsgui.core.values.isotext import iso_text_of_ns
from dcsgui.core.values.unixtext import number_text_of_ns

__all__ = ["OPEN", "end_shown", "end_tooltip", "short", "shown", "span", "tooltip"]

OPEN = "open"
"""Stands where a range has no end."""

_MINUTE = len("2016-10-27T10:00")
_SECOND = len("2016-10-27T10:00:00")


def shown(ns: int | None, *, utc: bool) -> str:
    """Return ``2016-10-27T10:00:00-07:00``, local time or UTC; "" for a time that is unknown."""
    return "" if ns is None else iso_text_of_ns(ns, utc=utc)


def short(ns: int, *, utc: bool) -> str:
    """Return ``2016-10-27 10:00:05``: no zone, no seconds if there are none, date only at 0:00.

    For places where there is little room; the full form belongs into the tool tip.

    Examples
    --------
    >>> [short(seconds * 10**9, utc=True) for seconds in (1477526400, 1477562400, 1477562405)]
    ['2016-10-27', '2016-10-27 10:00', '2016-10-27 10:00:05']
    """
    day, _, clock = iso_text_of_ns(ns, utc=utc).partition("T")
    fraction = clock[_SECOND - len(day) - 1 :].startswith(".")
    seconds = clock[: _SECOND - len(day) - 1]
    minutes = seconds[: _MINUTE - len(day) - 1]
    if fraction or not seconds.endswith(":00"):
        return f"{day} {seconds}"
    return day if minutes == "00:00" else f"{day} {minutes}"


def end_shown(ns: int | None, *, utc: bool) -> str:
    """Return the end of a range as `shown`; "open" if there is none."""
    return OPEN if ns is None else shown(ns, utc=utc)


def span(begin_ns: int, end_ns: int | None, *, utc: bool) -> str:
    """Return a range in few words; both ends belong to it.

    Examples
    --------
    >>> span(1477526400 * 10**9, 1477699200 * 10**9, utc=True)
    '2016-10-27 to 2016-10-29'
    >>> span(1477526400 * 10**9, None, utc=True)
    'from 2016-10-27'
    """
    begin = short(begin_ns, utc=utc)
    return f"from {begin}" if end_ns is None else f"{begin} to {short(end_ns, utc=utc)}"


def tooltip(ns: int | None) -> str:
    """Return a time in full: local with its offset, UTC, Unix seconds; a line each."""
    if ns is None:
        return "This time is not known."
    return (
        f"{iso_text_of_ns(ns)} (local)\n"
        f"{iso_text_of_ns(ns, utc=True)} (UTC)\n"
        f"{number_text_of_ns(ns)} (Unix seconds)"
    )


def end_tooltip(ns: int | None) -> str:
    """Return the end of a range in full, as `tooltip`."""
    return "The range has no end: it is valid for ever." if ns is None else tooltip(ns)
