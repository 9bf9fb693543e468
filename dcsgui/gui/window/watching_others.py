"""Finding and marking what others change while this window is open, and having it told once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QObject, QTimer, pyqtSlot

from dcsgui.core.actions.answers.nodes import Level, NodeId
from dcsgui.gui.jobs.job import AGAIN_MS, BUSY, Failure
from dcsgui.gui.models.marks import Mark, Marks
from dcsgui.gui.models.tree_rows import Branch, Kind
from dcsgui.gui.undo.parts import Part, Way
from dcsgui.gui.undo.steps import Step
from dcsgui.gui.window.others_telling import OthersTelling
from dcsgui.gui.window.others_words import did_words

if TYPE_CHECKING:
    from dcsgui.core.actions.answers.changes import FileChanges
    from dcsgui.gui.window.main import MainWindow

__all__ = ["WatchingOthers"]

SEEN_MS = 3000
"""A mark goes when its row was current for so long."""


class WatchingOthers(QObject):
    """Looks into the undo log of each file that is opened, whenever the file has changed.

    What this window did itself is known by the numbers of its changes; all else is marked in the
    tree and the table until its row was current for a while, or until `dismiss`.

    Attributes
    ----------
    marks : Marks
        What is marked now.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.marks = Marks()
        self._window = window
        self._seen: dict[str, int] = {}  # file: the number of the last change that is known
        self._asked: set[str] = set()  # files whose changes are being read
        self._stale: set[str] = set()  # files that have changed since that was asked
        self._own: set[tuple[str, int]] = set()
        self._held: dict[str, FileChanges] = {}  # while changes of our own are being made
        self._telling = OthersTelling(window.parts, self)
        self._again = self._timer(AGAIN_MS)
        self._again.timeout.connect(self._on_again)
        self._looking = self._timer(SEEN_MS)
        self._looking.timeout.connect(self._on_seen)
        window.jobs.pathsChanged.connect(self._on_paths_changed)
        window.changes.partDone.connect(self._on_part_done)
        window.changes.busyChanged.connect(self._on_busy_changed)
        for ended in (window.changes.changed, window.changes.refused, window.changes.stopped):
            ended.connect(self._on_step_ended)
        window.showing.nodeChanged.connect(self._on_current_changed)
        window.showing.versionChanged.connect(self._on_current_changed)
        window.parts.places.model.branchFilled.connect(self._on_branch_filled)

    @pyqtSlot()
    def dismiss(self) -> None:
        """Take all marks away."""
        self._show(Marks())

    @property
    def _utc(self) -> bool:
        return self._window.parts.versions.model.look.utc

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        return timer

    # --- reading what was changed ------------------------------------------------------------

    @pyqtSlot(object)
    def _on_branch_filled(self, branch: Branch) -> None:
        """Note what was changed last before a file was opened."""
        node = branch.node
        if branch.kind is not Kind.FILE or branch.failure is not None or node is None:
            return
        if node.file not in self._seen:
            self._ask(node.file)

    @pyqtSlot(tuple)
    def _on_paths_changed(self, paths: tuple[str, ...]) -> None:
        for path in paths:
            if path in self._seen:
                self._ask(path)
            elif path in self._asked:
                self._stale.add(path)

    def _ask(self, file: str) -> None:
        if file in self._asked:
            self._stale.add(file)
            return
        self._asked.add(file)
        from dcsgui.gui.jobs.undo_requests import ReadChanges

        job = self._window.jobs.ask(ReadChanges(file))
        job.answered.connect(self._on_answered)
        job.failed.connect(self._on_failed)

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        """Ask again where others hold the file; what can't be read is told elsewhere."""
        self._asked.discard(failure.subject)
        if failure.kind == BUSY:
            self._stale.add(failure.subject)
            self._again.start()
        else:
            self._stale.discard(failure.subject)

    @pyqtSlot()
    def _on_again(self) -> None:
        for file in self._stale - self._asked:
            self._stale.discard(file)
            self._ask(file)

    @pyqtSlot(object)
    def _on_answered(self, found: FileChanges) -> None:
        file = found.node.file
        self._asked.discard(file)
        if self._is_being_changed(file):
            self._held[file] = found  # some of it may be our own; that is not known yet
        else:
            self._take(found)
        if file in self._stale:
            self._stale.discard(file)
            self._ask(file)

    def _is_being_changed(self, file: str) -> bool:
        """Tell whether this window may be changing a file; what is quick is waited for anyway."""
        running = self._window.changes.running
        return any(
            not step.long or any(file in part.touched for part in step.parts) for step in running
        )

    @pyqtSlot(bool)
    def _on_busy_changed(self, *busy: bool) -> None:
        if busy == (False,):
            self._take_held()

    @pyqtSlot(object, object)
    @pyqtSlot(object, object, str)
    @pyqtSlot(object, object, object)
    def _on_step_ended(self, _step: Step, _way: Way, _what: object = None) -> None:
        self._take_held()

    def _take_held(self) -> None:
        """Take what was held of files that are not being changed any more."""
        for file in [file for file in self._held if not self._is_being_changed(file)]:
            self._take(self._held.pop(file))

    @pyqtSlot(object, object, object, object)
    def _on_part_done(self, step: Step, way: Way, part: Part, answer: Any) -> None:
        """Note which changes are our own, and that what they changed has been looked at."""
        del step, way
        self._own.update(_numbers(part.file, answer))

    # --- marking -----------------------------------------------------------------------------

    def _take(self, found: FileChanges) -> None:
        """Mark what has come since the file was read last, but for what we did."""
        file, rows = found.node.file, found.changes
        last = max((row.number for row in rows), default=0)
        before = self._seen.get(file)
        self._seen[file] = last
        if before is None:
            return
        fresh = [row for row in rows if row.number > before]
        ours = {row.number for row in fresh if (file, row.number) in self._own}
        others = [row for row in fresh if row.number not in ours]
        self._own -= {(file, number) for number in ours}
        if not others:
            return
        marks = self.marks
        for row in others:
            mark = Mark(row.who, row.when_ns, did_words(row, utc=self._utc), row.comment)
            for node in row.nodes or (found.node,):
                marks = marks.with_mark(node, mark)
        self._show(marks)
        self._telling.tell(file, others)

    def _show(self, marks: Marks) -> None:
        before, self.marks = self.marks, marks
        if before == marks:
            return
        self._window.parts.places.model.set_changed(marks)
        self._window.parts.versions.model.show_changed(marks)
        for file in before.files - marks.files:
            self._telling.take_back(file)
        self._on_current_changed()

    @pyqtSlot()
    @pyqtSlot(object)
    def _on_current_changed(self, _node: NodeId | None = None) -> None:
        """Begin to look at what is current, if it is marked."""
        if any(node in self.marks.own for node in self._current()):
            self._looking.start()
        else:
            self._looking.stop()

    @pyqtSlot()
    def _on_seen(self) -> None:
        self._show(self.marks.without(self._current()))

    def _current(self) -> Iterator[NodeId]:
        """Go through the nodes that a person is looking at."""
        showing = self._window.showing
        for node in (showing.node, showing.version):
            if node is not None:
                yield node
        version = showing.version
        if version is not None and version.level is Level.VERSION:
            yield version.parent  # its default is seen in the table, too


def _numbers(file: str, answer: Any) -> Iterator[tuple[str, int]]:
    """Go through the changes that an answer tells of: the file, and the number in its log."""
    from dcsgui.core.actions.answers.links import Links

    if isinstance(answer, Links):
        yield from ((edit.file, edit.change) for edit in answer.edits if edit.change)
        return
    if number := getattr(answer, "change", 0):
        yield file, number
    if number := getattr(answer, "source_change", 0):
        yield answer.source, number
