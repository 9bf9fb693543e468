"""The choice of what is to be done about one conflict, in plain words."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QButtonGroup, QGroupBox, QRadioButton, QVBoxLayout, QWidget

from dcsgui.core.actions.answers.plans import Policy
from dcsgui.gui.transfer.plan_rows import Row
from dcsgui.gui.transfer.plan_words import Option, options_for
from dcsgui.gui.window.texts import words

__all__ = ["ChoiceBox"]


class ChoiceBox(QGroupBox):
    """Radio buttons, each with what it means; not to be seen where nothing is to be decided.

    Signals
    -------
    chosen(Row, Policy)
    """

    chosen = pyqtSignal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What is to be done about it?", parent)
        self._row: Row | None = None
        self._options: tuple[Option, ...] = ()
        self._group = QButtonGroup(self)
        self._inner = QVBoxLayout(self)
        self._inner.setSpacing(2)
        self._group.idClicked.connect(self._on_clicked)
        self.hide()

    @property
    def buttons(self) -> dict[Policy, QRadioButton]:
        """The buttons, by what they choose."""
        buttons = [one for one in self._group.buttons() if isinstance(one, QRadioButton)]
        return {
            option.policy: button for option, button in zip(self._options, buttons, strict=True)
        }

    def show_row(self, row: Row | None) -> None:
        """Offer what can be done about a row."""
        item = None if row is None or row.left_out else row.item
        options = () if item is None else options_for(item)
        self._row = row
        if options != self._options:
            self._make(options)
        self.setVisible(bool(options))
        if row is not None and item is not None and options:
            policy = row.proposal.policy_of(item)
            for one, button in self.buttons.items():
                button.setChecked(one is policy)

    def _make(self, options: tuple[Option, ...]) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
        while (taken := self._inner.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._options = options
        for number, option in enumerate(options):
            button = QRadioButton(option.text, self)
            button.setToolTip(option.meaning)
            button.setAccessibleDescription(option.meaning)
            meaning = words(option.meaning, self, quiet=True)
            meaning.setIndent(22)
            self._group.addButton(button, number)
            self._inner.addWidget(button)
            self._inner.addWidget(meaning)

    @pyqtSlot(int)
    def _on_clicked(self, number: int) -> None:
        if self._row is not None:
            self.chosen.emit(self._row, self._options[number].policy)
