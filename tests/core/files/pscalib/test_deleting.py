"""What is deleted is out of every listing, costs nothing, and comes back exactly."""

from __future__ import annotations

import json
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui.core.files.pscalib import PscalibReader
from dcsgui.core.files.records import NewVersion, Record
from dcsgui.core.values.errors import AlreadyExists, Conflict, Damaged, NotFound
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity
from older_files import copy_of, everything, is_d1, writing
from shared_data import shared_files

RANGE = ("pedestals", "100-end")
PATHS = [("pedestals",), RANGE, (*RANGE, "v0002"), ("pedestals", "200-300")]
FILES = shared_files("data/pscalib/*/*.h5")


def without_bookkeeping(path: Path) -> dict[str, object]:
    """What a file holds, but for the numbers that are remembered after a deletion."""
    found = everything(path)
    for attributes in found.values():
        if isinstance(attributes, dict):
            attributes.pop("versind_last", None)
    return found


@pytest.mark.parametrize("path", PATHS, ids=str)
def test_deleted_and_restored_is_as_it_was(
    small: Path, path: tuple[str, ...], record: Record
) -> None:
    with writing(small) as writer:
        writer.set_pars(path, {"sub/key": 1.5, "text": "é", "flag": True})
        writer.file["/".join(path)].create_group("_empty").attrs["odd"] = np.arange(3, dtype=">i2")
        writer.add_record(path, Record(Timestamp(1), "a b", "h", "odd: thing", "(by x@y)"))
    before = everything(small)
    size = small.stat().st_size
    with writing(small) as writer:
        gone = writer.delete(path, record)
        assert writer.deleted() == [gone]
        assert (gone.number, gone.path, gone.record) == (1, path, record)
        assert not gone.pinned
        assert not gone.purged
        with pytest.raises(NotFound):
            writer.pars(path)
        assert writer.ctypes() == ([] if len(path) == 1 else ["pedestals"])
    assert small.stat().st_size < size + 40_000
    with writing(small) as writer:
        assert writer.restore(1) == gone
        assert writer.deleted() == []
    assert everything(small) == before


@pytest.mark.parametrize("path", FILES)
def test_every_node_of_every_file_returns(path: Path, tmp_path: Path, record: Record) -> None:
    copy = copy_of(path, tmp_path)
    before = without_bookkeeping(copy)
    with h5py.File(copy, "r") as f:
        reader = PscalibReader(f)
        nodes: list[tuple[str, ...]] = [(ctype,) for ctype in reader.ctypes()]
        for ctype in reader.ctypes():
            for name, infos in reader.all_versions(ctype).items():
                nodes += [(ctype, name), *((ctype, name, info.name) for info in infos)]
    for node in nodes:
        with writing(copy) as writer:
            number = writer.delete(node, record).number
            new = set(writer.file) - {name.split("/")[1] for name in before}
            assert all(isinstance(writer.file[name], h5py.Dataset) for name in new)
            assert all(name.startswith("_deleted.") for name in new)
            assert is_d1(writer.file[f"_deleted.{number:06d}"])
            writer.restore(number)
    assert without_bookkeeping(copy) == before


def test_nothing_large_is_copied(small: Path, record: Record) -> None:
    with writing(small) as writer:
        writer.set_constants((*RANGE, "v0001"), np.ones(1_000_000))
    with h5py.File(small, "r") as f:
        offset = f["/pedestals/100-end/v0001/data"].id.get_offset()
    size = small.stat().st_size
    with writing(small) as writer:
        writer.delete(RANGE, record)
        datasets = json.loads(writer.file["_deleted.000001"][0])["datasets"]
        moved = f"_deleted.000001.{datasets.index('v0001/data'):04d}"
        assert writer.file[moved].id.get_offset() == offset
    assert small.stat().st_size < size + 40_000


def test_a_pinned_version_takes_the_default_with_it(small: Path, record: Record) -> None:
    at = (*RANGE, "v0001")
    with writing(small) as writer:
        writer.set_default(RANGE, "v0001")
        assert writer.delete(at, record).pinned
        assert writer.file["/pedestals/100-end/versdef"][0] == 0
        assert writer.ranges("pedestals").answer(0) == "v0003"
        assert writer.deleted()[0].pinned
        writer.restore(1)
        assert writer.ranges("pedestals").answer(0) == "v0001"
        writer.delete(at, record)
        writer.set_default(RANGE, "v0002")
        writer.restore(2)
        assert writer.ranges("pedestals").answer(0) == "v0002"


def test_a_default_of_a_range_stays_its_own(small: Path, record: Record) -> None:
    with writing(small) as writer:
        writer.set_default(RANGE, "v0002")
        assert not writer.delete(RANGE, record).pinned
        writer.restore(1)
        assert writer.ranges("pedestals").answer(0) == "v0002"


def test_purged_is_gone_but_remembered(small: Path, record: Record) -> None:
    with writing(small) as writer:
        deleted = writer.delete(RANGE, record)
        assert deleted.versind_last == 3
        assert [t.sec for t in deleted.tsvers] == [1001, 1002, 1003]
        purged = writer.purge(1)
        assert purged.purged
        assert writer.deleted() == [purged]
        assert (purged.versind_last, purged.tsvers) == (3, deleted.tsvers)
        assert [name for name in writer.file if name.startswith("_")] == ["_deleted.000001"]
        with pytest.raises(Conflict, match="purged"):
            writer.restore(1)
        with pytest.raises(NotFound, match="number 2"):
            writer.purge(2)


def test_deletions_are_numbered_once(small: Path, record: Record) -> None:
    with writing(small) as writer:
        assert writer.delete((*RANGE, "v0001"), record).number == 1
        writer.restore(1)
        assert writer.delete((*RANGE, "v0001"), record).number == 2
        assert writer.delete((*RANGE, "v0002"), record).number == 3
        assert [deleted.number for deleted in writer.deleted()] == [2, 3]
        with pytest.raises(NotFound):
            writer.restore(1)


def test_what_has_no_place_is_not_restored(small: Path, record: Record) -> None:
    with writing(small) as writer:
        writer.delete((*RANGE, "v0001"), record)
        writer.delete(RANGE, record)
        with pytest.raises(NotFound, match="restore that first"):
            writer.restore(1)
        writer.add_range("pedestals", Validity.of(100, None))
        with pytest.raises(AlreadyExists):
            writer.restore(2)
        with pytest.raises(NotFound):
            writer.delete((*RANGE, "v0002"), record)
        with pytest.raises(NotFound):
            writer.delete((), record)


def test_deletions_follow_a_range_to_its_new_name(small: Path, record: Record) -> None:
    with writing(small) as writer:
        writer.set_pars((*RANGE, "v0001"), {"a/b": "kept in an attribute"})
        writer.delete((*RANGE, "v0001"), record)
        assert writer.change_range(RANGE, Validity.of(90, None)) == "90-end"
        assert writer.deleted()[0].path == ("pedestals", "90-end", "v0001")
        assert writer.versind_last(("pedestals", "90-end")) == 3
        writer.restore(1)
        assert [i.versind for i in writer.versions("pedestals", "90-end")] == [1, 2, 3]
        assert writer.pars(("pedestals", "90-end", "v0001"))["a/b"] == "kept in an attribute"


def test_deletions_of_an_earlier_range_stay_with_its_name(small: Path, record: Record) -> None:
    with writing(small) as writer:
        writer.delete((*RANGE, "v0001"), record)
        writer.delete(RANGE, record)
        writer.add_range("pedestals", Validity.of(100, None))
        writer.add_version(RANGE, NewVersion(Timestamp.of(1), None))
        writer.change_range(RANGE, Validity.of(90, None))
        writer.restore(2)
        writer.restore(1)
        assert [info.versind for info in writer.versions(*RANGE)] == [1, 2, 3]


def test_a_forged_memory_is_damage(small: Path, record: Record) -> None:
    with writing(small) as writer:
        writer.delete((*RANGE, "v0001"), record)
        good = json.loads(writer.file["_deleted.000001"][0])
        forgeries = [
            "no json",
            "[]",
            json.dumps(good | {"path": ["..", "/", "x"]}),
            json.dumps(good | {"path": []}),
            json.dumps(good | {"datasets": ["a//b"]}),
            json.dumps(good | {"record": [1]}),
            json.dumps(good | {"used": 5}),
        ]
        for forged in forgeries:
            del writer.file["_deleted.000001"]
            writer.file["_deleted.000001"] = np.array([forged.encode()])
            with pytest.raises(Damaged, match=r"_deleted\.000001"):
                writer.deleted()
        del writer.file["_deleted.000001"]
        writer.file["_deleted.000001"] = np.array([json.dumps(good).encode()])
        del writer.file["_deleted.000001.0000"]
        with pytest.raises(Damaged):
            writer.restore(1)


def test_a_group_in_two_places_is_not_moved(small: Path, record: Record) -> None:
    with writing(small) as writer:
        group = writer.file["/pedestals/100-end"]
        group["v0001/_again"] = group
        with pytest.raises(Damaged, match="more than one place"):
            writer.delete(RANGE, record)
