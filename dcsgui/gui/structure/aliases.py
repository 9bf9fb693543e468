"""Edits the aliases of a place: its dock, the dialogs, and the steps that come of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, pyqtSlot

from dcsgui.core.actions.answers.aliases import AliasChange, AliasEntry
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.place_requests import PreviewRemoveEntry
from dcsgui.gui.panels.asking import Asking
from dcsgui.gui.structure.aliases_dialog import AliasDialog
from dcsgui.gui.structure.aliases_panel import AliasesPanel
from dcsgui.gui.structure.aliases_part import AliasPart
from dcsgui.gui.structure.around import Around
from dcsgui.gui.undo.steps import Step
from dcsgui.gui.window.decision import Decision, DecisionDialog
from dcsgui.gui.window.panel_menu import go_to_dock

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow

__all__ = ["AliasEditing"]

_HEADING = "What changes:"


class AliasEditing(QObject):
    """Edits the aliases of the current place.

    Attributes
    ----------
    panel : AliasesPanel
    dock : LateDock
    dialog : AliasDialog
        Asks for a new alias, or what one is to stand for.
    removing : DecisionDialog
        Asks whether one is to go.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._gone: tuple[Place, AliasEntry] | None = None
        self.panel = AliasesPanel(window)
        self.dock = window.aliases_dock
        self.dialog = AliasDialog(window, window.jobs, window.changes)
        self.removing = DecisionDialog(window)
        self.removing.decided.connect(self._on_decided)
        self._trying = Asking(window.jobs, "remove alias: preview", self)
        self._trying.answered.connect(self._on_tried)
        self._trying.failed.connect(self._on_failed)
        self.panel.addAsked.connect(self._on_add)
        self.panel.changeAsked.connect(self._on_change)
        self.panel.removeAsked.connect(self._on_remove)
        self.panel.reading.answered.connect(self._on_aliases_known)
        self.dock.put(self.panel)
        self.panel.reading.follow(self.dock)

    def show(self) -> None:
        """Show the aliases of the current place."""
        go_to_dock(self.dock)

    @pyqtSlot()
    def _on_add(self) -> None:
        place = self.panel.reading.place
        if place is not None and not self.dialog.isVisible():
            self.dialog.ask_for_new(place, self._around())

    @pyqtSlot(object)
    def _on_change(self, entry: AliasEntry) -> None:
        place = self.panel.reading.place
        if place is not None and not self.dialog.isVisible():
            self.dialog.ask_for_change(place, entry, self._around())

    @pyqtSlot(object)
    def _on_remove(self, entry: AliasEntry) -> None:
        place = self.panel.reading.place
        if place is not None and not self.removing.isVisible():
            self._gone = place, entry
            self._trying.ask(PreviewRemoveEntry(place, entry))

    @pyqtSlot(object)
    def _on_tried(self, tried: AliasChange) -> None:
        entry = tried.entry
        if not self.removing.isVisible():
            question = f"Remove the alias {entry.alias}, which stands for {entry.target}?"
            valid = f"Valid {entry.validity}; line {entry.line} of {entry.file}."
            decision = Decision(question, verb="&Remove", what=(valid,), kept_in="alias file")
            self.removing.ask(decision)
        self.removing.show_consequences(tried.words, heading=_HEADING)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        if self.removing.isVisible():
            self.removing.show_refusal(failure.sentence)
        else:
            self._window.telling.refuse(failure)

    @pyqtSlot(str)
    def _on_decided(self, reason: str) -> None:
        self._trying.stop()
        if self._gone is not None:
            place, entry = self._gone
            part = AliasPart(place, before=entry, comment=reason)
            self._window.changes.do(Step(f"Remove the alias {entry.alias}", [part]))

    @pyqtSlot()
    def _on_aliases_known(self) -> None:
        """Look again what would come of it: somebody may have edited the aliases."""
        self.dialog.look_again()
        if self.removing.isVisible() and self._gone is not None:
            self._trying.ask(PreviewRemoveEntry(*self._gone))

    def _around(self) -> Around:
        parts = self._window.parts
        place = parts.places.current_place()
        is_experiment = place is not None and place.kind is PlaceKind.EXPERIMENT
        name = place.name if place is not None and is_experiment else ""
        return Around(place=place, experiment=name, utc=parts.versions.model.look.utc)
