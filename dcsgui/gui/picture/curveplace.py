"""The place of a curve, which is drawn with a library that is loaded when first needed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray
from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QVBoxLayout, QWidget

from dcsgui.core.actions.answers.constants import Numbers
from dcsgui.gui.picture.loading import CURVES, is_loaded, preload

if TYPE_CHECKING:
    from dcsgui.gui.picture.curve import CurveView

__all__ = ["CurvePlace"]


class CurvePlace(QWidget):
    """Shows a curve as soon as it can.

    Attributes
    ----------
    view : CurveView or None
        None until the library is there.

    Signals
    -------
    pixelTold(str)
    ready()
        The curve is there, if it was not when it was set.
    """

    pixelTold = pyqtSignal(str)
    ready = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: CurveView | None = None
        self._values: NDArray[Any] | None = None
        self._numbers: Numbers | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if is_loaded(CURVES):
            self._make()
        else:
            self._loading = preload(CURVES, parent=self)
            self._loading.loaded.connect(self._on_loaded)

    def set_values(self, values: NDArray[Any]) -> None:
        """Show (N,) values."""
        self._values, self._numbers = values, None
        if self.view is not None:
            self.view.set_values(values)

    def set_numbers(self, numbers: Numbers) -> None:
        """Take the numbers of these values."""
        self._numbers = numbers
        if self.view is not None:
            self.view.set_numbers(numbers)

    def clear(self) -> None:
        """Let go of the values."""
        self._values = self._numbers = None
        if self.view is not None:
            self.view.clear()

    def reset_view(self) -> None:
        """Show all values."""
        if self.view is not None:
            self.view.reset_view()

    def _on_loaded(self) -> None:
        self._make()
        self.ready.emit()

    def _make(self) -> None:
        view: CurveView = import_module("dcsgui.gui.picture.curve").CurveView()
        self.view = view
        view.pixelTold.connect(self.pixelTold)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(view)
        self.setFocusProxy(view)
        if self._values is not None:
            view.set_values(self._values)
        if self._numbers is not None:
            view.set_numbers(self._numbers)
