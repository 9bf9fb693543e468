"""Histories: unique times, texts of any length, cheap to add to."""

from __future__ import annotations

import os
from pathlib import Path

import h5py
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcsgui.core.files.native.history import (
    CHUNKED_FROM,
    WIDEST,
    add_record,
    birth_of,
    read_history,
    write_history,
)
from dcsgui.core.files.records import Record
from dcsgui.core.values.errors import Damaged
from dcsgui.core.values.timestamps import Timestamp

NO_NUL = st.characters(exclude_characters="\0", codec="utf-8")
TEXTS = st.text(NO_NUL, max_size=30) | st.sampled_from(["", "z" * (WIDEST - 1), "é" * WIDEST])
RECORDS = st.lists(st.builds(Record, st.integers(0, 40).map(Timestamp), *([TEXTS] * 4)))


@pytest.fixture
def group(tmp_path: Path) -> h5py.Group:
    return h5py.File(tmp_path / "history.h5", "w", libver=("v108", "v108"))["/"]


@settings(max_examples=150)
@given(start=RECORDS, more=RECORDS)
def test_what_is_written_is_read(start: list[Record], more: list[Record]) -> None:
    with h5py.File.in_memory() as file:
        write_history(file, start)
        for record in more:
            add_record(file, record)
        found = read_history(file)
        times = [record.tstamp.ns for record in found]
        assert times == sorted(set(times))
        assert sorted(map(words, found)) == sorted(map(words, [*start, *more]))
        ends = {record.tstamp.ns % 1000 for record in [*start, *more]}
        assert {ns % 1000 for ns in times} == ends  # they move on by microseconds


def words(record: Record) -> tuple[str, ...]:
    return record.user, record.host, record.action, record.comment


def test_no_records_leave_no_table(group: h5py.Group) -> None:
    assert read_history(group) == []
    write_history(group, [Record(Timestamp(1))])
    write_history(group, [])
    assert "history" not in group


def test_times_that_are_taken_move_on_by_a_microsecond(group: h5py.Group) -> None:
    for _ in range(20):
        add_record(group, Record(Timestamp(5)))
    assert [record.tstamp.ns for record in read_history(group)] == list(range(5, 20_005, 1000))


def test_a_short_history_is_plain_and_a_long_one_grows_in_chunks(group: h5py.Group) -> None:
    for number in range(1, 2 * CHUNKED_FROM):
        add_record(group, Record(Timestamp(number), "me", "here", "add", "x" * number))
        assert bool(group["history"].chunks) == (number >= CHUNKED_FROM)
    assert [len(record.comment) for record in read_history(group)] == list(
        range(1, 2 * CHUNKED_FROM)
    )


def test_records_come_in_any_order_of_time(group: h5py.Group) -> None:
    order = [(7 * number) % 50 for number in range(50)]
    for ns in order + order:
        add_record(group, Record(Timestamp(ns)))
    found = [record.tstamp.ns for record in read_history(group)]
    assert found == [*range(50), *range(1000, 1050)]


def test_a_long_text_does_not_widen_the_others(tmp_path: Path) -> None:
    path = tmp_path / "long.h5"
    with h5py.File(path, "w", libver=("v108", "v108")) as file:
        for number in range(100):
            add_record(file, Record(Timestamp(number), comment="dark"))
        add_record(file, Record(Timestamp(100), comment="ö" * 200_000))
        for number in range(101, 200):
            add_record(file, Record(Timestamp(number), "someone", comment="dark"))
        assert len(read_history(file)[100].comment) == 200_000
        assert read_history(file)[150].user == "someone"
    assert os.path.getsize(path) < 2_000_000


def test_ten_thousand_records_are_added_cheaply(tmp_path: Path) -> None:
    path = tmp_path / "many.h5"
    with h5py.File(path, "w", libver=("v108", "v108")) as file:
        for number in range(10_000):
            add_record(file, Record(Timestamp(number), "someone", "psana", "add version", "dark"))
        assert len(read_history(file)) == 10_000
    assert os.path.getsize(path) < 10_000 * 300


def test_a_table_of_another_program_is_added_to(group: h5py.Group) -> None:
    add_record(group, Record(Timestamp(1), "someone", comment="dark"))
    rows = group["history"][()]
    del group["history"]
    group.create_dataset("history", data=rows, maxshape=(None,), chunks=(5,))
    add_record(group, Record(Timestamp(1), "someone else", comment="darker"))
    assert [words(record)[::3] for record in read_history(group)] == [
        ("someone", "dark"),
        ("someone else", "darker"),
    ]


def test_what_is_no_table_of_records_is_damaged(group: h5py.Group) -> None:
    group["history"] = [1, 2, 3]
    with pytest.raises(Damaged, match="not a table of records"):
        read_history(group)


def test_the_record_of_the_addition_is_the_one_that_says_so() -> None:
    comment, added = Record(Timestamp(1)), Record(Timestamp(2), action="add version 3")
    assert birth_of([comment, added]) == added
    assert birth_of([comment]) == comment
    assert birth_of([]) is None
