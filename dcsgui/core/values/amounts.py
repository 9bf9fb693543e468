"""How many things there are, and how many bytes they have, as people read it."""

from __future__ import annotations

__all__ = ["counted", "size_text"]

_HISSING = ("ch", "s", "x")
_UNITS = ("B", "kB", "MB", "GB", "TB")
_STEP = 1000
_NO_DECIMAL = 100  # from here on a size needs none


def counted(number: int, thing: str) -> str:
    """Return a number of things.

    Examples
    --------
    >>> counted(1, "version"), counted(1200, "version")
    ('1 version', '1,200 versions')
    >>> counted(2, "set of parameters"), counted(0, "stretch")
    ('2 sets of parameters', '0 stretches')
    """
    if number == 1:
        return f"1 {thing}"
    first, of, rest = thing.partition(" of ")
    ending = "es" if first.endswith(_HISSING) else "s"
    return f"{number:,} {first}{ending}{of}{rest}"


def size_text(nbytes: int) -> str:
    """Return a number of bytes with the unit that fits, powers of 1000.

    Examples
    --------
    >>> [size_text(n) for n in (0, 999, 9_187_840, 50_331_648, 123_456_789_012)]
    ['0 B', '999 B', '9.2 MB', '50.3 MB', '123 GB']
    """
    size, unit = float(nbytes), 0
    while size >= _STEP and unit < len(_UNITS) - 1:
        size, unit = size / _STEP, unit + 1
    digits = 1 if unit and size < _NO_DECIMAL else 0
    return f"{size:.{digits}f} {_UNITS[unit]}"
