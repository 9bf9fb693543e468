"""Tables: rows are selected, copied, chosen; columns are chosen, moved, sorted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt5.QtCore import QItemSelectionModel, QPoint, Qt
from PyQt5.QtWidgets import QApplication, QHeaderView, QMenu
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.listings import VersionRow
from dcsgui.gui.models.versions import VersionsModel
from dcsgui.gui.models.versions_columns import COLUMNS, column_number
from dcsgui.gui.models.versions_filter import version_filter
from dcsgui.gui.panels.table import MANY, Table
from hands import hands
from version_rows import FILE, version_row, version_rows

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
RUN, AUTHOR, COMMENT = map(column_number, ("run", "author", "comment"))


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[Table[VersionRow]]:
    model = VersionsModel()
    model.show_file(FILE)
    made = Table(model)
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    model.append(version_rows(100))
    bar = made.verticalScrollBar()
    assert bar is not None
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    yield made
    model.deleteLater()


def header(table: Table[VersionRow]) -> QHeaderView:
    found = table.horizontalHeader()
    assert found is not None
    return found


def click_header(qtbot: QtBot, table: Table[VersionRow], column: int) -> None:
    head = header(table)
    table.scrollTo(table.model_.index(max(table.rowAt(0), 0), column))
    at = QPoint(head.sectionViewportPosition(column) + 12, head.height() // 2)
    hands.mouseClick(head.viewport(), LEFT, pos=at)


def cell(table: Table[VersionRow], row: int, column: int) -> QPoint:
    return table.visualRect(table.model_.index(row, column)).center()


def shown(table: Table[VersionRow]) -> list[VersionRow]:
    return [table.model_.row(row) for row in range(table.model_.rowCount())]


def pasted() -> list[str]:
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    return clipboard.text().split("\n")


# --- sorting --------------------------------------------------------------------------------


def test_a_click_on_a_header_sorts_and_another_one_turns(
    table: Table[VersionRow], qtbot: QtBot
) -> None:
    click_header(qtbot, table, RUN)
    assert [row.run for row in shown(table)] == [str(run) for run in range(100)]
    click_header(qtbot, table, RUN)
    assert [row.run for row in shown(table)] == [str(run) for run in range(99, -1, -1)]


def test_sorting_keeps_selection_and_what_is_in_sight(
    table: Table[VersionRow], qtbot: QtBot
) -> None:
    table.go_to(3)
    hands.mouseClick(table.viewport(), LEFT, CONTROL, pos=cell(table, 5, AUTHOR))
    click_header(qtbot, table, RUN)
    click_header(qtbot, table, RUN)
    assert [table.model_.row(row).run for row in table.selected_rows()] == ["5", "3"]
    assert table.model_.row(table.current_row).run == "5"
    assert table.rect().contains(cell(table, table.current_row, RUN))


def test_all_rows_stay_selected_through_sorting(table: Table[VersionRow], qtbot: QtBot) -> None:
    table.model_.append(version_row(number) for number in range(100, MANY + 50))
    hands.keyClick(table, Qt.Key.Key_A, CONTROL)
    click_header(qtbot, table, COMMENT)
    qtbot.waitUntil(lambda: not table.model_.busy)
    assert len(table.selected_rows()) == MANY + 50


def test_of_very_many_selected_rows_the_current_one_stays(
    table: Table[VersionRow], qtbot: QtBot
) -> None:
    table.model_.append(version_row(number) for number in range(100, MANY + 50))
    table.selectAll()
    hands.mouseClick(table.viewport(), LEFT, CONTROL, pos=cell(table, 2, AUTHOR))
    hands.mouseClick(table.viewport(), LEFT, CONTROL, pos=cell(table, 3, AUTHOR))
    hands.mouseClick(table.viewport(), LEFT, CONTROL, pos=cell(table, 3, AUTHOR))
    assert len(table.selected_rows()) == MANY + 49
    click_header(qtbot, table, COMMENT)
    click_header(qtbot, table, COMMENT)
    qtbot.waitUntil(lambda: not table.model_.busy)
    assert [table.model_.row(row).run for row in table.selected_rows()] == ["3"]


# --- refreshing -----------------------------------------------------------------------------


def test_a_refresh_does_not_scroll(table: Table[VersionRow]) -> None:
    bar = table.verticalScrollBar()
    assert bar is not None
    bar.setValue(40)
    top = table.model_.row(table.rowAt(0))
    table.model_.replace([version_row(0), *version_rows(100)[20:], version_row(200)])
    assert table.model_.row(table.rowAt(0)) == top
    assert bar.value() == 21


def test_rows_that_come_in_above_do_not_push_what_is_in_sight(table: Table[VersionRow]) -> None:
    bar = table.verticalScrollBar()
    assert bar is not None
    bar.setValue(bar.maximum())
    top = table.model_.row(table.rowAt(0))
    more = [version_row(number) for number in range(1000, 1300)]
    table.model_.replace([*more, *version_rows(100)])
    assert table.model_.row(table.rowAt(0)) == top


def test_the_current_row_stays_where_it_is_in_sight(table: Table[VersionRow]) -> None:
    table.go_to(50)
    before = cell(table, 50, RUN).y()
    table.model_.replace([row for row in version_rows(100) if int(row.run) % 2 == 0])
    assert table.model_.row(table.current_row).run == "50"
    assert cell(table, table.current_row, RUN).y() == before


# --- choosing rows --------------------------------------------------------------------------


def test_enter_and_double_click_activate(table: Table[VersionRow], qtbot: QtBot) -> None:
    table.go_to(4)
    with qtbot.waitSignal(table.rowActivated, timeout=0) as told:
        hands.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [4]
    at = cell(table, 6, AUTHOR)
    with qtbot.waitSignal(table.rowActivated, timeout=0) as told:
        hands.mouseClick(table.viewport(), LEFT, pos=at)
        hands.mouseDClick(table.viewport(), LEFT, pos=at)
    assert told.args == [6]


def test_arrow_keys_move(table: Table[VersionRow], qtbot: QtBot) -> None:
    table.go_to(4)
    with qtbot.waitSignal(table.currentRowChanged, timeout=0) as told:
        hands.keyClick(table, Qt.Key.Key_Down)
    assert told.args == [5]


def test_tab_leaves_the_table(table: Table[VersionRow]) -> None:
    assert not table.tabKeyNavigation()


def test_letters_do_not_look_through_all_rows(
    table: Table[VersionRow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.go_to(4)
    hands.keyClicks(table, "dark")
    assert table.current_row == 4


# --- copying --------------------------------------------------------------------------------


def test_copying_rows(table: Table[VersionRow], qtbot: QtBot) -> None:
    table.go_to(2)
    hands.keyClick(table, Qt.Key.Key_Down, SHIFT)
    hands.keyClick(table, Qt.Key.Key_C, CONTROL)
    head, *lines = pasted()
    assert head.split("\t") == [column.title for column in COLUMNS]
    assert [line.split("\t")[COMMENT] for line in lines] == ["dark run 2", "dark run 3"]
    assert lines[1].split("\t")[0] == "auto"


def test_hidden_columns_are_not_copied_and_moved_ones_as_they_stand(
    table: Table[VersionRow], qtbot: QtBot
) -> None:
    head = header(table)
    for column in range(len(COLUMNS)):
        head.setSectionHidden(column, column not in {RUN, COMMENT})
    head.moveSection(head.visualIndex(COMMENT), 0)
    table.go_to(2)
    table.copy_action.trigger()
    assert pasted() == ["Comment\tRun", "dark run 2\t2"]


def test_nothing_to_copy_leaves_the_clipboard_alone(
    table: Table[VersionRow], qtbot: QtBot
) -> None:
    table.go_to(2)
    table.copy()
    before = pasted()
    table.go_to(-1)
    table.copy()
    assert pasted() == before


def test_thousands_of_rows_are_copied_between_other_things(
    table: Table[VersionRow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table._copying, "_seconds", 0.0)
    table.model_.append(version_row(number) for number in range(100, 1000))
    table.selectAll()
    table.copy()
    table.model_.clear()  # what is copied is what was there
    qtbot.waitUntil(lambda: len(pasted()) == 1001)


# --- columns --------------------------------------------------------------------------------


def test_columns_are_chosen_in_a_menu(table: Table[VersionRow], qtbot: QtBot) -> None:
    choice = table.columns.menu.actions()[AUTHOR]
    assert choice.isChecked()
    with qtbot.waitSignal(table.columns.columnsChanged, timeout=0):
        choice.trigger()
    assert table.isColumnHidden(AUTHOR)
    assert AUTHOR not in table.columns.visible
    choice.trigger()
    assert not table.isColumnHidden(AUTHOR)
    assert table.columnWidth(AUTHOR) > 20


def test_hidden_columns_are_not_searched(table: Table[VersionRow]) -> None:
    table.model_.set_filter(version_filter("bob", utc=True))
    assert table.model_.rowCount() == 50
    table.columns.menu.actions()[AUTHOR].trigger()
    assert table.model_.rowCount() == 0


def test_the_last_column_can_not_be_hidden(table: Table[VersionRow]) -> None:
    for choice in table.columns.menu.actions()[: len(COLUMNS)]:
        if choice.isEnabled():
            choice.trigger()
    assert len(table.columns.visible) == 1
    assert not table.columns.menu.actions()[table.columns.visible[0]].isEnabled()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_right_click_on_the_header_opens_the_menu(
    table: Table[VersionRow], qtbot: QtBot
) -> None:
    opened = list[QMenu]()
    table.columns.menu.aboutToShow.connect(lambda: opened.append(table.columns.menu))
    header(table).customContextMenuRequested.emit(QPoint(20, 5))
    qtbot.waitUntil(lambda: bool(opened))
    hands.keyClick(table.columns.menu, Qt.Key.Key_Down)
    hands.keyClick(table.columns.menu, Qt.Key.Key_Down)
    hands.keyClick(table.columns.menu, Qt.Key.Key_Return)
    assert table.isColumnHidden(1)
    table.columns.menu.close()


def test_what_was_chosen_can_be_put_back(table: Table[VersionRow], qtbot: QtBot) -> None:
    first = table.columns.state()
    header(table).moveSection(header(table).visualIndex(COMMENT), 1)
    table.setColumnWidth(RUN, 123)
    table.columns.menu.actions()[AUTHOR].trigger()
    table.sort_by(RUN, Qt.SortOrder.DescendingOrder)
    chosen = table.columns.state()
    assert chosen["sort"] == ["run", "descending"]
    table.columns.menu.actions()[-1].trigger()  # reset columns
    assert table.columns.visible == list(range(len(COLUMNS)))
    table.sort_by(COMMENT)
    table.columns.restore(chosen)
    assert table.columns.state() == chosen
    assert table.columns.visible[1] == COMMENT
    assert table.columnWidth(RUN) == 123
    assert shown(table)[0].run == "99"
    table.columns.restore({**first, "sort": ["type", "ascending"]})
    assert table.columns.visible == list(range(len(COLUMNS)))


@pytest.mark.parametrize(
    "state",
    [
        None,
        [],
        {"order": "?", "widths": [], "hidden": {}, "sort": "?"},
        {"order": ["?", 5], "widths": {"run": "wide", "?": 5, "size": -5}, "hidden": ["?", 7]},
        {"hidden": [column.id for column in COLUMNS]},
        {"sort": ["?", "ascending"]},
        {"sort": ["run", "?"]},
    ],
)
def test_what_does_not_fit_is_left_as_it_is(table: Table[VersionRow], state: object) -> None:
    before = table.columns.state()
    table.columns.restore(state)
    assert table.columns.state() == before


def test_selection_is_by_rows(table: Table[VersionRow], qtbot: QtBot) -> None:
    hands.mouseClick(table.viewport(), LEFT, pos=cell(table, 3, AUTHOR))
    selection = table.selectionModel()
    assert selection is not None
    assert isinstance(selection, QItemSelectionModel)
    assert selection.isRowSelected(3, table.rootIndex())
    assert table.selected_rows() == [3]
