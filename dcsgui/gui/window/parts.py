"""The parts of the main window, made and put in their places."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QStatusBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.panels.details import DetailsSource, HistoryPanel, ParametersPanel
from dcsgui.gui.panels.places import PlacesPanel
from dcsgui.gui.panels.versions import VersionsPanel
from dcsgui.gui.window.activity import ActivityIndicator
from dcsgui.gui.window.banner import Banner
from dcsgui.gui.window.empty import EmptyState
from dcsgui.gui.window.late_dock import LateDock, put_into
from dcsgui.gui.window.moment_box import MomentBox

SIZE = (1440, 900)
"""Of the window, before a person chooses another."""

WIDTHS = (600, 560)
"""Of the table and the picture."""

PLACES_WIDTH, PLACES_LEAST = 300, 150
DETAILS_SHARE = 0.26
"""Of the height of the window, for the parameters and what is beside them."""


class Parts:
    """The widgets of a main window.

    Attributes
    ----------
    places, versions, parameters, history
        The panels.
    details : DetailsSource
        Asks for what `parameters` and `history` show.
    picture_place : QWidget
        Where the picture goes, which is loaded when the window is up.
    stack : QStackedWidget
        The empty state, or the table and the picture.
    late_docks : list of LateDock
        Those that were added.
    banner, moment_box, words, go_there, activity, cursor
        Messages; "valid at", what it answers, and a button to go there; what is going on; what
        is under the mouse.
    """

    def __init__(self, window: QMainWindow, jobs: Jobs) -> None:
        self.late_docks: list[LateDock] = []
        self.places = PlacesPanel(jobs)
        self.versions = VersionsPanel(jobs)
        self.details = DetailsSource(jobs, window)
        self.parameters = ParametersPanel(self.details)
        self.history = HistoryPanel(self.details)
        self.banner = Banner()
        self.moment_box = MomentBox(jobs)
        self.words = QLabel()
        self.go_there = QToolButton()
        self.empty = EmptyState()
        self.activity = ActivityIndicator(jobs)
        self.cursor = QLabel()
        self.picture_place = QWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.stack = QStackedWidget()
        self._lay_out(window)

    def show_empty(self, *, empty: bool) -> None:
        """Show what to do first, or the table and the picture."""
        window = self.stack.window()
        focused = None if window is None else window.focusWidget()
        self.stack.setCurrentIndex(0 if empty else 1)
        if focused is not None and self.empty.isAncestorOf(focused):
            self.places.view.setFocus()  # there is what was opened

    def focus_first(self) -> None:
        """Move the keyboard to where a person begins."""
        is_empty = self.stack.currentWidget() is self.empty
        (self.empty if is_empty else self.places.view).setFocus()

    def say(self, words: str, *, elsewhere: bool = False) -> None:
        """Tell which version is valid, and why; "" tells nothing.

        With `elsewhere` another one is shown, and a button goes there.
        """
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.go_there.setVisible(elsewhere)

    def put_picture(self, picture: QWidget) -> None:
        """Put the picture where it belongs."""
        self.picture_layout.addWidget(picture)

    def reset(self, window: QMainWindow) -> None:
        """Put all parts where they were first."""
        for dock, area in self._docks:
            window.addDockWidget(area, dock)
            dock.setFloating(False)
            dock.show()
        parameters, *others = [dock for dock, _ in self._docks[1:]]
        for before, dock in zip([parameters, *others], others, strict=False):
            window.tabifyDockWidget(before, dock)
        parameters.raise_()
        self.size(window)

    def size(self, window: QMainWindow) -> None:
        """Give all parts the sizes that they had first."""
        places, parameters = (dock for dock, _ in self._docks[:2])
        height = round(DETAILS_SHARE * window.height())
        window.resizeDocks([places], [PLACES_WIDTH], Qt.Orientation.Horizontal)
        window.resizeDocks([parameters], [height], Qt.Orientation.Vertical)
        self.splitter.setSizes(WIDTHS)

    def add_dock(self, window: QMainWindow, title: str, make: Callable[[], object]) -> LateDock:
        """Add a dock as a tab beside the parameters; its panel is made when it is seen."""
        dock = LateDock(window, title, make)
        area = Qt.DockWidgetArea.BottomDockWidgetArea
        window.addDockWidget(area, dock)
        window.tabifyDockWidget(self._docks[-1][0], dock)
        self._docks.append((dock, area))
        self.late_docks.append(dock)
        self._docks[1][0].raise_()
        return dock

    @property
    def docks(self) -> list[QDockWidget]:
        """The dock widgets, for the View menu."""
        return [dock for dock, _ in self._docks]

    def _lay_out(self, window: QMainWindow) -> None:
        window.resize(*SIZE)
        self.places.setMinimumWidth(PLACES_LEAST)
        self._docks = [
            (_dock(window, "Places", self.places), Qt.DockWidgetArea.LeftDockWidgetArea),
            (_dock(window, "Parameters", self.parameters), Qt.DockWidgetArea.BottomDockWidgetArea),
            (_dock(window, "History", self.history), Qt.DockWidgetArea.BottomDockWidgetArea),
        ]
        window.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.picture_layout = QVBoxLayout(self.picture_place)
        self.picture_layout.setContentsMargins(0, 0, 0, 0)
        self.splitter.setObjectName("splitter")
        self.splitter.addWidget(self.versions)
        self.splitter.addWidget(self.picture_place)
        self.splitter.setChildrenCollapsible(False)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.splitter)
        window.setCentralWidget(self._centre())
        status = QStatusBar()
        status.addPermanentWidget(self.cursor)
        status.addPermanentWidget(self.activity)
        window.setStatusBar(status)
        self.reset(window)

    def _answer(self) -> QHBoxLayout:
        self.go_there.setText("Show it")
        self.go_there.setToolTip("Go to the version that is valid then.")
        self.go_there.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.go_there.hide()
        answer = QHBoxLayout()
        answer.addWidget(self.words, 1)
        answer.addWidget(self.go_there, 0, Qt.AlignmentFlag.AlignTop)
        return answer

    def _centre(self) -> QWidget:
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Preferred)
        self.words.hide()
        self.words.setAccessibleName("Which version is valid, and why")
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(4, 4, 4, 0)
        layout.setSpacing(4)
        layout.addWidget(self.moment_box)
        layout.addLayout(self._answer())
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.banner)  # below: no row moves away from under the mouse
        return centre


def _dock(window: QMainWindow, title: str, widget: QWidget) -> QDockWidget:
    dock = QDockWidget(title, window)
    dock.setObjectName(title.lower())
    put_into(dock, widget)
    return dock
