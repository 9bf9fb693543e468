"""The row with levels and colours."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from dcsgui.gui.picture.categories import Kind
from dcsgui.gui.picture.colours import ColourMap
from dcsgui.gui.picture.levelbox import LevelBox
from dcsgui.gui.picture.levels import LevelMode, Levels

__all__ = ["LevelBar"]

ARROW = 30
"""Dots of a combo box beside its text."""


class LevelBar(QWidget):
    """Chooses how levels are found, shows them, takes typed ones, and chooses the colours.

    Signals
    -------
    modeChosen(LevelMode)
    levelsTyped(Levels)
    coloursChosen(ColourMap)
    """

    modeChosen = pyqtSignal(object)
    levelsTyped = pyqtSignal(object)
    coloursChosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels = Levels(0.0, 1.0)
        self.modes = _combo("Levels", [(mode.value, mode.meaning) for mode in LevelMode])
        self.maps = _combo("Colours", [(each.value, each.meaning) for each in ColourMap])
        self.low = LevelBox("Lower level")
        self.high = LevelBox("Upper level")
        self._dash = QLabel("\N{EN DASH}")
        self._amounts = (self.modes, self.low, self._dash, self.high, self.maps)
        self._kinds = QLabel()
        label = QLabel("&Levels")
        label.setBuddy(self.modes)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (label, *self._amounts[:4]):
            row.addWidget(widget)
        row.addSpacing(6)
        row.addWidget(self._kinds)
        row.addStretch(1)
        row.addWidget(self.maps)
        self._label = label
        self._kinds.hide()
        self.modes.activated.connect(self._on_mode_activated)
        self.maps.activated.connect(self._on_map_activated)
        self.low.levelTyped.connect(self._on_low_typed)
        self.high.levelTyped.connect(self._on_high_typed)

    def show_levels(self, levels: Levels, mode: LevelMode) -> None:
        """Show the levels and how they were found."""
        self._levels = levels
        span = levels.high - levels.low
        self.low.show_level(levels.low, span=span)
        self.high.show_level(levels.high, span=span)
        self.modes.setCurrentIndex(list(LevelMode).index(mode))
        self.modes.setToolTip(f"{mode.value}: {mode.meaning}")

    def show_map(self, colour_map: ColourMap) -> None:
        """Show which colours are used."""
        self.maps.setCurrentIndex(list(ColourMap).index(colour_map))
        self.maps.setToolTip(f"Colours: {colour_map.meaning}")

    def show_kind(self, kind: Kind) -> None:
        """Say what the values are, instead of levels."""
        self._kinds.setText(_KINDS[kind])
        self._show_amounts(visible=False)

    def show_amounts(self) -> None:
        """Offer levels."""
        self._show_amounts(visible=True)

    def _show_amounts(self, *, visible: bool) -> None:
        for widget in (self._label, *self._amounts):
            widget.setVisible(visible)
        self._kinds.setVisible(not visible)

    def _on_mode_activated(self, index: int) -> None:
        self.modeChosen.emit(list(LevelMode)[index])

    def _on_map_activated(self, index: int) -> None:
        self.coloursChosen.emit(list(ColourMap)[index])

    def _on_low_typed(self, value: float) -> None:
        self.levelsTyped.emit(Levels.between(value, max(self._levels.high, value)))

    def _on_high_typed(self, value: float) -> None:
        self.levelsTyped.emit(Levels.between(min(self._levels.low, value), value))


_KINDS = {
    Kind.AMOUNT: "",
    Kind.MASK: "A mask: 0 is masked, 1 is good.",
    Kind.STATUS: "Status words: each bit has its colour.",
    Kind.TRUTH: "True and false.",
}


def _combo(name: str, items: list[tuple[str, str]]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    combo.setMinimumWidth(combo.fontMetrics().horizontalAdvance(items[0][0]) + ARROW)
    for number, (text, meaning) in enumerate(items):
        combo.addItem(text)
        combo.setItemData(number, meaning, Qt.ItemDataRole.ToolTipRole)
    return combo
