"""Columns: what cells show, what is copied, what rows are sorted by."""

from __future__ import annotations

from operator import itemgetter

from dcsgui.gui.models.columns import (
    LONGEST_TIP,
    Column,
    EndTime,
    Kind,
    Number,
    Text,
    Time,
    one_line,
    wrapped,
)


def test_plain_values() -> None:
    assert Kind().text(5, utc=True) == Kind().full(5, utc=True) == "5"
    assert Kind().key(5) == 5
    assert Kind().tip(5) == ""
    assert Number.numeric


def test_text_is_on_one_line_and_in_full_in_the_tool_tip() -> None:
    column: Column[tuple[str]] = Column("a", "A", "", itemgetter(0), Text(), 5)
    row = ("Two\nlines\tand a tab",)
    assert column.text(row, utc=True) == column.full(row, utc=True) == "Two lines and a tab"
    assert "Two\nlines\tand" in column.details(row)
    assert column.key(row) == row[0].lower()


def test_times_that_are_not_known_or_open() -> None:
    assert Time().text(None, utc=True) == ""
    assert Time().key(None) < Time().key(-(10**18)) < Time().key(0)
    assert EndTime().text(None, utc=True) == "open"
    assert EndTime().key(None) > EndTime().key(9 * 10**18)
    assert EndTime().text(0, utc=True) == Time().text(0, utc=True) == "1970-01-01T00:00:00+00:00"


def test_one_line_leaves_alone_what_is_fine() -> None:
    assert one_line("a b") == "a b"
    assert one_line(" a\r\n\r\n b ") == "a b"


def test_tool_tips_show_markup_as_it_is() -> None:
    assert "&lt;b&gt;" in wrapped("<b>")
    assert wrapped("") == ""


def test_tool_tips_end_somewhere() -> None:
    assert len(wrapped("x" * 10**6)) < LONGEST_TIP + 100
