"""The dock of the aliases of a place: to add, change and remove them, and see where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QAction

from dcsgui.core.actions.answers.aliases import AliasEntry, AliasListing
from dcsgui.gui.models.columns import wrapped
from dcsgui.gui.records.list_panel import ListPanel, Things
from dcsgui.gui.structure.aliases_listing import AliasesReading
from dcsgui.gui.structure.aliases_model import AliasesModel
from dcsgui.gui.structure.aliases_resolving import AliasResolver
from dcsgui.gui.window.texts import ElidedLabel

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow

__all__ = ["AliasesPanel"]

_NO_PLACE = "Select a place, to see what its detectors are called."
_PROBLEMS_WIDTH = 2000
_LEAST_ROWS = 6
_NOTHING = "There are no aliases in this place: other names of its detectors, valid for a time."
_THINGS = Things("alias", "aliases", _NOTHING)


class AliasesPanel(ListPanel[AliasEntry]):
    """Lists the aliases of the current place; see `ListPanel`.

    Attributes
    ----------
    reading : AliasesReading
    resolver : AliasResolver
    problems : ElidedLabel
        What can't be understood of the alias files; all of it in its tool tip.
    add_action, change_action, remove_action : QAction

    Signals
    -------
    addAsked()
        A new alias is wanted.
    changeAsked(AliasEntry)
    removeAsked(AliasEntry)
        This one is to stand for something else; is to go.
    """

    addAsked = pyqtSignal()
    changeAsked = pyqtSignal(object)
    removeAsked = pyqtSignal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(AliasesModel(), _THINGS)
        self.reading = AliasesReading(window, self)
        self.resolver = AliasResolver(window.jobs, self)
        self.problems = ElidedLabel(self, most=_PROBLEMS_WIDTH)
        self.problems.hide()
        self.view.setMinimumHeight(_LEAST_ROWS * self.view.fontMetrics().height())
        for widget in (self.problems, self.resolver):
            self.add_below(widget)
        self.add_action = QAction("&Add…", self)
        self.add_action.setToolTip("Give a detector another name, for a time.")
        self.change_action = QAction("Chan&ge…", self)
        self.change_action.setToolTip("Let it stand for something else (Enter).")
        self.remove_action = QAction("Remo&ve…", self)
        self.remove_action.setToolTip("Remove the selected alias (Del).")
        self.set_actions((self.add_action, self.change_action, self.remove_action))
        self.add_action.triggered.connect(self.addAsked)
        self.change_action.triggered.connect(self._on_change)
        self.remove_action.triggered.connect(self._on_remove)
        self.view.rowActivated.connect(self._on_row_activated)
        self.reading.begun.connect(self.waiting.begin)
        self.reading.answered.connect(self._on_answered)
        self.reading.failed.connect(self.tell_failure)
        self.reading.placeChanged.connect(self._on_place_changed)
        self._on_place_changed()

    def enable_actions(self) -> None:
        """Enable what can be done with the selected alias."""
        is_one = len(self.view.selected_rows()) == 1
        self.add_action.setEnabled(self.reading.place is not None)
        self.change_action.setEnabled(is_one)
        self.remove_action.setEnabled(is_one)

    def try_again(self) -> None:
        """Ask again for what could not be read."""
        self.reading.try_again()

    def delete_pressed(self) -> None:
        """Ask whether the selected alias is to go."""
        self.remove_action.trigger()

    @pyqtSlot(int)
    def _on_row_activated(self, row: int) -> None:
        del row
        self.change_action.trigger()

    @pyqtSlot()
    def _on_change(self) -> None:
        for entry in self.selected()[:1]:
            self.changeAsked.emit(entry)

    @pyqtSlot()
    def _on_remove(self) -> None:
        for entry in self.selected()[:1]:
            self.removeAsked.emit(entry)

    @pyqtSlot(object)
    def _on_answered(self, listing: AliasListing) -> None:
        self.show_rows(listing.entries)
        self.problems.setText("  ".join(listing.problems))
        self.problems.setToolTip(wrapped("\n".join(listing.problems)))
        self.problems.setVisible(bool(listing.problems))
        self.resolver.ask()

    @pyqtSlot()
    def _on_place_changed(self) -> None:
        self.problems.hide()
        self.resolver.set_place(self.reading.place)
        self.say("" if self.reading.place is not None else _NO_PLACE)
