"""Deleting what is selected: at once where nothing answers differently, else after a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, pyqtSlot

from dcsgui.core.actions.answers.edits import Edited
from dcsgui.core.actions.answers.listings import DetectorContents
from dcsgui.core.actions.answers.nodes import Level, NodeId
from dcsgui.core.actions.answers.timelines import NO_ANSWER_CHANGES
from dcsgui.core.values.amounts import counted
from dcsgui.gui.deleting.deleted import DeletedDock
from dcsgui.gui.deleting.naming import names_to_type, node_words, nodes_words, question_words
from dcsgui.gui.deleting.parts import delete_part
from dcsgui.gui.jobs.edit_requests import PreviewDelete
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.requests import OpenDetector
from dcsgui.gui.panels.asking import Asking
from dcsgui.gui.undo.steps import Step
from dcsgui.gui.window.decision import Decision, DecisionDialog
from dcsgui.gui.window.dialogs import Consequence

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow

__all__ = ["Deleting"]

_FILE_GOES = "The file holds nothing, and is removed for ever."


class Deleting(QObject):
    """Deletes what is selected in table or tree; purges and repacks by its dock.

    Attributes
    ----------
    dialog : DecisionDialog
        Asks whether it is meant, where that is due.
    deleted : DeletedDock
        What was deleted, and what can be done about it.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._nodes: tuple[NodeId, ...] = ()
        self._contents: DetectorContents | None = None
        self._counts: list[int | None] = []  # of versions in each of the nodes
        self.dialog = DecisionDialog(window)
        self.dialog.decided.connect(self._on_decided)
        self.dialog.rejected.connect(self._on_rejected)
        self._opening = Asking(window.jobs, "delete: file", self)
        self._opening.answered.connect(self._on_opened)
        self._opening.failed.connect(self._on_failed)
        self._trying = Asking(window.jobs, "delete: preview", self)
        self._trying.answered.connect(self._on_tried)
        self._trying.failed.connect(self._on_failed)
        window.jobs.pathsChanged.connect(self._on_paths_changed)
        self.deleted = DeletedDock(window)

    @pyqtSlot()
    def delete(self) -> None:
        """Delete what is selected, so that it can be restored."""
        if self.dialog.isVisible():
            return
        carried = self._window.carrying.selected()  # tells if that is nothing
        files = {one.node.file for one in carried}
        if len(files) > 1:
            self._window.telling.note(
                "What is selected is in several detectors; select in one of them."
            )
        for file in files if len(files) == 1 else ():
            self._nodes = tuple(one.node for one in carried)
            self._counts = [one.versions for one in carried]
            self._opening.ask(OpenDetector(file))

    @pyqtSlot()
    def purge(self) -> None:
        """Ask whether what was deleted in the current detector is to go for ever."""
        self.deleted.purge_all()

    @pyqtSlot()
    def repack(self) -> None:
        """Ask whether the current file is to be written anew."""
        self.deleted.repack()

    def state(self) -> dict[str, object]:
        """Return columns and reasons, as values of JSON."""
        panel, purging = self.deleted.panel.state(), self.deleted.dialog.state()
        return {"panel": panel, "purging": purging, "reasons": self.dialog.state()}

    def restore(self, state: dict[str, object]) -> None:
        """Take up an earlier `state`; what does not fit is left as it is."""
        if isinstance(panel := state.get("panel"), dict):
            self.deleted.panel.restore(panel)
        if isinstance(purging := state.get("purging"), dict):
            self.deleted.dialog.restore(purging)
        if isinstance(reasons := state.get("reasons"), dict):
            self.dialog.restore(reasons)

    @pyqtSlot(object)
    def _on_opened(self, contents: DetectorContents) -> None:
        """See which answers would change, now that it is known what the file is."""
        self._contents = contents
        if contents.access.writable:
            self._trying.ask(PreviewDelete(self._nodes))
        else:
            self._window.telling.note(contents.access.reason)

    @pyqtSlot(object)
    def _on_tried(self, tried: Edited) -> None:
        """Do it, or ask first."""
        if self.dialog.isVisible():
            self.dialog.show_consequences(tried.words or (NO_ANSWER_CHANGES,))
        elif self._is_harmless(tried):
            self._delete("")
        else:
            self.dialog.ask(self._decision())
            self.dialog.show_consequences(tried.words or (NO_ANSWER_CHANGES,))

    def _is_harmless(self, tried: Edited) -> bool:
        versions = all(node.level is Level.VERSION for node in self._nodes)
        in_repository = self._contents is not None and self._contents.in_repository
        return versions and not in_repository and not tried.words

    def _decision(self) -> Decision:
        versions, nodes = self._window.parts.versions, self._nodes
        contents, names = self._contents, names_to_type(nodes, versions)
        known = [count for count in self._counts if count is not None]
        count = f", with {counted(sum(known), 'version')}"
        inside = count if names and len(known) == len(nodes) else ""
        in_repository = contents is not None and contents.in_repository
        place = ", in the repository" if in_repository else ""
        whole = nodes[0].level is Level.STORE
        return Decision(
            f"Delete {question_words(nodes, versions, place=place)}{inside}?",
            verb="&Delete",
            what=_lines(nodes, [node_words(node, versions) for node in nodes]),
            consequence=Consequence.DESTRUCTIVE,
            warning=_FILE_GOES if whole else "",
            name=names[0] if names else "",
            other_names=names[1:],
        )

    def _delete(self, reason: str) -> None:
        nodes = self._nodes
        text = nodes_words(nodes, self._window.parts.versions)
        part = delete_part(nodes, text=f"{text} of {nodes[0].detname}", comment=reason)
        self._window.changes.do(Step(f"Delete {text}", [part]))

    @pyqtSlot(str)
    def _on_decided(self, reason: str) -> None:
        self._trying.stop()
        self._delete(reason)

    @pyqtSlot()
    def _on_rejected(self) -> None:
        self._trying.stop()

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        if self.dialog.isVisible():
            self.dialog.show_refusal(failure.sentence)
        else:
            self._window.telling.refuse(failure)

    @pyqtSlot(tuple)
    def _on_paths_changed(self, paths: tuple[str, ...]) -> None:
        """Look again which answers would change: somebody else changed the file meanwhile."""
        if self.dialog.isVisible() and self._nodes and self._nodes[0].file in paths:
            self.dialog.wait_for_consequences()
            self._trying.ask(PreviewDelete(self._nodes))


def _lines(nodes: Sequence[NodeId], texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(texts) if len(nodes) > 1 else ()
