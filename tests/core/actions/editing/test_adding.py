"""Making detectors and adding constants, as actions."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.additions import NewConstants
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.core.actions.editing.adding import add, create
from dcsgui.core.actions.undo import undo
from dcsgui.core.files.disk import planted
from dcsgui.core.values.errors import (
    AccessDenied,
    AlreadyExists,
    BadValue,
    NotFound,
    StoreExists,
    StoreNotAvailable,
)
from dying_disk import FullDisk
from small_stores import LAYOUTS, NDA, T0, make_store
from store_pictures import picture


@pytest.fixture(params=LAYOUTS)
def cs(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    return make_store(tmp_path, request.param)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "dark.npy"
    np.save(path, NDA)
    return path


def node_of(cs: DCStore, *path: str) -> NodeId:
    return NodeId(str(cs.path), path)


def test_a_detector_is_made_and_not_twice(tmp_path: Path) -> None:
    place = Place(PlaceKind.LOCAL, str(tmp_path / "calib"))
    tried = create(place, "cspad-0007", dry_run=True)
    assert not Path(place.path).exists()
    assert tried.dry_run
    made = create(place, "cspad-0007", "spare")
    assert made.node == tried.node
    store = DCStore(made.node.file)
    assert (store.detname(), store.records()[-1].comment) == ("cspad-0007", "spare")
    for dry_run in (True, False):
        with pytest.raises(StoreExists):
            create(place, "cspad-0007", dry_run=dry_run)
    for bad in ("cspad", "CSPAD-1", ""):
        with pytest.raises(BadValue):
            create(place, bad, dry_run=True)
    with pytest.raises(BadValue, match="is a file"):
        create(Place(PlaceKind.FILE, made.node.file), "cspad-0008")


def test_it_is_not_made_where_the_rules_forbid_it(tmp_path: Path) -> None:
    (tmp_path / "access.toml").write_text('[[rule]]\nrole = "admin"\nusers = ["ana"]\n')
    place = Place(PlaceKind.LOCAL, str(tmp_path))
    for dry_run in (True, False):
        with pytest.raises(AccessDenied, match="ana"):
            create(place, "cspad-0007", dry_run=dry_run)
    assert os.listdir(tmp_path) == ["access.toml"]


def test_type_range_and_version_are_added_as_one_change(cs: DCStore, source: Path) -> None:
    before = picture(cs.path)
    new = NewConstants(source, 100, 200, pars={"run": 5}, produced=T0)
    tried = add(node_of(cs, "pedestals"), new, "dark", dry_run=True)
    assert picture(cs.path) == before
    done = add(node_of(cs, "pedestals"), new, "dark")
    assert tried.did == done.did
    assert tried.changes == done.changes
    assert tried.dry_run
    assert done.words[0].endswith("v1 instead of nothing")
    assert np.array_equal(cs.get("pedestals", 150), NDA)
    verso = cs.ctypeobj("pedestals").rangeobj((100, 200)).version_named(done.node.version_name)
    assert (verso.par("run"), verso.tsprod()) == (5, T0)
    undo(str(cs.path))
    assert picture(cs.path) == before


def test_a_range_with_these_ends_is_taken(cs: DCStore, source: Path) -> None:
    add(node_of(cs, "pedestals"), NewConstants(source, 100))
    done = add(node_of(cs, "pedestals"), NewConstants(source, 100, default=True), "better")
    assert cs.ctypeobj("pedestals").ranges() == [done.node.range_name]
    assert cs.ctypeobj("pedestals").rangeobj(100).pinned
    (change,) = done.changes
    assert change.before
    assert change.after
    assert change.after.versind == 2


def test_texts_stay_as_they_are(cs: DCStore, tmp_path: Path) -> None:
    path = tmp_path / "geo.data"
    path.write_bytes("# TITLE ä\nIP 0 0\n".encode())
    add(node_of(cs, "geometry"), NewConstants(path, 0))
    assert cs.get("geometry", 5) == "# TITLE ä\nIP 0 0\n"


@pytest.mark.parametrize("dry_run", [False, True])
def test_what_is_wrong_is_said_and_nothing_is_done(
    cs: DCStore, source: Path, tmp_path: Path, dry_run: bool
) -> None:
    raw = cs.path.read_bytes()
    node = node_of(cs, "pedestals")
    wrong = [
        (node, NewConstants(source, 200, 100), BadValue),
        (node, NewConstants(tmp_path / "none.npy", 0), StoreNotAvailable),
        (node, NewConstants(source, "yesterday?"), BadValue),
        (node_of(cs, "Not a type"), NewConstants(source, 0), BadValue),
        (node, NewConstants(source, 0, pars={"k": None}), BadValue),
    ]
    for place, new, error in wrong:
        with pytest.raises(error):
            add(place, new, dry_run=dry_run)
    assert cs.path.read_bytes() == raw
    add(node, NewConstants(source, 0, produced=T0))
    with pytest.raises(AlreadyExists):
        add(node, NewConstants(source, 0, produced=T0), dry_run=dry_run)


def test_the_repository_asks_for_the_reason_of_a_default(
    cs: DCStore, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DCS_REPOSITORY", str(tmp_path))
    with pytest.raises(BadValue, match="reason"):
        add(node_of(cs, "pedestals"), NewConstants(source, 0, default=True), dry_run=True)


def test_a_detector_is_made_with_its_comment_or_not_at_all(tmp_path: Path) -> None:
    place = Place(PlaceKind.LOCAL, str(tmp_path / "a" / "calib"))
    with planted(FullDisk(0)), pytest.raises(StoreNotAvailable):
        create(place, "cspad-0007", "spare")
    assert not (tmp_path / "a").exists()  # nor the directories that were made for it
    made = create(place, "cspad-0007", "spare")
    (record,) = DCStore(made.node.file).records()
    assert (record.action, record.comment) == ("create", "spare")
    with pytest.raises(NotFound, match="nothing to take back"):
        undo(made.node.file)
    (again,) = DCStore(made.node.file).records()
    assert again == record
    with pytest.raises(BadValue, match="NUL"):
        create(place, "cspad-0008", "a\0b")
    assert not Path(made.node.file).with_name("cspad-0008.h5").exists()


def test_directories_that_others_use_by_then_stay(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    place = Place(PlaceKind.LOCAL, str(tmp_path / "a"))
    with planted(FullDisk(0)), pytest.raises(StoreNotAvailable):
        create(place, "cspad-0007")
    assert list((tmp_path / "a").iterdir()) == []
