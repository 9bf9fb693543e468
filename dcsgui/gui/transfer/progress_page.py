"""The page that is seen while plans are carried out: how far each file is, and all of it."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFrame, QGridLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from dcsgui.core.values.amounts import size_text
from dcsgui.gui.transfer.parts import ApplyPart
from dcsgui.gui.undo.parts import Part
from dcsgui.gui.undo.steps import Step
from dcsgui.gui.window.texts import ElidedLabel, large_words, words

__all__ = ["ProgressPage"]

_WIDE, _STEPS = 900, 1000


class ProgressPage(QWidget):
    """A bar for each part of a step, and one for all of it.

    Attributes
    ----------
    total : QProgressBar
    bars : list of QProgressBar
        One for each part.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = large_words("", self)
        self._state = words(parent=self)
        self.total = self._bar("All of it")
        self.bars: list[QProgressBar] = []
        self._weights: list[int] = []
        self._grid = QGridLayout()
        inner = QWidget(self)
        inner.setLayout(self._grid)
        scroll = QScrollArea(self)
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        for widget in (self._title, self._state, self.total, scroll):
            layout.addWidget(widget)
        layout.setStretchFactor(scroll, 1)

    def begin(self, step: Step) -> None:
        """Show a step that is to be carried out."""
        self._title.setText(step.text)
        self._state.setText("Each file is changed whole, or not at all.")
        self._clear()
        self._weights = [_weight(part) for part in step.parts]
        for row, part in enumerate(step.parts):
            label = ElidedLabel(self, most=_WIDE)
            label.setText(_named(part))
            label.setToolTip(part.file)
            bar = self._bar(_named(part))
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(bar, row, 1)
            self.bars.append(bar)
        self._grid.setRowStretch(len(step.parts), 1)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self._tell_total(0, 0.0)

    def tell(self, number: int, done: int, total: int) -> None:
        """Tell how far a part is."""
        share = done / total if total else 0.0
        if number < len(self.bars):
            self.bars[number].setValue(round(share * _STEPS))
            weight = self._weights[number]
            said = f"{size_text(round(share * weight))} of {size_text(weight)}"
            self.bars[number].setFormat(said if weight > 1 else "%p%")
        self._tell_total(number, share)

    def tell_done(self, number: int) -> None:
        """Tell that a part is done."""
        if number < len(self.bars):
            self.bars[number].setValue(_STEPS)
            self.bars[number].setFormat("done")
        self._tell_total(number + 1, 0.0)

    def tell_cancelled(self) -> None:
        """Tell that it was called off, and goes on until a file is whole."""
        self._state.setText("Cancelled: the file that is being written is as it was, or whole.")

    def _tell_total(self, number: int, share: float) -> None:
        every = sum(self._weights) or 1
        here = self._weights[number] * share if number < len(self._weights) else 0.0
        self.total.setValue(round((sum(self._weights[:number]) + here) / every * _STEPS))

    def _clear(self) -> None:
        self.bars.clear()
        while (taken := self._grid.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _bar(self, name: str) -> QProgressBar:
        bar = QProgressBar(self)
        bar.setRange(0, _STEPS)
        bar.setAccessibleName(f"How far it is: {name}")
        return bar


def _weight(part: Part) -> int:
    plan = part.proposal.plan if isinstance(part, ApplyPart) else None
    return max(1, plan.nbytes if plan is not None else 0)


def _named(part: Part) -> str:
    name = part.file.rpartition("/")[2].removesuffix(".h5")
    if isinstance(part, ApplyPart):
        return f"{name} \N{RIGHTWARDS ARROW} {part.proposal.place_title}"
    return f"{name}: delete what was moved"
