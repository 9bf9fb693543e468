"""When a recorded change belongs to a file, and when not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui.core.files.journal_format import Block, JournalRecord
from dcsgui.core.files.recovery import Standing, apply, standing

GROWN = JournalRecord(20, 30, (Block(2, b"abcd", b"ABCD"), Block(15, b"x", b"X")))
CUT = JournalRecord(20, 16, (Block(2, b"abcd", b"ABCD"), Block(15, b"x", b"X")))


@pytest.mark.parametrize(
    ("record", "content", "expected"),
    [
        (GROWN, b"..abcd.........x....##########", Standing.PENDING),
        (GROWN, b"..AbcD.........x....##########", Standing.PENDING),
        (GROWN, b"..ABCD.........x....##########", Standing.PENDING),
        (GROWN, b"..ABCD.........X....##########", Standing.DONE),
        (GROWN, b"..ABCD.........X....#########", Standing.FOREIGN),
        (GROWN, b"..ABCD.........X....", Standing.FOREIGN),
        (GROWN, b"..ABCD.........X....###########", Standing.FOREIGN),
        (GROWN, b"..ABcE.........x....##########", Standing.FOREIGN),
        (GROWN, b"", Standing.FOREIGN),
        (CUT, b"..abcd.........x....", Standing.PENDING),
        (CUT, b"..ABCD.........X....", Standing.PENDING),
        (CUT, b"..ABCD.........X", Standing.DONE),
        (CUT, b"..ABCD.........x", Standing.PENDING),
        (CUT, b"..ABCD.........X..", Standing.FOREIGN),
    ],
)
def test_each_byte_and_the_size_decide(
    tmp_path: Path, record: JournalRecord, content: bytes, expected: Standing
) -> None:
    path = tmp_path / "det.h5"
    path.write_bytes(content)
    with path.open("r+b") as file:
        assert standing(file.fileno(), record) is expected
        if expected is Standing.FOREIGN:
            return
        for _ in range(2):
            apply(file.fileno(), record)
            assert standing(file.fileno(), record) is Standing.DONE
    assert path.read_bytes() == b"..ABCD.........X" + content[16 : record.new_size]
