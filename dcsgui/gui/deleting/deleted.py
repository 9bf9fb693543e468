"""What can be done about what was deleted: put it back, remove it for ever, free its space."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, pyqtSlot

from dcsgui.core.actions.answers.edits import DeletionRow, Purged, Repacked
from dcsgui.core.actions.answers.nodes import Level, NodeId
from dcsgui.core.values.amounts import counted, size_text
from dcsgui.gui.deleting.deleted_panel import DeletedPanel
from dcsgui.gui.deleting.naming import deletion_text
from dcsgui.gui.deleting.parts import PurgePart, RepackPart, restore_part
from dcsgui.gui.jobs.edit_requests import PreviewPurge, PreviewRepack
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.panels.asking import Asking
from dcsgui.gui.undo.steps import Step
from dcsgui.gui.window.decision import Decision, DecisionDialog
from dcsgui.gui.window.dialogs import Consequence

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow

__all__ = ["DeletedDock"]

_FOR_EVER = "This is for ever: neither Undo nor Restore brings it back."
_REPACKING = (
    "Every version is compared with the old file before the new one takes its place. What was "
    "deleted stays until it is purged; constants that were replaced are given up, so that "
    "changes that would bring them back can't be taken back any more."
)


class DeletedDock(QObject):
    """Restores, purges and repacks, by the dock "Deleted".

    Attributes
    ----------
    panel : DeletedPanel
    dock : LateDock
    dialog : DecisionDialog
        Asks whether a purge, or a repack, is meant.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._parts: list[PurgePart | RepackPart] = []
        self._rows: tuple[DeletionRow, ...] = ()
        self.panel = DeletedPanel(window)
        self.dock = window.deleted_dock
        self.dialog = DecisionDialog(window)
        self.dialog.decided.connect(self._on_decided)
        self._trying = Asking(window.jobs, "purge: preview", self)
        self._trying.answered.connect(self._on_tried)
        self._trying.failed.connect(self._on_failed)
        self.panel.restoreAsked.connect(self.restore)
        self.panel.purgeAsked.connect(self.purge)
        self.panel.repackAsked.connect(self.repack)
        self.dock.put(self.panel)
        self.panel.reading.follow(self.dock)

    @pyqtSlot()
    def restore(self) -> None:
        """Put back what is selected in the dock: what was deleted last comes first."""
        rows = sorted(self.panel.selected(), key=_number, reverse=True)
        if rows:
            text = _rows_text(rows)
            self._window.changes.do(Step(f"Restore {text}", [restore_part(row) for row in rows]))

    @pyqtSlot()
    def purge(self) -> None:
        """Ask whether what is selected in the dock is to go for ever."""
        rows = tuple(self.panel.selected())
        if rows:
            self._try_purge(self.panel.file, rows)

    def purge_all(self) -> None:
        """Ask whether all that was deleted in the current detector is to go for ever."""
        node = self._window.showing.node
        if node is None:
            self._window.telling.note("Select the detector whose deletions are to be purged.")
        else:
            self._try_purge(node.file, ())

    @pyqtSlot()
    def repack(self) -> None:
        """Ask whether the current file is to be written anew."""
        node = self._window.showing.node
        if node is None:
            self._window.telling.note("Select the detector whose file is to be repacked.")
        elif not self.dialog.isVisible():
            self._trying.ask(PreviewRepack(NodeId(node.file)))

    def _try_purge(self, file: str, rows: tuple[DeletionRow, ...]) -> None:
        """See whether it may be done; `rows` () is all that was deleted."""
        if not self.dialog.isVisible():
            self._rows = rows
            number = rows[0].number if len(rows) == 1 else None
            self._trying.ask(PreviewPurge(NodeId(file), number))

    @pyqtSlot(object)
    def _on_tried(self, tried: Purged | Repacked) -> None:
        if isinstance(tried, Repacked):
            self._ask_to_repack(tried)
        elif tried.deletions:
            self._ask_to_purge(tried)
        else:
            self._window.telling.note(f"Nothing is deleted in {tried.node.detname}.")

    def _ask_to_purge(self, tried: Purged) -> None:
        file, utc = tried.node.file, self.panel.model.look.utc
        rows = self._rows or tried.deletions
        numbers: list[int | None] = [row.number for row in rows] if self._rows else [None]
        self._parts = [PurgePart(file, number) for number in numbers]
        versions = sum(row.nversions for row in rows)
        count = "" if _is_one_version(rows) else f", with {counted(versions, 'version')}"
        decision = Decision(
            f"Remove {_rows_text(rows)} of {tried.node.detname}{count}, for ever?",
            verb="&Purge for ever",
            what=tuple(deletion_text(row, utc=utc) for row in rows) if len(rows) > 1 else (),
            consequence=Consequence.DESTRUCTIVE,
            warning=_FOR_EVER,
            name=tried.node.detname,
        )
        self.dialog.ask(decision)
        self.dialog.show_consequences(())

    def _ask_to_repack(self, tried: Repacked) -> None:
        self._parts = [RepackPart(tried.node.file)]
        decision = Decision(
            f"Write {tried.node.detname} anew, {size_text(tried.before)} now?",
            verb="Repac&k",
            consequence=Consequence.DESTRUCTIVE,
            warning=f"{_REPACKING} This can't be undone. How much space it gives back shows "
            f"afterwards.",
        )
        self.dialog.ask(decision)
        self.dialog.show_consequences(())

    @pyqtSlot(str)
    def _on_decided(self, reason: str) -> None:
        parts, self._parts = self._parts, []
        for part in parts:
            part.comment = reason
        repacks = isinstance(parts[0], RepackPart)
        detname = NodeId(parts[0].file).detname
        what = f"Repack {detname}" if repacks else f"Purge what is deleted in {detname}"
        self._window.changes.do(Step(what, parts, long=repacks))

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._window.telling.refuse(failure)


def _number(row: DeletionRow) -> int:
    return row.number


def _is_one_version(rows: tuple[DeletionRow, ...]) -> bool:
    return len(rows) == 1 and rows[0].node.level is Level.VERSION


def _rows_text(rows: list[DeletionRow] | tuple[DeletionRow, ...]) -> str:
    return deletion_text(rows[0]) if len(rows) == 1 else counted(len(rows), "deleted thing")
