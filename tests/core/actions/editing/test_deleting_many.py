"""Deleting several things at once, and detectors that hold nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from access_files import become, write_access
from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.editing.deleting import delete, delete_all, deletions, purge, restore
from dcsgui.core.actions.undo import take_back
from dcsgui.core.objects.author import current_author
from dcsgui.core.values.errors import AccessDenied, BadValue, FileGoneError, NotFound
from small_stores import LAYOUTS, make_store, make_told_store
from store_pictures import picture


@pytest.fixture(params=LAYOUTS)
def cs(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    store = make_told_store(tmp_path, request.param)
    store.add_ctype("pixel_gain").add_range((5, 6))
    store.save()
    return store


def nodes(cs: DCStore) -> tuple[NodeId, ...]:
    """List a version, another one, a range that both are not in, and its type."""
    tsro = cs.ctypeobj("pedestals").rangeobj((0, 100))
    versions = [("pedestals", tsro.name, one.name) for one in tsro.versobjs()]
    gain = ("pixel_gain", cs.ctypeobj("pixel_gain").ranges()[0])
    return tuple(NodeId(str(cs.path), path) for path in (*versions, gain, ("pixel_gain",)))


def test_several_are_one_change(cs: DCStore) -> None:
    before, file = picture(cs.path), str(cs.path)
    tried = delete_all(nodes(cs), dry_run=True)
    assert picture(cs.path) == before
    done = delete_all(nodes(cs), "all wrong")
    assert (tried.changes, tried.did) == (done.changes, done.did)
    assert [one.node.ctype for one in deletions(NodeId(file)).deletions] == [
        "pedestals",
        "pedestals",
        "pixel_gain",
    ]
    assert done.changes[0].after is None
    assert done.node == NodeId(file)
    take_back(file, done.change)
    assert picture(cs.path) == before


def test_each_can_be_restored(cs: DCStore) -> None:
    delete_all(nodes(cs)[:2])
    row = deletions(NodeId(str(cs.path))).deletions[0]
    edited = restore(row.node, row.number)
    assert edited.change
    assert len(cs.ctypeobj("pedestals").rangeobj((0, 100)).versions()) == 1


def test_one_that_is_missing_stops_all(cs: DCStore, tmp_path: Path) -> None:
    raw = cs.path.read_bytes()
    with pytest.raises(NotFound):
        delete_all((*nodes(cs)[:1], NodeId(str(cs.path), ("pixel_rms",))))
    with pytest.raises(BadValue, match="Give at least one"):
        delete_all(())
    with pytest.raises(BadValue, match="2 detector files"):
        delete_all((nodes(cs)[0], NodeId(str(tmp_path / "x.h5"), ("pedestals",))))
    assert cs.path.read_bytes() == raw


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_detector_that_holds_nothing_goes_with_its_file(tmp_path: Path, layout: str) -> None:
    cs = make_store(tmp_path, layout)
    node = NodeId(str(cs.path))
    tried = delete(node, dry_run=True)
    assert cs.path.exists()
    done = delete(node)
    assert (tried.did, done.change) == (done.did, 0)
    assert list(cs.path.parent.iterdir()) == []
    with pytest.raises(FileGoneError):
        delete(node)


def test_a_detector_that_holds_anything_stays(tmp_path: Path) -> None:
    for what in ("types", "what was deleted", "parameters", "links", "comments"):
        cs = make_store(tmp_path, "native", f"cspad-{what.split()[0]}")
        node = NodeId(str(cs.path))
        if what in {"types", "what was deleted"}:
            cs.add_ctype("pedestals")
        if what == "parameters":
            cs.add_par("k", 1)
        if what == "links":
            cs.set_successor("cspad-0009")
        if what == "comments":
            cs.add_history("from the spare parts box")
        cs.save()
        if what == "what was deleted":
            delete(node.child("pedestals"))
            purge(node)  # what was used in it is still remembered
        raw = cs.path.read_bytes()
        for dry_run in (True, False):
            with pytest.raises(BadValue, match=f"holds .*{what}"):
                delete(node, dry_run=dry_run)
        assert cs.path.read_bytes() == raw


def test_who_made_a_detector_may_remove_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_access(tmp_path)
    made: list[Path] = []
    for user in ("ann", "bob"):
        become(user, monkeypatch)
        current_author.cache_clear()
        made.append(DCStore.create(tmp_path, f"cspad-{user}").path)
    with pytest.raises(AccessDenied, match="admin"):
        delete(NodeId(str(made[0])))
    delete(NodeId(str(made[1])))
    become("eve", monkeypatch)
    delete(NodeId(str(made[0])))
    assert not any(path.exists() for path in made)
    current_author.cache_clear()
