"""What each action of the window does: a method for each id in the table of actions."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSlot
from PyQt5.QtWidgets import QApplication, QDialog

from dcsgui.gui.window import dialogs
from dcsgui.gui.window.constants_commands import ConstantsCommands


class Commands(ConstantsCommands):
    """Carries out the actions; `dcsgui.gui.window.action_table` says what each is for."""

    # --- File

    @pyqtSlot()
    def open_file(self) -> None:
        """Ask which files to open."""
        dialogs.ask_open_files(
            self._window,
            title="Open detector files",
            remember="directories/files",
            then=self._window.opening.open_paths,
        )

    @pyqtSlot()
    def open_directory(self) -> None:
        """Ask which calibration directory to open."""
        dialogs.ask_open_directory(
            self._window,
            title="Open a calibration directory",
            remember="directories/calib",
            then=self._window.opening.open_path,
        )

    @pyqtSlot()
    def open_experiment(self) -> None:
        """Ask which experiment to open."""
        dialogs.ask_experiment(self._window, then=self._window.opening.open_experiment)

    @pyqtSlot()
    def open_repository(self) -> None:
        """Open the repository."""
        self._window.opening.open_repository()

    @pyqtSlot()
    def save_constants(self) -> None:
        """Ask where to save the constants."""
        self._window.exporting.ask_for_constants()

    @pyqtSlot()
    def save_shown(self) -> None:
        """Ask where to save the gain mode that is shown."""
        self._window.exporting.ask_for_shown()

    @pyqtSlot()
    def save_picture(self) -> None:
        """Ask where to save the picture."""
        self._window.exporting.ask_for_picture()

    @pyqtSlot()
    def save_history(self) -> None:
        """Ask where to save the history."""
        self._window.exporting.ask_for_history()

    @pyqtSlot()
    def new_window(self) -> None:
        """Ask for another window."""
        self._window.newWindowAsked.emit(self._window)

    @pyqtSlot()
    def close_place(self) -> None:
        """Take the current place out of the window."""
        place = self._window.parts.places.current_place()
        if place is not None:
            self._window.parts.places.remove_place(place.path)

    @pyqtSlot()
    def quit(self) -> None:
        """Close all windows."""
        QApplication.closeAllWindows()

    # --- Edit

    @pyqtSlot()
    def copy_snippet(self) -> None:
        """Copy Python text that loads the constants."""
        self._window.exporting.copy_snippet()

    @pyqtSlot()
    def copy_picture(self) -> None:
        """Copy the picture."""
        self._window.exporting.copy_picture()

    @pyqtSlot()
    def copy_name(self) -> None:
        """Copy the name of what is shown."""
        self._window.exporting.copy_name()

    # --- View

    @pyqtSlot()
    def refresh(self) -> None:
        """Look at all files again."""
        self._window.showing.refresh()

    @pyqtSlot()
    def unmark(self) -> None:
        """Take away the marks of what others have changed."""
        self._window.watching_others.dismiss()

    @pyqtSlot()
    def try_again(self) -> None:
        """Open a file again that could not be read."""
        self._window.showing.try_again()

    @pyqtSlot(bool)
    def utc(self, *shown: bool) -> None:
        """Show times in UTC or in local time."""
        self._window.show_utc(utc=shown == (True,))

    @pyqtSlot()
    def go_places(self) -> None:
        """Move the keyboard to the tree."""
        self._window.parts.places.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @pyqtSlot()
    def go_versions(self) -> None:
        """Move the keyboard to the table."""
        self._window.parts.versions.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @pyqtSlot()
    def go_picture(self) -> None:
        """Move the keyboard to the picture."""
        if self._window.picturing.panel is not None:
            self._window.picturing.panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @pyqtSlot()
    def go_filter(self) -> None:
        """Move the keyboard to the filter of the table."""
        self._window.parts.versions.focus_filter()

    @pyqtSlot()
    def go_moment(self) -> None:
        """Move the keyboard to the "valid at" box."""
        self._window.parts.moment_box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @pyqtSlot()
    def version_before(self) -> None:
        """Go to the row above."""
        self._window.parts.versions.step(-1)

    @pyqtSlot()
    def version_after(self) -> None:
        """Go to the row below."""
        self._window.parts.versions.step(1)

    @pyqtSlot()
    def reset_layout(self) -> None:
        """Put all parts where they were first."""
        self._window.parts.reset(self._window)

    # --- Picture

    @pyqtSlot()
    def gain_before(self) -> None:
        """Show the gain mode before."""
        if (panel := self._window.picturing.panel) is not None:
            panel.step_gain(-1)

    @pyqtSlot()
    def gain_after(self) -> None:
        """Show the gain mode after."""
        if (panel := self._window.picturing.panel) is not None:
            panel.step_gain(1)

    @pyqtSlot()
    def panel_before(self) -> None:
        """Show the panel before alone."""
        if (panel := self._window.picturing.panel) is not None:
            panel.views.image.step_panel(-1)

    @pyqtSlot()
    def panel_after(self) -> None:
        """Show the panel after alone."""
        if (panel := self._window.picturing.panel) is not None:
            panel.views.image.step_panel(1)

    @pyqtSlot()
    def panels_all(self) -> None:
        """Show all panels."""
        if (panel := self._window.picturing.panel) is not None:
            panel.views.image.show_all()

    @pyqtSlot()
    def reset_view(self) -> None:
        """Show the whole picture."""
        if (panel := self._window.picturing.panel) is not None:
            panel.reset_view()

    # --- Help

    @pyqtSlot()
    def shortcuts(self) -> None:
        """List all shortcuts."""
        from dcsgui.gui.window.shortcuts import ShortcutsDialog, actions_of

        self._open(ShortcutsDialog(actions_of(self._window.menus.bar), self._window))

    @pyqtSlot()
    def about(self) -> None:
        """Tell versions and licence."""
        from dcsgui.gui.window.about import AboutDialog

        self._open(AboutDialog(self._window.jobs, self._window))

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
