"""The model of the version table, with everything that happens to it."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PyQt5.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PyQt5.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.listings import VersionRow
from dcsgui.core.actions.answers.moments import Moment, Valid, ValidAt
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.models import ordering, slices
from dcsgui.gui.models.filters import RowFilter
from dcsgui.gui.models.versions import STAR_ROLE, VALID_ROLE, VersionsModel
from dcsgui.gui.models.versions_columns import COLUMNS, Star, column_number
from dcsgui.gui.models.versions_filter import version_filter
from version_rows import FILE, node_of, version_row, version_rows

Role = Qt.ItemDataRole
COMMENT = column_number("comment")
ORDERS = {False: Qt.SortOrder.AscendingOrder, True: Qt.SortOrder.DescendingOrder}


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[VersionsModel]:
    made = VersionsModel()
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.show_file(FILE)
    yield made
    tester.deleteLater()
    made.deleteLater()


def filled(model: VersionsModel, count: int = 12) -> list[VersionRow]:
    rows = version_rows(count)
    model.append(rows)
    return rows


def shown(model: VersionsModel) -> list[VersionRow]:
    return [model.row(row) for row in range(model.rowCount())]


def valid_at(row: VersionRow, file: str = FILE) -> ValidAt:
    answer = Valid(row.ctype, row.range_name, row.name, row.versind, pinned=False, why="Because.")
    nothing = Valid("mask", "", "", 0, pinned=False, why="There is none.")
    return ValidAt(file, Moment("now", 0, "", ""), (answer, nothing))


# --- looking --------------------------------------------------------------------------------


def test_cells(model: VersionsModel) -> None:
    rows = filled(model)
    assert model.rowCount() == 12
    assert model.columnCount() == len(COLUMNS)
    assert model.index(7, COMMENT).data() == "dark run 7"
    assert model.index(7, column_number("type")).data() == "pedestals"
    assert model.index(7, column_number("size")).data().strip() == "7.0 kB"
    assert model.index(7, 0).data() is None  # it is painted
    assert model.index(7, 0).data(STAR_ROLE) is Star.AUTO
    assert model.index(7, 0).data(Role.AccessibleTextRole) == "default, auto"
    assert rows[7].digest in model.index(7, column_number("digest")).data(Role.ToolTipRole)
    assert model.data(QModelIndex()) is None


def test_headers(model: VersionsModel) -> None:
    across = Qt.Orientation.Horizontal
    assert model.headerData(COMMENT, across) == "Comment"
    assert model.headerData(0, across, Role.ToolTipRole).startswith("Which version answers")
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(99, across) is None


def test_numbers_line_up_at_the_right(model: VersionsModel) -> None:
    filled(model, 1)
    size = model.index(0, column_number("size")).data(Role.TextAlignmentRole)
    assert size & int(Qt.AlignmentFlag.AlignRight)
    comment = model.index(0, COMMENT).data(Role.TextAlignmentRole)
    assert comment & int(Qt.AlignmentFlag.AlignLeft)


def test_versions_are_found_by_their_node(model: VersionsModel) -> None:
    rows = filled(model)
    model.set_filter(version_filter("run:>5", utc=True))
    assert model.node(0) == node_of(rows[6])
    assert model.row_of(node_of(rows[6])) == 0
    assert model.row_of(node_of(rows[2])) == -1  # the filter does not want it
    assert model.listed(node_of(rows[2])) == 2
    assert model.listed(node_of(rows[2], "/other.h5")) == -1
    assert model.listed(node_of(version_row(99))) == -1
    assert model.listed(NodeId(FILE, ("pedestals",))) == -1
    assert model.versions_of(node_of(rows[2]).parent) == rows[:4]
    assert model.versions_of(NodeId(FILE)) == []


def test_times_in_utc_or_not(model: VersionsModel, qtbot: QtBot) -> None:
    filled(model)
    with qtbot.waitSignal(model.dataChanged, timeout=0) as told:
        model.set_utc(utc=True)
    assert [index.row() for index in told.args[:2]] == [0, 11]
    assert model.index(0, column_number("begin")).data() == "2016-10-27T00:00:00+00:00"
    with qtbot.assertNotEmitted(model.dataChanged):
        model.set_utc(utc=True)


# --- valid at -------------------------------------------------------------------------------


def test_what_is_valid_is_marked(model: VersionsModel) -> None:
    rows = filled(model)
    model.show_valid(valid_at(rows[5]))
    marked = model.index(5, COMMENT)
    assert marked.data(Role.FontRole).bold()
    assert marked.data(VALID_ROLE) == "Because."
    assert "Because." in marked.data(Role.ToolTipRole)
    assert "Because." in model.index(5, 0).data(Role.ToolTipRole)
    assert model.index(4, COMMENT).data(VALID_ROLE) == ""
    assert model.index(4, COMMENT).data(Role.FontRole) is None


def test_only_marks_that_change_are_told(model: VersionsModel, qtbot: QtBot) -> None:
    rows = filled(model)
    model.show_valid(valid_at(rows[5]))
    told = list[int]()
    model.dataChanged.connect(lambda top, bottom: told.extend((top.row(), bottom.row())))
    model.show_valid(valid_at(rows[8]))
    assert told == [5, 5, 8, 8]
    told.clear()
    model.show_valid(None)
    assert told == [8, 8]
    assert model.index(8, COMMENT).data(VALID_ROLE) == ""


def test_marks_of_another_file_do_not_show(model: VersionsModel) -> None:
    rows = filled(model)
    model.show_valid(valid_at(rows[5], "/other.h5"))
    assert model.index(5, COMMENT).data(VALID_ROLE) == ""
    model.show_file("/other.h5")
    model.append(rows)
    assert model.index(5, COMMENT).data(VALID_ROLE) == "Because."


# --- pages, and refreshing ------------------------------------------------------------------


def test_pages_are_appended_exactly(model: VersionsModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.rowsInserted, timeout=0) as first:
        model.append(version_rows(5))
    with qtbot.waitSignal(model.rowsInserted, timeout=0) as second:
        model.append(version_row(number) for number in range(5, 9))
    assert first.args[1:] == [0, 4]
    assert second.args[1:] == [5, 8]


def test_one_change_is_one_cell_block(model: VersionsModel, qtbot: QtBot) -> None:
    rows = filled(model)
    changed = [row._replace(comment="new") if row == rows[3] else row for row in rows]
    for signal in (model.modelReset, model.layoutChanged, model.rowsInserted, model.rowsRemoved):
        signal.connect(lambda *_: pytest.fail("that is too much"))
    with qtbot.waitSignal(model.dataChanged, timeout=0) as told:
        model.replace(changed)
    assert [index.row() for index in told.args[:2]] == [3, 3]
    assert model.index(3, COMMENT).data() == "new"


def test_a_version_added_and_one_deleted(model: VersionsModel, qtbot: QtBot) -> None:
    rows = filled(model)
    with qtbot.waitSignals([model.rowsRemoved, model.rowsInserted], timeout=0):
        model.replace([*rows[:2], *rows[3:], version_row(12)])
    assert shown(model) == [*rows[:2], *rows[3:], version_row(12)]


def test_a_refresh_that_changes_nothing_is_silent(model: VersionsModel, qtbot: QtBot) -> None:
    rows = filled(model)
    with (
        qtbot.assertNotEmitted(model.dataChanged),
        qtbot.assertNotEmitted(model.layoutChanged),
        qtbot.waitSignal(model.settled, timeout=0),
    ):
        model.replace(list(rows))


def test_a_page_comes_while_many_are_sorted(
    model: VersionsModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model._slices, "_seconds", 0.0)
    rows = filled(model, 3000)
    model.sort(column_number("run"), Qt.SortOrder.DescendingOrder)
    assert model.busy
    model.append([version_row(3000)])
    with qtbot.waitSignal(model.settled):
        pass
    assert shown(model) == [version_row(3000), *reversed(rows)]


def test_a_page_comes_while_a_refresh_goes_on(
    model: VersionsModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model._slices, "_seconds", 0.0)
    filled(model, 2000)
    model.replace(version_rows(10))
    model.append([version_row(10)])
    with qtbot.waitSignal(model.settled):
        pass
    assert shown(model) == version_rows(11)


def test_another_file_while_rows_are_sorted(
    model: VersionsModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model._slices, "_seconds", 0.0)
    filled(model, 2000)
    model.sort(COMMENT)
    model.show_file("/other.h5")
    assert not model.busy
    assert model.rowCount() == 0


def test_columns_that_are_not_searched(model: VersionsModel) -> None:
    filled(model)
    model.set_filter(RowFilter(words=("dark run 7",)))
    assert model.rowCount() == 1
    model.set_searched([column_number("type")])
    assert model.rowCount() == 0


def test_sorting_leaves_equal_rows_as_they_are(model: VersionsModel) -> None:
    rows = filled(model)
    for descending in (False, True):
        model.sort(column_number("type"), ORDERS[descending])
        assert shown(model) == rows


def test_without_sorting_it_is_as_listed(model: VersionsModel) -> None:
    rows = filled(model)
    model.sort(column_number("author"))
    assert shown(model) != rows
    model.sort(-1)
    assert shown(model) == rows


def test_copied_rows(model: VersionsModel) -> None:
    rows = filled(model, 450)
    work = model.texts(rows, [COMMENT, column_number("digest")])
    steps = 0
    while True:
        try:
            next(work)
        except StopIteration as end:
            lines = end.value.split("\n")
            break
        steps += 1
    assert steps == 2
    assert lines[0] == "Comment\tDigest"
    assert lines[8] == f"dark run 7\t{rows[7].digest}"
    assert len(lines) == 451


# --- against brute force --------------------------------------------------------------------

NUMBERS = st.integers(0, 40)
ROWS = st.builds(
    lambda number, comment, pinned: version_row(number, comment=comment, pinned=pinned),
    NUMBERS,
    st.sampled_from(["dark", "Dark run", "beam"]),
    st.booleans(),
)
LISTINGS = st.lists(ROWS, max_size=40, unique_by=lambda row: row.name).map(
    lambda rows: sorted(rows, key=lambda row: int(row.name))
)
FILTERS = st.sampled_from(["", "dark", "dark run", "author:ana", "run:10-30 beam", "default:yes"])


class AnyUse(RuleBasedStateMachine):
    """Whatever is done with the table, it shows what brute force says, and indexes stay right."""

    @initialize()
    def begin(self) -> None:
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(ordering, "CHUNK", 4)
        # one slice is long enough for all, however busy the machine is
        self.patch.setattr(slices, "time", SimpleNamespace(perf_counter=float))
        self.model = VersionsModel()
        self.tester = QAbstractItemModelTester(
            self.model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        self.model.show_file(FILE)
        self.rows: list[VersionRow] = []
        self.text = ""
        self.column = -1
        self.descending = False
        self.held: list[tuple[str, QPersistentModelIndex]] = []
        self.settled = True

    @rule(rows=LISTINGS)
    def page(self, rows: list[VersionRow]) -> None:
        known = {row.name for row in self.rows}
        new = [row for row in rows if row.name not in known]
        self.rows += new
        self.model.append(new)
        self.settled = False

    @rule(rows=LISTINGS)
    def refresh(self, rows: list[VersionRow]) -> None:
        names = {row.name for row in rows}
        self.held = [(name, index) for name, index in self.held if name in names]
        self.rows = rows
        self.model.replace(rows)
        self.settled = True

    @rule(column=st.integers(-1, len(COLUMNS) - 1), descending=st.booleans())
    def sort(self, column: int, descending: bool) -> None:
        self.column, self.descending = column, descending
        self.model.sort(column, ORDERS[descending])

    @rule(text=FILTERS)
    def type_filter(self, text: str) -> None:
        self.text = text
        self.model.set_filter(version_filter(text, utc=False))

    @rule()
    def settle(self) -> None:
        self.model.settle()
        self.settled = True

    @precondition(lambda self: self.model.rowCount())
    @rule(data=st.data())
    def hold(self, data: st.DataObject) -> None:
        row = data.draw(st.integers(0, self.model.rowCount() - 1))
        index = QPersistentModelIndex(self.model.index(row, 3))
        self.held.append((self.model.row(row).name, index))

    @invariant()
    def shows_what_it_should(self) -> None:
        wanted = version_filter(self.text, utc=False)
        expected = [row for row in self.rows if _holds(row, wanted)]
        if self.column >= 0:
            expected.sort(key=COLUMNS[self.column].key, reverse=self.descending)
        rows = shown(self.model)
        if self.settled:
            assert rows == expected
        else:
            assert sorted(rows) == sorted(expected)

    @invariant()
    def indexes_stay_with_their_rows(self) -> None:
        for name, index in self.held:
            if index.isValid():
                assert self.model.row(index.row()).name == name
                assert index.column() == 3
        self.held = [(name, index) for name, index in self.held if index.isValid()]

    def teardown(self) -> None:
        if hasattr(self, "patch"):
            self.patch.undo()
            self.tester.deleteLater()
            self.model.deleteLater()


def _holds(row: VersionRow, wanted: RowFilter[VersionRow]) -> bool:
    texts = [column.text(row, utc=False).casefold() for column in COLUMNS]
    words = all(any(word in text for text in texts) for word in wanted.words)
    return words and all(holds(row) for holds in wanted.terms)


@pytest.mark.usefixtures("qapp")
def test_any_use() -> None:
    run_state_machine_as_test(
        AnyUse, settings=settings(max_examples=60, stateful_step_count=20, deadline=None)
    )
