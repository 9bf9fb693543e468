"""What a type answers over time, and what a change makes of that, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from dcsgui.core.actions.answers.timelines import AnswerChange, AnswerLabel
from dcsgui.core.files.records import OPEN_NS, RangeTable
from dcsgui.core.objects.browsing import Browsing
from dcsgui.core.objects.ctype import DCType
from dcsgui.core.objects.timeline import Answer, changes, stretches
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

__all__ = ["answer_changes", "answers_of", "true_table", "words"]


def answers_of(store: Browsing, ctype: str) -> list[Answer]:
    """List what a type answers over time; each label is an `AnswerLabel`.

    Pending changes of the store count. A type that is not there answers nothing.

    Raises
    ------
    Damaged, Busy, StoreNotAvailable, AccessDenied
    """
    with store.opened():
        if ctype not in store.ctypes():
            return []
        cto = store.ctypeobj(ctype)
        table = true_table(cto)
        labels = _labels(cto)
    return [
        Answer(found.begin_ns, found.end_ns, labels[table.name(found.row)])
        for found in stretches(table)
        if table.name(found.row) in labels
    ]


def answer_changes(
    ctype: str, before: Iterable[Answer], after: Iterable[Answer]
) -> list[AnswerChange]:
    """List when a type answers otherwise than before, from two lists that `answers_of` made."""
    return [
        AnswerChange(
            ctype,
            changed.begin_ns,
            None if changed.end_ns == OPEN_NS else changed.end_ns,
            cast("AnswerLabel | None", changed.before),
            cast("AnswerLabel | None", changed.after),
        )
        for changed in changes(before, after)
    ]


def words(change: AnswerChange) -> str:
    """Say a change for people.

    Examples
    --------
    >>> v1 = AnswerLabel("0", "1477526401", 1, "sha256:1")
    >>> words(AnswerChange("pedestals", 0, None, v1, None))
    'from 1970-01-01T00:00:00+00:00 on: nothing instead of v1'
    """
    end = None if change.end_ns is None else Timestamp(change.end_ns)
    times = Validity.unchecked(Timestamp(change.begin_ns), end).words()
    before, after = change.before, change.after
    said = f"{times}: {_named(after)} instead of {_named(before)}"
    if before is None or after is None:
        return said
    if before.versind == after.versind and before.range_name != after.range_name:
        said = (
            f"{times}: {_named(after)} of {after.range_name} instead of {_named(before)} of "
            f"{before.range_name}"
        )
    return f"{said} (the same constants)" if after.digest and _alike(before, after) else said


def true_table(cto: DCType) -> RangeTable:
    """Return the ranges of a type as its file has them, whatever our summary of it says."""
    for rows in (range(len(cto.table())), ()):  # each range, then all names
        cto.is_outdated(cto.table(), rows)
    return cto.table()


def _labels(cto: DCType) -> dict[str, AnswerLabel]:
    """Return what answers for each range by its name."""
    return {
        row.range_name: AnswerLabel(
            row.range_name, row.info.name, row.info.versind, row.info.digest
        )
        for row in cto.listing()
        if row.is_default
    }


def _named(label: AnswerLabel | None) -> str:
    return "nothing" if label is None else f"v{label.versind}"


def _alike(before: AnswerLabel, after: AnswerLabel) -> bool:
    return before.digest == after.digest
