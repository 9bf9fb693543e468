"""The dialogs for a new range of a type, and for other ends of a range that is there."""

from __future__ import annotations

from dataclasses import replace

from PyQt5.QtWidgets import QWidget

from dcsgui.core.actions.answers.edits import Edited
from dcsgui.core.actions.answers.listings import RangeEntry
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.timelines import AnswerChange
from dcsgui.core.values.isotext import iso_text_of_ns
from dcsgui.gui.jobs.edit_requests import AddRange, SetEnds
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.preview_requests import PreviewEnds, PreviewRange
from dcsgui.gui.models import times
from dcsgui.gui.structure.around import NOWHERE, Around
from dcsgui.gui.structure.edit_dialog import EditDialog
from dcsgui.gui.structure.edited_words import answers_words
from dcsgui.gui.structure.ends_fields import EndsFields
from dcsgui.gui.structure.known import KnownDetector
from dcsgui.gui.structure.preview import Preview
from dcsgui.gui.structure.time_field import exact
from dcsgui.gui.structure.type_field import TypeField
from dcsgui.gui.structure.wrapped import Wrapped
from dcsgui.gui.undo.changes import Changes
from dcsgui.gui.undo.dcs_lines import dcs_line, node_text
from dcsgui.gui.undo.parts import FilePart
from dcsgui.gui.undo.steps import Step

__all__ = ["EndsDialog", "NewRangeDialog", "end_words"]

_OVERTAKEN = frozenset({"Conflict", "NotFound"})
"""Kinds of failure by which a range is not what, or where, it was."""

FIRST = "Type a time to see which answers change."


def end_words(begin_ns: int, end_ns: int | None) -> tuple[str, ...]:
    """Return the ends of a range as words of a ``dcs`` command."""
    words = ("--begin", iso_text_of_ns(begin_ns))
    return words if end_ns is None else (*words, "--end", iso_text_of_ns(end_ns))


class _RangeDialog(EditDialog):
    """A dialog for the ends of a range of a detector, with what they would change."""

    def __init__(
        self, parent: QWidget, jobs: Jobs, changes: Changes, *, title: str, verb: str
    ) -> None:
        super().__init__(parent, changes, title=title, verb=verb)
        self.node = NodeId("")
        self.around = NOWHERE
        self.known = KnownDetector(jobs, self)
        self.ends = EndsFields(jobs, self)
        self.preview = Preview(jobs, "What would change", words=self.said, parent=self)
        self.known.changed.connect(self.on_known)
        self.ends.typed.connect(self.hesitate)
        self.ends.changed.connect(self.renew)
        self.preview.settled.connect(self.judge)

    def on_known(self) -> None:
        """Show what is known of the detector now."""
        self.preview.ask_again()
        self.renew()

    def said(self, edited: Edited) -> str:
        """Say what would change."""
        return answers_words(edited.changes, utc=self.around.utc)

    def waiting(self) -> bool:
        """Tell whether it is still to be found out which time is meant."""
        return self.ends.waiting

    def refusal(self) -> str:
        """Return why it could not be done, as the dry run says; "" if it could."""
        failure = self.preview.failure
        return "" if failure is None else failure.sentence

    def done(self, result: int) -> None:
        """Close it, and ask for nothing more."""
        self.preview.stop()
        super().done(result)

    def overtaken(self, failure: Failure) -> None:
        """Look again at what is there."""
        del failure
        self.known.look_again()


class NewRangeDialog(_RangeDialog):
    """Asks for a new range of a type."""

    def __init__(self, parent: QWidget, jobs: Jobs, changes: Changes) -> None:
        super().__init__(parent, jobs, changes, title="New range", verb="Add range")
        self.type = TypeField(self)
        self.type.changed.connect(self.renew)
        self.add_row("&Type", self.type)
        self.add_row("&Begin", self.ends.begin)
        self.add_row("&End", self.ends.end)
        self.lay_out(self.preview)

    def ask_for(self, node: NodeId, around: Around) -> None:
        """Ask for a range of the type that a node is, or is in."""
        self.ends.set_surroundings(around.experiment, utc=around.utc)
        if node.file != self.node.file:
            self.forget()
        if node.ctype and node.ctype != self.node.ctype:
            self.type.set_text(node.ctype)
        self.node, self.around = node, around
        self.known.look_at(node.file)
        first = self.ends.begin if self.type.text() else self.type
        what = f"Add a range of validity to {node.detname}"
        self.ask(what, first=first, recent=around.recent)

    def missing(self) -> str:
        """Return what is missing, or why it would be refused."""
        return self.type.problem or self.ends.problem or self.refusal()

    def look_ahead(self) -> None:
        """Try it."""
        self.type.offer(self.known.ctypes, self.around.ctypes)
        value = None if self.type.problem else self.ends.value
        if value is None:
            self.preview.want(None, instead=FIRST)
        else:
            self.preview.want(PreviewRange(self.node_of_type, exact(value[0]), exact(value[1])))

    @property
    def node_of_type(self) -> NodeId:
        """The type that gets the range."""
        return NodeId(self.node.file, (self.type.text(),))

    def step(self) -> Step | None:
        """Return what is to be done."""
        value, node, comment = self.ends.value, self.node_of_type, self.comment.text()
        if value is None:
            return None
        what = f"{node.ctype} of {node.detname}, {times.span(*value, utc=self.around.utc)}"
        part = FilePart(
            node.file,
            AddRange(node, exact(value[0]), exact(value[1]), comment),
            words=f"New range of {what}",
            line=dcs_line("create", node_text(node), *end_words(*value), "-m", comment),
            comment=comment,
        )
        return Step(f"Add the range of {what}", [part])

    def forget(self) -> None:
        """Forget what was typed."""
        super().forget()
        self.type.set_text("")
        self.ends.set_value(None, None)


class EndsDialog(_RangeDialog):
    """Asks for another begin and end of a range.

    Attributes
    ----------
    now : Wrapped
        Those that it has.
    """

    def __init__(self, parent: QWidget, jobs: Jobs, changes: Changes) -> None:
        super().__init__(parent, jobs, changes, title="Begin and end", verb="Change the ends")
        self._seen: tuple[int, int | None] | None = None
        self._overtaken = ""
        self._keeps = False  # what was typed for a range of which is not known what it is now
        self.now = Wrapped(parent=self)
        self.add_row("Now", self.now)
        self.add_row("&Begin", self.ends.begin)
        self.add_row("&End", self.ends.end)
        self.lay_out(self.preview)

    def ask_for(self, node: NodeId, around: Around) -> None:
        """Ask for other ends of a range."""
        self.ends.set_surroundings(around.experiment, utc=around.utc)
        if node != self.node:
            self._keeps = self._goes_on(node)
            if self._keeps:
                self._seen, self._overtaken = None, ""
                self.now.say("")
            else:
                self.forget()
        self.node, self.around = node, around
        self.known.look_at(node.file)
        self._look()
        what = f"Change from when to when a range of {node.ctype} is valid"
        self.ask(what, first=self.ends.begin, recent=around.recent)

    def on_known(self) -> None:
        """Show the ends that it has; those in the fields stay, if a person wrote them."""
        self._look()
        super().on_known()

    def missing(self) -> str:
        """Return what is missing, or why it would be refused."""
        if self._overtaken:
            return f"{self._overtaken} Close this, and choose the range again."
        if self._seen is None:
            return self.known.problem or "It is not known yet which ends the range has."
        if self.ends.problem:
            return self.ends.problem
        if self.ends.value == self._seen:
            return "These are the ends that it has."
        return self.refusal()

    def look_ahead(self) -> None:
        """Try it."""
        value = self.ends.value
        if self._seen is None or value is None or value == self._seen:
            self.preview.want(None, instead="Type another begin or end to see what changes.")
        else:
            ends = exact(value[0]), exact(value[1])
            self.preview.want(PreviewEnds(self.node, *ends, expected=self._seen))

    def said(self, edited: Edited) -> str:
        """Say what would change; that the range has another name is nothing of that."""
        name, new_name = self.node.range_name, edited.node.range_name
        changes = [one for one in edited.changes if not _is_same(one, name, new_name)]
        return answers_words(changes, utc=self.around.utc)

    def step(self) -> Step | None:
        """Return what is to be done."""
        value, node, comment = self.ends.value, self.node, self.comment.text()
        if value is None or self._seen is None:
            return None
        utc = self.around.utc
        what = f"{node.ctype} of {node.detname} valid {_valid(value, utc=utc)}"
        words = ("ends", node.file, node.ctype, node.range_name, *end_words(*value))
        part = FilePart(
            node.file,
            SetEnds(node, exact(value[0]), exact(value[1]), comment, self._seen),
            words=f"{what}, before {_valid(self._seen, utc=utc)}",
            line=dcs_line(*words, "-m", comment),
            comment=comment,
        )
        return Step(f"Make {what}", [part])

    def forget(self) -> None:
        """Forget what was typed, and which range it was about."""
        super().forget()
        self.node, self._seen, self._overtaken = NodeId(""), None, ""
        self.now.say("")
        self.ends.set_value(None, None)

    def _goes_on(self, node: NodeId) -> bool:
        """Tell whether what was typed is for a range that has taken the place of the one asked."""
        failure = self.preview.failure  # may tell of it before the range is looked for again
        overtaken = self._overtaken or (failure is not None and failure.kind in _OVERTAKEN)
        return bool(overtaken) and node.parent == self.node.parent

    def _look(self) -> None:
        """Find the range among those that are there now."""
        found = self._found()
        if found is not None:
            self._take((found.begin_ns, found.end_ns))
        elif self.known.contents is not None and self.known.ranges(self.node.ctype) is not None:
            self._overtaken = "There is no such range any more: somebody changed or deleted it."

    def _found(self) -> RangeEntry | None:
        ranges = self.known.ranges(self.node.ctype) or ()
        return next((one for one in ranges if one.name == self.node.range_name), None)

    def _take(self, there: tuple[int, int | None]) -> None:
        """Show which ends it has."""
        if self._seen is None and not self._keeps:
            self.ends.set_value(*there)
        self._seen, self._overtaken, self._keeps = there, "", False
        self.now.say(times.span(*there, utc=self.around.utc))
        self.now.setToolTip(f"{times.tooltip(there[0])}\n{times.end_tooltip(there[1])}")


def _valid(ends: tuple[int, int | None], *, utc: bool) -> str:
    span = times.span(*ends, utc=utc)
    return span if ends[1] is None else f"from {span}"


def _is_same(change: AnswerChange, name: str, new_name: str) -> bool:
    """Whether the same version answers as before, and only its range is called otherwise."""
    before, after = change.before, change.after
    if before is None or after is None:
        return False
    return before == replace(after, range_name=name) and after.range_name == new_name
