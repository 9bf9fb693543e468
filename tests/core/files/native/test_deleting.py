"""Deletions: numbers and times are never used twice, and things go back to where they were."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dcsgui.core.files.layout import Writer
from dcsgui.core.files.opening import open_reader, open_writer
from dcsgui.core.values.errors import AlreadyExists, Conflict, NotFound
from dcsgui.core.values.validity import Validity
from native_files import RANGE, RECORD, check_index, check_layout, fill, version

CTYPE = RANGE[:1]
LAST = (*RANGE, "1003")


@pytest.fixture
def filled(empty: Path) -> Path:
    fill(empty)
    return empty


def add_again(writer: Writer) -> None:
    """Add the type and the range that were deleted."""
    if RANGE[0] not in writer.ctypes():
        writer.add_ctype(RANGE[0])
    if writer.ranges(RANGE[0]).row(RANGE[1]) is None:
        writer.add_range(RANGE[0], Validity.of(RANGE[1]))


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("purge", [False, True])
@pytest.mark.parametrize("path", [LAST, RANGE, CTYPE])
def test_numbers_and_times_are_not_used_again(
    filled: Path, path: tuple[str, ...], purge: bool, together: bool
) -> None:
    def take_out(writer: Writer) -> None:
        gone = writer.delete(path, RECORD)
        if purge:
            writer.purge(gone.number)
        add_again(writer)

    def add(writer: Writer) -> None:
        assert writer.versind_last(RANGE) == 3
        assert 1003 * 10**9 in writer.used_times(RANGE)
        with pytest.raises(AlreadyExists, match="never used twice"):
            writer.add_version(RANGE, version(1003))
        assert writer.add_version(RANGE, version(1004)).versind == 4

    for steps in [(take_out, add)] if together else [(take_out,), (add,)]:
        with open_writer(filled) as writer:
            for step in steps:
                step(writer)
    with open_reader(filled) as reader:
        assert reader.versind_last(RANGE) == 4
    check_index(filled)


def test_a_reader_knows_the_last_number(filled: Path) -> None:
    with open_writer(filled) as writer:
        writer.delete(LAST, RECORD)
    with open_reader(filled) as reader:
        assert reader.versind_last(RANGE) == 3
        assert reader.versind_last(("pedestals", "300")) == 1
        with pytest.raises(NotFound):
            reader.versind_last(("pedestals", "500"))


def test_a_wanted_number_may_be_any_that_was_never_used(filled: Path) -> None:
    with open_writer(filled) as writer:
        for second, number, fits in (
            (1010, 3, False),
            (1011, 7, True),
            (1012, 7, False),
            (1013, 5, True),
        ):
            new = replace(version(second), versind=number)
            if fits:
                assert writer.add_version(RANGE, new).versind == number
            else:
                with pytest.raises(AlreadyExists):
                    writer.add_version(RANGE, new)
        assert writer.add_version(RANGE, version(2000)).versind == 8
        writer.delete((*RANGE, "2000"), RECORD)
    new = replace(version(2001), versind=8)
    with open_writer(filled) as writer, pytest.raises(AlreadyExists, match="next free one is 9"):
        writer.add_version(RANGE, new)
    check_index(filled)


def test_deleted_versions_follow_their_range_to_another_name(filled: Path) -> None:
    with open_writer(filled) as writer:
        gone = writer.delete(LAST, RECORD)
        assert writer.change_range(RANGE, Validity.of("90-200")) == "90-200"
        writer.add_range("pedestals", Validity.of("100-200"))
        assert writer.versind_last(("pedestals", "90-200")) == 3
        assert writer.versind_last(RANGE) == 0
        back = writer.restore(gone.number)
        assert back.path == ("pedestals", "90-200", "1003")
    check_index(filled)


def test_deletions_of_an_earlier_range_of_the_name_stay_with_that_one(filled: Path) -> None:
    with open_writer(filled) as writer:
        first = writer.delete(LAST, RECORD)
        second = writer.delete(RANGE, RECORD)
        writer.add_range("pedestals", Validity.of("100-200"))
        writer.change_range(RANGE, Validity.of("90-200"))
        writer.restore(second.number)
        assert writer.restore(first.number).path == LAST
        assert len(writer.versions(*RANGE)) == 3
    check_index(filled)


def test_a_pinned_default_comes_back_unless_another_was_set(filled: Path) -> None:
    with open_writer(filled) as writer:
        writer.set_default(RANGE, "1002")
        gone = writer.delete((*RANGE, "1002"), RECORD)
        assert gone.pinned
        table = writer.ranges("pedestals")
        row = table.row(RANGE[1])
        assert row is not None
        assert (table.answer(row), bool(table.pinned[row])) == ("1003", False)
        assert writer.restore(gone.number).pinned
    check_index(filled)
    with open_writer(filled) as writer:
        table = writer.ranges("pedestals")
        assert table.answer(table.row(RANGE[1]) or 0) == "1002"
        again = writer.delete((*RANGE, "1002"), RECORD)
        writer.set_default(RANGE, "1001")
        writer.restore(again.number)
        table = writer.ranges("pedestals")
        assert table.answer(table.row(RANGE[1]) or 0) == "1001"
    check_index(filled)
    check_layout(filled)


def test_what_is_restored_is_whole(filled: Path) -> None:
    with open_writer(filled) as writer:
        writer.set_pars(LAST, {"author": "me", "empty": ""})
        writer.set_default(RANGE, "1003")
        before = writer.version(LAST), writer.pars(LAST), writer.history(LAST)
        for path in (LAST, RANGE, CTYPE):
            gone = writer.delete(path, RECORD)
            with pytest.raises(NotFound):
                writer.version(LAST)
            writer.restore(gone.number)
            assert (writer.version(LAST), writer.pars(LAST), writer.history(LAST)) == before
            assert np.array_equal(np.asarray(writer.constants(LAST)), np.full(4, 1003.0))
        assert writer.deleted() == []
    check_index(filled)


def test_what_cannot_be_restored_says_why(filled: Path) -> None:
    with open_writer(filled) as writer:
        with pytest.raises(NotFound, match="no deletion number 7"):
            writer.restore(7)
        first = writer.delete(LAST, RECORD)
        second = writer.delete(RANGE, RECORD)
        with pytest.raises(NotFound, match="no place to return to"):
            writer.restore(first.number)
        writer.add_range("pedestals", Validity.of("100-200"))
        with pytest.raises(AlreadyExists, match="is there again"):
            writer.restore(second.number)
        assert writer.purge(first.number).purged
        with pytest.raises(Conflict, match="was purged"):
            writer.restore(first.number)
        assert [one.purged for one in writer.deleted()] == [True, False]
        with pytest.raises(NotFound, match="itself"):
            writer.delete((), RECORD)
    check_index(filled)


def test_numbers_of_deletions_are_not_used_again(filled: Path) -> None:
    with open_writer(filled) as writer:
        assert writer.delete(LAST, RECORD).number == 1
        writer.restore(1)
        gone = writer.delete(LAST, RECORD)
        assert (gone.number, gone.path, gone.record) == (2, LAST, RECORD)
