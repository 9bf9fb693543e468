"""Taking back a change of a file, whoever made it: asked before, and a step like all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, pyqtSlot

from dcsgui.core.actions.answers.changes import ChangeRow, Undone
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.timelines import NO_ANSWER_CHANGES
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.undo_requests import PreviewTakeBack, TakeBack
from dcsgui.gui.panels.asking import Asking
from dcsgui.gui.records.changes_model import did
from dcsgui.gui.undo.dcs_lines import dcs_line
from dcsgui.gui.undo.parts import FilePart
from dcsgui.gui.undo.steps import Step
from dcsgui.gui.window.decision import Decision, DecisionDialog

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow

__all__ = ["TakingBack", "take_back_part"]


class TakingBack(QObject):
    """Asks whether, and why, a change is to be taken back; and takes it back.

    Attributes
    ----------
    dialog : DecisionDialog
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._change: tuple[str, ChangeRow] | None = None
        self.dialog = DecisionDialog(window)
        self.dialog.decided.connect(self._on_decided)
        self.dialog.rejected.connect(self._on_rejected)
        self._trying = Asking(window.jobs, "take back: preview", self)
        self._trying.answered.connect(self._on_tried)
        self._trying.failed.connect(self._on_failed)
        window.jobs.pathsChanged.connect(self._on_paths_changed)

    def ask(self, file: str, row: ChangeRow) -> None:
        """Ask whether a change of a file is to be taken back; say at once if it can't be."""
        if not self.dialog.isVisible():
            self._change = file, row
            self._try()

    def state(self) -> dict[str, object]:
        """Return reasons, as values of JSON."""
        return self.dialog.state()

    def restore(self, state: dict[str, object]) -> None:
        """Take up an earlier `state`; what does not fit is left as it is."""
        self.dialog.restore(state)

    @property
    def _utc(self) -> bool:
        return self._window.parts.versions.model.look.utc

    def _try(self) -> None:
        if self._change is not None:
            file, row = self._change
            self._trying.ask(PreviewTakeBack(file, row.number))

    @pyqtSlot(object)
    def _on_tried(self, tried: Undone) -> None:
        if self._change is None:
            return
        if not self.dialog.isVisible():
            file, row = self._change
            decision = Decision(
                f"Take back change {row.number} of {NodeId(file).detname}, made by {row.who}?",
                verb="&Take back",
                what=did(row, utc=self._utc),
            )
            self.dialog.ask(decision)
        self.dialog.show_consequences(tried.words or (NO_ANSWER_CHANGES,))

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        if self.dialog.isVisible():
            self.dialog.show_refusal(failure.sentence)
        else:
            self._window.telling.refuse(failure)

    @pyqtSlot(str)
    def _on_decided(self, reason: str) -> None:
        self._trying.stop()
        if self._change is not None:
            file, row = self._change
            said = "; ".join(did(row, utc=self._utc))
            text = f"Take back “{said}” in {NodeId(file).detname}"
            part = take_back_part(file, row, said=said, comment=reason)
            self._window.changes.do(Step(text, [part]))

    @pyqtSlot()
    def _on_rejected(self) -> None:
        self._trying.stop()

    @pyqtSlot(tuple)
    def _on_paths_changed(self, paths: tuple[str, ...]) -> None:
        """Look again what it would do: somebody else changed the file meanwhile."""
        if self.dialog.isVisible() and self._change is not None and self._change[0] in paths:
            self.dialog.wait_for_consequences()
            self._try()


def take_back_part(file: str, row: ChangeRow, *, said: str, comment: str = "") -> FilePart:
    """Return the part that takes back a change of a file; `said` is what that did, in words."""
    return FilePart(
        file,
        TakeBack(file, row.number, comment),
        words=f"Taken back: {said}.",
        line=dcs_line("undo", file, "--change", str(row.number), "-m", comment),
        comment=comment,
    )
