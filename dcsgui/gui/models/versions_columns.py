"""The columns of the version table."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from math import prod
from operator import attrgetter
from typing import Any

from dcsgui.core.actions.answers.listings import VersionRow
from dcsgui.core.values.amounts import counted, size_text
from dcsgui.gui.models.columns import Column, EndTime, Kind, Number, Text, Time

__all__ = ["COLUMNS", "Star", "column_number", "dtype_text", "shape_text"]

DIGEST_SHOWN = 10
"""Characters of a digest that tell versions apart."""

_BY = "\N{MULTIPLICATION SIGN}"
_DTYPE = re.compile(r"[<|=]?(?P<letter>[fiubc])(?P<nbytes>\d{1,3})", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_DTYPES = {"f": "float", "i": "int", "u": "uint", "c": "complex", "b": "bool"}


class Star(Enum):
    """Whether a version is the default of its range; the value is the word for it."""

    PINNED = "set"
    AUTO = "auto"
    NONE = ""

    @classmethod
    def of(cls, row: VersionRow) -> Star:
        """Tell what a version is for its range."""
        if not row.is_default:
            return cls.NONE
        return cls.PINNED if row.pinned else cls.AUTO


def shape_text(shape: tuple[int, ...]) -> str:
    """Return the lengths of the axes with signs of multiplication between them."""
    return f" {_BY} ".join(map(str, shape))


def dtype_text(dtype: str) -> str:
    """Return a dtype by its name, as numpy does; big-endian ones as they are.

    Examples
    --------
    >>> [dtype_text(dtype) for dtype in ("<f4", "|u1", "|b1", ">f4", "text")]
    ['float32', 'uint8', 'bool', '>f4', 'text']
    """
    found = _DTYPE.fullmatch(dtype)
    if found is None:
        return dtype
    word = _DTYPES[found["letter"]]
    return word if word == "bool" else f"{word}{8 * int(found['nbytes'])}"


class _Default(Kind):
    def text(self, value: Star, *, utc: bool) -> str:
        del utc
        return value.value

    def key(self, value: Star) -> int:
        return _STARS.index(value)

    def tip(self, value: Star) -> str:
        return _STAR_TIPS[value]


_STARS = (Star.PINNED, Star.AUTO, Star.NONE)
_STAR_TIPS = {
    Star.PINNED: "The default of its range: somebody set it.",
    Star.AUTO: "Answers for its range, because it was added last and no default is set.",
    Star.NONE: "Click to make this version the default of its range.",
}


class _VersionNumber(Number):
    numeric = False  # a name, though it is sorted by its number

    def text(self, value: int, *, utc: bool) -> str:
        del utc
        return f"v{value}"


class _Run(Kind):
    """A run is mostly a number, but is kept as text: numbers first, by their value."""

    numeric = True

    def key(self, value: str) -> tuple[bool, int, str]:
        if not value:
            return (False, -1, "")
        if _NUMBER.fullmatch(value):
            return (False, int(value), "")
        return (True, 0, value.casefold())


class _Shape(Kind):
    """(kind, shape): a text and a version without constants have none."""

    def text(self, value: tuple[str, tuple[int, ...]], *, utc: bool) -> str:
        del utc
        kind, shape = value
        if kind != "array":
            return ""
        return shape_text(shape) or "scalar"

    def key(self, value: tuple[str, tuple[int, ...]]) -> tuple[int, ...]:
        kind, shape = value
        return shape if kind == "array" else (-1,)

    def tip(self, value: tuple[str, tuple[int, ...]]) -> str:
        kind, shape = value
        if kind != "array":
            return "A text." if kind == "text" else "There are no constants in this version."
        return f"{shape_text(shape) or 'scalar'}: {counted(prod(shape), 'value')}"


class _Size(Number):
    def text(self, value: int, *, utc: bool) -> str:
        del utc
        return size_text(value)

    def full(self, value: int, *, utc: bool) -> str:
        del utc
        return str(value)

    def tip(self, value: int) -> str:
        return counted(value, "byte")


class _Dtype(Text):
    def text(self, value: str, *, utc: bool) -> str:
        del utc
        return dtype_text(value)

    def full(self, value: str, *, utc: bool) -> str:
        return self.text(value, utc=utc)

    def tip(self, value: str) -> str:
        return f"{value} (big-endian)" if value.startswith(">") else value


class _Digest(Text):
    def text(self, value: str, *, utc: bool) -> str:
        del utc
        return value.rpartition(":")[2][:DIGEST_SHOWN]


def _column(
    name: str,
    title: str,
    tip: str,
    *,
    of: str | Callable[[VersionRow], Any],
    kind: Kind,
    width: int,
    hidden: bool = False,
    sign: str = "",
) -> Column[VersionRow]:
    value = attrgetter(of) if isinstance(of, str) else of
    return Column(name, title, tip, value, kind, width, hidden, sign)


COLUMNS: tuple[Column[VersionRow], ...] = (
    _column(
        "default",
        "Default",
        "Which version answers for its range: filled if somebody set it, outlined if it is the"
        " one added last. Click a star to set the default.",
        of=Star.of,
        kind=_Default(),
        width=2,
        sign="\N{BLACK STAR}",
    ),
    _column("type", "Type", "Calibration type", of="ctype", kind=Text(), width=13),
    _column(
        "number",
        "Version",
        "Number of the version in its range, in the order of production",
        of="versind",
        kind=_VersionNumber(),
        width=8,
    ),
    _column("begin", "Begin", "Begin of the range", of="begin_ns", kind=Time(), width=25),
    _column(
        "end", "End", "End of the range; it belongs to it", of="end_ns", kind=EndTime(), width=25
    ),
    _column("made", "Produced", "Production time", of="tsvers_ns", kind=Time(), width=31),
    _column("author", "Author", "Who made it", of="author", kind=Text(), width=10),
    _column(
        "experiment",
        "Experiment",
        "Experiment where the constants were obtained",
        of="experiment",
        kind=Text(),
        width=11,
    ),
    _column("run", "Run", "Run where the constants were obtained", of="run", kind=_Run(), width=6),
    _column(
        "shape",
        "Shape",
        "Shape of the array",
        of=attrgetter("kind", "shape"),
        kind=_Shape(),
        width=18,
    ),
    _column(
        "dtype",
        "Dtype",
        "Type of the values",
        of="dtype",
        kind=_Dtype(),
        width=9,
    ),
    _column("size", "Size", "Size of the constants", of="nbytes", kind=_Size(), width=9),
    _column("comment", "Comment", "Comment of who made it", of="comment", kind=Text(), width=30),
    _column(
        "digest",
        "Digest",
        "SHA-256 of the constants: the same constants have the same digest",
        of="digest",
        kind=_Digest(),
        width=12,
    ),
)
"""All columns, in the order that they have before a person moves them."""


def column_number(name: str) -> int:
    """Return where in `COLUMNS` a column is; `ValueError` if there is none of this id."""
    return [column.id for column in COLUMNS].index(name)
