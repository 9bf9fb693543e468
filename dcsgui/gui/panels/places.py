"""The panel with the places: repository, experiments, directories, files, and what is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PyQt5.QtCore import QMimeData, QModelIndex, Qt, QTimer, pyqtSignal, pyqtSlot
from PyQt5.QtGui import QDragEnterEvent, QDropEvent
from PyQt5.QtWidgets import QAction, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dcsgui.core.actions.answers.listings import DetectorContents
from dcsgui.core.actions.answers.moments import ValidAt
from dcsgui.core.actions.answers.nodes import NodeId, Place
from dcsgui.gui.icons import icon
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import FindPlace
from dcsgui.gui.models.tree import Role, TreeModel
from dcsgui.gui.models.tree_filling import Filler
from dcsgui.gui.models.tree_rows import Kind
from dcsgui.gui.panels.places_memory import PlacesMemory
from dcsgui.gui.panels.places_seeking import Seeking
from dcsgui.gui.panels.places_view import PlacesView

__all__ = ["PlacesPanel"]

HINT = "Open a calibration directory or a detector file: Ctrl+O, or drop it here."

STAY_MS = 250
"""Who stays so long at a detector gets to know whether it can be read and changed."""


class PlacesPanel(QWidget):
    """The places that are opened, as a tree; files and directories can be dropped on it.

    Parameters
    ----------
    jobs : Jobs
        Which is asked for what is in the places.
    parent : QWidget, optional

    Attributes
    ----------
    view : PlacesView
        The tree.
    model : TreeModel

    Signals
    -------
    nodeSelected(NodeId or None)
        Another row is current; None: it stands for nothing in a detector file.
    placesChanged()
        A place was added or removed.
    placeDropped(Place)
        One was added because it was dropped here.
    problemShown(str, str)
        Something that was wanted is not there: a sentence; and the path of the file that could
        not be read, "" if none.
    openAsked()
        A person wants to open a place, while there is none.
    """

    nodeSelected = pyqtSignal(object)
    placesChanged = pyqtSignal()
    placeDropped = pyqtSignal(object)
    problemShown = pyqtSignal(str, str)
    openAsked = pyqtSignal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._node: NodeId | None = None
        self.model = TreeModel(self)
        self._filler = Filler(self.model, jobs, self)
        self.view = PlacesView(self.model)
        self._memory = PlacesMemory(self.model, self.view)
        self._seeking = Seeking(self.model, self.view)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty_state())
        self._stack.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.view)
        self._seeking.missed.connect(self.problemShown)
        self.view.tryAgainAsked.connect(self._on_try_again)
        selection = self.view.selectionModel()
        if selection is not None:
            selection.currentChanged.connect(self._on_current_changed)
        self._stay = QTimer(self)
        self._stay.setSingleShot(True)
        self._stay.setInterval(STAY_MS)
        self._stay.timeout.connect(self._on_stayed)
        jobs.pathsChanged.connect(self._on_paths_changed)

    # --- the places ---

    def places(self) -> tuple[Place, ...]:
        """Return the places that are opened, in their order."""
        return self.model.places()

    def add_place(self, place: Place) -> None:
        """Add a place and open it; one that is there already only becomes current."""
        new = place.path not in (known.path for known in self.places())
        index = self.model.add_place(place)
        self._stack.setCurrentWidget(self.view)
        if new:
            self.view.expand(index)
            self._memory.put_back(self.model.root)
            self.placesChanged.emit()
        else:
            self._memory.let_go()
            self.view.setCurrentIndex(index)

    def remove_place(self, path: str) -> None:
        """Take a place out of the panel; nothing happens to its files."""
        if path in (place.path for place in self.places()):
            self.model.remove_place(path)
            self._stack.setCurrentIndex(1 if self.places() else 0)
            self.placesChanged.emit()

    def current_place(self) -> Place | None:
        """Return the place that the current row is in; the only one if no row is current."""
        place: Place | None = self.view.currentIndex().data(Role.PLACE)
        places = self.places()
        return places[0] if place is None and len(places) == 1 else place

    # --- what is in them ---

    def current(self) -> NodeId | None:
        """Return what the current row stands for, if that is in a detector file."""
        node: NodeId | None = self.view.currentIndex().data(Role.NODE)
        return node

    def select(self, node: NodeId) -> None:
        """Go to a node, as soon as it is known; if there is none, tell what is there instead."""
        self._memory.let_go()
        self._seeking.go(node)

    def select_new(self, node: NodeId) -> None:
        """Go to a node that was just made: what is known is asked for again."""
        self._memory.let_go()
        self._seeking.go_to_new(node)
        self._filler.refresh()

    def contents(self, file: str) -> DetectorContents | None:
        """Return what is at the root of a file, if it was looked into."""
        facts = (branch.facts for branch in self.model.branches_of(file))
        return next((one for one in facts if isinstance(one, DetectorContents)), None)

    def refresh(self, path: str | None = None) -> None:
        """Look again at a file or a place, or at everything that was looked into."""
        self._filler.refresh(path)

    def has_trouble(self) -> bool:
        """Tell whether there is something that could not be read."""
        return any(branch.failure is not None for branch in self.model.branches())

    def try_again(self) -> None:
        """Ask again for what could not be read, also what the worker died over."""
        for path in tuple(self._jobs.marked):
            self._filler.forgive(path)
        for branch in self.model.branches():
            if branch.failure is not None:
                self._filler.try_again(branch)

    # --- how it is shown ---

    def show_valid(self, valid: ValidAt) -> None:
        """Mark what answers at a time, and why."""
        self.model.set_valid(valid)

    def clear_valid(self) -> None:
        """Take the marks away again."""
        self.model.set_valid(None)

    def set_utc(self, *, utc: bool) -> None:
        """Show times in UTC, or in local time."""
        self.model.set_utc(utc=utc)

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Set what the context menu offers."""
        self.view.set_actions(actions)

    def state(self) -> dict[str, object]:
        """Return what is open, current and in sight, as JSON values."""
        return self._memory.state()

    def restore(self, state: Mapping[str, object]) -> None:
        """Put back a `state`, as far as there still is what it tells of."""
        self._memory.restore(state)

    # --- files from the desktop ---

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Let files and directories in."""
        if event is not None and _paths(event.mimeData()):
            _take_copy(event)

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Open what was dropped."""
        if event is None:
            return
        _take_copy(event)
        for path in _paths(event.mimeData()):
            job = self._jobs.ask(FindPlace(path))
            job.answered.connect(self._on_place_found)
            job.failed.connect(self._on_place_missed)

    @pyqtSlot(object)
    def _on_place_found(self, place: Place) -> None:
        self.add_place(place)
        self.placeDropped.emit(place)

    @pyqtSlot(object)
    def _on_place_missed(self, failure: Failure) -> None:
        self.problemShown.emit(failure.sentence, failure.subject)

    @pyqtSlot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        node: NodeId | None = current.data(Role.NODE)
        if node != self._node:
            self._node = node
            self._stay.start()
            self.nodeSelected.emit(node)

    @pyqtSlot(tuple)
    def _on_paths_changed(self, paths: tuple[str, ...]) -> None:
        if self._node is not None and self._node.file in paths:
            self._stay.start()

    @pyqtSlot()
    def _on_stayed(self) -> None:
        """Look into the detector that is current, though its row is closed."""
        index = self.view.currentIndex()
        if index.data(Role.KIND) is not Kind.FILE:
            return
        self.model.fetchMore(index)
        branch = self.model.branch_at(index)
        if branch is not None and branch.stale:
            branch.stale = False
            self._filler.fill(branch)

    @pyqtSlot(QModelIndex)
    def _on_try_again(self, index: QModelIndex) -> None:
        owner = self.model.owner_of(index)
        is_tail = owner is not None and index.row() >= len(owner.rows)
        branch = owner if is_tail else self.model.branch_made(index)
        if branch is not None:
            self._filler.try_again(branch)

    def _empty_state(self) -> QWidget:
        page = QWidget()
        hint = QLabel(HINT)
        hint.setWordWrap(True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        button = QPushButton(icon("open"), "&Open…")
        button.setToolTip("Open a calibration directory, with all detectors in it.")
        button.clicked.connect(self.openAsked)
        layout = QVBoxLayout(page)
        layout.addStretch(1)
        layout.addWidget(hint)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        return page


def _take_copy(event: QDropEvent) -> None:
    """Take what is dragged, and leave it where it is: whoever moves it would remove it there."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.setAccepted(event.dropAction() == Qt.DropAction.CopyAction)


def _paths(data: QMimeData | None) -> list[str]:
    """Return the paths of the local files and directories in what is dragged."""
    urls: Iterable[str] = () if data is None else (url.toLocalFile() for url in data.urls())
    return [path for path in urls if path]
