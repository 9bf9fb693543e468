"""The panel for exceptions that nobody expected: to be read, copied and reported."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dcsgui.gui.window.excepthook import ExceptionWatch, Trouble
from dcsgui.gui.window.severity import Severity, SeverityMark
from dcsgui.gui.window.texts import ReadOnlyText, copy_text, words

__all__ = ["TroublePanel", "install_excepthook"]

_KEPT = 50
_SUMMARY_LENGTH = 120


class TroublePanel(QWidget):
    """Shows unexpected exceptions, the last one first; the same one again is counted.

    Signals
    -------
    troubleShown(str)
        There is one to see: its summary. The panel is to be made visible.
    closeAsked()
        The panel is to go; it is empty then.
    """

    troubleShown = pyqtSignal(str)
    closeAsked = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Unexpected errors")
        self._counts: dict[Trouble, int] = {}
        told = words(
            "Something went wrong inside dcsgui. The window goes on. Please copy this and report"
            " it, with what you did before.",
            self,
        )
        top = QHBoxLayout()
        top.addWidget(SeverityMark(Severity.ERROR, self), 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(told, 1)
        self._choice = QComboBox(self)
        self._choice.setAccessibleName("Which error")
        self._choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._choice.currentIndexChanged.connect(self._on_chosen)
        self._text = ReadOnlyText("Traceback", parent=self)
        copy = QPushButton("&Copy", self)
        copy.setToolTip("Copy all errors with their tracebacks.")
        copy.clicked.connect(self._on_copy_clicked)
        close = QPushButton("C&lose", self)
        close.setToolTip("Forget these errors and close the panel.")
        close.clicked.connect(self._on_close_clicked)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(copy)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self._choice)
        layout.addWidget(self._text, 1)
        layout.addLayout(buttons)

    @property
    def counts(self) -> dict[Trouble, int]:
        """How often each was noticed."""
        return dict(self._counts)

    @pyqtSlot(object)
    def show_trouble(self, trouble: Trouble) -> None:
        """Add an exception, or count it once more."""
        count = self._counts.get(trouble, 0) + 1
        if count == 1 and len(self._counts) == _KEPT:
            self._forget_oldest()
        self._counts[trouble] = count
        title = _title(trouble, count)
        if count == 1:
            self._choice.insertItem(0, title)
            self._choice.setCurrentIndex(0)
        else:
            self._choice.setItemText(self._shown().index(trouble), title)
        self.troubleShown.emit(trouble.summary)

    def as_text(self) -> str:
        """Return all of it, to be reported."""
        parts = (f"{_title(one, n)}\n{one.report}" for one, n in reversed(self._counts.items()))
        return "\n".join(parts)

    def _shown(self) -> list[Trouble]:
        """Return them in the order of the choice: the newest first."""
        return list(reversed(self._counts))

    def _forget_oldest(self) -> None:
        del self._counts[next(iter(self._counts))]
        self._choice.removeItem(self._choice.count() - 1)

    def _on_chosen(self, place: int) -> None:
        shown = self._shown()
        self._text.setPlainText(shown[place].report if 0 <= place < len(shown) else "")

    def _on_copy_clicked(self) -> None:
        copy_text(self.as_text())

    def _on_close_clicked(self) -> None:
        self._counts.clear()
        self._choice.clear()
        self.closeAsked.emit()


def install_excepthook(panel: TroublePanel) -> ExceptionWatch:
    """Show every unexpected exception in a panel too; all panels share one watch."""
    watch = ExceptionWatch.current()
    if watch is None:
        watch = ExceptionWatch()
        watch.install()
    watch.troubleFound.connect(panel.show_trouble)
    return watch


def _title(trouble: Trouble, count: int) -> str:
    """Return the summary with how often it happened."""
    text = trouble.summary
    if len(text) > _SUMMARY_LENGTH:
        text = text[: _SUMMARY_LENGTH - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return text if count == 1 else f"{text} ({count} times)"
