"""Makes and changes detectors, types, ranges and versions, by a dialog each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QObject, QTimer, pyqtSlot

from dcsgui.core.actions.answers.edits import Created, Edited
from dcsgui.core.actions.answers.listings import DetectorContents
from dcsgui.core.actions.answers.nodes import NodeId, Place
from dcsgui.core.actions.answers.source_facts import SourceFacts, SourceKind
from dcsgui.gui.structure.add_dialog import AddDialog
from dcsgui.gui.structure.around import Around
from dcsgui.gui.structure.detector_dialog import NewDetectorDialog
from dcsgui.gui.structure.links_dialog import LinksDialog
from dcsgui.gui.structure.looking import LookingAtFiles
from dcsgui.gui.structure.range_dialog import EndsDialog, NewRangeDialog
from dcsgui.gui.structure.type_dialog import NewTypeDialog
from dcsgui.gui.transfer.wish import Wish
from dcsgui.gui.undo.parts import Part, Way
from dcsgui.gui.undo.steps import Step
from dcsgui.gui.window.dialogs import ask_open_files

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow

__all__ = ["Structure"]

SOURCES = ("Constants (*.npy *.txt *.dat *.data *.h5)", "All files (*)")


class Structure(QObject):
    """Opens the dialogs that make and change things, and goes to what was made.

    Attributes
    ----------
    adding : AddDialog
    detector : NewDetectorDialog
    type : NewTypeDialog
    range : NewRangeDialog
    ends : EndsDialog
    linking : LinksDialog
        One of each for the whole window, so that nothing that was typed is lost.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asked_for: NodeId | Place | None = None
        self._then: tuple[Wish, ...] = ()
        self._made: dict[Step, NodeId] = {}
        self._go_to: NodeId | None = None
        jobs, changes = window.jobs, window.changes
        self._looking = LookingAtFiles(jobs, self)
        self._looking.known.connect(self._on_files_known)
        self._looking.failed.connect(self._on_failed)
        self.adding = AddDialog(window, jobs, changes, carrier=window.carrier)
        self.detector = NewDetectorDialog(window, jobs, changes)
        self.type = NewTypeDialog(window, jobs, changes)
        self.range = NewRangeDialog(window, jobs, changes)
        self.ends = EndsDialog(window, jobs, changes)
        self.linking = LinksDialog(window, jobs, changes)
        self.adding.finished.connect(self._on_adding_finished)
        changes.partDone.connect(self._on_part_done)
        changes.changed.connect(self._on_changed)
        for dialog in (
            self.adding,
            self.detector,
            self.type,
            self.range,
            self.ends,
            self.linking,
        ):
            dialog.carriedOut.connect(self._on_carried_out)

    # --- what the window asks ---

    def add_constants(self) -> None:
        """Ask for files, and then what is to become of them."""
        self._asked_for = self._meant() or self._window.parts.places.current_place()
        if self._asked_for is None:
            self._say("Open a place first: the repository, or a directory with calibrations.")
            return
        ask_open_files(
            self._window,
            title="Add constants from files",
            remember="add constants",
            then=self._on_files_chosen,
            filters=SOURCES,
        )

    def add_files(self, target: NodeId | Place, paths: tuple[str, ...]) -> None:
        """Ask what is to become of files: dropped on, or pasted to, a node or a place."""
        self._looking.look_at(target, paths)

    def new_range(self) -> None:
        """Ask for a new range of the current type."""
        if (node := self._node()) is not None:
            self.range.ask_for(node, self._around())

    def new_type(self) -> None:
        """Ask for a new type of the current detector."""
        if (node := self._node()) is not None:
            self.type.ask_for(node, self._around())

    def new_detector(self) -> None:
        """Ask for a new detector in the current place."""
        self.detector.ask_for(self._around())

    def range_ends(self) -> None:
        """Ask for other ends of the current range."""
        node = self._window.showing.range
        if node is None:
            self._say("Select the range first, or a version of it.")
        elif self._is_writable(node):
            self.ends.ask_for(node, self._around())

    def links(self) -> None:
        """Ask for predecessor and successor of the current detector."""
        if (node := self._node()) is not None:
            self.linking.ask_for(NodeId(node.file), self._around())

    # --- adding files ---

    @pyqtSlot("QStringList")
    def _on_files_chosen(self, paths: list[str]) -> None:
        if self._asked_for is not None:
            self.add_files(self._asked_for, tuple(paths))

    @pyqtSlot(tuple)
    def _on_files_known(self, sources: tuple[SourceFacts, ...]) -> None:
        """Ask about files with constants; detector files get plans, afterwards."""
        target = self._looking.target
        if target is None:
            return
        detectors = [facts for facts in sources if facts.kind is SourceKind.DETECTOR]
        to: Place | str = target.file if isinstance(target, NodeId) else target
        self._then = tuple(Wish(NodeId(facts.source), to) for facts in detectors)
        others = [facts for facts in sources if facts not in detectors]
        if others:
            self.adding.ask_for(target, others, self._around())
        else:
            self._propose()

    @pyqtSlot(int)
    def _on_adding_finished(self, result: int) -> None:
        del result
        QTimer.singleShot(0, self._propose)

    @pyqtSlot()
    def _propose(self) -> None:
        wishes, self._then = self._then, ()
        if wishes:
            self._window.transferring.propose(wishes)

    @pyqtSlot(object)
    def _on_failed(self, failure: Any) -> None:
        self._window.telling.fail(failure)

    # --- what was made ---

    @pyqtSlot(object, object, object, object)
    def _on_part_done(self, step: Step, way: Way, part: Part, answer: object) -> None:
        del part
        if way is not Way.UNDO and isinstance(answer, Edited | Created):
            self._made[step] = answer.node

    @pyqtSlot(object, object, str)
    def _on_changed(self, step: Step, way: Way, words: str) -> None:
        del words
        if way is Way.DO:
            self._go_to = self._made.get(step)
        self._made.pop(step, None)

    @pyqtSlot(object, str)
    def _on_carried_out(self, step: Step, comment: str) -> None:
        """Keep the comment, and go to what was made, once the panels look for it."""
        del step
        self._window.defaulting.dialog.reason.remember(comment)  # offered as a reason, too
        QTimer.singleShot(0, self._on_go)

    @pyqtSlot()
    def _on_go(self) -> None:
        node, self._go_to = self._go_to, None
        if node is not None:
            self._window.parts.places.select_new(node)

    # --- the window around ---

    def _node(self) -> NodeId | None:
        """Return the current node, if it can be changed; say why not otherwise."""
        node = self._meant()
        if node is None:
            self._say("Select a detector first, or something in it.")
        elif not self._is_writable(node):
            return None
        return node

    def _meant(self) -> NodeId | None:
        """Return the version, if the keyboard is in the table; else where the tree is."""
        showing = self._window.showing
        in_table = self._window.parts.versions.view.hasFocus()
        return (showing.version if in_table else None) or showing.node

    def _is_writable(self, node: NodeId) -> bool:
        contents = self._window.parts.places.contents(node.file)
        if contents is None or contents.access.writable:
            return True
        self._say(contents.access.reason)
        return False

    def _say(self, sentence: str) -> None:
        self._window.telling.note(sentence)

    def _around(self) -> Around:
        parts = self._window.parts
        place = parts.places.current_place()
        return Around(
            parts.places.places(),
            place,
            experiment="" if place is None else place.name,
            utc=parts.versions.model.look.utc,
            recent=self._window.defaulting.dialog.reason.recent,
            ctypes=self._ctypes(),
        )

    def _ctypes(self) -> tuple[str, ...]:
        """Return the types of all detectors that were looked into."""
        facts = (branch.facts for branch in self._window.parts.places.model.branches())
        known = [one for one in facts if isinstance(one, DetectorContents)]
        return tuple(dict.fromkeys(entry.ctype for one in known for entry in one.types))
