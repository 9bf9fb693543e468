"""Opening files, walking the tree, sorting, filtering, looking at constants at a time."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
from PyQt5.QtCore import QMimeData, QPoint, Qt, QUrl
from PyQt5.QtGui import QDragEnterEvent, QDropEvent
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.picture.mosaic import Pixel
from small_stores import T0
from window_hands import Hands

OLDER = "pscalib/canonical/cspad-CxiDs2.0-Cspad.0.h5"


def open_pedestals(hands: Hands, cs: DCStore) -> None:
    hands.window.opening.open_path(str(cs.path))
    hands.walk(cs.detname(), "pedestals")
    hands.wait(lambda: len(hands.rows()) == 6)
    hands.rest()


def has_rows(hands: Hands, number: int) -> bool:
    return len(hands.rows()) == number


def test_from_the_detector_down_to_a_version(hands: Hands, store: DCStore) -> None:
    hands.window.opening.open_path(str(store.path))
    hands.walk(store.detname())
    hands.wait(lambda: len(hands.rows()) == 7)  # of all types
    hands.walk(store.detname(), "pedestals")
    hands.wait(lambda: len(hands.rows()) == 6)
    hands.walk(store.detname(), "pedestals", "2016-10-27")
    hands.wait(lambda: len(hands.rows()) == 3)
    hands.walk(store.detname(), "pedestals", "2016-10-27", "v2")
    hands.wait(lambda: hands.current("number") == "v2")
    assert hands.window.showing.version is not None


def test_a_file_of_the_older_code(hands: Hands, shared_data: Path) -> None:
    cs = DCStore(shared_data / OLDER, mode="r")
    hands.window.opening.open_path(str(cs.path))
    for ctype in cs.ctypes():
        hands.walk(cs.detname(), ctype)
        expected = len(cs.ctypeobj(ctype).listing())
        hands.wait(partial(has_rows, hands, expected))
        hands.rest()


def test_a_click_on_a_header_sorts(qtbot: QtBot, hands: Hands, store: DCStore) -> None:
    open_pedestals(hands, store)
    hands.click_header("run")
    hands.wait(
        lambda: [run.strip() for run in hands.column("run")] == ["0", "0", "1", "1", "2", "2"]
    )
    hands.click_header("run")
    hands.wait(
        lambda: [run.strip() for run in hands.column("run")] == ["2", "2", "1", "1", "0", "0"]
    )


def test_the_filter_takes_words_and_keys(hands: Hands, store: DCStore) -> None:
    open_pedestals(hands, store)
    hands.shortcut("Ctrl+F")
    hands.type(hands.window.parts.versions.filter, "run:1")
    hands.wait(lambda: [run.strip() for run in hands.column("run")] == ["1", "1"])
    hands.window.parts.versions.filter.clear()
    hands.wait(lambda: len(hands.rows()) == 6)


def test_valid_at_shows_what_answers_and_why(hands: Hands, store: DCStore) -> None:
    open_pedestals(hands, store)
    hands.shortcut("Ctrl+T")
    focused = QApplication.focusWidget()
    assert focused is not None
    hands.type(focused, str(T0 + 500))
    hands.press(Qt.Key.Key_Return)
    why = store.find("pedestals", T0 + 500).why
    hands.wait(lambda: hands.window.parts.words.text() == why)
    model = hands.window.parts.versions.model
    marked = [
        row for row in range(6) if model.index(row, 2).data(Qt.ItemDataRole.FontRole) is not None
    ]
    assert marked == [2]  # v3 of the first range


def test_the_picture_is_that_of_the_constants(hands: Hands, store: DCStore) -> None:
    open_pedestals(hands, store)
    hands.click(hands.table, hands.cell(1, "number"))
    hands.rest()
    tsro = store.ctypeobj("pedestals").rangeobj(store.ctypeobj("pedestals").ranges()[0])
    nda = np.asarray(tsro.versobj(2).calib())
    told = hands.value_at(Pixel(1, 20, 30))
    assert told.startswith(f"panel 1, row 20, column 30: {nda[0, 1, 20, 30]!s}, ")
    hands.shortcut("Ctrl+3")
    hands.press(Qt.Key.Key_BracketRight)
    told = hands.value_at(Pixel(1, 20, 30))
    assert told.startswith(f"panel 1, row 20, column 30: {nda[1, 1, 20, 30]!s}, ")


def test_saving_and_the_clipboard(hands: Hands, store: DCStore, tmp_path: Path) -> None:
    open_pedestals(hands, store)
    hands.click(hands.table, hands.cell(0, "number"))
    hands.rest()
    exporting, panel = hands.window.exporting, hands.window.picturing.panel
    assert panel is not None
    panel.save_constants(str(tmp_path / "all.npy"), whole=True)
    panel.save_picture(str(tmp_path / "picture.png"))
    hands.wait(lambda: (tmp_path / "all.npy").exists() and (tmp_path / "picture.png").exists())
    version = hands.window.showing.version
    assert isinstance(version, NodeId)
    verso = store.ctypeobj("pedestals").rangeobj(version.range_name).versobj(1)
    np.testing.assert_array_equal(np.load(tmp_path / "all.npy"), verso.calib())
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
    exporting.copy_name()
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text() == "/".join((store.detname(), *version.path))
    exporting.copy_snippet()
    assert "DCStore" in clipboard.text()


def test_select_goes_to_what_is_named(hands: Hands, store: DCStore) -> None:
    hands.window.opening.open_path(str(store.path.parents[1]))
    hands.window.opening.select(f"{store.detname()}/pedestals/{T0 + 5}/2")
    hands.wait(lambda: hands.window.showing.version is not None)
    hands.rest()
    assert hands.current("number") == "v2"


def test_what_is_not_there_is_told(hands: Hands, store: DCStore) -> None:
    hands.window.opening.open_path(str(store.path))
    hands.window.opening.select(f"{store.detname()}/pedestal")
    hands.wait(lambda: "pedestals" in hands.told())


def test_a_text_that_is_no_time_shows_nothing(hands: Hands, store: DCStore) -> None:
    open_pedestals(hands, store)
    box, words = hands.window.parts.moment_box, hands.window.parts.words
    box.set_text(str(T0 + 500))
    hands.wait(lambda: words.text().startswith("At 2016"))
    box.set_text("2016-13-45")
    hands.wait(lambda: "2016-13-45" in words.text())
    model = hands.window.parts.versions.model
    hands.wait(lambda: model.index(2, 2).data(Qt.ItemDataRole.FontRole) is None)


def test_a_button_goes_to_what_is_valid(qtbot: QtBot, hands: Hands, store: DCStore) -> None:
    open_pedestals(hands, store)
    hands.click(hands.table, hands.cell(0, "number"))
    hands.window.parts.moment_box.set_text(str(T0 + 2000))
    hands.wait(hands.window.parts.go_there.isVisible)
    qtbot.mouseClick(hands.window.parts.go_there, Qt.MouseButton.LeftButton)
    answer = store.find("pedestals", T0 + 2000)
    shown = ("pedestals", answer.range.name, answer.version.name)
    hands.wait(lambda: hands.window.showing.version == NodeId(str(store.path), shown))
    assert not hands.window.parts.go_there.isVisible()


def test_a_time_that_is_cleared_while_it_is_looked_up_marks_nothing(
    qtbot: QtBot, hands: Hands, store: DCStore
) -> None:
    open_pedestals(hands, store)
    parts = hands.window.parts
    with qtbot.waitSignal(parts.moment_box.momentChosen):
        parts.moment_box.set_text(str(T0 + 500))
    parts.moment_box.clear()
    hands.rest()
    assert parts.words.text() == ""
    font = parts.versions.model.index(2, 2).data(Qt.ItemDataRole.FontRole)
    assert font is None


def test_a_time_that_is_chosen_at_a_place_counts_when_a_detector_is_shown_again(
    hands: Hands, store: DCStore
) -> None:
    place = store.path.parents[2].name
    hands.window.opening.open_path(str(store.path.parents[1]))
    hands.walk(place, "jungfrau", store.detname(), "pedestals")
    parts = hands.window.parts
    parts.moment_box.set_text(str(T0 + 500))
    hands.wait(lambda: parts.words.text().startswith("At 2016"))
    first = parts.words.text()
    hands.click(parts.places.view, hands.child(place))
    hands.wait(lambda: parts.words.text() == "")
    parts.moment_box.set_text(str(T0 + 2000))
    hands.rest()
    hands.walk(place, "jungfrau", store.detname(), "pedestals")
    hands.wait(lambda: parts.words.text().startswith("At 2016"))
    assert parts.words.text() != first


def test_files_are_dropped_anywhere_and_stay_where_they_are(hands: Hands, store: DCStore) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(store.path))])
    where, keys = QPoint(700, 400), Qt.KeyboardModifier.NoModifier
    copy, move = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
    button, both = Qt.MouseButton.LeftButton, Qt.DropActions(copy) | move
    enter = QDragEnterEvent(where, both, data, button, keys)
    QApplication.sendEvent(hands.window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(where, both, data, button, keys)
    drop.setDropAction(move)
    QApplication.sendEvent(hands.window, drop)
    assert drop.dropAction() == copy
    hands.wait(lambda: hands.window.showing.node == NodeId(str(store.path)))


def test_what_could_not_be_read_can_be_tried_again(hands: Hands, tmp_path: Path) -> None:
    broken = tmp_path / "cspad-0001.h5"
    broken.write_bytes(b"no constants")
    hands.window.opening.open_path(str(broken))
    hands.wait(hands.window.actions_["try_again"].isEnabled)
