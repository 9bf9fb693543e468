"""What others have changed, as rows of tree and table show it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.models.marks import NO_MARKS, Mark, Marks
from dcsgui.gui.models.versions import VersionsModel
from version_rows import FILE, node_of, version_rows

Role = Qt.ItemDataRole

RANGE = NodeId(FILE, ("pedestals", "100"))
OLD, NEW = Mark("ana@pc", 1, "added it", "dark"), Mark("kenji@xpp", 2, "set it")


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[VersionsModel]:
    made = VersionsModel()
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.show_file(FILE)
    made.append(version_rows(12))  # four to a range, the last of each is the default
    yield made
    tester.deleteLater()
    made.deleteLater()


def marked(model: VersionsModel) -> list[int]:
    rows = range(model.rowCount())
    return [row for row in rows if model.index(row, 2).data(Role.BackgroundRole) is not None]


def test_what_is_around_a_mark_has_the_newest_below_it() -> None:
    marks = Marks().with_mark(RANGE.child("7"), NEW).with_mark(RANGE.child("6"), OLD)
    for node in (NodeId(FILE), RANGE.parent, RANGE):
        assert marks.above[node] == NEW
        assert marks.has(node)
        assert node not in marks.own
    assert not marks.has(NodeId(FILE, ("gain",)))
    assert marks.files == {FILE}
    assert marks.without([RANGE.child("7")]).above[RANGE] == OLD
    assert marks.without([RANGE.child("7"), RANGE.child("6")]) == NO_MARKS


def test_a_newer_change_of_a_node_takes_the_place_of_the_older() -> None:
    marks = Marks().with_mark(RANGE, OLD).with_mark(RANGE, NEW)
    assert marks.own[RANGE] == NEW
    tip = marks.tip(RANGE, utc=True)
    assert tip == "Changed by kenji@xpp at 1970-01-01 00:00:00: set it"
    below = marks.tip(RANGE.parent, utc=True)
    assert below == f"Below it: {tip}"
    assert marks.tip(None, utc=True) == ""


def test_somebody_whom_the_file_does_not_name() -> None:
    assert Mark("", 0, "set it").words(utc=True).startswith("Changed by somebody at ")


def test_a_version_that_was_changed_stands_out(model: VersionsModel) -> None:
    row = model.row(5)
    model.show_changed(Marks().with_mark(node_of(row), OLD))
    assert marked(model) == [5]
    index = model.index(5, 2)
    assert index.data(Role.FontRole).bold()
    assert "Changed by ana@pc" in index.data(Role.ToolTipRole)
    assert "dark" in index.data(Role.ToolTipRole)
    model.show_changed(NO_MARKS)
    assert marked(model) == []
    assert index.data(Role.FontRole) is None


def test_of_a_range_the_default_stands_out(model: VersionsModel) -> None:
    model.show_changed(Marks().with_mark(node_of(model.row(5)).parent, OLD))
    assert marked(model) == [7]


def test_only_rows_whose_marks_change_are_told(model: VersionsModel) -> None:
    one, other = node_of(model.row(5)), node_of(model.row(9))
    model.show_changed(Marks().with_mark(one, OLD))
    told = list[int]()
    model.dataChanged.connect(lambda top, bottom: told.extend((top.row(), bottom.row())))
    model.show_changed(Marks().with_mark(one, OLD).with_mark(other, NEW))
    assert told == [9, 9]
    told.clear()
    model.show_changed(Marks().with_mark(NodeId("/other.h5", one.path), OLD).with_mark(one, OLD))
    assert told == [9, 9]


def test_marks_of_another_file_do_not_show(model: VersionsModel) -> None:
    node = node_of(model.row(5))
    model.show_changed(Marks().with_mark(NodeId("/other.h5", node.path), OLD))
    assert marked(model) == []
