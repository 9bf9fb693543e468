"""Logs of changes that are damaged, foreign or hostile: a sentence, and the file as it was."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path

import h5py
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcsgui import DCStore
from dcsgui.core.files import undo_log
from dcsgui.core.objects.changes import inverses
from dcsgui.core.objects.changes.undoing import last_change, needs_of, no_way_back
from dcsgui.core.values.errors import Conflict, DCError
from small_stores import LAYOUTS, NDA, T0, make_store


@pytest.fixture(params=LAYOUTS)
def cs(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    store = make_store(tmp_path, request.param)
    tsro = store.add_ctype("pedestals").add_range((0, 100))
    tsro.add_version(T0, NDA, comment="first")
    store.save()
    store.add_par("k", 1)
    store.save()
    return store


def place_of(cs: DCStore) -> str:
    return "_undo/log" if cs.layout.value == "native" else "_undo"


def put_log(cs: DCStore, log: bytes) -> None:
    """Write a log with another program."""
    name = place_of(cs)
    with h5py.File(cs.path, "r+") as file:
        dset = file[name]
        dset.resize((len(log),))
        dset[:] = np.frombuffer(log, np.uint8)


def log_of(cs: DCStore) -> bytes:
    name = place_of(cs)
    with h5py.File(cs.path) as file:
        dset = file[name]
        return bytes(dset[()].tobytes())


LINE = {"n": 9, "r": [5, "ana", "psana", "", ""], "g": 3, "w": ["x"], "s": []}


def packed(data: bytes) -> bytes:
    return b'{"z":"' + base64.b64encode(data) + b'"}'


DAMAGED = {
    "noise": b"\x00\xff\n",
    "a list": b"[]\n",
    "a number": b"5\n",
    "nothing in it": b"{}\n",
    "a record that is none": json.dumps({**LINE, "r": 5}).encode(),
    "a record without a time": json.dumps({**LINE, "r": ["x"]}).encode(),
    "too long a record": json.dumps({**LINE, "r": [5, *"abcdef"]}).encode(),
    "no words": json.dumps({**LINE, "w": None}).encode(),
    "no steps": json.dumps({**LINE, "s": 7}).encode(),
    "steps that are none": json.dumps({**LINE, "s": [1]}).encode(),
    "a number that is none": json.dumps({**LINE, "n": []}).encode(),
    "badly packed": packed(b"no zlib"),
    "cut off": packed(zlib.compress(json.dumps(LINE).encode())[:-6]),
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_log_is_a_sentence_and_stops_nothing_else(cs: DCStore, name: str) -> None:
    put_log(cs, DAMAGED[name])
    before = cs.path.read_bytes()
    cs = DCStore(cs.path)
    for ask in (cs.last_change, cs.undo):
        with pytest.raises(DCError):
            ask()
    assert cs.path.read_bytes() == before
    cs.add_par("k", 2)
    cs.save()
    assert DCStore(cs.path).par("k") == 2


def test_a_line_that_grows_without_end_takes_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_log, "MOST", 10**6)
    with pytest.raises(ValueError, match="too long"):
        undo_log.entries_of(packed(zlib.compress(bytes(10**7))))


STEPS: list[dict[str, object]] = [
    {},
    {"op": "Nonsense", "path": ["a"]},
    {"op": "RemoveNode"},
    {"op": "RemoveNode", "path": 5},
    {"op": "RemoveNode", "path": {"D": {}}},
    {"op": "RemoveNode", "path": [5]},
    {"op": "RemoveNode", "path": ["a"], "more": 1},
    {"op": "PutTime", "path": ["a"], "tsvers": {"T": "x"}, "left": {"T": 5}},
    {"op": "PutTime", "path": ["a"], "tsvers": {}, "left": {"T": 5}},
    {"op": "PutPars", "path": [], "pars": {"D": {"k": {"A": ["f8", [5], "AA=="]}}}},
    {"op": "PutPars", "path": [], "pars": {"D": {"k": {"A": 1}}}},
    {"op": "PutPars", "path": [], "pars": {"D": 5}},
    {"op": "PutRecords", "path": [], "records": [{"R": []}], "left": []},
]


@pytest.mark.parametrize("step", STEPS, ids=range(len(STEPS)))
def test_a_step_that_is_none_is_no_way_back(cs: DCStore, step: dict[str, object]) -> None:
    lines = log_of(cs).splitlines(keepends=True)
    last = json.loads(lines[-1])
    put_log(cs, b"".join(lines[:-1]) + json.dumps({**last, "s": [step]}).encode() + b"\n")
    before = cs.path.read_bytes()
    with pytest.raises(Conflict, match="another version of this program, or what it left"):
        DCStore(cs.path).undo()
    assert cs.path.read_bytes() == before


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from("TRADnrgwsz") | st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(JSON, max_size=3), st.dictionaries(st.sampled_from("nrgwsudqz"), JSON))
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_in_a_log_raises_only_what_is_meant_for_it(
    steps: list[object], changed: dict[str, object]
) -> None:
    line = json.dumps({**LINE, "s": [{"op": "PutPars", "path": one} for one in steps], **changed})
    try:
        entries = undo_log.entries_of(line.encode())
    except (ValueError, OverflowError):
        return
    entry = last_change(entries)
    if entry is not None:
        no_way_back(entry)
        needs_of(entry, "ana")


def test_numbers_that_go_in_a_circle_come_to_an_end() -> None:
    inverse = inverses.RestoreNode(("a",), 1)
    found = inverses.renamed(inverse, {1: 2, 2: 1}, {"a": "b", "b": "a"})
    assert isinstance(found, inverses.RestoreNode)


def test_constants_that_another_program_wrote_in_place_stay(cs: DCStore) -> None:
    verso = cs.ctypeobj("pedestals").rangeobj((0, 100)).versobj(1)
    verso.add_calib(NDA + 5)
    cs.save()
    name = "calib" if cs.layout.value == "native" else "data"
    with h5py.File(cs.path, "r+") as file:
        group, found = file["pedestals"], list[str]()
        group.visit(lambda node: found.append(node) if node.endswith(f"/{name}") else None)
        group[found[0]][0] = 77.0
    with pytest.raises(Conflict, match="holds other constants than it got"):
        DCStore(cs.path).undo()
    with h5py.File(cs.path) as file:
        assert file["pedestals"][found[0]][0] == 77.0
