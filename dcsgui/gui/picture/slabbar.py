"""Which picture of an array is seen: gain mode, other leading axes, panel."""

from __future__ import annotations

from itertools import pairwise

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dcsgui.core.values.axes import Axes
from dcsgui.gui.picture.levelbar import ARROW
from dcsgui.gui.picture.namedslider import NamedSlider

__all__ = ["SlabBar"]

ALL = "All"


class SlabBar(QWidget):
    """A slider for each leading axis, and a list of the panels.

    Signals
    -------
    slabChanged(tuple of int)
    panelChosen(int or None)
        None for all.
    """

    slabChanged = pyqtSignal(tuple)
    panelChosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axes: Axes | None = None
        self._sliders: list[NamedSlider] = []
        self.panels = QComboBox()
        self.panels.setAccessibleName("Panel")
        self.panels.setToolTip(
            "Which panel is shown. A double click on a panel shows it alone, Esc shows all."
        )
        self.panels.setMinimumWidth(self.panels.fontMetrics().horizontalAdvance(ALL) + ARROW)
        self.panels.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.panels.activated.connect(self._on_panel_activated)
        self._label = QLabel("&Panel")
        self._label.setBuddy(self.panels)
        self._first_tab = QWidget(self)  # never seen; sliders, made later, come after it by Tab
        self._first_tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._first_tab.hide()
        self._first = QHBoxLayout()
        self._first.addStretch(1)
        self._first.addWidget(self._label)
        self._first.addWidget(self.panels)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addLayout(self._first)
        QWidget.setTabOrder(self._first_tab, self.panels)

    @property
    def slab(self) -> tuple[int, ...]:
        """The index of the picture."""
        return tuple(slider.index for slider in self._sliders)

    def lay(self, axes: Axes, slab: tuple[int, ...], panel: int | None) -> None:
        """Offer the axes of an array; does not signal."""
        if axes != self._axes:
            self._axes = axes
            self._make_sliders(axes)
            self._list_panels(axes.panels)
        for slider, index in zip(self._sliders, slab, strict=True):
            slider.blockSignals(True)
            slider.set_index(index)
            slider.blockSignals(False)
        self.show_panel(panel)

    def show_panel(self, panel: int | None) -> None:
        """Show which panel is seen."""
        self.panels.setCurrentIndex(0 if panel is None else panel + 1)

    def step_gain(self, way: int) -> None:
        """Go to the next gain mode, or index of the first leading axis; -1: to the one before."""
        if self._axes is not None and self._sliders:
            self._sliders[self._axes.gain_axis or 0].step(way)

    def _make_sliders(self, axes: Axes) -> None:
        for slider in self._sliders:
            slider.hide()  # else what Qt has queued for it would show it as a window
            (self._column if self._column.indexOf(slider) >= 0 else self._first).removeWidget(
                slider
            )
            slider.deleteLater()
        self._sliders = []
        for axis, length in enumerate(axes.leading):
            gain = axis == axes.gain_axis
            slider = NamedSlider(
                "&Gain" if gain else f"Axis {axis}", length, axes.gain_names if gain else ()
            )
            slider.setToolTip(
                "Gain mode; keys [ and ]" if gain else f"Index of axis {axis} of the array"
            )
            slider.indexChanged.connect(self._on_index_changed)
            self._sliders.append(slider)
            if axis == 0:
                self._first.insertWidget(0, slider, 0 if gain else 1)
            else:
                self._column.addWidget(slider)
        for before, after in pairwise((self._first_tab, *(s.slider for s in self._sliders))):
            QWidget.setTabOrder(before, after)

    def _list_panels(self, panels: int) -> None:
        self.panels.clear()
        self.panels.addItem(ALL)
        self.panels.addItems([str(panel) for panel in range(panels)])
        self.panels.setVisible(panels > 1)
        self._label.setVisible(panels > 1)
        self.setVisible(panels > 1 or bool(self._sliders))

    def _on_index_changed(self, _index: int) -> None:
        self.slabChanged.emit(self.slab)

    def _on_panel_activated(self, index: int) -> None:
        self.panelChosen.emit(index - 1 if index else None)
