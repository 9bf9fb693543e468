"""Two store objects on one file, and files that are replaced or vanish underneath."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dcsgui import DCStore, Timestamp
from dcsgui.core.values.errors import (
    AlreadyExists,
    Conflict,
    NotFound,
    StoreNotAvailable,
)
from small_stores import NDA, T0, add_everywhere, make_store


def test_a_change_by_another_shows_at_the_next_question(full: DCStore, other: DCStore) -> None:
    for number in range(1, 30):
        other.ctypeobj("pedestals").rangeobj(100).add_version(T0 + number, NDA + number)
        other.save()
        np.testing.assert_array_equal(full.get("pedestals", 100), NDA + number)
        assert full.generation == other.generation


def test_a_change_within_the_tick_of_the_clock_shows(
    full: DCStore, other: DCStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    tsro, theirs = (cs.ctypeobj("pedestals").rangeobj(100) for cs in (full, other))
    theirs.add_version(T0 + 1, NDA)
    other.save()
    now = full.path.stat().st_mtime_ns
    monkeypatch.setattr(time, "time_ns", lambda: now)
    for versind in (1, 2, 1, 2, 1):
        theirs.set_versdef(versind)
        other.save()
        os.utime(full.path, ns=(now, now))
        versdef = tsro.versdef()
        assert versdef is not None
        assert versdef.versind == versind


def test_pending_changes_survive_those_of_others_and_merge(full: DCStore, other: DCStore) -> None:
    tsro, theirs = (cs.ctypeobj("pedestals").rangeobj(100) for cs in (full, other))
    mine = tsro.add_version(T0 + 1, NDA + 1)
    tsro.add_par("mine", 1)
    theirs.add_version(T0 + 2, NDA + 2)
    theirs.add_par("theirs", 2)
    other.add_ctype("pixel_mask")
    other.save()
    assert tsro.dictpars()["mine"] == 1
    full.save()
    for cs in (full, other, DCStore(full.path)):
        assert cs.ctypes() == ["pedestals", "pixel_mask"]
        tsro = cs.ctypeobj("pedestals").rangeobj(100)
        assert tsro.versions() == [T0, T0 + 1, T0 + 2]
        assert tsro.dictpars() == {"mine": 1, "theirs": 2}
    assert mine.versind == 3


def test_the_same_type_and_range_added_twice_are_one(full: DCStore, other: DCStore) -> None:
    for number, cs in enumerate((full, other)):
        tsro = cs.add_ctype("pixel_gain").add_range((0, 10))
        tsro.add_version(T0 + number, NDA + number)
    full.save()
    other.save()
    tsro = full.ctypeobj("pixel_gain").rangeobj((0, 10))
    assert full.ctypeobj("pixel_gain").ranges() == [tsro.name]
    assert tsro.versions() == [T0, T0 + 1]
    births = [r for cs in (full, full.ctypeobj("pixel_gain"), tsro) for r in cs.records()]
    assert sum(r.action == "add ctype pixel_gain" for r in births) == 1


def test_the_same_time_added_twice_is_refused(full: DCStore, other: DCStore) -> None:
    for cs in (full, other):
        cs.ctypeobj("pedestals").rangeobj(100).add_version(T0 + 1, NDA)
    full.save()
    with pytest.raises(AlreadyExists):
        other.save()
    assert other.pending


def test_versions_of_now_added_twice_are_two(
    full: DCStore, other: DCStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Timestamp, "now", classmethod(lambda cls: cls.of(T0 + 7)))
    for cs in (full, other):
        cs.ctypeobj("pedestals").rangeobj(100).add_version(nda=NDA)
        cs.save()
    assert len(full.ctypeobj("pedestals").rangeobj(100).versions()) == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda cs: cs.ctypeobj("pedestals").rangeobj(100).add_version(T0 + 1, NDA),
        lambda cs: cs.ctypeobj("pedestals").rangeobj(100).add_par("k", 1),
        lambda cs: cs.ctypeobj("pedestals").rangeobj(100).set_end(200),
        lambda cs: cs.ctypeobj("pedestals").rangeobj(100).set_versdef(1),
        lambda cs: cs.ctypeobj("pedestals").rangeobj(100).versobj(1).add_calib(NDA),
        lambda cs: cs.ctypeobj("pedestals").rangeobj(100).versobj(1).set_tsprod(T0 + 1),
        lambda cs: cs.ctypeobj("pedestals").rangeobj(100).versobj(1).add_history("x"),
        lambda cs: cs.ctypeobj("pedestals").rangeobj(100).del_version(1),
        lambda cs: cs.ctypeobj("pedestals").del_range(100),
    ],
)
def test_changing_what_another_deleted_does_nothing_half(
    full: DCStore, other: DCStore, change: Callable[[DCStore], object]
) -> None:
    full.add_par("first", 1)
    change(full)
    other.ctypeobj("pedestals").del_range(100)
    other.save()
    before = full.path.read_bytes()
    with pytest.raises(NotFound, match=r"Nothing was saved: revert\(\)"):
        full.save()
    assert full.path.read_bytes() == before
    assert full.pending


def test_a_file_replaced_by_that_of_another_detector_is_left_alone(
    full: DCStore, tmp_path: Path, layout: str
) -> None:
    full.add_par("k", 1)
    another = make_store(tmp_path / "elsewhere", layout, "cspad-0002")
    another.path.replace(full.path)
    before = full.path.read_bytes()
    with pytest.raises(Conflict, match="is the file of cspad-0002 by now"):
        full.save()
    assert full.path.read_bytes() == before
    full.revert()
    assert full.detname() == "cspad-0002"


def test_a_file_replaced_by_a_newer_one_of_its_detector_is_changed(
    full: DCStore, tmp_path: Path
) -> None:
    full.add_par("k", 1)
    newer = tmp_path / "copy.h5"
    other = DCStore(full.path)
    other.add_par("newer", True)
    other.save(newer)
    newer.replace(full.path)
    full.save()
    assert full.dictpars() == {"k": 1, "newer": True}


def test_a_file_that_vanished_is_not_available(full: DCStore) -> None:
    full.path.unlink()
    with pytest.raises(StoreNotAvailable, match="is not available"):
        full.ctypes()
    with pytest.raises(StoreNotAvailable, match="is not available"):
        full.add_par("k", 1)


def test_pending_changes_outlive_a_file_that_vanished(full: DCStore) -> None:
    add_everywhere(full)
    hidden = full.path.with_suffix(".hidden")
    full.path.rename(hidden)
    with pytest.raises(StoreNotAvailable, match="is not available"):
        full.save()
    hidden.rename(full.path)
    full.save()
    assert full.ctypes() == ["pedestals", "pixel_gain"]
