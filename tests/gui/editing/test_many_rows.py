"""The parameters of many nodes together: what they share, and the edits that a wish takes."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.details import NodeParameters, ParameterRow
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.parameters import ABSENT, REMOVED
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.parameter_texts import ValueKind
from dcsgui.gui.editing.clips import Clip
from dcsgui.gui.editing.many_model import COUNT, NAME, TYPE, VALUE, ManyModel
from dcsgui.gui.editing.many_rows import DIFFERS, ManyRow, rows_of

ONE, TWO = NodeId("/a.h5", ("p",)), NodeId("/b.h5", ("p",))


def read(node: NodeId, **pars: object) -> NodeParameters:
    return NodeParameters(node, tuple(ParameterRow(k, "", "", "", v) for k, v in pars.items()))


def rows(*of_nodes: NodeParameters) -> dict[str, ManyRow]:
    return {row.key: row for row in rows_of(of_nodes)[0]}


def test_what_is_shared() -> None:
    found = rows(read(ONE, a=1, b=1, c=1.0), read(TWO, a=1, b=2, d="x"))
    assert [found[key].common for key in "abcd"] == [1, ABSENT, 1.0, "x"]
    assert [found[key].kind_now for key in "ab"] == [ValueKind.INTEGER] * 2
    assert found["b"].shown_text() == DIFFERS
    mixed = rows(read(ONE, a=1), read(TWO, a=1.0))["a"]
    assert (mixed.common, mixed.kind_now, mixed.kind_wished) == (
        ABSENT,
        None,
        ValueKind.GUESSED,
    )


def test_edits_have_what_was_seen() -> None:
    row = rows(read(ONE, a=1), read(TWO))["a"]
    row.text = "5"
    edits = list(row.edits((ONE, TWO)))
    assert [(one.file, one.edit.value, one.edit.expected) for one in edits] == [
        ("/a.h5", 5, 1),
        ("/b.h5", 5, ABSENT),
    ]
    row.new_key = "b"
    edits = list(row.edits((ONE, TWO)))
    assert [(one.edit.key, one.edit.new_key, one.edit.expected) for one in edits] == [
        ("a", "b", 1),
        ("b", "", ABSENT),
        ("b", "", ABSENT),
    ]
    row.removed = True
    assert [one.edit.value for one in row.edits((ONE, TWO))] == [REMOVED]
    row.forget()
    assert list(row.edits((ONE, TWO))) == []
    row.text = "1"
    assert [one.node for one in row.edits((ONE, TWO))] == [TWO]


def test_a_wrong_value_has_no_edits() -> None:
    row = rows(read(ONE, a=1))["a"]
    row.text = "x"
    assert row.problem
    assert row.words((ONE,)) == ""
    with pytest.raises(BadValue):
        list(row.edits((ONE,)))
    new = ManyRow("b", text=" ")
    assert "has no value yet" in new.problem


def test_wishes_outlive_what_is_read_again() -> None:
    before = rows(read(ONE, a=1, b=2))
    before["a"].text = "5"
    before["b"].removed = True
    again, overtaken = rows_of([read(ONE, a=1, b=2)], before.values())
    assert not overtaken
    assert [row.is_wished for row in again] == [True, True]
    again, overtaken = rows_of([read(ONE, a=9)], before.values())
    assert overtaken
    assert [(row.key, row.text, row.removed) for row in again] == [
        ("a", "5", False),
        ("b", None, True),
    ]


def test_what_is_pasted_is_exact(qtbot: QtBot) -> None:
    model = ManyModel()
    model.show_rows(rows_of([read(ONE, a=1)])[0], (ONE,), writable=True)
    model.paste([Clip("a", np.array([0.5], "f4"))])
    (one,) = model.rows[0].edits((ONE,))
    assert isinstance(one.edit.value, np.ndarray)
    assert one.edit.value.dtype == np.float32
    model.setData(model.index(0, VALUE), "[1]")
    (one,) = model.rows[0].edits((ONE,))
    assert isinstance(one.edit.value, np.ndarray)
    assert one.edit.value.dtype == np.float64


def test_the_type_for_all(qtbot: QtBot) -> None:
    model = ManyModel()
    model.show_rows(rows_of([read(ONE, a=1), read(TWO, a=1)])[0], (ONE, TWO), writable=True)
    model.setData(model.index(0, TYPE), "text")
    assert [one.edit.value for one in model.rows[0].edits((ONE, TWO))] == ["1", "1"]
    assert model.index(0, TYPE).data() == "text"


def test_thousands_of_nodes_are_shown_at_once(qtbot: QtBot) -> None:
    """No gap that a person feels: each cell is looked up again and again."""
    nodes = tuple(NodeId("/a.h5", ("p", "r", str(number))) for number in range(2000))
    pars = {f"par{number}": number for number in range(10)}
    model = ManyModel()
    found, _ = rows_of([read(node, **pars) for node in nodes])
    model.show_rows(found, nodes, writable=True)
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.FontRole, Qt.ItemDataRole.ToolTipRole)
    model.index(0, VALUE).data()
    begin = time.perf_counter()
    for row in range(10):
        for column in (NAME, VALUE, TYPE, COUNT):
            for role in roles:
                model.index(row, column).data(role)
    assert time.perf_counter() - begin < 0.5  # on a machine with other things to do
