"""Whether plans can be carried out as they are, and what is to be done first if not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dcsgui.core.actions.answers.plans import ItemKind
from dcsgui.core.values.amounts import counted, size_text
from dcsgui.gui.transfer.parts import moved_nodes
from dcsgui.gui.transfer.plan_words import items_counted
from dcsgui.gui.transfer.proposal import Proposal

__all__ = ["Readiness"]


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether plans can be carried out.

    Attributes
    ----------
    ready : bool
    words : str
        What would be done; or what stands in the way, and what to do about it.
    waiting : bool
        A plan is being made.
    """

    ready: bool
    words: str
    waiting: bool = False

    @classmethod
    def of(cls, proposals: Sequence[Proposal], comment: str) -> Readiness:
        """Tell it of these, with that comment."""
        taken = [one for one in proposals if not one.decisions.nothing]
        if not taken:
            return cls(False, "Nothing is left to be transferred: put a check mark somewhere.")
        if any(one.waiting for one in taken):
            return cls(False, "Planning \N{HORIZONTAL ELLIPSIS}", waiting=True)
        if any(one.failure is not None or one.plan is None for one in taken):
            return cls(False, "There is no plan.")
        blocked = [item for one in taken for item in one.blocked]
        if blocked:
            return cls(False, _blocked_words(blocked[0].kind, len(blocked)))
        return cls._unblocked(taken, comment)

    @classmethod
    def _unblocked(cls, taken: Sequence[Proposal], comment: str) -> Readiness:
        todo = [item for one in taken for item in one.todo]
        moved = any(
            one.wish.move and one.plan is not None and moved_nodes(one.plan) for one in taken
        )
        if not todo:
            there = "All of it is there already"
            if any(one.conflicts for one in taken):
                there = "Nothing is to be done as it was decided"
            if moved:
                return cls(True, f"{there}; what was cut is deleted where it was.")
            return cls(False, f"{there}: nothing is to be done.")
        if not comment and any(one.needs_reason for one in taken):
            return cls(False, f"{_todo_words(taken)} Write a comment first: why is it done?")
        more = " What was cut is deleted where it was." if moved else ""
        return cls(True, f"{_todo_words(taken)}{more}")


def _todo_words(taken: Sequence[Proposal]) -> str:
    todo = [item for one in taken for item in one.todo]
    nbytes = sum(one.nbytes for one in taken)
    changes = sum(len(one.plan.changes) for one in taken if one.plan is not None)
    answers = f"{counted(changes, 'answer')} change{'s' if changes == 1 else ''}"
    size = f"{size_text(nbytes)} to write" if nbytes else "nothing to write"
    return f"{items_counted(todo)}; {size}; {answers if changes else 'no answer changes'}."


def _blocked_words(kind: ItemKind, number: int) -> str:
    if kind is ItemKind.HEAD:
        return "This can't be transferred there: see why."
    verb = "is" if number == 1 else "are"
    return f"{counted(number, 'thing')} {verb} to be decided first: choose what is done about it."
