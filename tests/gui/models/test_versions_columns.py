"""The columns of the version table."""

from __future__ import annotations

from dcsgui.core.actions.answers.listings import VersionRow
from dcsgui.gui.models.versions_columns import COLUMNS, Star, column_number
from version_rows import BEGIN, version_row

ROW = version_row(7)
SHAPE = "3 x 8 x 512 x 1024".replace("x", "\N{MULTIPLICATION SIGN}")


def text(name: str, row: VersionRow = ROW) -> str:
    return COLUMNS[column_number(name)].text(row, utc=True)


def tip(name: str, row: VersionRow = ROW) -> str:
    return COLUMNS[column_number(name)].details(row)


def in_order(name: str, rows: list[VersionRow]) -> list[VersionRow]:
    return sorted(rows, key=COLUMNS[column_number(name)].key)


def test_what_the_design_asks_for_is_there_in_its_order() -> None:
    assert [column.id for column in COLUMNS] == [
        "default", "type", "number", "begin", "end", "made", "author", "experiment", "run",
        "shape", "dtype", "size", "comment", "digest",
    ]  # fmt: skip
    assert all(column.tip for column in COLUMNS)


def test_texts_of_a_version() -> None:
    assert [text(column.id) for column in COLUMNS] == [
        "auto", "pedestals", "v4", "2016-10-28T00:00:00+00:00", "open",
        "2016-10-27T00:00:07+00:00", "Bob", "xpptut15", "7", SHAPE, "float32",
        "7.0 kB", "dark run 7", "0000000000",
    ]  # fmt: skip


def test_tool_tips_tell_in_full() -> None:
    assert ROW.digest in tip("digest")
    assert tip("size") == "7,000 bytes"
    assert tip("shape") == f"{SHAPE}: 12,582,912 values"
    assert str(BEGIN + 7) in tip("made")
    assert tip("dtype", version_row(0, dtype=">f4")).endswith("(big-endian)")


def test_stars() -> None:
    assert Star.of(version_row(0)) is Star.NONE
    assert Star.of(version_row(3)) is Star.AUTO
    assert Star.of(version_row(3, pinned=True)) is Star.PINNED
    assert len({tip("default", version_row(0)), tip("default", version_row(3))}) == 2


def test_versions_without_an_array() -> None:
    words = version_row(0, kind="text", shape=(), dtype="text")
    nothing = version_row(1, kind="nothing", shape=(), dtype="")
    scalar = version_row(2, shape=())
    assert [text("shape", row) for row in (words, nothing, scalar)] == ["", "", "scalar"]
    assert tip("shape", words) == "A text."
    assert "no constants" in tip("shape", nothing)
    assert tip("shape", scalar) == "scalar: 1 value"


def test_runs_are_sorted_as_numbers_where_they_are() -> None:
    rows = [version_row(0, run=run) for run in ("x9", "10", "", "9", "0", "010", "X10")]
    assert [row.run for row in in_order("run", rows)] == [
        "", "0", "9", "10", "010", "X10", "x9",
    ]  # fmt: skip


def test_all_kinds_of_values_can_be_sorted_together() -> None:
    rows = [
        version_row(0, tsvers_ns=None),
        version_row(1, end_ns=5),
        version_row(2, kind="text", shape=()),
        version_row(3, pinned=True),
        version_row(4, shape=(), run="a"),
    ]
    for column in COLUMNS:
        assert len(sorted(rows, key=column.key)) == 5
    assert in_order("made", rows)[0].tsvers_ns is None
    assert in_order("end", rows)[0].end_ns == 5
    assert in_order("default", rows)[0].pinned


def test_copied_texts_can_be_used_in_a_spreadsheet() -> None:
    row = version_row(0, comment="a\tb\nc")
    size, comment, digest = (COLUMNS[column_number(n)] for n in ("size", "comment", "digest"))
    assert size.full(ROW, utc=True) == "7000"
    assert comment.full(row, utc=True) == "a b c"
    assert digest.full(row, utc=True) == row.digest
