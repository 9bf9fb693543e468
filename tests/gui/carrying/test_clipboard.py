"""Cut, copy and paste, by the keys and by the menu."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import QMimeData, Qt, QUrl
from PyQt5.QtWidgets import QLabel

from carrying_scene import EARLY, LATE, VERSIONS, CarryingScene
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.carrying.cutting import clipboard
from dcsgui.gui.carrying.mime import NODES, load_of
from dcsgui.gui.panels.table import Table
from dcsgui.gui.transfer.wish import Wish

OF_FIRST = ("xpptut15", "jungfrau", "jungfrau-0001")
OF_SECOND = ("repository", "jungfrau", "jungfrau-0002")


def faded(scene: CarryingScene) -> list[bool]:
    """Return which rows of the table are shown pale."""
    return [scene.table.is_faded(row) for row in range(scene.table.model_.rowCount())]


def test_versions_are_copied_with_their_rows_as_text(scene: CarryingScene) -> None:
    scene.walk(*OF_FIRST, "pedestals")
    scene.select_versions([0, 1])
    scene.hands.shortcut("Ctrl+C")
    data = clipboard().mimeData()
    load = load_of(data)
    assert load is not None
    assert [one.node.path for one in load.nodes] == list(VERSIONS[:2])
    header, *lines = data.text().splitlines()  # type: ignore[union-attr]
    assert header.split("\t")[1:3] == ["Type", "Version"]
    assert [line.split("\t")[1:3] for line in lines] == [["pedestals", "v1"], ["pedestals", "v2"]]
    assert not any(faded(scene))
    scene.walk(*OF_SECOND)
    scene.hands.shortcut("Ctrl+V")
    scene.hands.wait(lambda: scene.wishes)
    file = scene.file(scene.repository, "jungfrau-0002")
    assert scene.wishes == [Wish(NodeId(scene.file(scene.experiment), EARLY), file, VERSIONS[:2])]


def test_a_range_is_cut_and_pasted_once_into_another(scene: CarryingScene) -> None:
    scene.walk(*OF_FIRST, "pedestals", "2016-10-27 to")
    scene.hands.shortcut("Ctrl+X")
    assert faded(scene) == [True, True, True]
    assert clipboard().mimeData().text() == "/".join(("jungfrau-0001", *EARLY))  # type: ignore[union-attr]
    scene.walk(*OF_FIRST, "pedestals", "from")
    scene.hands.shortcut("Ctrl+V")
    file = scene.file(scene.experiment)
    assert scene.wishes == [Wish(NodeId(file, EARLY), file, into=LATE, move=True)]
    scene.walk(*OF_FIRST, "pedestals", "2016-10-27 to")
    assert faded(scene) == [False, False, False]
    scene.hands.shortcut("Ctrl+V")
    assert len(scene.wishes) == 1
    assert "There is nothing on the clipboard" in scene.hands.told()


def test_escape_makes_a_copy_of_what_was_cut(scene: CarryingScene) -> None:
    scene.walk(*OF_FIRST, "pedestals")
    scene.select_versions([0])
    scene.hands.shortcut("Ctrl+X")
    assert faded(scene) == [True, False, False, False, False, False]
    scene.hands.press(Qt.Key.Key_Escape)
    assert not any(faded(scene))
    load = load_of(clipboard().mimeData())
    assert load is not None
    assert not load.was_cut


def test_what_is_cut_is_pale_until_something_else_is_copied(scene: CarryingScene) -> None:
    index = scene.walk(*OF_FIRST, "pedestals")
    viewport = scene.tree.viewport()
    assert viewport is not None
    rect = scene.tree.visualRect(index)
    before = viewport.grab(rect).toImage()
    scene.hands.shortcut("Ctrl+X")
    assert viewport.grab(rect).toImage() != before
    clipboard().setText("something else")
    assert viewport.grab(rect).toImage() == before


def test_a_place_cannot_be_copied(scene: CarryingScene) -> None:
    scene.walk("repository")
    clipboard().setText("before")
    scene.window.carrying.copy()
    assert "Nothing is selected that can be taken along" in scene.hands.told()
    assert clipboard().text() == "before"


def test_where_it_is_already_it_is_not_pasted(scene: CarryingScene) -> None:
    scene.walk(*OF_FIRST)
    scene.hands.shortcut("Ctrl+C")
    scene.hands.shortcut("Ctrl+V")
    assert "It is jungfrau-0001 itself." in scene.hands.told()
    assert not scene.wishes


def test_into_the_table_it_goes_to_what_is_listed_or_to_the_range_of_the_row(
    scene: CarryingScene,
) -> None:
    scene.walk(*OF_FIRST, "pedestals")
    scene.select_versions([0])
    scene.hands.shortcut("Ctrl+C")
    scene.hands.click(scene.table, scene.hands.cell(4, "type"))
    scene.hands.shortcut("Ctrl+V")
    file = scene.file(scene.experiment)
    assert scene.wishes.pop() == Wish(NodeId(file, VERSIONS[0]), file, into=LATE)
    scene.walk(*OF_SECOND, "pedestals")
    scene.hands.click(scene.table, scene.hands.cell(4, "type"))
    scene.hands.shortcut("Ctrl+V")
    other = scene.file(scene.repository, "jungfrau-0002")
    assert scene.wishes == [Wish(NodeId(file, VERSIONS[0]), other)]


def test_files_copied_in_a_file_manager(scene: CarryingScene, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "dark.npy"))])
    clipboard().setMimeData(data)
    scene.walk("repository")
    scene.hands.trigger("paste")
    place = Place(PlaceKind.REPOSITORY, str(scene.repository))
    assert scene.added == [(place, (str(tmp_path / "dark.npy"),))]


def test_text_fields_keep_theirs(scene: CarryingScene) -> None:
    scene.walk(*OF_FIRST, "pedestals")
    field = scene.window.parts.versions.filter
    scene.hands.shortcut("Ctrl+F")
    scene.hands.type(field, "dark")
    field.selectAll()
    scene.hands.trigger("cut")
    assert field.text() == ""
    assert clipboard().text() == "dark"
    assert not clipboard().mimeData().hasFormat(NODES)  # type: ignore[union-attr]
    scene.hands.trigger("paste")
    assert field.text() == "dark"
    field.clear()


class _Clips:
    """Those of a panel of somebody else."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def can_copy(self) -> bool:
        return True

    def can_cut(self) -> bool:
        return False

    def can_paste(self) -> bool:
        return True

    def copy(self) -> None:
        self.done.append("copy")

    def cut(self) -> None:
        self.done.append("cut")

    def paste(self) -> None:
        self.done.append("paste")


def test_a_panel_has_its_own(scene: CarryingScene) -> None:
    scene.walk(*OF_FIRST, "pedestals")
    panel, clips = QLabel("a panel", scene.window), _Clips()
    panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    panel.show()
    scene.window.carrying.register(panel, clips)
    panel.setFocus()
    for keys in ("Ctrl+C", "Ctrl+X", "Ctrl+V"):
        scene.hands.shortcut(keys)
    assert clips.done == ["copy", "paste"]
    assert "Nothing is selected here that can be cut." in scene.hands.told()


def test_a_table_that_is_only_read_can_be_copied(scene: CarryingScene) -> None:
    scene.walk(*OF_FIRST, "pedestals")
    view = scene.window.parts.history.view
    assert isinstance(view, Table)
    scene.window.parts.docks[2].raise_()
    scene.hands.wait(view.model_.rowCount)
    view.setFocus()
    view.go_to(0)
    scene.hands.trigger("copy")
    assert clipboard().text().splitlines()[0].startswith("Time\tUser")
    scene.hands.trigger("cut")
    assert "Nothing is selected here that can be cut." in scene.hands.told()
