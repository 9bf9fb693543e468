"""Numbers and pixels in words."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from dcsgui.core.actions.answers.constants import Numbers
from dcsgui.gui.picture.mosaic import Pixel

__all__ = ["dtype_words", "pixel_words", "short", "value_words"]

MINUS = "\N{MINUS SIGN}"


def short(value: float, digits: int = 6) -> str:
    """Return a number as people read it best.

    Examples
    --------
    >>> short(2801.5), short(1e-7), short(float("nan")), short(16383.0)
    ('2801.5', '1e-07', 'NaN', '16383')
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "\N{INFINITY}" if value > 0 else f"{MINUS}\N{INFINITY}"
    return f"{value:.{digits}g}".replace("e-", "e~").replace("-", MINUS).replace("e~", "e-")


def value_words(value: Any, numbers: Numbers | None) -> str:
    """Return a value with how far it is from the median, in MADs if there are any."""
    words = _plain(value)
    size = abs(value) if isinstance(value, complex) or _is_complex(value) else float(value)
    if numbers is None or not math.isfinite(size) or not math.isfinite(numbers.median):
        return words
    far = float(size) - numbers.median
    if not numbers.mad:
        return words if not far else f"{words}, {_signed(far)} from the median"
    return f"{words}, {_signed(far / numbers.mad, 2)} MAD"


def _plain(value: Any) -> str:
    if _is_complex(value):
        return f"{short(value.real)} {'+' if value.imag >= 0 else MINUS} {short(abs(value.imag))}i"
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if kind in "iub":
        return str(value).replace("-", MINUS)
    if math.isfinite(float(value)):
        return str(value).replace("-", MINUS).removesuffix(".0")
    return short(float(value))


def _is_complex(value: Any) -> bool:
    return getattr(getattr(value, "dtype", None), "kind", "") == "c"


def _signed(value: float, digits: int = 4) -> str:
    return ("+" if value >= 0 else "") + short(value, digits)


def pixel_words(pixel: Pixel, panels: int) -> str:
    """Return which pixel it is; the panel only if there are several.

    Examples
    --------
    >>> pixel_words(Pixel(3, 211, 97), 8)
    'panel 3, row 211, column 97'
    """
    panel = f"panel {pixel.panel}, " if panels > 1 else ""
    return f"{panel}row {pixel.row}, column {pixel.column}"


def dtype_words(shape: tuple[int, ...], dtype: str) -> str:
    """Return a shape and a dtype as people write them, whatever the byte order.

    Examples
    --------
    >>> dtype_words((388,), ">f4"), dtype_words((), "|u1")
    ('388 float32', 'one value uint8')
    """
    lengths = "\N{MULTIPLICATION SIGN}".join(str(length) for length in shape)
    return f"{lengths or 'one value'} {np.dtype(dtype).name}"
