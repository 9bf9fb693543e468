"""Times from objects of other libraries: events, datetime and numpy, by duck typing.

Nothing is imported for it: an LCLS-I event is asked with the ``EventId`` of a psana that the
caller has imported already.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np

from dcsgui.core.values.errors import BadValue, shown
from dcsgui.core.values.unixtext import NS_PER_SEC

__all__ = ["LCLS2_EPOCH", "ns_of_datetime", "ns_of_datetime64", "ns_of_event", "ns_of_packed"]

LCLS2_EPOCH = 631_152_000  # 1990-01-01T00:00:00Z in Unix seconds

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LOW_WORD = 0xFFFF_FFFF
_FARTHEST_MONTHS = 12_000  # months and years are counted out only within 1000 years
_NS_PER_UNIT = {
    "W": 7 * 86_400 * NS_PER_SEC,
    "D": 86_400 * NS_PER_SEC,
    "h": 3_600 * NS_PER_SEC,
    "m": 60 * NS_PER_SEC,
    "s": NS_PER_SEC,
    "ms": 1_000_000,
    "us": 1_000,
    "ns": 1,
}
_UNITS_PER_NS = {"ps": 10**3, "fs": 10**6, "as": 10**9}


def ns_of_packed(packed: int) -> int:
    """Convert the packed 64-bit form, seconds << 32 | nanoseconds.

    Parameters
    ----------
    packed
        Whole number, signed or unsigned 64 bits.

    Returns
    -------
    int
        Nanoseconds since the epoch of the seconds, whichever that is.

    Raises
    ------
    BadValue
        `packed` is no whole number of 64 bits, or its nanoseconds reach a second.
    """
    if isinstance(packed, bool | np.timedelta64) or not isinstance(packed, int | np.integer):
        raise BadValue(f"{shown(packed)} is no packed time; give a whole number of 64 bits.")
    number = int(packed)
    if not -(2**63) <= number < 2**64:
        raise BadValue(f"Packed time {shown(number)} does not fit 64 bits.")
    seconds, nanoseconds = number >> 32, number & _LOW_WORD
    if nanoseconds >= NS_PER_SEC:
        raise BadValue(
            f"Packed time {number} has {nanoseconds} nanoseconds in its low 32 bits, which is"
            " more than a second; is it really seconds << 32 | nanoseconds?"
        )
    return seconds * NS_PER_SEC + nanoseconds


def ns_of_datetime(value: datetime) -> int:
    """Convert an aware datetime, exactly; a naive one is refused with `BadValue`."""
    if value.utcoffset() is None:
        raise BadValue(
            f"{shown(value)} has no time zone; give an aware datetime, for local time"
            " value.astimezone()."
        )
    since = value - _EPOCH
    seconds = since.days * 86_400 + since.seconds
    nanosecond: int = getattr(value, "nanosecond", 0)  # pandas counts finer than datetime
    return seconds * NS_PER_SEC + since.microseconds * 1_000 + nanosecond


def ns_of_datetime64(value: np.datetime64) -> int:
    """Convert a numpy.datetime64 of any unit, taken as UTC; NaT is refused with `BadValue`.

    Units finer than a nanosecond are taken if they come to whole nanoseconds.
    """
    if np.isnat(value):
        raise BadValue("numpy.datetime64('NaT') is no time; give a date and time.")
    unit, step = np.datetime_data(value.dtype)
    count = int(value.astype(np.int64)) * step
    if unit in ("Y", "M"):
        months = count * 12 if unit == "Y" else count
        if abs(months) > _FARTHEST_MONTHS:
            raise BadValue(f"{shown(value)} is too far away to be a time of constants.")
        days = np.datetime64(months, "M").astype("datetime64[D]").astype(np.int64)
        return int(days) * _NS_PER_UNIT["D"]
    if unit in _NS_PER_UNIT:
        return count * _NS_PER_UNIT[unit]
    ns, rest = divmod(count, _UNITS_PER_NS[unit])
    if rest:
        raise BadValue(f"{shown(value)} is finer than a nanosecond; give whole nanoseconds.")
    return ns


def ns_of_event(event: object) -> int | None:
    """Return the time of an event, or None if `event` is nothing like an event.

    Parameters
    ----------
    event
        LCLS-II: has ``timestamp``, packed, seconds since 1990-01-01 UTC. LCLS-I: ``event.time()``
        or ``event.get(EventId).time()`` gives (seconds, nanoseconds) since the Unix epoch, UTC.

    Returns
    -------
    int or None
        Nanoseconds since the Unix epoch, UTC.

    Raises
    ------
    BadValue
        It is an event, but its time is no time.
    """
    if isinstance(event, type):
        return None
    stamp = getattr(event, "timestamp", None)
    if isinstance(stamp, int | np.integer):
        return ns_of_packed(int(stamp)) + LCLS2_EPOCH * NS_PER_SEC
    ask = getattr(event, "time", None) or getattr(_event_id(event), "time", None)
    return _ns_of_pair(event, ask) if callable(ask) else None


def _event_id(event: object) -> object:
    get = getattr(event, "get", None)
    if not callable(get):
        return None
    key = getattr(sys.modules.get("psana"), "EventId", "EventId")
    try:
        return get(key)
    except (TypeError, ValueError, LookupError):  # a get() of something else
        return None


def _ns_of_pair(event: object, ask: Callable[[], object]) -> int:
    pair = ask()
    match pair:
        case (int() | np.integer() as seconds, int() | np.integer() as nanoseconds):
            if 0 <= nanoseconds < NS_PER_SEC:
                return int(seconds) * NS_PER_SEC + int(nanoseconds)
    raise BadValue(
        f"The time() of a {type(event).__name__} answers {shown(pair)}; it should be"
        " (seconds, nanoseconds)."
    )
