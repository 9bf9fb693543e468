"""Times, ranges and ages as people read them."""

from __future__ import annotations

from dcsgui.core.values.isotext import iso_text_of_ns

__all__ = ["age", "range_words", "time_text"]

DAY, HOUR, MINUTE = 86_400, 3_600, 60
YEAR = 365.2425 * DAY
UNITS = ((YEAR, "years"), (DAY, "days"), (HOUR, "hours"), (MINUTE, "minutes"), (1, "seconds"))

TWICE = 2
"""A unit is taken once there are two of it."""


def time_text(ns: int | None, none: str = "") -> str:
    """Return a time in ISO 8601, local time; `none` if there is none."""
    return none if ns is None else iso_text_of_ns(ns)


def range_words(begin_ns: int, end_ns: int | None) -> str:
    """Say from when to when; both ends belong, and None is for ever."""
    end = "on" if end_ns is None else f"to {time_text(end_ns)}"
    return f"from {time_text(begin_ns)} {end}"


def age(seconds: float) -> str:
    """Say how long something is, in the unit that fits.

    Examples
    --------
    >>> age(90), age(3 * 86400), age(5e8)
    ('90 seconds', '3 days', '15.8 years')
    """
    for size, name in UNITS:
        if abs(seconds) >= TWICE * size:
            number = f"{abs(seconds) / size:.1f}".removesuffix(".0")
            return f"{number} {name}"
    return f"{abs(seconds):g} seconds"
