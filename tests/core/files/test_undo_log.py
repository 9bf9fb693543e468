"""The log of how changes are taken back, as bytes and in a file of either layout."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui import DCStore
from dcsgui.core.files.opening import open_reader, open_writer
from dcsgui.core.files.records import Record
from dcsgui.core.files.undo_log import UndoEntry, entries_of, highest_number, line_of, shortened
from dcsgui.core.values.errors import Damaged, NotFound
from dcsgui.core.values.timestamps import Timestamp
from small_stores import LAYOUTS, NDA, T0, make_store

TEXTS = st.text(max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64) | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
ENTRIES = st.builds(
    UndoEntry,
    number=st.integers(1, 10**6),
    record=st.builds(
        Record, st.integers(-(2**62), 2**62).map(Timestamp), TEXTS, TEXTS, TEXTS, TEXTS
    ),
    generation=st.integers(0, 10**6),
    words=st.lists(TEXTS, max_size=3).map(tuple),
    steps=st.lists(st.dictionaries(TEXTS, JSON, max_size=4), max_size=20).map(tuple),
    undoes=st.integers(0, 9),
    renumbered=st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=2).map(tuple),
    silent=st.booleans(),
)


@given(st.lists(ENTRIES, max_size=4))
def test_a_log_is_read_as_it_was_written(entries: list[UndoEntry]) -> None:
    log = b"".join(map(line_of, entries))
    assert entries_of(log) == entries
    assert highest_number(log) == (entries[-1].number if entries else 0)


def test_the_newest_stay_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dcsgui.core.files.undo_log.KEPT", 500)
    entries = [UndoEntry(n, Record(Timestamp(n), "ana"), n) for n in range(1, 30)]
    short = shortened(b"".join(map(line_of, entries)))
    assert 400 < len(short) <= 500
    kept = entries_of(short)
    assert kept == entries[-len(kept) :]


@pytest.fixture(params=LAYOUTS)
def cs(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    store = make_store(tmp_path, request.param)
    store.add_ctype("pedestals").add_range((0, 100)).add_version(T0, NDA)
    store.save()
    return store


def test_constants_are_set_aside_and_come_back_uncopied(cs: DCStore) -> None:
    with open_reader(cs.path) as reader:
        (info,) = reader.versions("pedestals", "0-100")
    path = ("pedestals", "0-100", info.name)
    with open_writer(cs.path) as writer:
        name = writer.set_aside(path)
        assert writer.has_aside(name)
        assert writer.constants(path) is None
        assert writer.version(path).digest == ""
        assert writer.set_aside(path) == ""
    with open_writer(cs.path) as writer:
        writer.set_constants(path, NDA + 1)
        other = writer.set_aside(path)
        assert other != name
        writer.put_back(path, name)
        assert not writer.has_aside(name)
        with pytest.raises(NotFound):
            writer.put_back(path, name)
    with open_reader(cs.path) as reader:
        assert reader.versions("pedestals", "0-100") == [info]
        constants = reader.constants(path)
    assert isinstance(constants, np.ndarray)
    assert constants.tolist() == NDA.tolist()


def test_a_forged_log_is_damage_and_no_crash(cs: DCStore) -> None:
    with h5py.File(cs.path, "r+") as file:
        log = file["_undo/log"] if "dcsformat" in file.attrs else file["_undo"]
        log[0] = ord("?")
    with pytest.raises(Damaged):
        cs.last_change()
    assert cs.get("pedestals", 5) is not None
    cs.add_par("k", 1)
    cs.save()  # nothing but undo needs it
    assert cs.dictpars() == {"k": 1}


def test_older_code_sees_datasets_only(tmp_path: Path) -> None:
    store = make_store(tmp_path, "pscalib")
    verso = store.add_ctype("pedestals").add_range((0, 100)).add_version(T0, NDA)
    store.save()
    verso.add_calib(NDA + 1)
    store.save()
    with h5py.File(store.path) as file:
        ours = [name for name in file if name.startswith("_undo")]
        assert ours == ["_undo", "_undo.000001"]
        assert all(isinstance(file[name], h5py.Dataset) for name in ours)
