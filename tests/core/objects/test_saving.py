"""One transaction for each save, and the refusal at once of what could not be saved."""

from __future__ import annotations

import errno
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
import pytest

from dcsgui import DCStore
from dcsgui.core.files.disk import planted
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.opening import open_reader
from dcsgui.core.objects import saving
from dcsgui.core.values.errors import (
    AccessDenied,
    AlreadyExists,
    BadValue,
    DCError,
    StoreExists,
    StoreNotAvailable,
)
from dying_disk import RefusingDisk
from processes import in_child
from small_stores import NDA, T0, add_everywhere, make_store

# All or nothing


def test_nothing_is_written_before_save(full: DCStore, other: DCStore) -> None:
    before = full.path.read_bytes()
    add_everywhere(full)
    assert full.path.read_bytes() == before
    assert other.ctypes() == ["pedestals"]
    full.save()
    assert other.ctypes() == ["pedestals", "pixel_gain"]


def test_save_without_changes_writes_nothing(full: DCStore) -> None:
    before, generation = full.path.read_bytes(), full.generation
    full.save()
    assert full.path.read_bytes() == before
    add_everywhere(full)
    full.save()
    assert full.generation == generation + 1


def test_a_change_that_fails_leaves_the_file_as_it_is(full: DCStore, other: DCStore) -> None:
    tsro = full.ctypeobj("pedestals").rangeobj(100)
    add_everywhere(full)
    tsro.add_version(T0 + 5, NDA)
    tsro.add_version(T0 + 6, NDA)
    other.ctypeobj("pedestals").rangeobj(100).add_version(T0 + 5, NDA)
    other.save()
    before = full.path.read_bytes()
    for _ in range(2):
        with pytest.raises(AlreadyExists, match="produced at"):
            full.save()
        assert full.path.read_bytes() == before
        assert full.pending
        assert tsro.versions() == [T0, T0 + 1, T0 + 5, T0 + 6]
    full.revert()
    assert not full.pending
    assert tsro.versions() == [T0, T0 + 5]
    assert full.path.read_bytes() == before


def test_with_saves_on_a_clean_exit(full: DCStore) -> None:
    with DCStore(full.path) as cs:
        add_everywhere(cs)
    assert full.ctypes() == ["pedestals", "pixel_gain"]


def test_with_forgets_on_an_exception(full: DCStore) -> None:
    before = full.path.read_bytes()
    cs = DCStore(full.path)

    def change() -> None:
        with cs:
            add_everywhere(cs)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert full.path.read_bytes() == before
    assert not cs.pending
    assert cs.ctypes() == ["pedestals"]


def test_what_is_refused_changes_nothing(full: DCStore) -> None:
    tsro = full.ctypeobj("pedestals").rangeobj(100)
    calls: list[Callable[[], object]] = [
        lambda: tsro.add_version(T0 + 1, {"no": "array"}),
        lambda: tsro.add_version(T0 + 1, NDA, pars={"k": object()}),
        lambda: tsro.add_version(T0 + 1, NDA, pars={"": 1}),
        lambda: tsro.add_version(T0 + 1, NDA, comment="\0"),
        lambda: tsro.add_version("yesterday", NDA),
        lambda: tsro.add_par("k", None),
        lambda: tsro.set_dictpars({"good": 1, "bad": None}),
        lambda: tsro.add_history("\0"),
        lambda: tsro.set_history({"never": "x"}),
        lambda: tsro.set_end(99),
        lambda: tsro.del_version(None),
        lambda: full.ctypeobj("pedestals").add_range("200-100"),
        lambda: full.add_ctype("Pixel Gain"),
        lambda: full.set_detname("nodash"),
        lambda: full.set_successor("../up"),
        lambda: full.set_tscfile(float("nan")),
    ]
    for call in calls:
        with pytest.raises(BadValue):
            call()
    assert not full.pending
    assert tsro.dictpars() == {}
    assert tsro.versions() == [T0]


def test_a_copy_has_the_pending_changes_and_the_file_does_not(
    full: DCStore, tmp_path: Path
) -> None:
    before = full.path.read_bytes()
    add_everywhere(full)
    copy = tmp_path / "cspad-0009.h5"
    full.save(copy)
    assert full.path.read_bytes() == before
    assert full.pending
    there = DCStore(copy)
    assert there.ctypes() == ["pedestals", "pixel_gain"]
    assert there.predecessor() == "cspad-0000"
    np.testing.assert_array_equal(there.get("pedestals", 100), NDA + 1)
    np.testing.assert_array_equal(there.get("pedestals", 100, 1), NDA)
    with pytest.raises(StoreExists):
        full.save(copy)
    with pytest.raises(StoreNotAvailable, match="no directory"):
        full.save(tmp_path / "nowhere" / "cspad-0009.h5")
    full.save()
    assert full.ctypes() == ["pedestals", "pixel_gain"]


# Access


def test_mode_r_refuses_changes_at_once(full: DCStore) -> None:
    cs = DCStore(full.path, mode="r")
    calls: list[Callable[[], object]] = [
        lambda: cs.add_ctype("pixel_gain"),
        lambda: cs.add_par("k", 1),
        lambda: cs.set_successor(None),
        lambda: cs.ctypeobj("pedestals").add_range(5),
        lambda: cs.ctypeobj("pedestals").rangeobj(100).set_begin(5),
        lambda: cs.ctypeobj("pedestals").rangeobj(100).add_version(),
        lambda: cs.ctypeobj("pedestals").rangeobj(100).versobj(1).add_calib(NDA),
        lambda: cs.ctypeobj("pedestals").rangeobj(100).versobj(1).add_history("x"),
        cs.restore,
        cs.purge,
        cs.repack,
    ]
    for call in calls:
        with pytest.raises(AccessDenied, match="was opened read-only; open it with mode='r\\+'"):
            call()
    assert not cs.pending
    with pytest.raises(BadValue, match="mode of a store is 'r' or 'r\\+'"):
        DCStore(full.path, mode="w")


def test_a_read_only_store_can_be_copied(full: DCStore, tmp_path: Path) -> None:
    copy = tmp_path / "cspad-0009.h5"
    DCStore(full.path, mode="r").save(copy)
    np.testing.assert_array_equal(DCStore(copy).get("pedestals", 100), NDA)


@pytest.mark.parametrize("what", ["file", "directory"])
def test_what_is_read_only_refuses_changes_at_once(
    reachable: Path, layout: str, what: str
) -> None:
    cs = make_store(reachable, layout)
    cs.add_ctype("pedestals").add_range(100).add_version(T0, NDA)
    cs.save()
    cs.path.chmod(0o444 if what == "file" else 0o666)
    cs.path.parent.chmod(0o777 if what == "file" else 0o555)

    def try_it() -> tuple[list[float], str, bool]:
        mine = DCStore(cs.path)
        found = np.asarray(mine.get("pedestals", 100)).tolist()
        try:
            mine.add_par("k", 1)
        except AccessDenied as error:
            return found, str(error), mine.pending
        return found, "", mine.pending

    found, words, pending = in_child(try_it, unprivileged=True)
    assert found == NDA.tolist()
    assert f"the {what} " in words
    assert "is read-only for you" in words
    assert not pending


# Thrift


def test_get_opens_the_file_once(full: DCStore, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []

    def counting(path: str, timeout: float) -> AbstractContextManager[Reader]:
        opened.append(path)
        return open_reader(path, timeout)

    monkeypatch.setattr(saving, "open_reader", counting)
    full.get("pedestals", 100)
    assert len(opened) == 1


def test_errors_are_ours(full: DCStore, tmp_path: Path) -> None:
    junk = tmp_path / "cspad-0666.h5"
    junk.write_bytes(b"no HDF5 at all")
    for path in (junk, tmp_path, tmp_path / "cspad-0667.h5"):
        with pytest.raises(DCError):
            DCStore(path)


def test_a_change_that_happened_is_not_done_again(tmp_path: Path) -> None:
    """The disk fails when the file is written out, after the change was safe in the journal."""
    cs = DCStore.create(tmp_path, "cspad-0001")
    tsro = cs.add_ctype("pedestals").add_range((0, None))
    tsro.add_version(nda=[1.0])
    failing = RefusingDisk(errno.EIO, "pwrite cspad-0001.h5 0")
    with planted(failing), pytest.raises(StoreNotAvailable, match="is safe in"):
        cs.save()
    assert not cs.pending
    cs.save()
    assert len(DCStore(cs.path).ctypeobj("pedestals").rangeobj((0, None)).versobjs()) == 1
    assert tsro.versobjs()[0].versind == 1
