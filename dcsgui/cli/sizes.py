"""Numbers of bytes, and forms of constants, as people read them."""

from __future__ import annotations

__all__ = ["form_text", "size_text"]

UNITS = ("B", "kB", "MB", "GB", "TB")
"""Each a thousand times the one before."""

THOUSAND, TEN = 1000, 10


def size_text(nbytes: int) -> str:
    """Write a number of bytes in three digits.

    Examples
    --------
    >>> size_text(0), size_text(999), size_text(50_331_648), size_text(1_234_567_890)
    ('0 B', '999 B', '50 MB', '1.2 GB')
    """
    number, unit = float(nbytes), 0
    while number >= THOUSAND and unit < len(UNITS) - 1:
        number, unit = number / THOUSAND, unit + 1
    digits = 1 if unit and number < TEN else 0
    return f"{number:.{digits}f} {UNITS[unit]}"


def form_text(kind: str, shape: tuple[int, ...], dtype: str) -> str:
    """Say what constants are like.

    Examples
    --------
    >>> form_text("array", (3, 8, 512, 1024), "<f4"), form_text("text", (), "text")
    ('3x8x512x1024 f4', 'text')
    """
    if kind != "array":
        return "nothing yet" if kind == "nothing" else kind
    lengths = "x".join(map(str, shape)) or "scalar"
    return f"{lengths} {dtype.lstrip('<|=')}"
