"""Repacking gives space back, and everything else stays as it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui.core.files import disk, repacking
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.opening import create_file, open_reader, open_writer
from dcsgui.core.files.records import Head, LayoutName, NewVersion
from dcsgui.core.files.repacking import copy_file, repack
from dcsgui.core.values.errors import Damaged, StoreNotAvailable
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity
from dying_disk import Died, DyingDisk
from native_files import RANGE, RECORD, check_index, check_layout, fill, version
from older_files import copy_of
from shared_data import need_shared

BIG = np.arange(40_000.0)


@pytest.fixture(params=["native", "pscalib"])
def wasteful(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a file of either layout with space that nothing uses any more."""
    path = tmp_path / "cspad-0001.h5"
    if request.param == "native":
        create_file(
            path, Head(LayoutName.NATIVE, "cspad", "0001", Timestamp.of(50), None, "cspad-0002")
        )
        fill(path)
        ctype, range_name = RANGE
    else:
        sample = "data/pscalib/canonical/cspad-CxiDs2.0-Cspad.0.h5"
        path = copy_of(need_shared(need_shared() / sample), tmp_path)
        ctype = "pixel_gain"
        with open_writer(path) as writer:
            if ctype not in writer.ctypes():
                writer.add_ctype(ctype)
            range_name = writer.add_range(ctype, Validity.of("100-200"))
            for second in (1, 2, 3):
                writer.add_version((ctype, range_name), version(second))
    place = (ctype, range_name)
    with open_writer(path) as writer:
        kept = writer.versions(*place)[0].name
        writer.set_default(place, kept)
        writer.set_pars((*place, kept), {"größe": np.arange(5), "empty": ""})
        writer.add_record((), RECORD)
        for second in (70, 71):
            writer.add_version(place, NewVersion(Timestamp.of(second), BIG))
    with open_writer(path) as writer:
        names = [info.name for info in writer.versions(*place) if info.shape == BIG.shape]
        writer.purge(writer.delete((*place, names[0]), RECORD).number)
        writer.delete((*place, names[1]), RECORD)
    return path


def everything(path: Path) -> dict[str, object]:
    """Return all that a reader can tell of a file, but for the history of the store."""
    with open_reader(path) as reader:
        found: dict[str, object] = {"deleted": reader.deleted(), "ctypes": reader.ctypes()}
        for node in nodes(reader):
            found["/".join(node)] = (
                {key: repr(value) for key, value in reader.pars(node).items()},
                reader.history(node) if node else None,
            )
            if len(node) == 3:
                data = reader.constants(node)
                found["/".join(node)] = (found["/".join(node)], reader.version(node), repr(data))
            elif len(node) == 1:
                found["answers " + node[0]] = repacking._answers(reader, node[0])
        head = reader.head()
        found["head"] = (head.dettype, head.detid, head.tscfile, head.predecessor, head.successor)
        return found


def nodes(reader: Reader) -> Iterator[tuple[str, ...]]:
    yield ()
    for ctype in reader.ctypes():
        yield (ctype,)
        for name, infos in reader.all_versions(ctype).items():
            yield ctype, name
            yield from ((ctype, name, info.name) for info in infos)


def test_everything_is_the_same_and_smaller(wasteful: Path) -> None:
    before, size = everything(wasteful), wasteful.stat().st_size
    with open_reader(wasteful) as reader:
        generation, history = reader.head().generation, reader.history(())
    gained = repack(wasteful, RECORD)
    assert gained > 0.9 * BIG.nbytes
    assert wasteful.stat().st_size == size - gained
    assert everything(wasteful) == before
    with open_reader(wasteful) as reader:
        assert reader.head().generation == generation + 1
        assert len(reader.history(())) == len(history) + 1
    assert os.listdir(wasteful.parent) == [wasteful.name]
    if reader.layout is LayoutName.NATIVE:
        check_index(wasteful)
        check_layout(wasteful)


def test_what_was_deleted_can_be_restored_and_numbers_go_on(wasteful: Path) -> None:
    repack(wasteful, RECORD)
    with open_writer(wasteful) as writer:
        purged, kept = writer.deleted()
        assert purged.purged
        back = writer.restore(kept.number)
        assert np.array_equal(np.asarray(writer.constants(back.path)), BIG)
        last = writer.versind_last(back.path[:2])
        assert writer.add_version(back.path[:2], version(5000)).versind == last + 1


def test_a_second_time_gains_next_to_nothing(wasteful: Path) -> None:
    repack(wasteful, RECORD)
    assert abs(repack(wasteful, RECORD)) < 10_000


def test_wherever_it_is_killed_the_file_is_old_or_new(wasteful: Path) -> None:
    old = wasteful.read_bytes()
    expected = everything(wasteful)
    points = telling_points(lambda: repack(wasteful, RECORD))
    seen = set()
    for torn in (False, True):
        for point in points:
            wasteful.write_bytes(old)
            with disk.planted(DyingDisk(point, torn=torn)), pytest.raises(Died):
                repack(wasteful, RECORD)
            seen.add(wasteful.read_bytes() == old)
            assert everything(wasteful) == expected
            with open_writer(wasteful) as writer:
                writer.add_record((), RECORD)
            assert [name for name in os.listdir(wasteful.parent) if "journal" in name] == []
    assert seen == {False, True}
    repack(wasteful, RECORD)
    assert os.listdir(wasteful.parent) == [wasteful.name]


def telling_points(change: Callable[[], object]) -> list[int]:
    """Return the points to die at; of the many writes to the new file, one in a hundred."""
    with disk.planted(DyingDisk()) as counting:
        change()
    assert isinstance(counting, DyingDisk)
    return [
        point
        for point, what in enumerate(counting.done)
        if not (what.startswith(("pwrite", "ftruncate")) and ".h5.new" in what) or point % 100 == 0
    ]


def test_a_file_that_leads_elsewhere_is_left_as_it_is(wasteful: Path) -> None:
    with h5py.File(wasteful, "r+") as file:
        file["elsewhere"] = h5py.ExternalLink("/etc/passwd", "/")
    old = wasteful.read_bytes()
    with pytest.raises(Damaged, match="leads to another file"):
        repack(wasteful, RECORD)
    assert wasteful.read_bytes() == old
    assert os.listdir(wasteful.parent) == [wasteful.name]


def test_a_copy_that_differs_does_not_take_the_place(
    wasteful: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = repacking._copy

    def spoil(old: h5py.File, new: h5py.File, layout: LayoutName) -> None:
        copy(old, new, layout)
        new.visititems(lambda _, node: change(node))

    def change(node: h5py.Group | h5py.Dataset) -> bool | None:
        if not isinstance(node, h5py.Dataset) or node.dtype != "f8" or node.size != 4:
            return None
        node[0] = -1
        return True

    monkeypatch.setattr(repacking, "_copy", spoil)
    old = wasteful.read_bytes()
    with pytest.raises(Damaged, match="did not come out of repacking"):
        repack(wasteful, RECORD)
    assert wasteful.read_bytes() == old


def test_there_is_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(StoreNotAvailable):
        repack(tmp_path / "none-0001.h5", RECORD)
    assert os.listdir(tmp_path) == []


def test_a_copy_has_the_same_bytes(wasteful: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.h5"
    target.touch()
    copy_file(wasteful, str(target))
    assert target.read_bytes() == wasteful.read_bytes()
