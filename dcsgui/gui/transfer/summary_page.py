"""The page that says what was done: where, how much, verified, and which answers are others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PyQt5.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dcsgui.core.actions.answers.transfers import Applied
from dcsgui.core.values.amounts import counted, size_text
from dcsgui.gui.transfer.parts import ApplyPart
from dcsgui.gui.transfer.plan_words import change_words, items_counted, reason
from dcsgui.gui.transfer.proposal import Proposal
from dcsgui.gui.undo.parts import Way
from dcsgui.gui.undo.steps import Step
from dcsgui.gui.window.severity import Severity, SeverityMark
from dcsgui.gui.window.texts import ReadOnlyText, large_words, words

__all__ = ["SummaryPage"]


class SummaryPage(QWidget):
    """Says what was done.

    Attributes
    ----------
    text : str
        All that it says below its title.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = SeverityMark(Severity.DONE, self)
        self._warning = SeverityMark(Severity.WARNING, self)
        self._title = large_words("", self)
        self._state = words(parent=self)
        self._text = ReadOnlyText("What was done", parent=self)
        self._text.setLineWrapMode(ReadOnlyText.LineWrapMode.WidgetWidth)
        top = QHBoxLayout()
        top.addWidget(self._done)
        top.addWidget(self._warning)
        top.addWidget(self._title, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self._state)
        layout.addWidget(self._text, 1)

    @property
    def text(self) -> str:
        """All that it says."""
        return f"{self._state.text()}\n{self._text.toPlainText()}"

    def show_step(
        self, step: Step, proposals: Sequence[Proposal], said: str, *, utc: bool, missing: str = ""
    ) -> None:
        """Show what a step has done.

        Parameters
        ----------
        step : Step
        proposals : sequence of Proposal
            Those that were carried out.
        said : str
            What it said of itself.
        utc : bool
            Times in UTC, or in local time.
        missing : str
            What was not done, and why; "" if all was.
        """
        self._title.setText(step.text)
        self._mark(warns=bool(missing))
        self._state.setText(missing or "Done.")
        lines = [line for one in proposals for line in _lines(one, utc=utc)]
        moved = (part for part in step.parts if not isinstance(part, ApplyPart))
        lines += [f"From {part.file}: what was moved was deleted.\n" for part in moved]
        commands = filter(None, (part.line(Way.DO) for part in step.parts))
        self._text.setPlainText("\n".join([*(lines or [said, ""]), "As a command:", *commands]))

    def tell_taken_back(self) -> None:
        """Say that it was taken back."""
        self._state.setText("Taken back: the files answer as they did before.")
        self._mark(warns=False)

    def tell(self, sentence: str) -> None:
        """Say why it could not be taken back."""
        self._state.setText(sentence)
        self._mark(warns=True)

    def _mark(self, *, warns: bool) -> None:
        self._warning.setVisible(warns)
        self._done.setVisible(not warns)


def _lines(proposal: Proposal, *, utc: bool) -> Iterator[str]:
    """Go through the lines about one file."""
    applied = proposal.applied
    if applied is None:
        return
    yield f"To {applied.destination}:"
    if not applied.done:
        yield "    All of it was there already."
    else:
        yield f"    {items_counted(applied.done)} transferred ({size_text(applied.nbytes)})."
        yield f"    {counted(applied.verified, 'version')} read back and verified by SHA-256."
    yield from _about(applied, utc=utc)
    yield ""


def _about(applied: Applied, *, utc: bool) -> Iterator[str]:
    if applied.changes:
        yield "    Answers that changed:"
    for change in applied.changes:
        yield f"        {change.ctype}, {change_words(change, utc=utc)}"
    if not applied.changes:
        yield "    No answer changed."
    if applied.left_out:
        yield "    Left as it was there:"
    for item in applied.left_out:
        yield f"        {'/'.join(item.path)}: {reason(item)}"
    for note in applied.notes:
        yield f"    {note}"
