"""Shows plans of transfers, and carries them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, pyqtSlot

from dcsgui.gui.transfer.wish import Wish
from dcsgui.gui.undo.parts import Way
from dcsgui.gui.undo.steps import Step

if TYPE_CHECKING:
    from dcsgui.gui.transfer.dialog import PlanDialog
    from dcsgui.gui.window.main import MainWindow

__all__ = ["Transferring"]

_KEPT = 20


class Transferring(QObject):
    """Shows plans of transfers, and carries them out.

    A comment that was typed is kept until something was done with it, whatever becomes of the
    dialog.

    Attributes
    ----------
    dialog : PlanDialog or None
        The one that is open.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._recent: list[str] = []
        self._draft = ""
        self._comments: dict[Step, str] = {}
        self.dialog: PlanDialog | None = None
        window.changes.changed.connect(self._on_changed)
        window.changes.refused.connect(self._on_over)
        window.changes.stopped.connect(self._on_over)

    def propose(self, wishes: Sequence[Wish]) -> None:
        """Show the plan of what is to be transferred; nothing is done before it is agreed to."""
        window = self._window
        if not wishes:
            window.telling.note("Select what is to be transferred first.")
            return
        if self.dialog is not None:
            window.telling.note("Another plan is open: apply or cancel it first.")
            return
        from dcsgui.gui.transfer.dialog import PlanDialog
        from dcsgui.gui.transfer.proposal import Proposal

        proposals = [Proposal(wish) for wish in wishes]
        utc = window.actions_["utc"].isChecked()
        dialog = PlanDialog(proposals, window.carrier, window.changes, window, utc=utc)
        dialog.page.comment.set_recent(self._recent)
        dialog.page.comment.setPlainText(self._draft)
        dialog.page.commentChanged.connect(self._on_comment_changed)
        dialog.applied.connect(self._on_applied)
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.begin()

    def state(self) -> dict[str, object]:
        """Return the last comments and what was typed and not used, as JSON values."""
        return {"recent": list(self._recent), "draft": self._draft}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up a `state`; what can't be understood is left out."""
        recent, draft = state.get("recent"), state.get("draft")
        if isinstance(recent, list | tuple):
            self._recent = [text for text in recent if isinstance(text, str)][:_KEPT]
        if isinstance(draft, str):
            self._draft = draft

    @pyqtSlot()
    def _on_comment_changed(self) -> None:
        if self.dialog is not None:
            self._draft = self.dialog.page.comment.toPlainText()

    @pyqtSlot(int)
    def _on_finished(self, _result: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None and dialog.undecided:
            self._draft = dialog.page.comment.toPlainText()

    @pyqtSlot(object, str)
    def _on_applied(self, step: Step, comment: str) -> None:
        self._comments[step] = comment

    @pyqtSlot(object, object, str)
    def _on_changed(self, step: Step, way: Way, words: str) -> None:
        """Offer the comment again from now on; it is no draft any more."""
        del words
        comment = self._comments.pop(step, "")
        if way is Way.DO and comment:
            self._recent = [comment, *(one for one in self._recent if one != comment)][:_KEPT]
            if self._draft.strip() == comment:
                self._draft = ""

    @pyqtSlot(object, object, object)
    @pyqtSlot(object, object)
    def _on_over(self, step: Step, *_how: object) -> None:
        self._comments.pop(step, None)
