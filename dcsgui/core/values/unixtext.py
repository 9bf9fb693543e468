"""Unix seconds as decimal text or float, from and to whole nanoseconds, without loss.

A float is taken for the shortest decimal that reads back as that float (its ``repr``), because
that is what a person wrote or saw: 1471285222.123456 is ...123456000 ns, although the binary
number is nearer to ...123456001.
"""

import math
import re
from decimal import ROUND_HALF_EVEN, Context, Decimal

from dcsgui.core.values.errors import BadValue, shown

__all__ = [
    "NS_PER_SEC",
    "NUMBER",
    "is_number",
    "ns_of_float",
    "ns_of_number_text",
    "number_text_of_ns",
]

NS_PER_SEC = 1_000_000_000
_DECIMALS = 9
_LONGEST = 40  # characters; room for any time in range, with needless zeros

NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_NUMBER_WITH_EXPONENT = re.compile(rf"{NUMBER}(?:[eE][+-]?[0-9]{{1,3}})?")

# Not the context of the thread, which the caller may have changed; no signal is trapped.
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_EVEN, traps=[])


def is_number(text: str) -> bool:
    """Tell whether `text` is a decimal number, such as ``-50.5`` or ``1.4775264e9``."""
    return _NUMBER_WITH_EXPONENT.fullmatch(text) is not None


def ns_of_number_text(text: str) -> int:
    """Read decimal Unix seconds.

    Parameters
    ----------
    text
        A number for which `is_number` holds, with at most nine decimals that are not zero.

    Returns
    -------
    int
        Nanoseconds since the Unix epoch, UTC.

    Raises
    ------
    BadValue
        The number is finer than a nanosecond, or too long to be a time.
    """
    if len(text) > _LONGEST:
        raise BadValue(f"Time {shown(text)} has too many digits; give at most nine decimals.")
    scaled = _CONTEXT.scaleb(Decimal(text), _DECIMALS)
    whole = scaled.to_integral_value(context=_CONTEXT)
    if whole != scaled:
        raise BadValue(
            f"Time {shown(text)} is finer than a nanosecond; give at most nine decimals."
        )
    return int(whole)


def ns_of_float(seconds: float) -> int:
    """Convert float Unix seconds, to the nearest nanosecond of their shortest decimal.

    The result never decreases where `seconds` increases.

    Parameters
    ----------
    seconds
        Seconds since the Unix epoch, UTC.

    Returns
    -------
    int
        Nanoseconds since the Unix epoch, UTC.

    Raises
    ------
    BadValue
        `seconds` is NaN or infinite.
    """
    if not math.isfinite(seconds):
        raise BadValue(f"Time {seconds!r} is no number of seconds; give a finite number.")
    scaled = _CONTEXT.scaleb(Decimal(repr(seconds)), _DECIMALS)
    return int(scaled.to_integral_value(rounding=ROUND_HALF_EVEN, context=_CONTEXT))


def number_text_of_ns(ns: int) -> str:
    """Return Unix seconds as exact decimal text, without zeros at the end.

    Examples
    --------
    >>> number_text_of_ns(-50_500_000_000)
    '-50.5'
    """
    seconds, fraction = divmod(abs(ns), NS_PER_SEC)
    sign = "-" if ns < 0 else ""
    if not fraction:
        return f"{sign}{seconds}"
    return f"{sign}{seconds}.{fraction:09d}".rstrip("0")
