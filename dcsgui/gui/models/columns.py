"""Columns of a table: which value of a row, and how values of that kind are shown and sorted."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dcsgui.gui.models import times

__all__ = ["Column", "EndTime", "Kind", "Number", "Text", "Time", "one_line", "wrapped"]

Row = TypeVar("Row")

LONGEST_TIP = 2000
"""Characters; a tool tip higher than the screen helps nobody."""

FIRST, LAST = -(2**63), 2**63
"""Sort before and after all times."""

_BLANKS = re.compile(r"\s+")


class Kind:
    """How values of one kind are shown and sorted; this one takes them for plain text."""

    numeric = False  # whether they line up at the right

    def text(self, value: Any, *, utc: bool) -> str:
        """Return what a cell shows."""
        del utc
        return str(value)

    def full(self, value: Any, *, utc: bool) -> str:
        """Return what is copied."""
        return self.text(value, utc=utc)

    def key(self, value: Any) -> Any:
        """Return what it is sorted by; all keys of a kind compare with each other."""
        return value

    def tip(self, value: Any) -> str:
        """Return the tool tip, "" for none."""
        del value
        return ""


class Text(Kind):
    """Words: on one line, sorted without regard to case, in full in the tool tip."""

    def text(self, value: str, *, utc: bool) -> str:
        """Return it on one line."""
        del utc
        return one_line(value)

    def full(self, value: str, *, utc: bool) -> str:
        """Return it as it is."""
        del utc
        return value

    def key(self, value: str) -> str:
        """Return it without regard to case."""
        return value.casefold()

    def tip(self, value: str) -> str:
        """Return it as it is, with its lines."""
        return wrapped(value)


class Number(Kind):
    """Whole numbers."""

    numeric = True


class Time(Kind):
    """Times in ns since 1970, UTC; None is unknown and comes first."""

    def text(self, value: int | None, *, utc: bool) -> str:
        """Return it with its offset."""
        return times.shown(value, utc=utc)

    def key(self, value: int | None) -> int:
        """Return it, unknown ones before all."""
        return FIRST if value is None else value

    def tip(self, value: int | None) -> str:
        """Return it in all forms."""
        return times.tooltip(value)


class EndTime(Time):
    """Ends of ranges, as times; None is open and comes last."""

    def text(self, value: int | None, *, utc: bool) -> str:
        """Return it with its offset, or "open"."""
        return times.end_shown(value, utc=utc)

    def key(self, value: int | None) -> int:
        """Return it, open ones after all."""
        return LAST if value is None else value

    def tip(self, value: int | None) -> str:
        """Return it in all forms."""
        return times.end_tooltip(value)


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column of a table.

    Attributes
    ----------
    id : str
        What it is called in settings, filters and the program.
    title, tip : str
        What its header says.
    value : callable
        Takes the value out of a row.
    kind : Kind
    width : int
        How many characters there is room for, before a person chooses.
    hidden : bool
        Whether it is, before a person chooses.
    sign : str
        Stands in the header instead of the title, where that needs more room than the cells.
    """

    id: str
    title: str
    tip: str
    value: Callable[[Row], Any]
    kind: Kind
    width: int
    hidden: bool = False
    sign: str = ""

    @property
    def heading(self) -> str:
        """What stands in the header."""
        return self.sign or self.title

    def text(self, row: Row, *, utc: bool) -> str:
        """Return what the cell of a row shows."""
        return self.kind.text(self.value(row), utc=utc)

    def full(self, row: Row, *, utc: bool) -> str:
        """Return what is copied of a row: without the tabs and line ends that part cells."""
        return one_line(self.kind.full(self.value(row), utc=utc))

    def key(self, row: Row) -> Any:
        """Return what a row is sorted by."""
        return self.kind.key(self.value(row))

    def details(self, row: Row) -> str:
        """Return the tool tip of a row's cell, "" for none."""
        return self.kind.tip(self.value(row))


def one_line(text: str) -> str:
    """Return a text with each run of blanks, tabs and line ends made one blank."""
    return _BLANKS.sub(" ", text).strip() if _BLANKS.search(text) else text


def wrapped(text: str) -> str:
    """Return a tool tip that shows a text as it is, on lines that are not too long.

    Qt breaks lines of rich text only, and takes for rich text whatever looks like it.
    """
    if not text:
        return ""
    cut = f"{text[:LONGEST_TIP]}…" if len(text) > LONGEST_TIP else text
    return f'<p style="white-space: pre-wrap">{html.escape(cut, quote=False)}</p>'
