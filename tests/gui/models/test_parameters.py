"""The model of facts and parameters, and of what is typed for them."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.details import NodeDetails, ParameterRow
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.parameters import ABSENT
from dcsgui.core.values.parameter_texts import MOST_ELEMENTS, ValueKind, same_value
from dcsgui.gui.models.arranged import ArrangedModel
from dcsgui.gui.models.drafts import Draft, Of, State
from dcsgui.gui.models.filters import by_words
from dcsgui.gui.models.parameter_rows import ADD_WORDS, LONGEST_CELL, PARAMETER_COLUMNS, Held
from dcsgui.gui.models.parameters import ParametersModel

NODE = NodeId("/calib/cspad/cspad-0001.h5", ("pedestals",))
FACTS = (("type", "pedestals"), ("versions", "12"))
PARS = (
    ParameterRow("exp", "xpptut15", "text", "experiment", "xpptut15"),
    ParameterRow("runnum", "260", "int", "run", 260),
)
DETAILS = NodeDetails(NODE, FACTS, PARS, ())
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
    assert column(model, 2) == ["from the file", "from the file", "text", "int"]
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
        model.show_details(NodeDetails(NODE, FACTS, changed, ()))
    assert [index.row() for index in told.args[:2]] == [2, 2]


@given(st.lists(PAR_ROWS, min_size=1, max_size=4))
def test_any_parameters_after_any_others(listings: list[list[ParameterRow]]) -> None:
    model = ParametersModel()
    watched(model)
    for pars in listings:
        model.show_details(NodeDetails(NODE, (), tuple(pars), ()))
        model.settle()
        shown = [model.row(row)[:4] for row in range(model.rowCount())]
        assert shown == [par[:4] for par in pars]


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


# --- editing


def draft(key: str, text: str, *, of: Of = Of.VALUE, seen: object = "xpptut15") -> Draft:
    return Draft(NODE, key, of, text, ValueKind.TEXT, seen)


def editable(model: ParametersModel, key: str) -> list[bool]:
    row = model.row_of(key)
    flags = [model.index(row, column).flags() for column in range(model.columnCount())]
    return [bool(flag & Qt.ItemFlag.ItemIsEditable) for flag in flags]


def shown_model() -> ParametersModel:
    model = ParametersModel()
    watched(model)
    model.set_writable(writable=True)
    model.show_details(DETAILS)
    return model


def test_the_row_to_add_one_is_always_the_last(qtbot: QtBot) -> None:
    model = shown_model()
    assert column(model, 0)[-1] == ADD_WORDS
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(0, order)
        assert column(model, 0)[-1] == ADD_WORDS
    model.set_filter(by_words("xpptut15"))
    assert column(model, 0) == ["exp", ADD_WORDS]
    model.set_filter(by_words(""))
    assert model.known == 4
    model.set_writable(writable=False)
    assert ADD_WORDS not in column(model, 0)


def test_what_can_be_edited(qtbot: QtBot) -> None:
    model = shown_model()
    assert editable(model, "exp") == [True, True, True, False]
    assert editable(model, "") == [True, False, False, False]
    facts = [model.index(0, number).flags() for number in range(4)]
    assert not any(flag & Qt.ItemFlag.ItemIsEditable for flag in facts)
    large = ParameterRow("big", "[0 ...]", "array", "", np.zeros(MOST_ELEMENTS + 1))
    odd = ParameterRow("odd", "[1j]", "array", "", np.array([1j]))
    model.show_details(NodeDetails(NODE, (), (large, odd), ()))
    assert editable(model, "big") == editable(model, "odd") == [True, False, False, False]
    model.set_writable(writable=False)
    assert editable(model, "big") == [False] * 4


def test_drafts_are_shown_and_marked(qtbot: QtBot) -> None:
    model = shown_model()
    wrong = draft("exp", "amo")
    wrong.sentence = "It is wrong."
    model.show_drafts([wrong, draft("runnum", "run", of=Of.NAME), draft("gain", "1", seen=ABSENT)])
    assert column(model, 0) == ["type", "versions", "exp", "run", "gain", ADD_WORDS]
    assert column(model, 1)[2:5] == ["amo", "260", "1"]
    row = model.row_of("exp")
    assert "It is wrong." in model.index(row, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert not model.index(row, 0).data(Qt.ItemDataRole.DecorationRole).isNull()
    assert model.index(row, 1).data(Qt.ItemDataRole.ForegroundRole) is not None
    wrong.state = State.WAITING
    model.show_drafts([wrong])
    assert editable(model, "exp") == [False] * 4
    assert model.keys() == ["exp", "runnum"]
    model.show_drafts([])
    assert column(model, 1)[2:4] == ["xpptut15", "260"]


def test_a_name_that_is_typed_stands_in_the_last_row(qtbot: QtBot) -> None:
    model = shown_model()
    model.show_drafts([draft("", "volt", of=Of.NAME, seen=ABSENT)])
    assert column(model, 0)[-1] == "volt"


def test_arrays_are_compared(qtbot: QtBot) -> None:
    model = ParametersModel()
    for values in ([1, 2], [1, 3], [1.0, 3.0]):
        row = ParameterRow("a", str(values), "array", "", np.array(values))
        model.show_details(NodeDetails(NODE, (), (row,), ()))
        assert same_value(model.row(0).held.value, np.array(values))
    assert hash(Held(1)) == hash(Held(2))
    assert Held(1) != 1
