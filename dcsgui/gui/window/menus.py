"""The menus and the tool bar of the main window, made from the table of actions."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QAction, QActionGroup, QMainWindow, QMenu, QMenuBar, QToolBar

from dcsgui.gui.window.action_specs import MENUS, Menu
from dcsgui.gui.window.actions import Actions
from dcsgui.gui.window.dock_tips import DockTips
from dcsgui.gui.window.opening import Opening
from dcsgui.gui.window.panel_menu import PanelMenu
from dcsgui.gui.window.parts import Parts
from dcsgui.gui.window.theme import Appearance, Theme

TOOLS = (
    "open_directory",
    "refresh",
    "undo",
    "redo",
    "make_default",
    "promote",
    "save_picture",
    "copy_snippet",
)
"""Actions of the tool bar, by id."""

OF_VERSION = (
    *("make_default", "release_default", ""),
    *("cut", "copy", "paste", "promote", "transfer_to", ""),
    *("add_constants", "edit_parameters", "add_comment", "range_ends", ""),
    *("copy_snippet", "copy_name", "save_constants", ""),
    "delete",
)
OF_NODE = (
    *("refresh", "try_again", "close_place", ""),
    *("cut", "copy", "paste", "promote", "transfer_to", ""),
    *("add_constants", "new_range", "new_type", "new_detector", ""),
    *("edit_parameters", "add_comment", "range_ends", "release_default", ""),
    *("links", "aliases", "access", ""),
    *("copy_name", "save_history", ""),
    "delete",
)
"""Actions of the context menus of table and tree; "" is a line between them."""


class Menus:
    """Menus, tool bar and context menus.

    Parameters
    ----------
    window : QMainWindow
    actions : Actions
    parts : Parts
    opening : Opening
        Has the recent list.
    theme : Theme
        Light, dark, or as the desktop.
    """

    def __init__(
        self,
        window: QMainWindow,
        actions: Actions,
        *,
        parts: Parts,
        opening: Opening,
        theme: Theme,
    ) -> None:
        self._opening = opening
        self._theme = theme
        self._window = window
        self.bar = QMenuBar(window)
        window.setMenuBar(self.bar)
        self._menus = {title: self._menu(title, actions) for title in MENUS}
        self.recent = self._recent_menu(actions)
        self._appearance_menu()
        view = self._menus[Menu.VIEW]
        view.addSeparator()
        view.addMenu(PanelMenu(parts.docks, window))
        for dock in parts.docks:
            view.addAction(dock.toggleViewAction())
        DockTips(window, parts.docks)
        self._tool_bar(actions)
        parts.versions.set_actions(self._of_context(OF_VERSION, actions))
        parts.places.set_actions(self._of_context(OF_NODE, actions))

    def _of_context(self, names: Sequence[str], actions: Actions) -> list[QAction]:
        return [actions[name] if name else self._line() for name in names]

    def _line(self) -> QAction:
        line = QAction(self._window)
        line.setSeparator(True)
        return line

    def _menu(self, title: str, actions: Actions) -> QMenu:
        menu = QMenu(title, self._window)
        self.bar.addMenu(menu)
        menu.setToolTipsVisible(True)
        for spec, action in actions.of_menu(title):
            menu.addAction(action)
            if spec.break_after:
                menu.addSeparator()
        return menu

    def _recent_menu(self, actions: Actions) -> QMenu:
        menu = QMenu("Open re&cent", self._window)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._fill_recent)
        menu.triggered.connect(self._open_recent)
        self._menus[Menu.FILE].insertMenu(actions["save_constants"], menu)
        self._menus[Menu.FILE].insertSeparator(actions["save_constants"])
        return menu

    def _fill_recent(self) -> None:
        self.recent.clear()
        for path in self._opening.recent:
            action = QAction(path.replace("&", "&&"), self.recent)
            action.setData(path)
            self.recent.addAction(action)
        if not self._opening.recent:
            nothing = QAction("Nothing was opened yet", self.recent)
            nothing.setEnabled(False)
            self.recent.addAction(nothing)

    def _open_recent(self, action: QAction) -> None:
        self._opening.open_path(action.data())

    def _appearance_menu(self) -> None:
        menu = QMenu("Appeara&nce", self._window)
        self._menus[Menu.VIEW].addMenu(menu)
        group = QActionGroup(menu)
        for appearance, text in (
            (Appearance.FOLLOW, "As the &desktop"),
            (Appearance.LIGHT, "&Light"),
            (Appearance.DARK, "D&ark"),
        ):
            action = QAction(text, menu)
            menu.addAction(action)
            action.setCheckable(True)
            action.setData(appearance)
            action.setChecked(appearance is self._theme.appearance)
            group.addAction(action)
        group.triggered.connect(self._set_appearance)

    def _set_appearance(self, action: QAction) -> None:
        self._theme.set_appearance(action.data())

    def _tool_bar(self, actions: Actions) -> None:
        bar = QToolBar("Tools", self._window)
        self._window.addToolBar(bar)
        bar.setObjectName("tools")
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for name in TOOLS:
            bar.addAction(actions[name])
