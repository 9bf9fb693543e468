"""What each action does that manages constants: a method for each id in the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, pyqtSlot

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow

__all__ = ["ConstantsCommands"]


class ConstantsCommands(QObject):
    """Carries out the actions of the menu Constants, and those of Edit that change constants."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    # --- Edit

    @pyqtSlot()
    def undo(self) -> None:
        """Take back the last change."""
        self._window.changes.undo()

    @pyqtSlot()
    def redo(self) -> None:
        """Do the last change again that was taken back."""
        self._window.changes.redo()

    @pyqtSlot()
    def cut(self) -> None:
        """Take along what is selected, to move it."""
        self._window.carrying.cut()

    @pyqtSlot()
    def copy(self) -> None:
        """Take along what is selected, to copy it."""
        self._window.carrying.copy()

    @pyqtSlot()
    def paste(self) -> None:
        """Put what was taken along to where the keyboard is."""
        self._window.carrying.paste()

    @pyqtSlot()
    def delete(self) -> None:
        """Delete what is selected, so that it can be restored."""
        self._window.deleting.delete()

    # --- Constants

    @pyqtSlot()
    def promote(self) -> None:
        """Transfer what is selected to the repository."""
        self._window.carrying.promote()

    @pyqtSlot()
    def transfer_to(self) -> None:
        """Transfer what is selected to a place that is asked for."""
        self._window.carrying.transfer_to()

    @pyqtSlot()
    def make_default(self) -> None:
        """Make the current version the default."""
        self._window.defaulting.make_default(self._window.showing.version)

    @pyqtSlot()
    def release_default(self) -> None:
        """Return the current range to auto."""
        self._window.defaulting.release_default(self._window.showing.range)

    @pyqtSlot()
    def add_constants(self) -> None:
        """Ask which file is to become a version, and of what."""
        self._window.structure.add_constants()

    @pyqtSlot()
    def new_range(self) -> None:
        """Ask for a new range of the current type."""
        self._window.structure.new_range()

    @pyqtSlot()
    def new_type(self) -> None:
        """Ask for a new type of the current detector."""
        self._window.structure.new_type()

    @pyqtSlot()
    def new_detector(self) -> None:
        """Ask for a new detector of the current place."""
        self._window.structure.new_detector()

    @pyqtSlot()
    def edit_parameters(self) -> None:
        """Edit the parameters of all that is selected."""
        self._window.parameter_editing.edit_selected()

    @pyqtSlot()
    def add_comment(self) -> None:
        """Ask for a comment to the history of the current node."""
        self._window.parameter_editing.add_comment()

    @pyqtSlot()
    def range_ends(self) -> None:
        """Ask for other ends of the current range."""
        self._window.structure.range_ends()

    @pyqtSlot()
    def links(self) -> None:
        """Ask for predecessor and successor of the current detector."""
        self._window.structure.links()

    @pyqtSlot()
    def aliases(self) -> None:
        """Show the aliases of the current place, to be edited."""
        self._window.alias_editing.show()

    @pyqtSlot()
    def purge(self) -> None:
        """Ask whether what was deleted is to be removed for ever."""
        self._window.deleting.purge()

    @pyqtSlot()
    def repack(self) -> None:
        """Ask whether the current file is to be written anew."""
        self._window.deleting.repack()

    @pyqtSlot()
    def access(self) -> None:
        """Tell who may change what here, and who says so."""
        self._window.access_report.show()
