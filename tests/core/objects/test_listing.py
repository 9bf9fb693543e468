"""Listing the versions of a type piece by piece."""

from __future__ import annotations

from pathlib import Path

import h5py
import pytest

from asked_files import add_range, fill
from dcsgui import DCStore
from dcsgui.core.objects import listing
from dcsgui.core.objects.listing import StoredRange, stored_ranges
from dcsgui.core.values.errors import NotFound
from small_stores import make_store


def listed(cs: DCStore, size: int = 1) -> list[StoredRange]:
    names = cs.ctypeobj("pedestals").ranges()
    pieces = stored_ranges(cs, "pedestals", names, size=size)
    return [one for piece in pieces for one in piece.ranges]


@pytest.mark.parametrize("size", [1, 4, 1000])
def test_the_pieces_are_what_the_objects_say(cs: DCStore, size: int) -> None:
    fill(cs)
    for number in range(7):
        add_range(cs, "pedestals", f"{300 + number}-{400 - number}", number)
    cs.save()
    found = listed(cs, size)
    assert [one.name for one in found] == cs.ctypeobj("pedestals").ranges()
    for one in found:
        tsro = cs.ctypeobj("pedestals").rangeobj(one.name)
        end = tsro.validity.end
        assert one.begin_ns == tsro.validity.begin.ns
        assert one.end_ns == (None if end is None else end.ns)
        assert one.pinned == tsro.pinned
        default = tsro.versdef()
        assert one.answer == (default.name if default else "")
        assert one.versions == [verso.info for verso in tsro.versobjs()]


def test_pieces_grow(cs: DCStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "LARGEST", 8)
    for number in range(20):
        add_range(cs, "pedestals", f"{number}-{number}", 1)
    cs.save()
    names = cs.ctypeobj("pedestals").ranges()
    pieces = list(stored_ranges(cs, "pedestals", names, size=1))
    assert [len(piece.ranges) for piece in pieces] == [1, 4, 8, 7]
    assert {piece.generation for piece in pieces} == {cs.generation}


def test_nothing_is_open_between_two_pieces(cs: DCStore) -> None:
    fill(cs)
    names = cs.ctypeobj("pedestals").ranges()
    pieces = stored_ranges(cs, "pedestals", names, size=1)
    first = next(pieces)
    with DCStore(cs.path, timeout=0) as other:
        other.ctypeobj("pedestals").del_range(names[1])
    (rest,) = pieces
    assert rest.generation == first.generation + 1
    assert rest.ranges == []


def test_a_type_that_vanishes_is_named(cs: DCStore) -> None:
    fill(cs)
    names = cs.ctypeobj("pedestals").ranges()
    pieces = stored_ranges(cs, "pedestals", names, size=1)
    next(pieces)
    with DCStore(cs.path) as other:
        other.del_ctype("pedestals")
    with pytest.raises(NotFound, match="no calibration type 'pedestals'"):
        next(pieces)


def test_without_an_index_the_groups_are_listed(calib: Path) -> None:
    cs = fill(make_store(calib, "native"))
    expected = listed(cs)
    with h5py.File(cs.path, "r+") as file:
        del file["_index"]
    assert listed(DCStore(cs.path)) == expected
