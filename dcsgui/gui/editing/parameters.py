"""Edits parameters and adds comments: what connects the panels with the stack of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, pyqtSlot

from dcsgui.core.actions.answers.details import NodeDetails
from dcsgui.core.actions.answers.listings import WRITABLE, DetectorContents
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.editing.commenting import Commenting
from dcsgui.gui.editing.wording import node_words
from dcsgui.gui.jobs.requests import OpenDetector
from dcsgui.gui.models.drafts import Draft, State
from dcsgui.gui.models.tree_rows import Branch
from dcsgui.gui.window.late import Late

if TYPE_CHECKING:
    from dcsgui.gui.editing.many import ManyDialog
    from dcsgui.gui.window.main import MainWindow

__all__ = ["ParameterEditing"]

_LANE = "access to parameters"


class ParameterEditing(QObject):
    """Lets parameters be edited in the panel and for many nodes at once, and comments be added.

    Attributes
    ----------
    commenting : Commenting
        Adds what is typed below the history.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._dialog = Late(self._make_dialog)
        self._contents: DetectorContents | None = None  # of a file that the tree has not opened
        parts, changes = window.parts, window.changes
        self.commenting = Commenting(parts.history.comments, changes, self.name)
        typed = parts.parameters.typed
        typed.naming = self.name
        typed.asked.connect(changes.do)
        changes.changed.connect(typed.on_changed)
        changes.refused.connect(typed.on_refused)
        changes.stopped.connect(typed.on_stopped)
        table = parts.parameters.table
        window.carrying.register(table, table)
        parts.parameters.refused.connect(self._on_refused)
        parts.parameters.read_only.whyAsked.connect(self._on_why)
        parts.details.detailsRead.connect(self._on_details)
        parts.details.emptied.connect(self._on_emptied)
        parts.places.model.branchFilled.connect(self._on_branch_filled)

    @property
    def dialog(self) -> ManyDialog:
        """Edits the parameters of many nodes."""
        return self._dialog.get()

    def name(self, node: NodeId) -> str:
        """Return what people call a node."""
        return node_words(node, self._window.parts.versions)

    def edit_selected(self) -> None:
        """Edit the parameters of the selected versions, or of the node of the tree."""
        nodes = self._selected()
        if not nodes:
            self._window.telling.note("Select what has the parameters that are to be edited.")
            return
        places = self._window.parts.places
        found = filter(None, map(places.contents, sorted({node.file for node in nodes})))
        contents = list(found)
        closed = [one.access.reason for one in contents if not one.access.writable]
        asks = any(one.in_repository for one in contents)
        self.dialog.edit(
            nodes, naming=self.name, reason=closed[0] if closed else "", in_repository=asks
        )

    def add_comment(self) -> None:
        """Show the history, and move the keyboard to where a comment is typed."""
        history = self._window.parts.history
        dock = history.parentWidget()
        if dock is not None:
            dock.show()
            dock.raise_()
        history.comments.begin()

    def unsaved(self) -> list[str]:
        """Return what was typed and is in no file yet, in words."""
        return [f"{one.key or one.text} of {self.name(one.node)}" for one in self._unsaved()]

    def show_unsaved(self) -> None:
        """Show the parameters of which something was typed that is in no file yet."""
        for draft in self._unsaved()[:1]:
            self._window.parts.places.select(draft.node)

    def _unsaved(self) -> list[Draft]:
        drafts = self._window.parts.parameters.typed.drafts
        return [draft for draft in drafts if draft.state in {State.OPEN, State.REFUSED}]

    def _make_dialog(self) -> ManyDialog:
        from dcsgui.gui.editing.many import ManyDialog

        window, changes = self._window, self._window.changes
        dialog = ManyDialog(window, window.jobs)
        dialog.asked.connect(changes.do)
        dialog.whyAsked.connect(self._on_why)
        changes.changed.connect(dialog.on_changed)
        changes.refused.connect(dialog.on_refused)
        changes.stopped.connect(dialog.on_stopped)
        window.jobs.pathsChanged.connect(dialog.on_paths_changed)
        return dialog

    def _selected(self) -> tuple[NodeId, ...]:
        versions = self._window.parts.versions
        chosen = versions.selected()
        focused = self._window.focusWidget()
        if len(chosen) > 1 or (chosen and focused and versions.isAncestorOf(focused)):
            return chosen
        node = self._window.parts.details.node
        return () if node is None else (node,)

    @pyqtSlot(object)
    def _on_details(self, details: NodeDetails) -> None:
        file = details.node.file
        known = self._window.parts.places.contents(file)
        if known is None and self._contents is not None and self._contents.node.file == file:
            known = self._contents
        if known is not None:
            self._allow(known)
            return
        self._allow(None)
        job = self._window.jobs.ask(OpenDetector(file), lane=_LANE)
        job.answered.connect(self._on_contents)

    @pyqtSlot(object)
    def _on_contents(self, contents: DetectorContents) -> None:
        self._contents = contents
        node = self._window.parts.details.node
        if node is not None and node.file == contents.node.file:
            self._allow(contents)

    @pyqtSlot(object)
    def _on_branch_filled(self, branch: Branch) -> None:
        """Look again whether something can be changed: the file was looked at again."""
        node = self._window.parts.details.node
        contents = None if node is None else self._window.parts.places.contents(node.file)
        if contents is not None and branch.key == contents.node.file:
            self._allow(contents)

    def _allow(self, contents: DetectorContents | None) -> None:
        node = self._window.parts.details.node
        access = WRITABLE if contents is None else contents.access
        self._window.parts.parameters.set_access(access)
        self._window.parts.parameters.ask_comment(
            wanted=contents is not None and contents.in_repository and access.writable
        )
        name = "" if node is None else self.name(node)
        self._window.parts.history.comments.show_node(node, name, writable=access.writable)

    @pyqtSlot()
    def _on_emptied(self) -> None:
        if self._window.parts.details.node is None:
            self._window.parts.history.comments.show_node(None, "")
            self._window.parts.parameters.read_only.show_reason("")

    @pyqtSlot(str)
    def _on_refused(self, sentence: str) -> None:
        self._window.telling.note(sentence)

    @pyqtSlot()
    def _on_why(self) -> None:
        self._window.access_report.show()
