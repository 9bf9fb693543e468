"""ISO 8601 text, from and to whole nanoseconds since the Unix epoch, in local time and in UTC.

Text without a zone is local time, by the rules of the process's time zone (``$TZ``). Where a clock
change makes it mean two instants, the first is taken; where it skips the text, the offset from
before the change is taken (this is PEP 495 with ``fold=0``). What a text was taken for can
always be shown back, with its offset, by `iso_text_of_ns`.
"""

import re
import time
from datetime import date, datetime, timedelta

from dcsgui.core.values.errors import BadValue, shown
from dcsgui.core.values.unixtext import NS_PER_SEC

__all__ = ["iso_text_of_ns", "ns_of_iso_text"]

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_ISO = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})"
    r"(?:\.(?P<fraction>[0-9]+))?)?"
    r"(?P<zone>Z|(?P<sign>[+-])(?P<zh>[0-9]{2})(?::?(?P<zm>[0-9]{2})(?::?(?P<zs>[0-9]{2}))?)?)?)?"
)
_DECIMALS = 9
_HOURS, _SIXTY = 24, 60


def ns_of_iso_text(text: str) -> int:
    """Read an ISO 8601 date or date and time.

    Parameters
    ----------
    text
        ``YYYY-MM-DD``, then if wanted ``T`` or a blank and ``HH:MM[:SS[.fraction]]``, then if
        wanted ``Z``, ``+HH``, ``+HHMM`` or ``+HH:MM``. Without a zone it is local time; a date
        alone is its midnight, local time.

    Returns
    -------
    int
        Nanoseconds since the Unix epoch, UTC.

    Raises
    ------
    BadValue
        `text` is no such text, or names a date, hour, zone or second that does not exist.
    """
    found = _ISO.fullmatch(text)
    if found is None:
        raise BadValue(
            f"Time {shown(text)} is neither a number of seconds nor ISO 8601 text;"
            " write it as in 2016-10-27T10:00:00-07:00."
        )
    day = _day(text, found["date"])
    seconds = _second_of_day(text, found)
    fraction = _fraction_ns(text, found["fraction"] or "")
    if found["zone"] is None:
        since_epoch = _local_seconds(text, day, seconds)
    else:
        days = day.toordinal() - _EPOCH_ORDINAL
        since_epoch = days * 86_400 + seconds - _offset_seconds(text, found)
    return since_epoch * NS_PER_SEC + fraction


def iso_text_of_ns(ns: int, *, utc: bool = False) -> str:
    """Return ``YYYY-MM-DDTHH:MM:SS[.fraction]+HH:MM``.

    Parameters
    ----------
    ns
        Nanoseconds since the Unix epoch, UTC.
    utc
        Show UTC (``+00:00``) instead of the local time zone.

    Returns
    -------
    str
        The fraction is there only if there is one, without zeros at the end. Offsets of the 19th
        century that have seconds get them too (``-07:52:58``), so that nothing is lost.
    """
    seconds, fraction = divmod(ns, NS_PER_SEC)
    parts = time.gmtime(seconds) if utc else time.localtime(seconds)
    tail = f".{fraction:09d}".rstrip("0") if fraction else ""
    return (
        f"{parts.tm_year:04d}-{parts.tm_mon:02d}-{parts.tm_mday:02d}"
        f"T{parts.tm_hour:02d}:{parts.tm_min:02d}:{parts.tm_sec:02d}{tail}"
        f"{_offset_text(0 if utc else parts.tm_gmtoff)}"
    )


def _offset_text(offset: int) -> str:
    minutes, seconds = divmod(abs(offset), _SIXTY)
    hours, minutes = divmod(minutes, _SIXTY)
    text = f"{'-' if offset < 0 else '+'}{hours:02d}:{minutes:02d}"
    return f"{text}:{seconds:02d}" if seconds else text


def _day(text: str, iso_date: str) -> date:
    try:
        return date.fromisoformat(iso_date)
    except ValueError as error:
        raise BadValue(
            f"Time {shown(text)} names a date that does not exist ({error});"
            " write the date as in 2016-10-27."
        ) from None


def _second_of_day(text: str, found: re.Match[str]) -> int:
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    if second == _SIXTY:
        raise BadValue(
            f"Time {shown(text)} is a leap second, which Unix time does not have;"
            " give second 59, or second 00 of the next minute."
        )
    if hour >= _HOURS or minute >= _SIXTY or second >= _SIXTY:
        raise BadValue(
            f"Time {shown(text)} names a time of day that does not exist;"
            " it goes from 00:00:00 to 23:59:59."
        )
    return (hour * _SIXTY + minute) * _SIXTY + second


def _fraction_ns(text: str, digits: str) -> int:
    if len(digits) > _DECIMALS:
        raise BadValue(
            f"Time {shown(text)} is finer than a nanosecond; give at most nine decimals."
        )
    return int(digits.ljust(_DECIMALS, "0"))


def _offset_seconds(text: str, found: re.Match[str]) -> int:
    hours, minutes, seconds = (int(found[name] or 0) for name in ("zh", "zm", "zs"))
    if hours >= _HOURS or minutes >= _SIXTY or seconds >= _SIXTY:
        raise BadValue(
            f"Time {shown(text)} has a time zone that does not exist;"
            " write Z for UTC or an offset as in -07:00."
        )
    offset = (hours * _SIXTY + minutes) * _SIXTY + seconds
    return -offset if found["sign"] == "-" else offset


def _local_seconds(text: str, day: date, seconds: int) -> int:
    local = datetime.fromordinal(day.toordinal()) + timedelta(seconds=seconds)  # no zone: local
    try:
        # A float of whole seconds is exact. astimezone() would answer other than PEP 495 says for
        # times that a clock change skips.
        return int(local.timestamp())
    except (OverflowError, ValueError, OSError):
        raise BadValue(
            f"Time {shown(text)} is too far away to be local time; write it with its offset."
        ) from None
