from __future__ import annotations

from collections.abc import Callable
from typing import cast

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dcsgui.gui.picture.table import ValuesModel, ValuesTable
from hands_on_pictures import press


@pytest.mark.parametrize("shape", [(6,), (2, 3), (0,), (0, 5), ()])
def test_the_model_keeps_the_rules(qtmodeltester: ModelTester, shape: tuple[int, ...]) -> None:
    model, check = ValuesModel(), cast("Callable[[ValuesModel], None]", qtmodeltester.check)
    check(model)
    model.set_values(np.zeros(shape))
    check(model)


def test_values_are_shown_in_full() -> None:
    model = ValuesModel()
    model.set_values(np.array([0.1, np.nan, 1e-9], ">f8"))
    texts = [model.index(row, 0).data() for row in range(3)]
    assert texts == ["0.1", "nan", "1e-09"]
    assert model.headerData(0, Qt.Orientation.Horizontal) == "value"
    assert model.headerData(2, Qt.Orientation.Vertical) == "2"


def test_selected_values_are_copied(qtbot: QtBot) -> None:
    table = ValuesTable()
    qtbot.addWidget(table)
    table.set_values(np.arange(6).reshape(2, 3))
    table.selectAll()
    press(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text() == "0\t1\t2\n3\t4\t5"
