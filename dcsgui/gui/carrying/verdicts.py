"""What would happen if what is carried were put somewhere: in words, before it happens.

It is said from what the window knows already, at once; the plan that comes then knows the rest,
and decides. What is refused here could never be carried out, or says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from dcsgui.core.actions.answers.nodes import Level, NodeId, Place
from dcsgui.core.values.amounts import counted
from dcsgui.gui.carrying.load import Carried, ctypes_of, levels_of, wishes_of
from dcsgui.gui.carrying.phrases import in_words
from dcsgui.gui.carrying.target import Target
from dcsgui.gui.transfer.wish import Wish

__all__ = [
    "Addition",
    "Deed",
    "Opening",
    "Transfer",
    "Verdict",
    "ask_first",
    "judge_nodes",
    "refusal",
]


@dataclass(frozen=True, slots=True)
class Transfer:
    """Constants go from file to file; the plan is shown first."""

    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class Addition:
    """Files from the desktop become versions; it is asked of what first."""

    target: NodeId | Place
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """Files and directories from the desktop are opened."""

    files: tuple[str, ...]


Deed: TypeAlias = Transfer | Addition | Opening


@dataclass(frozen=True, slots=True)
class Verdict:
    """What would happen.

    Attributes
    ----------
    words : str
        In a sentence for people; or why nothing can happen.
    deeds : tuple of Deed
        What it takes; none if nothing can happen.
    """

    words: str
    deeds: tuple[Deed, ...] = ()


def refusal(words: str) -> Verdict:
    """Return that nothing can happen, and why: what is said by others becomes a sentence."""
    text = f"{words[:1].upper()}{words[1:]}"
    return Verdict(text if text.endswith((".", "?", "!")) else f"{text}.")


def judge_nodes(carried: Sequence[Carried], target: Target | None, *, move: bool) -> Verdict:
    """Say what would happen to constants.

    Parameters
    ----------
    carried
        At least one.
    target
        None where nothing takes anything.
    move
        Whether they are to be deleted where they are.
    """
    if target is None:
        return refusal("drop it on a place, a detector, a type or a range")
    if target.problem:
        return refusal(target.problem)
    no = _unmoved(carried) if move else ""
    if no:
        return refusal(no)
    judge = _to_place if target.node is None else _to_node
    return judge(carried, target, move=move)


def _unmoved(carried: Sequence[Carried]) -> str:
    """Return why something can't be moved, "" if that is not known."""
    known = (one.access for one in carried)
    reason = next((access.reason for access in known if access and not access.writable), "")
    return f"it can be copied, but not moved: {reason}" if reason else ""


# --- to a place ------------------------------------------------------------------------------


def _to_place(carried: Sequence[Carried], target: Target, *, move: bool) -> Verdict:
    """Say what would happen in a place, where each detector has a file or gets one."""
    others = [one for one in carried if not target.holds(one.node.file)]
    if not others:
        return refusal(f"already in {target.in_words()}: {in_words(carried)}")
    closed = {one.node.detname: _closed(target, one) for one in others}
    if all(closed.values()):
        return refusal(ask_first(next(iter(closed.values()))))
    notes = [*_left_out(carried, others, target), *_unwritten(closed), *_files(closed, target)]
    detnames = list(closed)
    at = f"{detnames[0]} in " if len(detnames) == 1 and others[0].node.path else ""
    words = _proposal(others, f"{at}{target.in_words()}", notes=notes, move=move)
    return Verdict(words, (Transfer(wishes_of(others, target.place, move=move)),))


def _closed(target: Target, one: Carried) -> str:
    """Return why a detector can't be written in a place, "" if it can or that is not known."""
    entry = target.entry_of(one.node.detname)
    access = target.access if entry is None else entry.access
    return "" if access is None or access.writable else access.reason


def _left_out(all_: Sequence[Carried], others: Sequence[Carried], target: Target) -> Iterator[str]:
    if len(others) < len(all_):
        yield f"what is in {target.in_words()} already is left out"


def _unwritten(closed: dict[str, str]) -> Iterator[str]:
    refused = [reason for reason in closed.values() if reason]
    if refused:
        yield f"{counted(len(refused), 'detector')} can't be written: {refused[0]}"


def _files(closed: dict[str, str], target: Target) -> Iterator[str]:
    if target.listing is None:
        yield "the plan tells what is there"
        return
    new = sum(target.entry_of(detname) is None for detname in closed)
    if new:
        yield "new file" if len(closed) == 1 else counted(new, "new file")


# --- to a node of a file ---------------------------------------------------------------------


def _to_node(carried: Sequence[Carried], target: Target, *, move: bool) -> Verdict:
    node = target.node
    assert node is not None  # noqa: S101 - for the type checker
    no = _unfit(carried, target, node) or _already(carried, target, node)
    if no:
        return refusal(no)
    if target.access is not None and not target.access.writable:
        return refusal(ask_first(target.access.reason))
    notes = [*_other_detector(carried, target, node), *_unknown(target)]
    words = _proposal(carried, target.in_words(), notes=notes, move=move)
    return Verdict(words, (Transfer(wishes_of(carried, node.file, into=target.into, move=move)),))


def _unfit(carried: Sequence[Carried], target: Target, node: NodeId) -> str:
    """Return why something has no place in a type or range; a detector takes anything."""
    if node.level is Level.STORE:
        return ""
    top = levels_of(carried)[0]
    if top is Level.STORE:
        return "a detector does not fit into a type: drop it on a detector or a place"
    if target.into and top is Level.CTYPE:
        return f"a type does not fit into a range: drop it on {target.detname} or a place"
    other = next((ctype for ctype in ctypes_of(carried) if ctype != node.ctype), "")
    return f"only {node.ctype} fits here: drop {other} on {target.detname}" if other else ""


def _already(carried: Sequence[Carried], target: Target, node: NodeId) -> str:
    """Return where things are, if they are there already."""
    if [one.node for one in carried] == [NodeId(node.file)]:
        return f"it is {target.detname} itself"
    depth = len(target.into)
    if all(_is_at(one.node, node, depth) for one in carried):
        where = target.in_words() if target.into else target.detname
        return f"already in {where}: {in_words(carried)}"
    if any(_is_at(one.node, node, depth) for one in carried):
        return f"some of it is in {target.in_words()} already: take only what is not"
    return ""


def _is_at(one: NodeId, node: NodeId, depth: int) -> bool:
    return one.file == node.file and one.path[:depth] == node.path[:depth]


def _other_detector(carried: Sequence[Carried], target: Target, node: NodeId) -> Iterator[str]:
    names = {one.node.detname for one in carried} - {target.detname, node.detname}
    if names:
        one = f"taken from another detector, {min(names)}"
        yield one if len(names) == 1 else "taken from other detectors"


def _unknown(target: Target) -> Iterator[str]:
    if target.access is None:
        yield "the plan tells whether it may be written"


# --- words -----------------------------------------------------------------------------------


def _proposal(carried: Sequence[Carried], where: str, *, notes: Sequence[str], move: bool) -> str:
    verb = "Move" if move else "Copy"
    aside = f" ({'; '.join(notes)})" if notes else ""
    return f"{verb} {in_words(carried)} to {where}{aside}; the plan is shown first."


def ask_first(reason: str) -> str:
    """Return why something may not be written, and how to learn who may."""
    return f"{reason.rstrip('.')}. “Why can't I write here?” in the menu tells whom to ask"
