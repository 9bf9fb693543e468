"""Each file of the older code answers each question as that code did."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from dcsgui.core.files.pscalib import PscalibReader, is_pscalib
from dcsgui.core.files.records import OPEN_NS, Constants, Record
from dcsgui.core.values.timestamps import Timestamp
from older_files import answers_of, data_file
from shared_data import shared_files

ANSWERS = shared_files("data/pscalib/*/*.api.json")

LOADABLE = [p for p in ANSWERS if "edge-parkeys" not in str(p.id)]
"""The older code itself can't load edge-parkeys, so it has no answers for it."""

DIFFERENT: dict[tuple[str, str, float], str | None] = {}
"""Where another range is meant to answer, because that of the older code is empty: none here."""

ADDED_BY_LOADING = "2000000000."
"""The older code adds records of this time when it loads a file; they are not in it."""


def selected(reader: PscalibReader, ctype: str, tsec: float) -> str | None:
    """Select a range by the rule of the look-up, written down once more."""
    table, t = reader.ranges(ctype), round(tsec * 10**9)
    if abs(tsec) < 10**9:
        t = Timestamp.of(tsec).ns
    elif abs(tsec) < 9 * 10**9:
        t = Timestamp.from_float(tsec).ns
    rows = [
        (int(table.begin_ns[i]), -int(table.end_ns[i]), i)
        for i in range(len(table))
        if table.nversions[i]
        and table.begin_ns[i] <= t
        and (table.end_ns[i] == OPEN_NS or t <= table.end_ns[i])
    ]
    return table.name(max(rows)[2]) if rows else None


def answer(reader: PscalibReader, ctype: str, name: str | None, vers: int | None) -> Any:
    """Answer a question, in the words of the answers."""
    if name is None:
        return None
    table = reader.ranges(ctype)
    version = table.answer([table.name(i) for i in range(len(table))].index(name))
    if vers is not None:
        numbered = [v.name for v in reader.versions(ctype, name) if v.versind == vers]
        version = numbered[0] if numbered else ""
    return in_words(reader.constants((ctype, name, version))) if version else None


def in_words(constants: Constants | None) -> Any:
    if constants is None:
        return None
    if isinstance(constants, str):
        raw = constants.encode()
        return {"kind": "text", "len": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
    if not constants.ndim:
        return {"kind": str(constants.dtype), "repr": repr(constants.item())}
    return {
        "kind": "ndarray",
        "dtype": constants.dtype.str,
        "shape": list(constants.shape),
        "sha256": hashlib.sha256(constants.tobytes()).hexdigest(),
    }


def known(value: Any) -> Any:
    """Take from an answer of the older code what can be compared."""
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if k not in ("sum", "head", "type")}
        return kept | ({"kind": "text"} if kept.get("kind") == "bytes" else {})
    return value


def number(value: Any) -> Any:
    """Take the number, or the text, out of an answer; under Python 3 some texts are bytes."""
    if isinstance(value, str) and value.startswith("b'"):
        return value[2:-1]
    if isinstance(value, dict):
        return value.get("value", value.get("bytes"))
    return value


def check_pars(pars: dict[str, Any], expected: dict[str, Any] | None) -> None:
    assert pars.keys() == (expected or {}).keys()
    for key, value in (expected or {}).items():
        mine = pars[key]
        if isinstance(value, dict) and value.get("kind") == "ndarray":
            assert in_words(mine[0]) == known(value)  # it shows the first row, whatever the shape
        elif isinstance(value, dict) and value["value"] == "NaN":
            assert np.isnan(mine)
        else:
            assert mine == number(value)
            assert isinstance(mine, int) == (str(type(number(value))) == "<class 'int'>")


def check_history(records: list[Record], expected: list[list[str]]) -> None:
    there = [row for row in expected if not row[0].startswith(ADDED_BY_LOADING)]
    assert [record.tstamp for record in records] == [Timestamp.from_text(t) for t, _ in there]
    assert [record.text for record in records] == [text.removesuffix(": ") for _, text in there]


@pytest.mark.parametrize("path", LOADABLE)
def test_every_question_is_answered_alike(path: Path) -> None:
    api = answers_of(path)
    with h5py.File(data_file(path), "r") as f:
        reader = PscalibReader(f)
        for query in api["queries"]:
            ctype, tsec, vers = query["ctype"], query["tsec"], query["vers"]
            if ctype not in reader.ctypes():
                assert query["result"] is None
                continue
            name = selected(reader, ctype, tsec)
            expected = DIFFERENT.get((api["file"], ctype, tsec), query["range_selected"])
            if query["result"] is not None or name is not None:
                assert name == expected, query
            assert answer(reader, ctype, name, vers) == known(query["result"]), query


@pytest.mark.parametrize("path", LOADABLE)
def test_the_root_level_agrees(path: Path) -> None:
    store = answers_of(path)["store"]
    with h5py.File(data_file(path), "r") as f:
        assert is_pscalib(f)
        reader = PscalibReader(f)
        head = reader.head()
        assert head.dettype == number(store["dettype"])
        if store["detid"] is not None:  # under Python 3 it answers None for both
            assert head.detid == store["detid"]
            assert f"{head.dettype}-{head.detid}" == store["detname"]
        assert head.predecessor == number(store["predecessor"])
        assert head.successor == number(store["successor"])
        assert (head.tscfile.sec if head.tscfile else None) == number(store["tscfile"])
        assert head.generation == 0
        assert reader.ctypes() == sorted(store["ctypes"])
        assert reader.deleted() == []
        check_pars(reader.pars(()), store["pars_dict"])
        check_history(reader.history(()), store["history_dict"])


@pytest.mark.parametrize("path", LOADABLE)
def test_types_and_ranges_agree(path: Path) -> None:
    types = answers_of(path)["types"]
    with h5py.File(data_file(path), "r") as f:
        reader = PscalibReader(f)
        for ctype, expected in types.items():
            check_pars(reader.pars((ctype,)), expected["pars_dict"])
            check_history(reader.history((ctype,)), expected["history_dict"])
            table = reader.ranges(ctype)
            assert table.names == sorted(expected["ranges"])
            for i, name in enumerate(table.names):
                old = expected["range"][name]
                end = int(table.end_ns[i])
                assert Timestamp(int(table.begin_ns[i])).sec == number(old["begin"])
                assert ("end" if end == OPEN_NS else Timestamp(end).sec) == number(old["end"])
                assert table.nversions[i] == len(old["versions"])
                assert bool(table.pinned[i]) == bool(number(old["_vnum_def"]))
                if old["versions"]:
                    assert table.answer(i) == f"v{number(old['vnum_def']):04d}"
                check_pars(reader.pars((ctype, name)), old["pars_dict"])
                check_history(reader.history((ctype, name)), old["history_dict"])


@pytest.mark.parametrize("path", LOADABLE)
def test_versions_agree(path: Path) -> None:
    types = answers_of(path)["types"]
    with h5py.File(data_file(path), "r") as f:
        reader = PscalibReader(f)
        for ctype, expected in types.items():
            listed = reader.all_versions(ctype)
            assert sorted(listed) == sorted(expected["ranges"])
            for name, infos in listed.items():
                old = expected["range"][name]["version"]
                assert sorted(info.versind for info in infos) == sorted(map(int, old))
                assert infos == reader.versions(ctype, name)
                for info in infos:
                    that, at = old[str(info.versind)], (ctype, name, info.name)
                    assert info == reader.version(at)
                    assert info.name == that["str_vnum"]
                    assert info.serial == info.versind == number(that["vnum"])
                    assert (info.tsvers.sec if info.tsvers else None) == number(that["tsprod"])
                    constants = reader.constants(at)
                    assert in_words(constants) == known(that["data"])
                    if isinstance(constants, np.ndarray):
                        assert (info.shape, info.dtype) == (constants.shape, constants.dtype.str)
                    check_pars(reader.pars(at), that["pars_dict"])
                    check_history(reader.history(at), that["history_dict"])
