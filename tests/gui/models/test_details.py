"""The model of history."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import Qt
from PyQt5.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.details import HistoryRow, NodeDetails
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.details import HistoryModel, history_text

NODE = NodeId("/calib/cspad/cspad-0001.h5", ("pedestals",))
HISTORY = tuple(
    HistoryRow(number // 2 * 10**9, "ana", "host", f"add version {number}", "why\nso")
    for number in range(4)
)
DETAILS = NodeDetails(NODE, (), (), HISTORY)


def watched(model: ArrangedModel[Any]) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )


def column(model: ArrangedModel[Any], number: int) -> list[str]:
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_history_newest_first_also_within_a_second(qtbot: QtBot) -> None:
    model = HistoryModel()
    watched(model)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.show_details(DETAILS)
    newest_first = [f"add version {number}" for number in (3, 2, 1, 0)]
    assert column(model, 3) == newest_first
    model.sort(0)
    assert sorted(column(model, 3)) == sorted(newest_first)


def test_a_new_record_is_one_new_row(qtbot: QtBot) -> None:
    model = HistoryModel()
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.show_details(NodeDetails(NODE, (), (), HISTORY[:3]))
    with (
        qtbot.assertNotEmitted(model.dataChanged),
        qtbot.waitSignal(model.rowsInserted, timeout=0) as told,
    ):
        model.show_details(DETAILS)
    assert told.args[1:] == [0, 0]


def test_history_as_text() -> None:
    model = HistoryModel()
    model.show_details(DETAILS)
    assert history_text([model.row(3)], utc=True) == (
        "1970-01-01T00:00:00+00:00  ana@host  add version 0\n    why\n    so\n"
    )
    quiet = model.row(3)._replace(host="", comment="")
    assert history_text([quiet], utc=True).endswith("  ana  add version 0\n")
    assert history_text([], utc=True) == ""
