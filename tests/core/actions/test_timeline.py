"""All of time for a detector, against what the store finds at single times."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import h5py
import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.timelines import Share, TypeTimeline
from dcsgui.core.actions.timeline import LISTED, timeline
from dcsgui.core.values.errors import ConstantsNotFound, NotFound, StoreNotAvailable
from dcsgui.core.values.timestamps import Timestamp
from small_stores import NDA, T0, make_store

SEC = 10**9


@pytest.fixture
def store(cs: DCStore) -> DCStore:
    """Return a store whose pedestals have ranges of every kind."""
    cto = cs.add_ctype("pedestals")
    for ends in [(100, 200), (120, 180), (150, 170), (130, 160), (300, 400), (500, None)]:
        cto.add_range(ends).add_version(T0, NDA)
    cto.rangeobj((100, 200)).add_version(T0 + 1, NDA + 1)
    cto.rangeobj((100, 200)).set_versdef(1, comment="better")
    cto.add_range((350, 360))
    cto.add_range((171, 175)).add_version(T0, NDA)
    cto.add_range((120, 129)).add_version(T0, NDA)
    cs.add_ctype("pixel_gain")
    cs.save()
    return cs


def pedestals(store: DCStore) -> TypeTimeline:
    (found,) = timeline(NodeId(str(store.path), ("pedestals",))).types
    return found


def test_stretches_follow_one_another_for_ever_and_say_what_the_store_finds(
    store: DCStore,
) -> None:
    found = pedestals(store).stretches
    assert found[0].begin_ns == 100 * SEC
    assert found[-1].end_ns is None
    for one, following in pairwise(found):
        assert one.end_ns is not None
        assert following.begin_ns == one.end_ns + 1
    for one in found:
        for ns in (one.begin_ns, one.end_ns or one.begin_ns + 10**15):
            if one.gap:
                with pytest.raises(ConstantsNotFound):
                    store.find("pedestals", Timestamp(ns))
                continue
            sel = store.find("pedestals", Timestamp(ns))
            info = sel.version.info
            assert info is not None
            assert (sel.range.name, sel.version.name) == (one.range_name, one.version_name)
            assert (info.versind, info.digest) == (one.versind, one.digest)
            assert one.tsvers_ns == (None if info.tsvers is None else info.tsvers.ns)
            assert sel.pinned == one.pinned


def test_gaps_are_marked(store: DCStore) -> None:
    gaps = [(one.begin_ns, one.end_ns) for one in pedestals(store).stretches if one.gap]
    assert gaps == [(200 * SEC + 1, 300 * SEC - 1), (400 * SEC + 1, 500 * SEC - 1)]


def test_after_the_last_range_is_a_gap_for_ever(store: DCStore) -> None:
    store.ctypeobj("pedestals").del_range((500, None))
    store.save()
    last = pedestals(store).stretches[-1]
    assert (last.begin_ns, last.end_ns, last.gap) == (400 * SEC + 1, None, True)


def test_ranges_say_how_much_of_their_time_is_theirs(store: DCStore) -> None:
    found = {
        (one.begin_ns // SEC, (one.end_ns or 0) // SEC): one for one in pedestals(store).ranges
    }
    shares = {ends: one.share for ends, one in found.items()}
    assert shares == {
        (100, 200): Share.PART,
        (120, 129): Share.WHOLE,
        (120, 180): Share.PART,
        (130, 160): Share.PART,
        (150, 170): Share.WHOLE,
        (171, 175): Share.WHOLE,
        (300, 400): Share.WHOLE,
        (350, 360): Share.EMPTY,
        (500, 0): Share.WHOLE,
    }
    by = [found[ends].range_name for ends in [(150, 170)]]
    assert list(found[130, 160].shadowed_by) == by
    assert found[150, 170].shadowed_by == ()


def test_a_shadowed_range_says_by_which(calib: Path) -> None:
    with make_store(calib, "native") as cs:
        cto = cs.add_ctype("pedestals")
        cto.add_range((0, 100)).add_version(T0, NDA)
        cto.add_range((0, 50)).add_version(T0, NDA)
        cto.add_range((51, 100)).add_version(T0, NDA)
        cto.add_range((0, None)).add_version(T0, NDA)
    first = {one.range_name: one for one in pedestals(cs).ranges}["0-100"]
    assert (first.share, first.shadowed_by) == (Share.PART, ("0-50", "51-100"))
    cs.ctypeobj("pedestals").add_range((50, 52)).add_version(T0, NDA)
    cs.save()
    first = {one.range_name: one for one in pedestals(cs).ranges}["0-100"]
    assert (first.share, first.shadowed_by) == (Share.SHADOWED, ("0-50", "50-52", "51-100"))


def test_of_many_winners_some_are_named(calib: Path) -> None:
    with make_store(calib, "native") as cs:
        cto = cs.add_ctype("pedestals")
        cto.add_range((0, 100)).add_version(T0, NDA)
        for begin in range(30):
            cto.add_range((begin, begin)).add_version(T0, NDA)
    first = {one.range_name: one for one in pedestals(cs).ranges}["0-100"]
    assert len(first.shadowed_by) == LISTED


def test_a_range_that_ends_before_it_begins_is_marked(calib: Path) -> None:
    cs = make_store(calib, "pscalib")
    cs.add_ctype("pedestals").add_range((100, 200)).add_version(T0, NDA)
    cs.save()
    with h5py.File(cs.path, "r+") as file:
        file["pedestals/100-200/end"][:] = 50
    (only,) = pedestals(cs).ranges
    assert only.share is Share.BACKWARD
    assert pedestals(cs).stretches == ()


def test_a_store_tells_of_all_types(store: DCStore) -> None:
    found = timeline(NodeId(str(store.path)))
    assert [one.ctype for one in found.types] == ["pedestals", "pixel_gain"]
    assert found.types[1] == TypeTimeline("pixel_gain")
    assert found.node == NodeId(str(store.path))


@pytest.mark.parametrize("layout", ["native"], indirect=True)
def test_a_damaged_type_is_told_beside_the_others(store: DCStore) -> None:
    with h5py.File(store.path, "r+") as file:
        file["pixel_gain/100-200"] = h5py.ExternalLink("other.h5", "/")
        del file["_index/pixel_gain"]
    found = timeline(NodeId(str(store.path)))
    assert "leads to another file" in found.types[1].problem
    assert found.types[0].stretches


@pytest.mark.parametrize("layout", ["native"], indirect=True)
def test_what_another_program_removed_is_a_gap(store: DCStore) -> None:
    with h5py.File(store.path, "r+") as file:
        del file["pedestals/300-400"]
    gaps = [(one.begin_ns, one.end_ns) for one in pedestals(store).stretches if one.gap]
    assert gaps == [(200 * SEC + 1, 500 * SEC - 1)]


def test_what_is_not_there_is_an_error(store: DCStore, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        timeline(NodeId(str(store.path), ("pixel_mask",)))
    with pytest.raises(StoreNotAvailable):
        timeline(NodeId(str(tmp_path / "none-1.h5")))
