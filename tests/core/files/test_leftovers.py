"""What a journal says of a writer: at work, dead before or after its change, or long gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.core.files.journal import journal_path
from dcsgui.core.files.leftovers import Leftover, journal_owner, left_behind
from dcsgui.core.files.opening import open_reader, open_writer
from dcsgui.core.values.validity import Validity
from dying_writers import leave


@pytest.fixture
def path(calib: Path) -> Path:
    """Return a detector file."""
    with DCStore.create(calib, "cspad-0001") as cs:
        cs.add_ctype("pedestals")
    return cs.path


def test_a_file_at_rest_has_nothing_left(path: Path) -> None:
    assert left_behind(str(path)) is Leftover.NOTHING


def test_a_writer_at_work(path: Path) -> None:
    with open_writer(path) as writer:
        writer.add_range("pedestals", Validity.of("100-200"))
        assert left_behind(str(path)) is Leftover.LIVE


@pytest.mark.parametrize(("left", "ranges"), [(Leftover.UNFINISHED, 0), (Leftover.PENDING, 1)])
def test_a_writer_that_died(path: Path, left: Leftover, ranges: int) -> None:
    leave(path, left)
    before = path.read_bytes(), Path(journal_path(str(path))).read_bytes()
    assert left_behind(str(path)) is left
    with open_reader(path, settle=False) as reader:
        assert len(reader.ranges("pedestals")) == ranges
    assert (path.read_bytes(), Path(journal_path(str(path))).read_bytes()) == before
    with open_reader(path) as reader:
        assert len(reader.ranges("pedestals")) == ranges
    assert left_behind(str(path)) is Leftover.NOTHING


def test_a_journal_of_a_file_that_was_replaced(path: Path) -> None:
    leave(path, Leftover.PENDING)
    path.write_bytes(path.read_bytes() + b"more")
    assert left_behind(str(path)) is Leftover.FOREIGN
    path.unlink()
    assert left_behind(str(path)) is Leftover.FOREIGN


def test_a_directory_in_place_of_a_journal_can_not_be_read(path: Path) -> None:
    Path(journal_path(str(path))).mkdir()
    assert left_behind(str(path)) is Leftover.UNREADABLE


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        (".a-1.h5.journal", "a-1.h5"),
        (".a-1.h5.new", "a-1.h5"),
        (".a-1.h5.journal.stale-3", "a-1.h5"),
        (".nfs0001", None),
        ("a-1.h5.journal", None),
        ("a-1.h5", None),
    ],
)
def test_whose_a_hidden_file_is(name: str, owner: str | None) -> None:
    assert journal_owner(name) == owner
