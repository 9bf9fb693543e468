"""The draft of a file against a plain one, whatever is done to it."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.files.disk import planted
from dcsgui.core.files.transaction import write_transaction
from dcsgui.core.values.errors import StoreNotAvailable
from dying_disk import FullDisk

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 80), st.binary(max_size=40)),
        st.tuples(st.just("truncate"), st.integers(0, 120), st.just(b"")),
    ),
    max_size=10,
)


@given(st.binary(max_size=60), STEPS)
def test_it_is_what_a_plain_file_is(old: bytes, steps: list[tuple[str, int, bytes]]) -> None:
    model = io.BytesIO(old)
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "det.h5"
        path.write_bytes(old)
        with write_transaction(path) as draft:
            for what, place, data in steps:
                if what == "write":
                    model.seek(place)
                    draft.seek(place)
                    assert model.write(data) == draft.write(data) == len(data)
                else:
                    grown = model.getvalue().ljust(place, b"\0")[:place]
                    model = io.BytesIO(grown)
                    draft.truncate(place)
                draft.seek(0)
                assert draft.read() == model.getvalue()
                assert draft.seek(0, os.SEEK_END) == draft.tell() == len(model.getvalue())
            assert path.read_bytes()[: len(old)] == old
        assert path.read_bytes() == model.getvalue()
        assert os.listdir(directory) == ["det.h5"]


def test_after_a_failed_write_nothing_is_written_and_nothing_raised(tmp_path: Path) -> None:
    path = tmp_path / "det.h5"
    path.write_bytes(b"old")
    disk = FullDisk(1000)

    def overfill() -> None:
        with planted(disk), write_transaction(path) as draft:
            draft.seek(3)
            assert draft.write(bytes(2000)) == 2000
            assert draft.poisoned
            assert isinstance(draft.failure, OSError)
            done = len(disk.done)
            draft.seek(0)
            draft.write(b"new")
            draft.truncate(1)
            assert len(disk.done) == done

    with pytest.raises(StoreNotAvailable, match=r"No space left"):
        overfill()
    assert path.read_bytes() == b"old"


def test_a_draft_that_is_over_takes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "det.h5"
    path.write_bytes(b"old")
    with write_transaction(path) as draft:
        pass
    draft.seek(0)
    draft.write(b"new")
    draft.truncate(0)
    draft.flush()
    assert path.read_bytes() == b"old"
    with pytest.raises(ValueError, match=r"is over"):
        draft.read()
