"""Seeing what a change makes of the answers: the file before and after it, within it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from dcsgui.core.actions.answering import answer_changes, words
from dcsgui.core.actions.answers.edits import Edited
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.timelines import AnswerChange, AnswerLabel
from dcsgui.core.files.layout import Reader
from dcsgui.core.objects.store import DCStore
from dcsgui.core.objects.timeline import Answer, stretches

FEW = 64
"""Up to so many ranges are asked one by one; of more the whole type is listed."""


@dataclass(slots=True)
class Watch:
    """Is shown a file before and after a change, and tells which answers differ.

    Attributes
    ----------
    ctypes : collection of str or None
        The types that the change is about; None is all.
    generation : int
        Of the file, after the change.
    done : tuple of str
        What was done, by what the file remembers of it.
    number : int
        The number under which it does.
    """

    ctypes: Collection[str] | None = None
    generation: int = 0
    done: tuple[str, ...] = ()
    number: int = 0
    _seen: list[dict[str, list[Answer]]] = field(default_factory=list)

    def __call__(self, reader: Reader) -> None:
        """Look at the file: before, and then after."""
        there = reader.ctypes()
        asked = there if self.ctypes is None else [one for one in there if one in self.ctypes]
        self._seen.append({ctype: _answers(reader, ctype) for ctype in asked})
        self.generation = reader.head().generation + len(self._seen) - 1
        if len(self._seen) > 1:
            log = reader.undo_log()
            if log:
                self.done, self.number = log[-1].words, log[-1].number

    def changes(self) -> tuple[AnswerChange, ...]:
        """List the answers that differ, type by type, in order of time."""
        if len(self._seen) < _BOTH:
            return ()
        before, after = self._seen
        return tuple(
            change
            for ctype in sorted({*before, *after})
            for change in answer_changes(ctype, before.get(ctype, []), after.get(ctype, []))
        )


_BOTH = 2


def save(
    store: DCStore, node: NodeId, *, dry_run: bool, ctypes: Collection[str] | None = ()
) -> Edited:
    """Save the pending changes of a store, or only try them, and say what they change.

    Parameters
    ----------
    store : DCStore
    node : NodeId
        What the answer is about.
    dry_run : bool
    ctypes : collection of str or None
        Types whose answers may change; None is all.
    """
    watch = Watch(ctypes)
    store.save_seen(watch, dry_run=dry_run)
    return edited(node, watch, dry_run=dry_run)


def edited(node: NodeId, watch: Watch, *, dry_run: bool) -> Edited:
    """Say what was done, and which answers it changed."""
    changes = watch.changes()
    number = 0 if dry_run else watch.number
    return Edited(node, watch.done, changes, said(changes), watch.generation, dry_run, number)


def said(changes: Collection[AnswerChange]) -> tuple[str, ...]:
    """Say for people which answers are others now."""
    return tuple(f"{change.ctype} {words(change)}" for change in changes)


def _answers(reader: Reader, ctype: str) -> list[Answer]:
    table = reader.ranges(ctype)
    found = stretches(table)
    rows = {one.row: table.name(one.row) for one in found}
    labels = {}
    listed = reader.all_versions(ctype, set(rows.values())) if len(rows) > FEW else {}
    for row, name in rows.items():
        answer = table.answer(row)
        infos = (info for info in listed.get(name, []) if info.name == answer)
        info = next(infos, None) or reader.version((ctype, name, answer))
        labels[row] = AnswerLabel(name, answer, info.versind, info.digest)
    return [Answer(one.begin_ns, one.end_ns, labels[one.row]) for one in found]
