"""The dialog that says what something would do before it is done; asks why, and if really."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from PyQt5.QtCore import QSize, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dcsgui.gui.window.dialogs import Consequence
from dcsgui.gui.window.reason_edit import ReasonEdit
from dcsgui.gui.window.texts import ReadOnlyText, words

__all__ = ["Decision", "DecisionDialog", "Reason"]

_LINES = 5
_WAITING = "Looking which answers would change…"
_REASON = "&Why? This is written into the {}:"


class Reason(Enum):
    """Whether it has to be said why."""

    NEEDED = "needed"
    WELCOME = "welcome"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be decided.

    Attributes
    ----------
    question : str
        "Delete 2 versions of pedestals of jungfrau-0001?"
    verb : str
        On the button that does it.
    what : tuple of str
        What it is done to, a line each; () if the question says it.
    consequence : Consequence
        What is destructive is not done by Enter.
    warning : str
        What has to be known before, in a sentence.
    name : str
        Has to be typed; "" for nothing.
    other_names : tuple of str
        May be typed instead.
    reason : Reason
    kept_in : str
        Where the reason is written: the history, if nothing else is said.
    """

    question: str
    verb: str
    what: tuple[str, ...] = ()
    consequence: Consequence = Consequence.HARMLESS
    warning: str = ""
    name: str = ""
    other_names: tuple[str, ...] = ()
    reason: Reason = Reason.WELCOME
    kept_in: str = "history"


class DecisionDialog(QDialog):
    """Asks for a decision; one dialog for each kind of it, so that no typed text is lost.

    Attributes
    ----------
    decision : Decision or None
        What is asked.
    name, reason : QWidget
        Where the name of what goes is typed, and why.
    does : QPushButton
        Does it.

    Signals
    -------
    decided(str)
        It is to be done, for this reason, without blanks around it. `rejected` is sent else.
    """

    decided = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.decision: Decision | None = None
        self._known = False  # whether it may be done, and what it does
        self._question = words(parent=self)
        font = self._question.font()
        font.setBold(True)
        self._question.setFont(font)
        self._what = _Lines("What it is done to", self)
        self._warning = words(parent=self)
        self._heading = QLabel("Which answers c&hange:", self)
        self._consequences = _Lines("Which answers change", self)
        self._heading.setBuddy(self._consequences)
        self._name_label = words(parent=self)
        self.name = QLineEdit(self)
        self._name_label.setBuddy(self.name)
        self._reason_label = QLabel(self)
        self.reason = ReasonEdit(self)
        self.reason.setAccessibleName("Reason")
        self._reason_label.setBuddy(self.reason)
        self.does = QPushButton(self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._lay_out()
        self._connect()

    def ask(self, decision: Decision) -> None:
        """Ask; returns at once. A reason that was cancelled is there again."""
        self.decision = decision
        self.setWindowTitle(decision.verb.replace("&", ""))
        self._question.setText(decision.question)
        self._what.show_lines(decision.what)
        self._warning.setText(decision.warning)
        self._warning.setVisible(bool(decision.warning))
        self._name_label.setText(f"Type {decision.name} to say that you mean it:")
        self.name.setAccessibleName(f"Type {decision.name}")
        self.name.clear()
        for widget in (self._name_label, self.name):
            widget.setVisible(bool(decision.name))
        self.reason.setPlaceholderText(
            "" if decision.reason is Reason.NEEDED else "may be left empty"
        )
        self._reason_label.setText(_REASON.format(decision.kept_in))
        self.does.setText(decision.verb)
        destructive = decision.consequence is Consequence.DESTRUCTIVE
        role = QDialogButtonBox.DestructiveRole if destructive else QDialogButtonBox.AcceptRole
        self._buttons.addButton(self.does, role)
        self.does.setAutoDefault(not destructive)
        self.does.setDefault(not destructive)
        self.wait_for_consequences()
        (self.name if decision.name else self.reason).setFocus()
        self.adjustSize()
        self.open()

    def wait_for_consequences(self) -> None:
        """Say that it is being looked what it would do; it can't be done so long."""
        self._known = False
        self._heading.show()
        self._consequences.show_lines((_WAITING,))
        self._update()

    def show_consequences(self, lines: Sequence[str], *, heading: str = "") -> None:
        """Tell what it would do; it may be done now."""
        self._known = True
        self._heading.setText(heading or "Which answers c&hange:")
        self._heading.setVisible(bool(lines))
        self._consequences.show_lines(lines)
        self._update()

    def show_refusal(self, sentence: str) -> None:
        """Tell why it can't be done."""
        self._known = False
        self._heading.setText("This can't be done:")
        self._heading.show()
        self._consequences.show_lines((sentence,))
        self._update()

    def question(self) -> str:
        """Return what is asked."""
        return self._question.text()

    def consequences(self) -> str:
        """Return what it says that it would do, or why it can't be done."""
        return self._consequences.toPlainText()

    def sizeHint(self) -> QSize:
        """Return a width in which sentences can be read."""
        return super().sizeHint().expandedTo(QSize(520, 0))

    def accept(self) -> None:
        """Take the decision, if all is said that has to be."""
        if not self._complete():
            return
        reason = self.reason.taken()
        super().accept()
        self.decided.emit(reason)

    def state(self) -> dict[str, object]:
        """Return the last reasons and the text that was cancelled, as JSON values."""
        return self.reason.state()

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up a `state`; what cannot be understood is left out."""
        self.reason.restore(state)

    def _complete(self) -> bool:
        decision = self.decision
        if decision is None or not self._known:
            return False
        if decision.reason is Reason.NEEDED and not self.reason.text():
            return False
        return self.name.text().strip() in (decision.name, *decision.other_names)

    @pyqtSlot()
    def _update(self) -> None:
        self.does.setEnabled(self._complete())

    def _connect(self) -> None:
        self.name.textChanged.connect(self._update)
        self.reason.textChanged.connect(self._update)
        self.reason.submitted.connect(self.accept)
        self.does.clicked.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        cancel = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        if cancel is not None:
            cancel.setAutoDefault(False)  # Enter in a line of text is neither yes nor no
        layout = QVBoxLayout(self)
        for widget in (
            self._question,
            self._what,
            self._warning,
            self._heading,
            self._consequences,
            self._name_label,
            self.name,
            self._reason_label,
            self.reason,
            self._buttons,
        ):
            layout.addWidget(widget)
        self.reason.setMinimumHeight(self.fontMetrics().lineSpacing() * 3)
        layout.setStretchFactor(self.reason, 1)


class _Lines(ReadOnlyText):
    """Some lines to read, as high as they are, up to a few."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent=parent)
        self.setLineWrapMode(ReadOnlyText.LineWrapMode.WidgetWidth)
        self.setFont(parent.font())
        self.setFrameStyle(0)
        viewport = self.viewport()
        if viewport is not None:
            viewport.setAutoFillBackground(False)  # on the ground of the dialog

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these; nothing at all if there are none."""
        self.setPlainText("\n".join(lines))
        self.setVisible(bool(lines))
        self._fit()

    def resizeEvent(self, event: object) -> None:
        """Be as high as the lines are in the new width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        document = self.document()
        count = 1 if document is None else round(document.size().height())  # in lines
        spacing = self.fontMetrics().lineSpacing()
        height = min(max(count, 1), _LINES) * spacing + spacing // 2
        margin = self.frameWidth() + (0 if document is None else int(document.documentMargin()))
        self.setFixedHeight(height + 2 * margin + 2)
