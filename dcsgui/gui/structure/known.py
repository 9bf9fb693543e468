"""What is known of a detector file while it is being changed: its types, and their ranges."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QWidget

from dcsgui.core.actions.answers.listings import DetectorContents, RangeEntry, RangePage
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import ListRanges, OpenDetector
from dcsgui.gui.panels.asking import Asking

__all__ = ["KnownDetector"]


class KnownDetector(QObject):
    """Asks what is in a detector file, and again when the file has changed.

    Parameters
    ----------
    jobs : Jobs
    parent : QWidget
        Who wants to know it; while that is hidden nothing is asked.

    Attributes
    ----------
    file : str
        "" before `look_at`.
    contents : DetectorContents or None
        Its root level, None if that is not known (yet).
    problem : str
        Why it is not known, in a sentence; "" if nothing is wrong.

    Signals
    -------
    changed()
        Something is known now, or is another.
    """

    changed = pyqtSignal()

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs, self._owner = jobs, parent
        self.file, self.problem = "", ""
        self.contents: DetectorContents | None = None
        self._ranges: dict[str, _Ranges] = {}
        self._asking = Asking(jobs, f"detector known {id(self)}", self)
        self._asking.answered.connect(self._on_contents)
        self._asking.failed.connect(self._on_failed)
        jobs.pathsChanged.connect(self._on_paths_changed)

    @property
    def ctypes(self) -> tuple[str, ...]:
        """The types of the file, as far as they are known."""
        return () if self.contents is None else tuple(one.ctype for one in self.contents.types)

    def look_at(self, file: str) -> None:
        """Ask for what is in a file, unless that is known."""
        if file == self.file:
            if self.contents is None and file and not self._asking.busy:
                self._ask()
            return
        self._forget()
        self.file = file
        if file:
            self._ask()

    def ranges(self, ctype: str) -> tuple[RangeEntry, ...] | None:
        """Return the ranges of a type, None if they are not known yet; then they are asked for."""
        if ctype not in self.ctypes:
            return None if self.contents is None and self.file else ()
        if ctype not in self._ranges:
            self._ranges[ctype] = ranges = _Ranges(self._jobs, NodeId(self.file, (ctype,)), self)
            ranges.changed.connect(self.changed)
            ranges.ask()
        return self._ranges[ctype].known

    def look_again(self) -> None:
        """Ask anew for all that was asked for."""
        if self.file:
            self._ask()
            for ranges in self._ranges.values():
                ranges.ask()

    def _ask(self) -> None:
        self._asking.ask(OpenDetector(self.file))

    def _forget(self) -> None:
        self._asking.stop()
        self.file, self.problem, self.contents = "", "", None
        for ranges in self._ranges.values():
            ranges.stop()
        self._ranges.clear()

    @pyqtSlot(object)
    def _on_contents(self, contents: DetectorContents) -> None:
        self.contents, self.problem = contents, ""
        self.changed.emit()

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self.contents, self.problem = None, failure.sentence
        self.changed.emit()

    @pyqtSlot(tuple)
    def _on_paths_changed(self, paths: tuple[str, ...]) -> None:
        if self.file in paths:
            if self._owner.isVisible():
                self.look_again()
            else:
                self._forget()


class _Ranges(QObject):
    """The ranges of a type, which come in pages.

    Signals
    -------
    changed()
        All have come, or none because it failed.
    """

    changed = pyqtSignal()

    def __init__(self, jobs: Jobs, node: NodeId, parent: QObject) -> None:
        super().__init__(parent)
        self._node = node
        self._coming: list[RangeEntry] = []
        self.known: tuple[RangeEntry, ...] | None = None
        self._asking = Asking(jobs, f"ranges known {id(self)}", self)
        self._asking.answered.connect(self._on_page)
        self._asking.completed.connect(self._on_completed)
        self._asking.failed.connect(self._on_completed)

    def ask(self) -> None:
        """Ask for them, again."""
        self._coming = []
        self._asking.ask(ListRanges(self._node))

    def stop(self) -> None:
        """Ask for nothing, and go away."""
        self._asking.stop()
        self.deleteLater()

    @pyqtSlot(object)
    def _on_page(self, page: RangePage) -> None:
        self._coming += page.rows

    @pyqtSlot()
    def _on_completed(self) -> None:
        self.known = tuple(self._coming)
        self.changed.emit()
