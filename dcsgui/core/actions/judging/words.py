"""Numbers and panels as the sentences of findings have them."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["named", "number", "percent", "shape_words"]

HARDLY, NEARLY = 1e-5, 0.9995
"""Shares that are not to look like nothing or like all."""

FEW, LONG = 100, 1e6
"""Between them a value is said as a whole number."""

NAMED = 3
"""So many panels are named."""


def percent(share: float) -> str:
    """Say a share.

    Examples
    --------
    >>> percent(0.2090), percent(0.00015), percent(1.0), percent(1e-9), percent(0.99999)
    ('20.9 %', '0.015 %', '100 %', '< 0.001 %', '> 99.9 %')
    """
    if 0 < share < HARDLY:
        return "< 0.001 %"
    if NEARLY <= share < 1:
        return "> 99.9 %"
    return f"{share * 100:.3g} %" if share < 1 else "100 %"


def number(value: float) -> str:
    """Say a value with a few digits.

    Examples
    --------
    >>> number(72.6123), number(-0.00012345), number(-11421.7), number(1234567.8)
    ('72.6', '-0.000123', '-11422', '1.23e+06')
    """
    if not math.isfinite(value):
        return f"{value}"
    if FEW < abs(value) < LONG or value == round(value):
        return f"{round(value)}" if abs(value) < LONG else f"{value:.3g}"
    return f"{value:.3g}"


def named(names: Sequence[str]) -> str:
    """Name the first of some things, the worst first.

    Examples
    --------
    >>> named(["panel 3"]), named(["panel 3", "panel 1"]), named(list("abcde"))
    ('panel 3', 'panel 3 and panel 1', 'a, b, c and 2 more')
    """
    if len(names) > NAMED:
        return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def shape_words(shape: tuple[int, ...]) -> str:
    """Say a shape.

    Examples
    --------
    >>> shape_words((3, 8, 512, 1024)), shape_words((6,)), shape_words(())
    ('(3, 8, 512, 1024)', '(6,)', 'a single value')
    """
    return str(shape) if shape else "a single value"
