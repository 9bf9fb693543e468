"""The actions of a window: made once, from the table of them."""

from __future__ import annotations

from collections.abc import Iterator

from PyQt5.QtCore import QObject, Qt
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QAction, QWidget

from dcsgui.gui.icons import icon
from dcsgui.gui.window.action_specs import Needs, Spec
from dcsgui.gui.window.action_table import SPECS

__all__ = ["Actions"]


class Actions:
    """The actions of a window, by id.

    Parameters
    ----------
    window : QWidget
        Owns them.
    slots : QObject
        Has a method for each id, called when it is triggered; with the state if `checkable`.
    """

    def __init__(self, window: QWidget, slots: QObject) -> None:
        self._made = {spec.id: _made(spec, window) for spec in SPECS}
        for spec in SPECS:
            signal = self[spec.id].toggled if spec.checkable else self[spec.id].triggered
            signal.connect(getattr(slots, spec.id))
            window.addAction(self[spec.id])

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._made.values())

    def of_menu(self, menu: str) -> Iterator[tuple[Spec, QAction]]:
        """Iterate over the actions of a menu, in order."""
        return ((spec, self[spec.id]) for spec in SPECS if spec.menu == menu)

    def enable(self, present: Needs) -> None:
        """Enable what makes sense, by what is there."""
        for spec in SPECS:
            self[spec.id].setEnabled(spec.needs in present)

    def renew_icons(self) -> None:
        """Draw the icons anew, in the colours of another palette."""
        for spec in SPECS:
            if spec.icon:
                self[spec.id].setIcon(icon(spec.icon))


def _made(spec: Spec, window: QWidget) -> QAction:
    action = QAction(spec.text, window)
    action.setObjectName(spec.id)
    action.setIconText(spec.text.replace("&", "").rstrip("\N{HORIZONTAL ELLIPSIS}"))
    action.setCheckable(spec.checkable)
    if spec.icon:
        action.setIcon(icon(spec.icon))
    if spec.keys:
        action.setShortcut(QKeySequence(spec.keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setStatusTip(spec.tip)
    keys = f" ({action.shortcut().toString(QKeySequence.NativeText)})" if spec.keys else ""
    action.setToolTip(f"{spec.tip}{keys}")
    return action
