"""The models of parameters and of history."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.details import HistoryRow, NodeDetails, ParameterRow
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.details import (
    LONGEST_CELL,
    PARAMETER_COLUMNS,
    HistoryModel,
    ParametersModel,
    history_text,
)

NODE = NodeId("/calib/cspad/cspad-0001.h5", ("pedestals",))
FACTS = (("type", "pedestals"), ("versions", "12"))
PARS = (
    ParameterRow("exp", "xpptut15", "text", "experiment"),
    ParameterRow("runnum", "260", "int", "run"),
)
HISTORY = tuple(
    HistoryRow(number // 2 * 10**9, "ana", "host", f"add version {number}", "why\nso")
    for number in range(4)
)
DETAILS = NodeDetails(NODE, FACTS, PARS, HISTORY)
VALUE = PARAMETER_COLUMNS[1]
PAR_ROWS = st.lists(
    st.builds(
        ParameterRow,
        st.sampled_from(["a", "b", "c"]),  # a damaged file may have two of a name
        st.text(max_size=3),
        st.just("text"),
        st.just(""),
    ),
    max_size=6,
)


def watched(model: ArrangedModel[Any]) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )


def column(model: ArrangedModel[Any], number: int) -> list[str]:
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_facts_come_before_parameters(qtbot: QtBot) -> None:
    model = ParametersModel()
    watched(model)
    model.show_details(DETAILS)
    assert column(model, 0) == ["type", "versions", "exp", "runnum"]
    assert column(model, 2) == ["fact", "fact", "text", "int"]
    fonts = [model.index(row, 0).data(Qt.ItemDataRole.FontRole) for row in range(4)]
    assert [font is not None and font.italic() for font in fonts] == [True, True, False, False]


def test_one_changed_parameter_is_one_changed_row(qtbot: QtBot) -> None:
    model = ParametersModel()
    model.show_details(DETAILS)
    changed = (PARS[0]._replace(text="amox26916"), PARS[1])
    with (
        qtbot.assertNotEmitted(model.rowsInserted),
        qtbot.waitSignal(model.dataChanged, timeout=0) as told,
    ):
        model.show_details(NodeDetails(NODE, FACTS, changed, HISTORY))
    assert [index.row() for index in told.args[:2]] == [2, 2]


@given(st.lists(PAR_ROWS, min_size=1, max_size=4))
def test_any_parameters_after_any_others(listings: list[list[ParameterRow]]) -> None:
    model = ParametersModel()
    watched(model)
    for pars in listings:
        model.show_details(NodeDetails(NODE, (), tuple(pars), ()))
        shown = [model.row(row)[:4] for row in range(model.rowCount())]
        assert shown == [tuple(par) for par in pars]


def test_very_long_values(qtbot: QtBot) -> None:
    model = ParametersModel()
    text = "1 " * 10**6
    model.show_details(NodeDetails(NODE, (), (ParameterRow("a", text, "", ""),), ()))
    assert len(model.index(0, 1).data()) <= LONGEST_CELL + 1
    assert len(model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)) < 10_000
    assert model.row(0).text == text


def test_values_are_sorted_as_numbers_where_they_are() -> None:
    values = ["b", "10", "9", "1e3", "a", "-inf"]
    assert sorted(values, key=VALUE.kind.key) == ["-inf", "9", "10", "1e3", "a", "b"]
    for odd in ("nan", ""):
        assert sorted([odd, "b", "9"], key=VALUE.kind.key) == ["9", odd, "b"]


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
