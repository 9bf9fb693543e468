"""Hands that make and change detectors, types and ranges in a window, and who watches them."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QDialog, QWidget

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.structure.edit_dialog import EditDialog
from dcsgui.gui.structure.structure import Structure
from dcsgui.gui.undo.parts import Way
from dcsgui.gui.undo.steps import Step
from window_hands import Hands

CONTROL = Qt.KeyboardModifier.ControlModifier


class StructureHands(Hands):
    """Two hands on a window in which things are made.

    Attributes
    ----------
    lines : list of list of str
        The command lines of what was carried out.
    """

    lines: list[list[str]]

    def watch(self) -> StructureHands:
        """Note the command lines of what is carried out from now on."""
        self.lines = []
        self.window.changes.changed.connect(self._on_changed)
        return self

    def _on_changed(self, step: Step, way: Way, _words: str) -> None:
        self.lines.append([line for line in (part.line(way) for part in step.parts) if line])

    @property
    def structure(self) -> Structure:
        return self.window.structure

    def show(self, cs: DCStore, *names: str) -> None:
        """Show something in the place of a detector."""
        self.window.opening.open_path(str(Path(cs.path).parent.parent))
        self.walk("", cs.dettype(), cs.detname(), *names)
        self.rest()

    def goes_to(self, cs: DCStore, *names: str) -> None:
        """Wait until the tree is at something."""
        wanted = NodeId(str(cs.path), names)
        self.wait(lambda: self.window.parts.places.current() == wanted)
        self.rest()

    def opened(self, name: str, dialog: QDialog) -> None:
        """Choose an action, and wait for its dialog."""
        self.trigger(name)
        self.wait(dialog.isVisible)

    def write(self, text: str) -> None:
        """Type a text where the keyboard is, instead of what stands there."""
        focus = self.focus()
        self.qtbot.keyClick(focus, Qt.Key.Key_A, CONTROL)
        self.qtbot.keyClicks(focus, text)

    def tab(self, times: int = 1) -> None:
        """Go on to the next field."""
        for _ in range(times):
            self.qtbot.keyClick(self.focus(), Qt.Key.Key_Tab)

    def enter(self) -> None:
        """Press Enter where the keyboard is; it closes a list of completions first."""
        self._press(Qt.Key.Key_Return)

    def escape(self) -> None:
        """Press Escape where the keyboard is; it closes a list of completions first."""
        self._press(Qt.Key.Key_Escape)

    def _press(self, key: Qt.Key) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            self.qtbot.keyClick(popup, key)
        self.qtbot.keyClick(self.focus(), key)

    def focus(self) -> QWidget:
        """Return the widget that has the keyboard, of the dialog if one is open."""
        focus = (QApplication.activeModalWidget() or self.window).focusWidget()
        assert focus is not None, "the keyboard is nowhere"
        return focus

    def agree(self, dialog: EditDialog) -> None:
        """Click on what does it, once that can be done, and wait until it is done."""
        self.wait(dialog.ok.isEnabled)
        self.qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
        self.wait(lambda: not dialog.isVisible())
        self.wait(lambda: not self.window.changes.busy)
        self.rest()

    def press_ctrl_enter(self) -> None:
        """Press Ctrl+Enter where the keyboard is."""
        self.qtbot.keyClick(self.focus(), Qt.Key.Key_Return, CONTROL)

    def settle(self) -> None:
        """Wait until what was asked for is done and shown."""
        self.wait(lambda: not self.window.changes.busy)
        self.rest()

    def undo(self) -> None:
        """Take back what was done last."""
        self.shortcut("Ctrl+Z")
        self.settle()

    def redo(self) -> None:
        """Do it again."""
        self.shortcut("Ctrl+Shift+Z")
        self.settle()
