"""Stars to click."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt5.QtCore import QEvent, QPoint, Qt
from PyQt5.QtGui import QColor, QFont, QFontMetrics, QImage, QMouseEvent
from PyQt5.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.moments import Moment, Valid, ValidAt
from dcsgui.gui.models.versions import VersionsModel
from dcsgui.gui.models.versions_columns import column_number
from dcsgui.gui.panels.fading import Faded
from dcsgui.gui.panels.versions_view import STAR, VersionsView
from hands import hands
from version_rows import FILE, version_row

TIME = "2026-10-14T00:00:00-07:00"
NO_KEY = Qt.KeyboardModifier.NoModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
CONTROL = Qt.KeyboardModifier.ControlModifier
ROWS = [version_row(0), version_row(3), version_row(7, pinned=True), version_row(4)]
NONE, AUTO, PINNED = 3, 1, 2


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[VersionsView]:
    model = VersionsModel()
    model.show_file(FILE)
    model.append(ROWS)
    made = VersionsView(model)
    qtbot.addWidget(made)
    made.resize(700, 200)
    made.show()
    yield made
    model.deleteLater()


def viewport(view: VersionsView) -> QWidget:
    found = view.viewport()
    assert found is not None
    return found


def star(view: VersionsView, row: int) -> QPoint:
    cell = view.visualRect(view.model_.index(row, STAR))
    return QPoint(cell.left() + 12, cell.center().y())


def painted(view: VersionsView, row: int) -> int:
    """Return how much of the cell is not its background."""
    cell = view.visualRect(view.model_.index(row, STAR))
    image: QImage = viewport(view).grab(cell).toImage()
    background = QColor(image.pixel(image.width() - 2, 2))
    return sum(
        QColor(image.pixel(x, y)) != background
        for x in range(image.width())
        for y in range(image.height())
    )


def test_a_click_on_a_star(view: VersionsView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.starChosen, timeout=0) as told:
        hands.mouseClick(viewport(view), LEFT, pos=star(view, 3))
    assert told.args == [3]
    assert view.current_row == 3


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_whole_cell_is_the_star(view: VersionsView, qtbot: QtBot, side: str) -> None:
    cell = view.visualRect(view.model_.index(3, STAR))
    at = QPoint(cell.left() + 1 if side == "left" else cell.right() - 1, cell.center().y())
    with qtbot.waitSignal(view.starChosen, timeout=0) as told:
        hands.mouseClick(viewport(view), LEFT, pos=at)
    assert told.args == [3]


def test_times_and_stars_have_room(view: VersionsView) -> None:
    bold = QFont(view.font())
    bold.setBold(True)
    metrics = QFontMetrics(bold)
    for name, text in (("begin", TIME), ("end", TIME), ("made", TIME)):
        width = view.columnWidth(column_number(name))
        assert metrics.horizontalAdvance(text) + 8 <= width
    assert 2 * 16 < view.columnWidth(STAR) < 45


def test_home_and_end_go_along_the_rows(view: VersionsView) -> None:
    view.go_to(1)
    column = view.currentIndex().column()
    for key, modifier, row in (
        (Qt.Key.Key_End, NO_KEY, 3),
        (Qt.Key.Key_Home, NO_KEY, 0),
        (Qt.Key.Key_End, CONTROL, 3),
        (Qt.Key.Key_Home, CONTROL, 0),
        (Qt.Key.Key_Down, CONTROL, 1),
    ):
        hands.keyClick(view, key, modifier)
        assert view.selected_rows() == [view.current_row] == [row]
        assert view.currentIndex().column() == column
    hands.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_rows() == [1, 2, 3]


def test_the_current_row_always_is_selected(view: VersionsView, qtbot: QtBot) -> None:
    def click(row: int) -> None:
        at = view.visualRect(view.model_.index(row, STAR + 2)).center()
        hands.mouseClick(viewport(view), LEFT, CONTROL, pos=at)

    view.go_to(0)
    for row, selected in ((0, [0]), (2, [0, 2]), (2, [0, 2]), (0, [0, 2])):
        click(row)
        assert view.current_row == row
        assert view.selected_rows() == selected
    with qtbot.assertNotEmitted(view.starChosen):
        hands.keyClick(view, Qt.Key.Key_Space, CONTROL)
    assert view.selected_rows() == [0, 2]


def test_space_is_a_click_on_the_star_of_the_current_row(view: VersionsView, qtbot: QtBot) -> None:
    view.go_to(1)
    with qtbot.waitSignal(view.starChosen, timeout=0) as told:
        hands.keyClick(view, Qt.Key.Key_Space)
    assert told.args == [1]


def test_a_double_click_on_a_star_counts_once(view: VersionsView, qtbot: QtBot) -> None:
    told = list[int]()
    view.starChosen.connect(told.append)
    at = star(view, 3)
    with qtbot.assertNotEmitted(view.rowActivated):
        hands.mouseClick(viewport(view), LEFT, pos=at)
        hands.mouseDClick(viewport(view), LEFT, pos=at)
    assert told == [3]


def test_other_clicks_do_not_change_the_default(view: VersionsView, qtbot: QtBot) -> None:
    at, cell = star(view, 3), view.visualRect(view.model_.index(3, STAR))
    with qtbot.assertNotEmitted(view.starChosen):
        hands.mouseClick(viewport(view), RIGHT, pos=at)
        hands.mouseClick(viewport(view), LEFT, CONTROL, pos=at)
        hands.mouseClick(viewport(view), LEFT, pos=QPoint(cell.right() + 30, at.y()))
        hands.mousePress(viewport(view), LEFT, pos=at)  # and the mouse moves away
        hands.mouseRelease(viewport(view), LEFT, pos=star(view, 1))


def test_stars_are_painted(view: VersionsView) -> None:
    none, auto, pinned = (painted(view, row) for row in (NONE, AUTO, PINNED))
    assert none == 0
    assert pinned > auto > 0


def test_an_empty_star_shows_under_the_mouse(view: VersionsView, qtbot: QtBot) -> None:
    cell = view.visualRect(view.model_.index(NONE, STAR + 2))
    hands.mouseMove(viewport(view), cell.center())
    qtbot.waitUntil(lambda: view.hovered_row == NONE)
    assert painted(view, NONE) > 0
    hands.mouseMove(viewport(view), star(view, NONE))
    hand = Qt.CursorShape.PointingHandCursor
    qtbot.waitUntil(lambda: viewport(view).cursor().shape() == hand)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert view.hovered_row == -1
    assert painted(view, NONE) == 0


def test_what_is_valid_has_a_mark(view: VersionsView) -> None:
    row = ROWS[NONE]
    answer = Valid(row.ctype, row.range_name, row.name, 1, pinned=False, why="Because.")
    model = view.model_
    assert isinstance(model, VersionsModel)
    model.show_valid(ValidAt(FILE, Moment("now", 0, "", ""), (answer,)))
    assert painted(view, NONE) > 0


def drag(view: VersionsView, at: QPoint) -> None:
    """Press and move as far as it takes for a drag to begin."""
    button = Qt.MouseButton.NoButton
    for kind, away in (
        (QEvent.Type.MouseButtonPress, 0),
        (QEvent.Type.MouseMove, 4),
        (QEvent.Type.MouseMove, 40),
    ):
        where = at + QPoint(away, 0)
        pressed = LEFT if kind == QEvent.Type.MouseButtonPress else button
        event = QMouseEvent(kind, where, pressed, Qt.MouseButtons(LEFT), NO_KEY)
        QApplication.sendEvent(viewport(view), event)


def test_a_drag_of_several_rows_takes_them_all(view: VersionsView, qtbot: QtBot) -> None:
    cells = [view.visualRect(view.model_.index(row, 3)).center() for row in (1, 2)]
    hands.mouseClick(viewport(view), LEFT, pos=cells[0])
    hands.mouseClick(viewport(view), LEFT, CONTROL, pos=cells[1])
    with qtbot.waitSignal(view.dragBegun, timeout=0):
        drag(view, cells[0])
    assert view.selected_rows() == [1, 2]


def test_a_star_that_is_dragged_is_not_clicked(view: VersionsView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.dragBegun, timeout=0), qtbot.assertNotEmitted(view.starChosen):
        drag(view, star(view, 3))
        hands.mouseRelease(viewport(view), LEFT, pos=star(view, 3))


def test_rows_that_are_faded_are_painted_palely(view: VersionsView) -> None:
    model = view.model_
    assert isinstance(model, VersionsModel)
    node = model.node(3)
    cell = view.visualRect(model.index(3, 3))
    before = [viewport(view).grab(cell).toImage(), viewport(view).grab().toImage()]
    view.set_faded(Faded(frozenset({node})))
    assert viewport(view).grab(cell).toImage() != before[0]
    view.set_faded(Faded())
    assert viewport(view).grab().toImage() == before[1]
