"""Which constants are valid at a time: in the tree, in the table, and in words."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSlot

from dcsgui.core.actions.answers.moments import Moment, Valid, ValidAt
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.job import Failure, Job
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import FindValid
from dcsgui.gui.window.parts import Parts
from dcsgui.gui.window.showing import Showing


class ValidAtTime(QObject):
    """Asks which versions of the shown file are valid at the time in the box, and shows them."""

    def __init__(self, parts: Parts, showing: Showing, jobs: Jobs) -> None:
        super().__init__(showing)
        self._parts = parts
        self._showing = showing
        self._jobs = jobs
        self._moment: Moment | None = None
        self._valid: ValidAt | None = None
        self._job: Job | None = None
        parts.moment_box.momentChosen.connect(self._on_moment)
        parts.go_there.clicked.connect(self._on_go_there)
        parts.moment_box.cleared.connect(self._on_cleared)
        parts.moment_box.misunderstood.connect(self._on_misunderstood)
        showing.nodeChanged.connect(self._on_node)
        showing.versionChanged.connect(self._on_version)
        jobs.pathsChanged.connect(self._on_paths_changed)

    @pyqtSlot(object)
    def _on_moment(self, moment: Moment) -> None:
        self._moment = moment
        self._ask()

    @pyqtSlot()
    def _on_cleared(self) -> None:
        self._moment = None
        self._forget()

    @pyqtSlot(str)
    def _on_misunderstood(self, sentence: str) -> None:
        self._on_cleared()
        self._parts.say(sentence)

    @pyqtSlot(object)
    def _on_node(self, node: NodeId | None) -> None:
        place = self._parts.places.current_place()
        if place is not None:
            self._parts.moment_box.set_experiment(place.name)
        known = None if self._valid is None else (self._valid.file, self._valid.moment)
        if node is not None and known == (node.file, self._moment):
            self._say()
        else:
            self._ask()

    @pyqtSlot(object)
    def _on_version(self, version: NodeId | None) -> None:
        del version
        self._say()

    @pyqtSlot(tuple)
    def _on_paths_changed(self, paths: tuple[str, ...]) -> None:
        if self._showing.node is not None and self._showing.node.file in paths:
            self._ask()

    def _ask(self) -> None:
        node = self._showing.node
        if self._moment is None:
            return
        if node is None:
            if self._valid is None or self._valid.moment != self._moment:
                self._forget()
            self._parts.say("")
            return
        self._job = self._jobs.ask(FindValid(node.file, self._moment), lane="valid at")
        self._job.answered.connect(self._on_answered)
        self._job.failed.connect(self._on_failed)

    def _forget(self) -> None:
        """Mark nothing and say nothing; what is still to be answered is not wanted."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._valid = None
        self._parts.places.clear_valid()
        self._parts.versions.clear_valid()
        self._parts.say("")

    @pyqtSlot(object)
    def _on_answered(self, valid: ValidAt) -> None:
        self._valid = valid
        self._parts.places.show_valid(valid)
        self._parts.versions.show_valid(valid)
        self._say()

    @pyqtSlot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._forget()
        self._parts.say(failure.sentence)

    def _winner(self, answer: Valid) -> NodeId | None:
        """Return the version that answers, None if there is none."""
        node = self._showing.node
        if node is None or not answer.version_name:
            return None
        return NodeId(node.file, (answer.ctype, answer.range_name, answer.version_name))

    @pyqtSlot()
    def _on_go_there(self) -> None:
        answer = self._answer()
        winner = None if answer is None else self._winner(answer)
        if winner is not None:
            self._parts.places.select(winner)

    def _answer(self) -> Valid | None:
        """Return what answers for the type that is shown, if that is known."""
        shown, valid = self._showing.version or self._showing.node, self._valid
        if shown is None or valid is None or valid.file != shown.file:
            return None
        return valid.of(shown.ctype)

    def _say(self) -> None:
        node = self._showing.node
        if self._valid is None or node is None or self._valid.file != node.file:
            return
        answer = self._answer()
        if answer is not None:
            winner = self._winner(answer)
            self._parts.say(answer.why, elsewhere=winner not in (None, self._showing.version))
            return
        answered = [one.ctype for one in self._valid.answers if one.version_name]
        missing = [one.ctype for one in self._valid.answers if not one.version_name]
        text = f"At {self._valid.moment.iso}: {len(answered)} types have valid constants"
        self._parts.say(f"{text}, {', '.join(missing)} none." if missing else f"{text}.")
