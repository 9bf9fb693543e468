"""Copy, cut and paste of constants, in the tree and in the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from dcsgui.gui.carrying.cutting import Cutting, clipboard
from dcsgui.gui.carrying.load import Carried, Load
from dcsgui.gui.carrying.mime import load_of
from dcsgui.gui.carrying.target import Target
from dcsgui.gui.carrying.zone import judged
from dcsgui.gui.panels.versions_view import VersionsView

__all__ = ["NodeClips", "TableClips"]

_NOTHING = "There is nothing on the clipboard that can be put here: copy constants, or files."


class NodeClips(QObject):
    """Those of the tree.

    Parameters
    ----------
    cutting : Cutting
    take : function
        Returns what is selected; tells a person if that is nothing.
    targets : function of a Load
        Returns where things go that are pasted; the first that takes them does.

    Signals
    -------
    pasted(Verdict)
        Something is to be done with what was pasted.
    refused(str)
        Nothing can be done, and why.
    """

    pasted = pyqtSignal(object)
    refused = pyqtSignal(str)

    def __init__(
        self,
        cutting: Cutting,
        *,
        take: Callable[[], tuple[Carried, ...]],
        targets: Callable[[Load], Sequence[Target | None]],
    ) -> None:
        super().__init__(cutting)
        self._cutting, self._take, self._targets = cutting, take, targets

    def can_copy(self) -> bool:
        """Tell that copying can be asked for: if nothing is selected, that is told then."""
        return True

    def can_cut(self) -> bool:
        """Tell that cutting can be asked for."""
        return True

    def can_paste(self) -> bool:
        """Tell that something can be pasted."""
        return True

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        self._put(Load(self._take()))

    def cut(self) -> None:
        """Put what is selected on the clipboard, to be moved; not what can't be deleted."""
        nodes = self._take()
        known = (one.access for one in nodes if one.access is not None)
        reason = next((access.reason for access in known if not access.writable), "")
        if reason:
            self.refused.emit(f"It can be copied, but not cut: {reason}")
        else:
            self._put(Load(nodes, was_cut=True))

    def paste(self) -> None:
        """Take what is on the clipboard to what is current."""
        load = load_of(clipboard().mimeData())
        if load is None:
            self.refused.emit(_NOTHING)
            return
        verdict, _ = judged(load, self._targets(load), move=load.was_cut)
        if verdict.deeds:
            self._cutting.pasted(load)
            self.pasted.emit(verdict)
        else:
            self.refused.emit(verdict.words)

    def _put(self, load: Load) -> None:
        if load.nodes:
            self._cutting.put(load)


class TableClips(NodeClips):
    """Those of the table: other programs get its rows as text.

    Parameters
    ----------
    view : VersionsView
    """

    def __init__(
        self,
        cutting: Cutting,
        view: VersionsView,
        *,
        take: Callable[[], tuple[Carried, ...]],
        targets: Callable[[Load], Sequence[Target | None]],
    ) -> None:
        super().__init__(cutting, take=take, targets=targets)
        self._view = view
        self._load: Load | None = None
        view.put_text = self._on_text

    def _put(self, load: Load) -> None:
        if load.nodes:
            self._load = load
            self._view.copy()

    @pyqtSlot(str)
    def _on_text(self, text: str) -> None:
        """Put the rows on the clipboard, now that their text is there."""
        load, self._load = self._load or Load(self._take()), None
        self._cutting.put(load, text)
