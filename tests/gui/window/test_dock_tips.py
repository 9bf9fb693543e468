"""What a tab of the docks says when the mouse rests on it."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, Qt
from PyQt5.QtGui import QHelpEvent
from PyQt5.QtWidgets import QApplication, QTabBar, QToolTip

from dcsgui.gui.window.dock_tips import TIPS
from window_hands import Hands


def test_each_tab_says_what_it_is_for(hands: Hands) -> None:
    window = hands.window
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    hands.wait(lambda: window.findChildren(QTabBar, options=direct))
    hands.rest()
    tabs = window.findChildren(QTabBar, options=direct)[0]
    titles = [tabs.tabText(tab).replace("&", "") for tab in range(tabs.count())]
    assert set(titles) == set(TIPS) - {"Places"}
    for number, title in enumerate(titles):
        place = tabs.tabRect(number).center()
        event = QHelpEvent(QEvent.Type.ToolTip, place, tabs.mapToGlobal(place))
        QApplication.sendEvent(tabs, event)
        assert TIPS[title] in QToolTip.text()
    QToolTip.hideText()


def test_the_view_menu_says_it_too(hands: Hands) -> None:
    for dock in hands.window.parts.docks:
        action = dock.toggleViewAction()
        assert action is not None
        assert action.toolTip() == TIPS[dock.windowTitle()]
