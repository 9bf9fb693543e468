"""What was cut: shown pale until it is pasted, Escape is pressed, or something else is copied."""

from __future__ import annotations

from dataclasses import replace

from PyQt5.QtCore import QObject, Qt, pyqtSlot
from PyQt5.QtGui import QClipboard, QKeySequence
from PyQt5.QtWidgets import QApplication, QShortcut

from dcsgui.gui.carrying.load import Load
from dcsgui.gui.carrying.mime import NODES, mime_of
from dcsgui.gui.panels.fading import Faded
from dcsgui.gui.panels.places_view import PlacesView
from dcsgui.gui.panels.versions_view import VersionsView

__all__ = ["Cutting", "clipboard"]


class Cutting(QObject):
    """Puts constants on the clipboard, and remembers what of it was cut.

    Parameters
    ----------
    tree : PlacesView
    table : VersionsView
        Show what was cut.

    Attributes
    ----------
    load : Load or None
        What was cut here, and is not pasted yet.
    """

    def __init__(self, tree: PlacesView, table: VersionsView) -> None:
        super().__init__(tree)
        self.load: Load | None = None
        self._tree, self._table = tree, table
        self._keys = [QShortcut(QKeySequence(Qt.Key.Key_Escape), view) for view in (tree, table)]
        for keys in self._keys:
            keys.setContext(Qt.ShortcutContext.WidgetShortcut)
            keys.setEnabled(False)
            keys.activated.connect(self._on_escape)
        clipboard().dataChanged.connect(self._on_clipboard_changed)

    def put(self, load: Load, text: str = "") -> None:
        """Put constants on the clipboard, with a text for other programs."""
        clipboard().setMimeData(mime_of(load, text))
        self._show(load if load.was_cut else None)

    def pasted(self, load: Load) -> None:
        """Take note that something was pasted: what was cut can be pasted once."""
        if load.was_cut:
            clipboard().clear()
            self._show(None)

    def _show(self, load: Load | None) -> None:
        self.load = load
        nodes = () if load is None else load.nodes
        faded = Faded(frozenset(one.node for one in nodes))
        self._tree.set_faded(faded)
        self._table.set_faded(faded)
        for keys in self._keys:
            keys.setEnabled(load is not None)

    @pyqtSlot()
    def _on_escape(self) -> None:
        """Leave it on the clipboard, to be copied."""
        if self.load is not None:
            self.put(replace(self.load, was_cut=False))

    @pyqtSlot()
    def _on_clipboard_changed(self) -> None:
        """Show what was cut no longer, if there is something else on the clipboard.

        That of another program is not looked at: it may take its time to answer.
        """
        if self.load is None:
            return
        data = clipboard().mimeData() if clipboard().ownsClipboard() else None
        if data is None or not data.hasFormat(NODES):
            self._show(None)


def clipboard() -> QClipboard:
    """Return the clipboard, which the stubs think may not be there."""
    found = QApplication.clipboard()
    assert found is not None  # noqa: S101 - there is an application
    return found
