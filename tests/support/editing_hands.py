"""Hands that edit parameters in a window, and a detector to do it with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PyQt5.QtCore import QModelIndex, Qt
from PyQt5.QtWidgets import QWidget

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.models.parameter_rows import VALUE, Parameter
from dcsgui.gui.models.parameters import ParametersModel
from dcsgui.gui.panels.parameters import ParametersPanel
from hands import hands as q
from small_stores import T0, make_store
from window_hands import Hands

PARAMETERS = {
    "gain": 1.0,
    "run": 5,
    "number": "5",
    "good": True,
    "shape": np.array([[1, 2], [3, 4]], "i2"),
    "weights": np.array([0.1, 2.5], "f4"),
    "words": np.array(["a", "b c"]),
    "note": "line 1\nline 2",
}


def make_edited(calib: Path, layout: str, detname: str = "epix100a-0001") -> DCStore:
    """Make a detector whose type has a parameter of each type, and three versions."""
    cs = make_store(calib, layout, detname)
    cto = cs.add_ctype("pedestals")
    for key, value in PARAMETERS.items():
        cto.add_par(key, value)
    tsro = cto.add_range((T0, None))
    for number in range(3):
        pars = {"run": number, "exp": "xpptut15"} if number else {"exp": "xpptut15"}
        tsro.add_version(T0 + number, np.arange(6.0) + number, pars=pars)
    cs.save()
    return cs


class EditingHands(Hands):
    """Two hands on a window in which parameters are edited."""

    @property
    def panel(self) -> ParametersPanel:
        return self.window.parts.parameters

    @property
    def model(self) -> ParametersModel:
        model = self.panel.model
        assert isinstance(model, ParametersModel)
        return model

    def show_type(self, cs: DCStore) -> NodeId:
        """Show the parameters of the type."""
        self.window.opening.open_path(str(cs.path))
        self.walk(cs.detname(), "pedestals")
        node = NodeId(str(cs.path), ("pedestals",))
        self.wait(lambda: self.model.node == node and self.model.writable)
        self.rest()
        return node

    def parameter(self, key: str) -> Parameter:
        found = self.model.find(key)
        assert found is not None, f"there is no {key}"
        return found

    def par_cell(self, key: str, column: int = VALUE) -> QModelIndex:
        return self.model.index(self.model.row_of(key), column)

    def open_editor(self, key: str, column: int = VALUE) -> QWidget:
        """Double-click on a cell, and return the editor."""
        self.double_click(self.panel.table, self.par_cell(key, column))
        self.wait(lambda: self.panel.table.delegate.editor is not None)
        editor = self.panel.table.delegate.editor
        assert editor is not None
        return editor

    def retype(self, key: str, text: str, column: int = VALUE) -> QWidget:
        """Open the editor of a cell, and type a text in place of what is there."""
        editor = self.open_editor(key, column)
        q.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        q.keyClicks(editor, text)
        return editor

    def set(self, key: str, text: str, column: int = VALUE) -> None:
        """Type a text into a cell, and Enter."""
        q.keyClick(self.retype(key, text, column), Qt.Key.Key_Return)
        self.rest()

    def shown(self, key: str) -> str:
        return str(self.par_cell(key).data())


def pars_of(cs: DCStore) -> dict[str, object]:
    """Return the parameters of the type as the file has them now."""
    return dict(DCStore(cs.path, mode="r").ctypeobj("pedestals").dictpars())
