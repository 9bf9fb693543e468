"""Filter terms of the version table: ``author:ana``, ``run:10-20``, ``size:>1MB`` ..."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from dcsgui.core.actions.answers.listings import VersionRow
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.isotext import ns_of_iso_text
from dcsgui.core.values.unixtext import is_number, ns_of_number_text
from dcsgui.gui.models.columns import Column
from dcsgui.gui.models.filters import RowFilter, tokens
from dcsgui.gui.models.versions_columns import COLUMNS, dtype_text

__all__ = ["FILTER_HELP", "version_filter"]

Term = Callable[[VersionRow], bool]

FILTER_HELP = """\
Words that all must occur in a visible column, and terms:
  author:ana  type:pedestals  experiment:xpptut15  comment:"with beam"
  default:yes (or no, set, auto)  version:3  run:12  run:10-20  run:>100
  begin:2016-10  made:>2016-10-27  end:open  shape:512x1024  dtype:f4  size:>10MB"""

_COLUMNS = {column.id: column for column in COLUMNS}
_ALIASES = {
    "author": "author", "begin": "begin", "by": "author", "com": "comment", "comment": "comment",
    "ctype": "type", "date": "made", "default": "default", "digest": "digest", "dtype": "dtype",
    "end": "end", "exp": "experiment", "experiment": "experiment", "made": "made",
    "number": "number", "produced": "made", "run": "run", "shape": "shape", "size": "size",
    "type": "type", "vers": "number", "version": "number",
}  # fmt: skip
_COMPARISON = re.compile(r"(?P<sign><=|>=|<|>)(?P<value>.+)")
_SIGNS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_SPAN = re.compile(r"(?P<low>\d{1,18})-(?P<high>\d{1,18})", re.ASCII)
_WHOLE = re.compile(r"\d{1,18}", re.ASCII)
_MONTH = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?", re.ASCII)
_SIZE = re.compile(
    r"(?P<number>\d{1,18}(?:\.\d{0,18})?)\s*(?P<unit>[kMG]?)B?", re.ASCII | re.IGNORECASE
)
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}
_SHAPE = re.compile("[\\[(]?[0-9\\s,xX*\N{MULTIPLICATION SIGN}]*[\\])]?")


def version_filter(text: str, *, utc: bool) -> RowFilter[VersionRow]:
    """Read what was typed into the filter box; `utc` tells how times are shown."""
    words, terms, problems = [], [], []
    for token in tokens(text):
        try:
            if token.key:
                terms.append(_term(token.key, token.value, utc=utc))
            else:
                words.append(token.value.casefold())
        except BadValue as error:
            problems.append(str(error))
    return RowFilter(tuple(words), tuple(terms), tuple(problems))


def _term(key: str, value: str, *, utc: bool) -> Term:
    name = _ALIASES.get(key)
    if name is None:
        known = ", ".join(column.id for column in COLUMNS)
        raise BadValue(
            f"There is no column '{key}' (but {known}); to search for the text write"
            f' "{key}:{value}" with quotes.'
        )
    column = _COLUMNS[name]
    if name in _SPECIAL:
        return _SPECIAL[name](column, value)
    if name in _MEASURED and (found := _COMPARISON.fullmatch(value)):
        return _compared(column, found["sign"], _MEASURED[name](found["value"]))
    return _containing(column, value, utc=utc)


def _containing(column: Column[VersionRow], value: str, *, utc: bool) -> Term:
    wanted = value.casefold()
    if column.id in {"begin", "end", "made", "size"}:
        wanted = wanted.replace(" ", "t" if column.id != "size" else "")
        return lambda row: wanted in column.text(row, utc=utc).casefold().replace(" ", "")
    of = column.value
    return lambda row: wanted in of(row).casefold()


def _compared(column: Column[VersionRow], sign: str, limit: int) -> Term:
    compare, of = _SIGNS[sign], column.value
    if column.id == "run":
        return lambda row: _is_whole(of(row)) and compare(int(of(row)), limit)
    if column.id in {"begin", "made"}:
        return lambda row: (value := of(row)) is not None and compare(value, limit)
    key = column.key  # an open end is after all times
    return lambda row: compare(key(row), limit)


def _default_term(_column: Column[VersionRow], value: str) -> Term:
    match value.casefold():
        case "yes" | "y" | "true":
            return lambda row: row.is_default
        case "no" | "n" | "false":
            return lambda row: not row.is_default
        case "set" | "pinned":
            return lambda row: row.is_default and row.pinned
        case "auto":
            return lambda row: row.is_default and not row.pinned
    raise BadValue(f"'default:{value}' is not understood; write yes, no, set or auto after it.")


def _whole_term(column: Column[VersionRow], value: str) -> Term:
    """Numbers are meant as a whole: run 12 is not run 112."""
    of = column.value
    value = value.casefold().removeprefix("v" if column.id == "number" else "")
    if found := _COMPARISON.fullmatch(value):
        return _compared(column, found["sign"], _whole(found["value"]))
    if found := _SPAN.fullmatch(value):
        numbers = range(int(found["low"]), int(found["high"]) + 1)
        return lambda row: _is_whole(str(of(row))) and int(of(row)) in numbers
    if _is_whole(value):
        number = int(value)
        return lambda row: _is_whole(str(of(row))) and int(of(row)) == number
    return lambda row: value in str(of(row)).casefold()


def _shape_term(_column: Column[VersionRow], value: str) -> Term:
    if not _SHAPE.fullmatch(value):
        raise BadValue(f"'shape:{value}' is no shape; write it as 3x8x512x1024.")
    wanted = tuple(map(int, _WHOLE.findall(value)))
    size = len(wanted)

    def holds(row: VersionRow) -> bool:
        shape = row.shape
        return any(shape[at : at + size] == wanted for at in range(len(shape) - size + 1))

    return holds


def _dtype_term(_column: Column[VersionRow], value: str) -> Term:
    """Both spellings hold, ``f4`` and ``float32``; without a byte order any does."""
    wanted = value.casefold()
    if wanted.startswith(">"):
        return lambda row: row.dtype.startswith(wanted)
    name = dtype_text(wanted)
    if name == wanted:  # no short spelling: perhaps the beginning of a name
        return lambda row: _name(row).startswith(wanted)
    return lambda row: _name(row) == name


def _name(row: VersionRow) -> str:
    return dtype_text(row.dtype.lstrip(">"))


def _is_whole(text: str) -> bool:
    return _WHOLE.fullmatch(text) is not None


def _whole(text: str) -> int:
    if not _is_whole(text):
        raise BadValue(f"'{text}' is no whole number.")
    return int(text)


def _nbytes(text: str) -> int:
    found = _SIZE.fullmatch(text)
    if found is None:
        raise BadValue(f"'{text}' is no size; write it as 10MB.")
    return round(float(found["number"]) * _UNITS[found["unit"].casefold()])


def _ns(text: str) -> int:
    if found := _MONTH.fullmatch(text):  # a bare year is no number of seconds
        return ns_of_iso_text(f"{found['year']}-{found['month'] or '01'}-01")
    return ns_of_number_text(text) if is_number(text) else ns_of_iso_text(text)


_SPECIAL: dict[str, Callable[[Column[VersionRow], str], Term]] = {
    "default": _default_term,
    "dtype": _dtype_term,
    "number": _whole_term,
    "run": _whole_term,
    "shape": _shape_term,
}
_MEASURED: dict[str, Callable[[str], int]] = {
    "begin": _ns, "end": _ns, "made": _ns, "size": _nbytes,
}  # fmt: skip
