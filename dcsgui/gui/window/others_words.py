"""What was done to a file, in words; and what others have done to it, in sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.values.amounts import counted
from dcsgui.gui.models import times

if TYPE_CHECKING:
    from dcsgui.core.actions.answers.changes import ChangeRow

__all__ = ["deed_words", "did_words", "told"]

_PAST = {
    "add": "added",
    "del": "deleted",
    "restore": "restored",
    "purge": "purged",
    "rename": "renamed",
    "undo": "took back",
    "create": "made the file",
}
"""How the first word of a record goes on behind a name; others are past as they are: set."""

_RANGE = re.compile(r"(\d+(?:\.\d+)?)(?:-(?:(\d+(?:\.\d+)?)|end))?")
"""The name of a range: its begin, and its end if it has one, in seconds."""

_OF_RANGE = re.compile(r"(add|del|restore|purge) range (\S+)")
_MOVED = re.compile(r"change range from (\S+) to \S+")

NS, DIGITS = 1_000_000_000, 9

_INTO = {"add": "to", "restore": "to"}

SAID = 3
"""So many things that were done in one change are said."""


def did_words(row: ChangeRow, *, utc: bool) -> str:
    """Say what a change did, as it goes on behind a name; a range by its times.

    Examples
    --------
    >>> from dcsgui.core.actions.answers.changes import ChangeRow
    >>> row = ChangeRow(3, ("gain/0-3600: add version 2", "gain/0-3600: set default to v2"), "", 0, "")
    >>> did_words(row, utc=True).partition(" and ")[2]
    'set default to v2 of gain 1970-01-01 to 1970-01-01 01:00'
    """  # noqa: E501
    words = [deed_words(one, utc=utc) for one in row.did] or ["changed something"]
    more = len(words) - SAID
    if more > 0:
        return f"{', '.join(words[:SAID])} and {more} more"
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def deed_words(text: str, *, utc: bool) -> str:
    """Say one thing that was done, as files remember it, in the past; a range by its times.

    Examples
    --------
    >>> deed_words("gain/3600: del version 2", utc=True)
    'deleted version 2 of gain from 1970-01-01 01:00'
    >>> deed_words("gain: add range 3600-7200", utc=True)
    'added the range gain 1970-01-01 01:00 to 1970-01-01 02:00'
    >>> deed_words("gain/3600-7200: change range from 3600 to 3600-7200", utc=True)
    'changed the range gain from 1970-01-01 01:00 to be 1970-01-01 01:00 to 1970-01-01 02:00'
    """
    where, colon, what = text.partition(": ")
    if not colon or " " in where:
        where, what = "", text
    if where and (found := _OF_RANGE.fullmatch(what)):
        name = _where(f"{where}/{found[2]}", utc=utc)
        return f"{_PAST[found[1]]} the range {name}"
    if (found := _MOVED.fullmatch(what)) and "/" in where:
        ctype, _, now = where.partition("/")
        before = _where(f"{ctype}/{found[1]}", utc=utc)
        return f"changed the range {before} to be {_where(now, utc=utc)}"
    verb, _, rest = what.partition(" ")
    said = " ".join(filter(None, [_PAST.get(verb, verb), rest]))
    return f"{said} {_INTO.get(verb, 'of')} {_where(where, utc=utc)}" if where else said


def _where(path: str, *, utc: bool) -> str:
    """Say a path of names, with the times of a range."""
    return " ".join(_range(name, utc=utc) for name in path.split("/"))


def _range(name: str, *, utc: bool) -> str:
    found = _RANGE.fullmatch(name)
    if found is None:
        return name
    begin, end = (None if one is None else _ns(one) for one in found.groups())
    return times.span(begin or 0, end, utc=utc)


def _ns(seconds: str) -> int:
    whole, _, fraction = seconds.partition(".")
    return int(whole) * NS + int(fraction.ljust(DIGITS, "0")[:DIGITS] or 0)


def told(file: str, rows: Sequence[ChangeRow], *, utc: bool) -> str:
    """Tell once what others have done to a file: the last of it, and how much came before.

    Examples
    --------
    >>> from dcsgui.core.actions.answers.changes import ChangeRow
    >>> rows = [ChangeRow(2, ("gain: add range 0",), "ana@pc", 0, "copper")]
    >>> told("/calib/cspad/cspad-0001.h5", rows, utc=True)
    'ana@pc added the range gain from 1970-01-01 in cspad-0001: copper'
    """
    last = rows[-1]
    who = last.who or "Somebody"
    why = f": {last.comment}" if last.comment else ""
    sentence = f"{who} {did_words(last, utc=utc)} in {NodeId(file).detname}{why}"
    earlier = rows[:-1]
    if not earlier:
        return sentence
    others = sorted({row.who or "somebody" for row in earlier})
    count = counted(len(earlier), "change")
    return f"{sentence}; before that {count} by {', '.join(others)}"
