"""Tables, for programs and for people."""

from __future__ import annotations

import io
import sys

import pytest

from dcsgui.cli.tables import FITTED, Column, Table


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


COLUMNS = ("name", Column("bytes", right=True), Column("comment", cut=True))


def test_a_program_gets_whole_and_aligned_rows() -> None:
    out = io.StringIO()
    Table(COLUMNS, [("a", "1", "x" * 300), ("bcdef", "1234567", "")], "Two of them").print(out)
    lines = out.getvalue().splitlines()
    assert lines[:2] == ["Two of them", f"{'name':5}  {'bytes':>7}  comment"]
    assert lines[2] == f"a      {'1':>7}  {'x' * 300}"
    assert lines[3] == "bcdef  1234567"


def test_a_table_without_rows_is_its_title_only() -> None:
    out = io.StringIO()
    Table(COLUMNS, [], "None.").print(out)
    assert out.getvalue() == "None.\n"


def test_it_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("COLUMNS", "40")
    Table(COLUMNS, [("a", "1", "word " * 60)]).print(out)
    lines = out.getvalue().splitlines()
    assert len(lines) == 2
    assert max(map(len, lines)) <= 40 + 20  # what makes the titles bold is not seen
    assert "…" in lines[1]


def test_markup_in_what_is_shown_stays_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    Table(["comment"], [("[red]gain[/red]",)]).print(out)
    assert "[red]gain[/red]" in out.getvalue()


def test_many_rows_are_not_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("COLUMNS", "20")
    Table(["comment"], [("x" * 100,)] * (FITTED + 1)).print(out)
    assert out.getvalue().count("x" * 100) == FITTED + 1


def test_what_may_be_cut_off_gives_way_first_and_times_are_broken_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = Terminal()
    monkeypatch.setattr(sys, "stderr", out)
    row = ("2016-10-27T10:00:00+02:00", "12", "/calib/cspad/cspad-0001.h5")
    for width, lines in ((60, 2), (30, 3)):
        monkeypatch.setenv("COLUMNS", str(width))
        out.truncate(out.seek(0))
        Table(("time", Column("n", right=True), Column("file", cut=True)), [row]).print(out)
        said = out.getvalue().splitlines()
        assert len(said) == lines
        assert all(len(line) <= width for line in said[1:])
    assert said[1].split() == ["2016-10-27T", "12", "/calib/…"]
    assert said[2] == "10:00:00+02:00"


def test_what_would_move_about_on_a_terminal_is_shown_by_its_code() -> None:
    out = io.StringIO()
    Table(["comment"], [("\x1b[2J gone\nü",)]).print(out)
    assert out.getvalue() == "comment\n\\x1b[2J gone\\nü\n"
