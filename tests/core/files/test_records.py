"""Tables of ranges, and what records say."""

from __future__ import annotations

import numpy as np
import pytest

from dcsgui.core.files.records import OPEN_NS, RangeTable, Record, ends_of
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

NAMES = ["100-200", "-50.5", "1477526400.000000001-1477526400.000000001"]


def table(*, named: bool = False) -> RangeTable:
    ends = [ends_of(name) or pytest.fail(name) for name in NAMES]
    return RangeTable(
        np.array([begin for begin, _ in ends]),
        np.array([end for _, end in ends]),
        np.array([2, 1, 0], np.int32),
        np.array([True, False, False]),
        [f"range {i}" for i in range(3)] if named else None,
        ["first", "second", "third"] if named else None,
        None if named else np.array([1, 1_500_000_000, 0]),
    )


def test_names_follow_from_the_ends() -> None:
    rows = table()
    assert len(rows) == 3
    assert [rows.name(i) for i in range(3)] == NAMES
    assert [rows.row(name) for name in [*NAMES, "100", "shutdown"]] == [0, 1, 2, None, None]
    assert rows.rows() == {name: row for row, name in enumerate(NAMES)}
    assert [rows.row(name) for name in ("100.0-200", "-50.5-end")] == [None, None]
    assert [rows.validity(i) for i in range(3)] == [Validity.of(name) for name in NAMES]
    assert [rows.answer(i) for i in range(3)] == ["0.000000001", "1.5", ""]


def test_names_may_be_given() -> None:
    rows = table(named=True)
    assert [rows.name(i) for i in range(3)] == ["range 0", "range 1", "range 2"]
    assert (rows.row("range 1"), rows.row("100-200")) == (1, None)
    assert [rows.answer(i) for i in range(3)] == ["first", "second", ""]


def test_the_order_is_by_begin_then_by_end() -> None:
    begins, ends = np.array([7, 7, 3, 7]), np.array([OPEN_NS, 9, 8, 7])
    rows = RangeTable(begins, ends, np.zeros(4, np.int32), np.zeros(4, np.bool_))
    assert rows.order() == [2, 3, 1, 0]


def test_ends_of_names() -> None:
    assert ends_of("-51--10") == (-51_000_000_000, -10_000_000_000)
    assert ends_of("100") == ends_of("100-end") == (100_000_000_000, OPEN_NS)
    assert ends_of("notes") is None


def test_a_record_as_text() -> None:
    time = Timestamp(1)
    assert Record(time, action="add", comment="why").text == "add: why"
    assert Record(time, action="add").text == "add"
    assert Record(time, comment="why").text == "why"
    assert Record(time).text == ""
