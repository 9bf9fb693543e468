"""What carrying out plans consists of: a transaction a file, each of which can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dcsgui.core.actions.answers.edits import Edited
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import Item, ItemKind, Path, Plan, State
from dcsgui.core.actions.answers.transfers import Applied
from dcsgui.core.values.amounts import counted
from dcsgui.gui.jobs.edit_requests import DeleteAll
from dcsgui.gui.jobs.transfer_requests import ApplyPlan
from dcsgui.gui.transfer.plan_words import items_counted
from dcsgui.gui.transfer.proposal import NODES, Proposal
from dcsgui.gui.undo.dcs_lines import dcs_line, node_text
from dcsgui.gui.undo.parts import FilePart, Part, Way
from dcsgui.gui.undo.steps import Step

__all__ = ["ApplyPart", "command_lines", "moved_nodes", "step_of", "title_of"]

_VERSION = 3


class ApplyPart(FilePart):
    """Carries out one plan.

    Attributes
    ----------
    proposal : Proposal
    """

    def __init__(self, proposal: Proposal, plan: Plan, comment: str) -> None:
        where = f"{plan.destination.detname} in {proposal.place_title}"
        words = f"{items_counted(plan.todo) or 'Nothing'} transferred to {where}."
        super().__init__(
            plan.destination.file,
            ApplyPlan(plan, comment),
            words=words,
            line=proposal.line(comment),
            comment=comment,
        )
        self.proposal = proposal

    @property
    def touched(self) -> frozenset[str]:
        """The destination, and the source, in whose history it is noted."""
        return frozenset({self.file, self.proposal.source})

    def done(self, way: Way, answer: Applied) -> str:
        """Keep what was done."""
        if way is Way.DO:
            self.proposal.applied = answer
        return super().done(way, answer)


class _DeletePart(FilePart):
    """Deletes what was moved."""

    def __init__(self, proposal: Proposal, paths: Sequence[Path], comment: str) -> None:
        nodes = tuple(NodeId(proposal.source, path) for path in paths)
        super().__init__(
            proposal.source,
            DeleteAll(nodes, comment),
            words=f"{_named(nodes)} deleted from {proposal.wish.source.detname}, after the move.",
            line=_delete_line(nodes, comment),
            comment=comment,
        )
        self._proposal = proposal

    def done(self, way: Way, answer: Edited) -> str:
        """Note that it was deleted."""
        self._proposal.removed = True
        return super().done(way, answer)


def step_of(proposals: Sequence[Proposal], comment: str) -> Step:
    """Return the step that carries out the plans of these, and then deletes what was cut."""
    doing = [one for one in proposals if one.todo and one.applied is None]
    parts: list[Part] = [
        ApplyPart(one, one.plan, comment) for one in doing if one.plan is not None
    ]
    parts += [_DeletePart(one, paths, comment) for one, paths in _moving(proposals)]
    return Step(title_of(proposals), parts, long=True)


def command_lines(proposals: Sequence[Proposal], comment: str) -> list[str]:
    """Return the command lines that do the same, also of plans that can't be carried out yet."""
    lines = [one.line(comment) for one in proposals if not one.decisions.nothing]
    deleting = (
        _delete_line([NodeId(one.source, path) for path in paths], comment)
        for one, paths in _moving(proposals)
    )
    return [*lines, *deleting]


def _moving(proposals: Sequence[Proposal]) -> Iterator[tuple[Proposal, tuple[Path, ...]]]:
    """Go through what is to be deleted where it was, once it is there."""
    for one in proposals:
        wanted = one.wish.move and not one.removed and not one.decisions.nothing
        paths = moved_nodes(one.plan) if wanted and one.plan is not None else ()
        if paths:
            yield one, paths


def _delete_line(nodes: Sequence[NodeId], comment: str) -> str:
    return dcs_line("delete", *map(node_text, nodes), "-m", comment, "--yes")


def _named(nodes: Sequence[NodeId]) -> str:
    kinds = ("detector", "type", "range", "version")
    depths = sorted({len(node.path) for node in nodes})
    found = ((depth, sum(len(node.path) == depth for node in nodes)) for depth in depths)
    return ", ".join(counted(number, kinds[depth]) for depth, number in found)


def moved_nodes(plan: Plan) -> tuple[Path, ...]:
    """Return what of the source is at the destination after a plan, as whole nodes.

    What was left out, is refused, or gave way to what is there stays where it is.

    Parameters
    ----------
    plan : Plan
        One that is not blocked.
    """
    staying = {item.path for item in plan.items if _stays(item)}
    staying.update(plan.selection.without)
    versions = [item.path for item in plan.items if item.kind is ItemKind.VERSION]
    wanted = plan.selection.nodes or (plan.source.path,)
    kinds = (ItemKind.VERSION,) if plan.into else NODES
    moved: list[Path] = []
    for path in sorted({item.path for item in plan.items if item.kind in kinds}):
        within = any(path[: len(one)] == one for one in wanted)
        covered = any(path[: len(one)] == one for one in moved)
        held = any(one[: len(path)] == path for one in staying)
        if within and not covered and not held and _is_whole(path, versions):
            moved.append(path)
    return tuple(moved)


def _stays(item: Item) -> bool:
    """Whether something is not at the destination as it is in the source."""
    there = item.state is State.IDENTICAL or item.todo
    return not there and item.kind is not ItemKind.DEFAULT


def _is_whole(path: Path, versions: Iterable[Path]) -> bool:
    """Whether there is a version that was moved with a node; a range of none stays."""
    return len(path) == _VERSION or any(one[: len(path)] == path for one in versions)


def title_of(proposals: Sequence[Proposal]) -> str:
    """Return what is done in a line: "Promote 3 versions of pedestals of epix100a-1 to ..."."""
    doing = [one for one in proposals if not one.decisions.nothing and one.applied is None]
    verb = "Copy"
    if any(one.wish.move for one in doing):
        verb = "Move"
    elif any(one.place_title == "the repository" for one in doing):
        verb = "Promote"
    todo = [item for one in doing for item in one.todo]
    versions = [item for item in todo if item.kind is ItemKind.VERSION]
    ctypes = sorted({item.path[0] for item in versions or todo if item.path})
    what = counted(len(versions), "version") if versions else items_counted(todo)
    of_types = f" of {_listed(ctypes, 'type')}" if ctypes else ""
    detnames = sorted({one.wish.source.detname for one in doing})
    places = sorted({one.where for one in doing})
    of_detector = f" of {_listed(detnames, 'detector')}" if detnames else ""
    said = f"{verb} {what or 'constants'}{of_types}{of_detector}"
    return f"{said} to {_listed(places, 'place')}" if places else said


def _listed(names: Sequence[str], noun: str) -> str:
    return names[0] if len(names) == 1 else counted(len(names), noun)
