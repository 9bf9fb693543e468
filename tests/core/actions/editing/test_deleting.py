"""Deleting, restoring, purging and repacking, as actions."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.editing.deleting import delete, deletions, purge, repack, restore
from dcsgui.core.values.errors import AccessDenied, AlreadyExists, BadValue, NotFound
from small_stores import LAYOUTS, NDA, T0, make_store
from store_pictures import picture


@pytest.fixture(params=LAYOUTS)
def cs(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    store = make_store(tmp_path, request.param)
    cto = store.add_ctype("pedestals")
    for begin, end in ((0, 100), (50, 100)):
        tsro = cto.add_range((begin, end))
        tsro.add_version(T0, NDA + begin)
        tsro.add_version(T0 + 1, NDA + begin + 1)
    store.save()
    return store


def node_of(cs: DCStore, *path: str) -> NodeId:
    return NodeId(str(cs.path), path)


def version(cs: DCStore, number: int) -> NodeId:
    verso = cs.ctypeobj("pedestals").rangeobj((50, 100)).versobj(number)
    return node_of(cs, "pedestals", "50-100", verso.name)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_what_is_deleted_is_listed_and_comes_back_whole(cs: DCStore, level: int) -> None:
    before = picture(cs.path)
    node = NodeId(str(cs.path), version(cs, 2).path[:level])
    tried = delete(node, "bad", dry_run=True)
    assert picture(cs.path) == before
    done = delete(node, "bad")
    assert (tried.did, tried.changes) == (done.did, done.changes)
    assert done.changes
    (row,) = deletions(node_of(cs)).deletions
    assert (row.node.path, row.comment) == (node.path, "bad")
    assert "@" in row.who
    back_tried = restore(node, dry_run=True)
    assert picture(cs.path) != before
    back = restore(node, comment="good")
    assert picture(cs.path) == before
    assert back.node == node
    assert back.changes == back_tried.changes
    assert back.words
    assert deletions(node_of(cs)).deletions == ()


def test_which_answers_change_is_said(cs: DCStore) -> None:
    shadowed = delete(node_of(cs, "pedestals", "50-100"), dry_run=True)
    (change,) = shadowed.changes
    assert change.before
    assert change.after
    assert (change.begin_ns, change.end_ns) == (50 * 10**9, 100 * 10**9)
    assert (change.before.range_name, change.after.range_name) == ("50-100", "0-100")
    assert delete(version(cs, 1), dry_run=True).changes == ()


def test_a_deletion_is_meant_by_its_number_its_place_or_as_the_last(cs: DCStore) -> None:
    delete(version(cs, 1))
    delete(version(cs, 2))
    first, second = deletions(node_of(cs)).deletions
    assert restore(node_of(cs), first.number).node == first.node
    assert restore(node_of(cs)).node == second.node
    with pytest.raises(NotFound):
        restore(node_of(cs))
    with pytest.raises(NotFound):
        restore(node_of(cs), 77, dry_run=True)


def test_what_is_in_the_way_is_told(cs: DCStore) -> None:
    node = node_of(cs, "pedestals", "50-100")
    delete(node)
    cs.ctypeobj("pedestals").add_range((50, 100))
    cs.save()
    for dry_run in (True, False):
        with pytest.raises(AlreadyExists):
            restore(node, dry_run=dry_run)


def test_a_whole_detector_or_nothing_is_not_deleted(cs: DCStore) -> None:
    with pytest.raises(BadValue, match="whole detector"):
        delete(node_of(cs))
    for path in (("pixel_gain",), ("pedestals", "7"), ("pedestals", "50-100", "7")):
        with pytest.raises(NotFound):
            delete(node_of(cs, *path), dry_run=True)


def test_purge_removes_one_or_all_and_repack_gives_the_space_back(cs: DCStore) -> None:
    delete(version(cs, 1))
    delete(node_of(cs, "pedestals", "0-100"))
    tried = purge(node_of(cs), dry_run=True)
    assert len(tried.deletions) == len(deletions(node_of(cs)).deletions) == 2
    assert [row.node.path[1] for row in purge(version(cs, 2).parent.child("x"), 1).deletions]
    done = purge(node_of(cs))
    assert [row.node.path for row in done.deletions] == [("pedestals", "0-100")]
    assert purge(node_of(cs)).deletions == ()
    with pytest.raises(NotFound):
        purge(node_of(cs), 9)
    size = cs.path.stat().st_size
    assert repack(node_of(cs), dry_run=True).after == size == cs.path.stat().st_size
    packed = repack(node_of(cs))
    assert (packed.before, packed.after) == (size, cs.path.stat().st_size)
    assert packed.after < size


def test_who_may_not_is_refused_also_when_trying(cs: DCStore, tmp_path: Path) -> None:
    delete(version(cs, 1))
    (tmp_path / "access.toml").write_text('[[rule]]\nrole = "contributor"\n')
    raw = cs.path.read_bytes()
    for dry_run in (True, False):
        for refused in (
            lambda dry: delete(version(cs, 2), dry_run=dry),
            lambda dry: restore(node_of(cs), dry_run=dry),
            lambda dry: purge(node_of(cs), dry_run=dry),
            lambda dry: repack(node_of(cs), dry_run=dry),
        ):
            with pytest.raises(AccessDenied):
                refused(dry_run)
    assert cs.path.read_bytes() == raw
