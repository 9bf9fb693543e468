"""Adding types and ranges, and giving ranges other ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.editing.structure import add_range, add_type, set_ends
from dcsgui.core.actions.undo import take_back
from dcsgui.core.values.errors import AlreadyExists, BadValue, Conflict, NotFound
from small_stores import LAYOUTS, NDA, T0, make_store
from store_pictures import picture

NS = 10**9


@pytest.fixture(params=LAYOUTS)
def cs(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    store = make_store(tmp_path, request.param)
    cto = store.add_ctype("pedestals")
    cto.add_range((0, 100)).add_version(T0, NDA)
    cto.add_range((200, 300)).add_version(T0, NDA + 1)
    store.save()
    return store


def node(cs: DCStore, *path: str) -> NodeId:
    return NodeId(str(cs.path), path)


def name(cs: DCStore, ends: object = (0, 100)) -> str:
    return cs.ctypeobj("pedestals").rangeobj(ends).name


def test_a_type_is_added_and_taken_back(cs: DCStore) -> None:
    before = picture(cs.path)
    tried = add_type(node(cs, "pixel_gain"), dry_run=True)
    assert (tried.dry_run, tried.change) == (True, 0)
    assert picture(cs.path) == before
    made = add_type(node(cs, "pixel_gain"), "flat")
    assert cs.ctypes() == ["pedestals", "pixel_gain"]
    assert made.did == ("add ctype pixel_gain",)
    with pytest.raises(AlreadyExists):
        add_type(node(cs, "pixel_gain"))
    take_back(str(cs.path), made.change)
    assert picture(cs.path) == before


def test_a_range_is_added_with_its_type(cs: DCStore) -> None:
    before = picture(cs.path)
    made = add_range(node(cs, "pixel_gain"), 5, None, "flat")
    assert made.node.path == ("pixel_gain", cs.ctypeobj("pixel_gain").ranges()[0])
    assert cs.ctypeobj("pixel_gain").rangeobj(5).end() is None
    more = add_range(node(cs, "pixel_gain"), 5, 6)
    assert not more.changes
    for number in (more.change, made.change):
        take_back(str(cs.path), number)
    assert picture(cs.path) == before


def test_a_range_gets_other_ends(cs: DCStore) -> None:
    before, range_ = picture(cs.path), node(cs, "pedestals", name(cs))
    tried = set_ends(range_, 0, 150, dry_run=True)
    assert picture(cs.path) == before
    done = set_ends(range_, 0, 150, "longer", (0, 100 * NS))
    assert (tried.words, tried.node) == (done.words, done.node)
    assert done.node.path == ("pedestals", name(cs, (0, 150)))
    assert 150 * NS in [one.end_ns for one in done.changes]
    take_back(str(cs.path), done.change)
    assert picture(cs.path) == before


def test_ends_that_somebody_else_has_changed_are_a_conflict(cs: DCStore) -> None:
    raw = cs.path.read_bytes()
    with pytest.raises(Conflict, match="has other ends than when you looked at it"):
        set_ends(node(cs, "pedestals", name(cs)), 0, 150, expected=(0, 90 * NS))
    assert cs.path.read_bytes() == raw


def test_what_is_refused_changes_nothing(cs: DCStore) -> None:
    raw, range_ = cs.path.read_bytes(), node(cs, "pedestals", name(cs))
    with pytest.raises(BadValue, match="already"):
        set_ends(range_, 0, 100)
    with pytest.raises(BadValue):
        set_ends(range_, 10, 5)
    with pytest.raises(AlreadyExists):
        set_ends(range_, 200, 300)
    with pytest.raises(NotFound):
        set_ends(node(cs, "pedestals", "7"), 0, 5)
    with pytest.raises(AlreadyExists):
        add_range(node(cs, "pedestals"), 0, 100)
    with pytest.raises(BadValue, match="no type"):
        add_type(node(cs))
    with pytest.raises(BadValue, match="no type"):
        add_range(range_, 0, 5)
    with pytest.raises(BadValue):
        add_type(node(cs, "Not A Type"))
    assert cs.path.read_bytes() == raw
