"""What happens to a file while it is shown: replaced, cut off, deleted, closed to us, changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from small_stores import NDA, T0
from window_hands import Hands
from window_stories import make_detector


def title(cs: DCStore) -> str:
    """What the tree calls the place of a detector."""
    return cs.path.parents[2].name


def show(hands: Hands, cs: DCStore) -> None:
    hands.window.opening.open_path(str(cs.path.parents[1]))
    hands.walk(title(cs), "jungfrau", cs.detname(), "pedestals")
    hands.wait(lambda: len(hands.rows()) == 6)
    hands.rest()


def goes_on(hands: Hands, place: Path) -> None:
    """The window lives: the next file opens."""
    other = make_detector(place / "other", detname="epix100a-0002")
    hands.window.opening.open_path(str(other.path))
    hands.walk(other.detname(), "geometry")
    hands.wait(lambda: len(hands.rows()) == 1)
    hands.rest()


def test_versions_that_others_add_appear(hands: Hands, store: DCStore) -> None:
    show(hands, store)
    hands.click(hands.table, hands.cell(4, "number"))
    before = hands.window.showing.version
    tsro = store.ctypeobj("pedestals").rangeobj(store.ctypeobj("pedestals").ranges()[0])
    tsro.add_version(T0 + 10, NDA, comment="by somebody else")
    store.add_ctype("pixel_gain").add_range((T0, None)).add_version(T0, NDA)
    store.save()
    hands.wait(lambda: len(hands.rows()) == 7)
    assert "by somebody else" in hands.column("comment")
    assert hands.window.showing.version == before
    tree = hands.window.parts.places.view
    hands.wait(lambda: hands.child("pixel_gain", tree.currentIndex().parent()).isValid())
    assert str(tree.currentIndex().data()).startswith("pedestals")


def test_detectors_that_others_make_appear(hands: Hands, store: DCStore) -> None:
    show(hands, store)
    make_detector(store.path.parents[1], detname="jungfrau-0002")
    make_detector(store.path.parents[1], detname="pnccd-0001")
    place = hands.child(title(store))
    hands.wait(lambda: hands.child("pnccd", place).isValid())
    hands.wait(lambda: hands.child("jungfrau-0002", hands.child("jungfrau", place)).isValid())


def test_another_file_in_its_place(hands: Hands, store: DCStore, tmp_path: Path) -> None:
    show(hands, store)
    other = make_detector(tmp_path / "elsewhere")
    other.del_ctype("geometry")
    other.ctypeobj("pedestals").add_range((T0 + 5, T0 + 6)).add_version(T0, NDA)
    other.save()
    os.replace(other.path, store.path)
    hands.wait(lambda: len(hands.rows()) == 7)
    parent = hands.window.parts.places.view.currentIndex().parent()
    hands.wait(lambda: not hands.child("geometry", parent).isValid())


def test_cut_off(hands: Hands, store: DCStore, tmp_path: Path) -> None:
    show(hands, store)
    with store.path.open("r+b") as file:
        file.truncate(1000)
    hands.wait(lambda: "cannot be read" in hands.problems())
    goes_on(hands, tmp_path)


def test_deleted_and_back(hands: Hands, store: DCStore, tmp_path: Path) -> None:
    show(hands, store)
    detname = store.detname()
    kept = shutil.copy(store.path, tmp_path / "kept")
    store.path.unlink()
    place = hands.child(title(store))
    hands.wait(lambda: not hands.child(detname, hands.child("jungfrau", place)).isValid())
    goes_on(hands, tmp_path)
    os.replace(kept, store.path)
    hands.walk(title(store), "jungfrau", store.detname(), "geometry")


def test_a_directory_in_its_place(hands: Hands, store: DCStore, tmp_path: Path) -> None:
    show(hands, store)
    store.path.unlink()
    store.path.mkdir()
    goes_on(hands, tmp_path)


def test_the_worker_is_killed(hands: Hands, store: DCStore, tmp_path: Path) -> None:
    show(hands, store)
    hands.kill_workers()
    goes_on(hands, tmp_path)
    hands.click_star(0)
    hands.wait(hands.window.changes.stack.canUndo)
    hands.rest()


def test_what_was_told_about_a_file_goes_when_it_is_read(hands: Hands, store: DCStore) -> None:
    show(hands, store)
    whole = store.path.read_bytes()
    store.path.write_bytes(b"half of it")
    hands.wait(hands.window.parts.places.has_trouble)
    hands.window.parts.places.select(NodeId(str(store.path), ("geometry",)))
    hands.wait(hands.told)
    store.path.write_bytes(whole)
    hands.wait(lambda: hands.told() == "")
