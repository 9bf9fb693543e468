"""The journal: what was written is read, and anything less than that is nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.files.disk import DISK
from dcsgui.core.files.journal import Journal, journal_path
from dcsgui.core.files.journal_format import (
    RECORD_OFFSET,
    SEAL_OFFSET,
    SEAL_SIZE,
    Block,
    Header,
    JournalRecord,
    landmark,
)

HEADER = Header(
    1000, bytes(range(32)), "process 12 of ada on daq01 since 2026-01-01T00:00:00+00:00"
)
RECORD = JournalRecord(1000, 1200, (Block(3, b"old", b"new"), Block(500, b"x" * 40, b"y" * 40)))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    path = journal_path(str(tmp_path / "det.h5"))
    opened = Journal(path, DISK.create(path, 0o600, os.getgid()))
    yield opened
    opened.close()


@pytest.fixture
def sealed(journal: Journal) -> Journal:
    journal.begin(HEADER)
    journal.seal(journal.write_record(HEADER, RECORD))
    return journal


def test_it_stands_beside_the_file() -> None:
    assert journal_path("/calib/det/det-0001.h5") == "/calib/det/.det-0001.h5.journal"


def test_what_was_sealed_is_read(sealed: Journal) -> None:
    assert sealed.header() == HEADER
    assert sealed.record() == RECORD


def test_without_its_seal_a_record_is_nothing(journal: Journal) -> None:
    assert (journal.header(), journal.record()) == (None, None)
    journal.begin(HEADER)
    assert (journal.header(), journal.record()) == (HEADER, None)
    seal = journal.write_record(HEADER, RECORD)
    assert journal.record() is None
    journal.seal(seal)
    journal.break_seal()
    assert (journal.header(), journal.record()) == (HEADER, None)


def test_each_bit_counts(sealed: Journal) -> None:
    size = os.fstat(sealed.descriptor).st_size
    places = [*range(len(HEADER.packed)), *range(SEAL_OFFSET, SEAL_OFFSET + SEAL_SIZE)]
    for place in [*places, *range(RECORD_OFFSET, size)]:
        (byte,) = os.pread(sealed.descriptor, 1, place)
        DISK.pwrite(sealed.descriptor, bytes([byte ^ 1]), place)
        assert sealed.record() is None, place
        DISK.pwrite(sealed.descriptor, bytes([byte]), place)
    assert sealed.record() == RECORD


def test_each_length_but_the_whole_is_nothing(sealed: Journal) -> None:
    for size in reversed(range(os.fstat(sealed.descriptor).st_size)):
        DISK.ftruncate(sealed.descriptor, size)
        assert sealed.record() is None


def test_a_new_header_makes_the_old_record_nothing(sealed: Journal) -> None:
    DISK.pwrite(sealed.descriptor, Header(2000, bytes(32), "another").packed, 0)
    assert sealed.record() is None
    sealed.begin(HEADER)
    assert os.fstat(sealed.descriptor).st_size == len(HEADER.packed)


def test_hints_do_not_touch_the_rest(sealed: Journal) -> None:
    assert not sealed.closing()
    sealed.set_closing(closing=True)
    sealed.ask_for_turn()
    assert sealed.closing()
    assert sealed.waited_for()
    sealed.set_closing(closing=False)
    assert not sealed.closing()
    assert sealed.record() == RECORD


def test_what_does_not_belong_is_set_aside_under_a_free_name(
    journal: Journal, tmp_path: Path
) -> None:
    (tmp_path / ".det.h5.journal.stale-1").touch()
    assert journal.set_aside() == str(tmp_path / ".det.h5.journal.stale-2")
    assert not journal.in_place()


@given(st.text(max_size=400), st.integers(0, 2**64 - 1))
def test_any_writer_has_a_header_that_is_read(writer: str, size: int) -> None:
    header = Header(size, bytes(32), writer)
    read = Header.unpacked(header.packed)
    assert read is not None
    assert read.packed == header.packed
    assert read.old_size == size
    assert writer.encode(errors="replace").decode().startswith(read.writer)


@given(st.lists(st.tuples(st.integers(0, 2**60), st.binary(min_size=1, max_size=50))))
def test_any_record_is_read(pieces: list[tuple[int, bytes]]) -> None:
    blocks = tuple(Block(offset, data, data[::-1]) for offset, data in pieces)
    record = JournalRecord(7, 9, blocks)
    assert JournalRecord.unpacked(record.packed, 7) == record


def test_a_landmark_sees_the_superblock_wherever_it_is(tmp_path: Path) -> None:
    path = tmp_path / "file"
    data = bytearray(1 << 16)
    path.write_bytes(data)
    with path.open("r+b") as file:
        before = landmark(file.fileno(), len(data))
        for offset in [0, *(512 << power for power in range(7))]:
            DISK.pwrite(file.fileno(), b"\x28", offset + 40)
            assert landmark(file.fileno(), len(data)) != before
            DISK.pwrite(file.fileno(), b"\0", offset + 40)
        assert landmark(file.fileno(), len(data)) == before
