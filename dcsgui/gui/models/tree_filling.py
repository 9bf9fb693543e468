"""Filling the tree: asks for what somebody wants to see, and again where it has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PyQt5.QtCore import QObject, Qt, QTimer, pyqtSlot

from dcsgui.core.actions.answers.listings import PlaceContents
from dcsgui.gui.jobs.job import AGAIN_MS
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.models.tree import TreeModel
from dcsgui.gui.models.tree_asking import PASSING, Asking
from dcsgui.gui.models.tree_rows import Branch, Kind, Row, State

__all__ = ["Filler"]

OWNER = "places"
"""For whom paths are watched."""

_KNOWN = (State.FILLED, State.FAILED)


class Filler(QObject):
    """Keeps a tree of places filled and fresh.

    A branch is asked for when somebody wants to see its rows. Files and directories that were
    looked into are watched; where one changes, what is open of it is asked for again at once, and
    what is closed when it is opened. So is what could not be read as another process held it,
    without a change, after a while.

    Parameters
    ----------
    model : TreeModel
        Its `fetchNeeded` is answered.
    jobs : Jobs
        Which is asked.
    parent : QObject, optional
    """

    def __init__(self, model: TreeModel, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._jobs = jobs
        self._asking: dict[int, Asking] = {}
        # Later: a view asks in the middle of its layout, which removed rows would upset.
        model.fetchNeeded.connect(
            self._on_fetch_needed,
            Qt.ConnectionType.QueuedConnection,  # type: ignore[call-arg] # missing in the stubs
        )
        model.rowsRemoved.connect(self._on_rows_removed)
        jobs.pathsChanged.connect(self._on_paths_changed)
        jobs.fileMarked.connect(self._on_file_marked)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._on_again)

    @pyqtSlot(object)
    def fill(self, branch: Branch) -> None:
        """Ask for the rows of a branch, or ask again."""
        if branch.kind is Kind.DETTYPE:
            self._model.merge(branch, branch.entry.files)  # type: ignore[attr-defined]
        elif branch.ident in self._asking:
            self._asking[branch.ident].again = True
        else:
            self._model.begin(branch)
            self._watch(branch)
            asking = Asking(branch, self._jobs, self._model, parent=self)
            asking.over.connect(self._on_over)
            self._asking[branch.ident] = asking

    def refresh(self, path: str | None = None) -> None:
        """Look again at a file or the place at a path, or at everything that was looked into."""
        for branch in self._model.branches():
            if branch.kind in (Kind.PLACE, Kind.FILE) and path in (None, branch.key):
                self._freshen(branch)

    def try_again(self, branch: Branch) -> None:
        """Ask again for what could not be read, also if the worker died over it."""
        self.forgive(branch.key if branch.node is None else branch.node.file)
        self.fill(branch)

    def forgive(self, path: str) -> None:
        """Let a file or directory be touched again over which the worker died."""
        self._jobs.forgive(path)
        self._model.set_marks(self._jobs.marked)

    @pyqtSlot(object)
    def _on_fetch_needed(self, branch: Branch) -> None:
        if self._model.knows(branch):
            self.fill(branch)

    @pyqtSlot(object)
    def _on_over(self, asking: Asking) -> None:
        branch = asking.branch
        del self._asking[branch.ident]
        asking.deleteLater()
        if not self._model.knows(branch):
            return
        if asking.again:
            self.fill(branch)
        elif branch.state is State.FILLED and branch.failure is None:
            self._freshen_below(branch, asking.before)
        elif _is_held(branch):
            self._again.start()
        self._watch()

    def _freshen_below(self, branch: Branch, before: Iterable[Row]) -> None:
        """Look again at what is below a branch that was filled again."""
        if branch.kind is not Kind.PLACE:
            for child in tuple(branch.branches.values()):
                self._freshen(child)
            return
        files = {entry[0]: entry for row in before for entry in row[1]}
        for dettype in tuple(branch.branches.values()):
            self.fill(dettype)
            for child in tuple(dettype.branches.values()):
                if files.get(child.key) != child.entry:
                    self._freshen(child)

    def _freshen(self, branch: Branch) -> None:
        is_place = branch.parent is self._model.root
        if is_place or branch.is_open or branch.ident in self._asking:
            self.fill(branch)
        elif branch.state in _KNOWN:
            branch.stale = True

    @pyqtSlot()
    def _on_again(self) -> None:
        for branch in self._model.branches():
            if _is_held(branch):
                branch.stale = True
                self._freshen(branch)

    def _watch(self, besides: Branch | None = None) -> None:
        looked_into = [branch for branch in self._model.branches() if branch.state in _KNOWN]
        if besides is not None:
            looked_into.append(besides)
        self._jobs.watch(OWNER, {path for one in looked_into for path in _watched(one)})

    @pyqtSlot(tuple)
    def _on_paths_changed(self, paths: tuple[str, ...]) -> None:
        changed = set(paths)
        for branch in self._model.branches():
            if self._model.knows(branch) and changed.intersection(_watched(branch)):
                self._freshen(branch)

    @pyqtSlot(str, str)
    def _on_file_marked(self, path: str, reason: str) -> None:
        self._model.set_marks({**self._jobs.marked, path: reason})

    @pyqtSlot()
    def _on_rows_removed(self) -> None:
        for asking in tuple(self._asking.values()):
            if not self._model.knows(asking.branch):
                asking.cancel()
        self._watch()


def _is_held(branch: Branch) -> bool:
    """Return whether another process held what the rows of a branch are read from."""
    return branch.failure is not None and branch.failure.kind in PASSING


def _watched(branch: Branch) -> Iterator[str]:
    """Iterate over the paths that tell whether the rows of a branch have changed."""
    if branch.kind in (Kind.PLACE, Kind.FILE):
        yield branch.key
    if branch.kind is Kind.PLACE and isinstance(branch.facts, PlaceContents):
        yield from branch.facts.directories
