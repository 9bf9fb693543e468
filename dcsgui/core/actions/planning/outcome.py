"""How the answers of a destination change over time, if a plan is applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from dcsgui.core.actions.answering import answer_changes
from dcsgui.core.actions.answers.plans import Item, ItemKind, Resolution
from dcsgui.core.actions.answers.timelines import AnswerChange, AnswerLabel
from dcsgui.core.actions.planning.range_model import RangeModel, VersionModel
from dcsgui.core.files.records import OPEN_NS, LayoutName, RangeTable
from dcsgui.core.objects.exchange.returning import Returning
from dcsgui.core.objects.exchange.snapshot import TypeSnapshot
from dcsgui.core.objects.timeline import Answer, stretches

__all__ = ["answers_after", "changes_of"]


def changes_of(
    types: Iterable[tuple[TypeSnapshot, Sequence[Returning]]],
    items: Sequence[Item],
    layout: LayoutName,
    *,
    repository: bool,
) -> list[AnswerChange]:
    """List the stretches of time in which a destination answers something else afterwards.

    Parameters
    ----------
    types : iterable of (TypeSnapshot, sequence of Returning)
        What the destination has of the types that the items are about, and what may return.
    items : sequence of Item
        In the order in which they are carried out; those that do nothing are passed over.
    """
    by_type: dict[str, list[Item]] = {}
    for item in items:
        if item.todo and item.path:
            by_type.setdefault(item.path[0], []).append(item)
    found: list[AnswerChange] = []
    for one, gone in types:
        mine = by_type.get(one.ctype)
        if mine:
            before = _answers([RangeModel.of(inner) for inner in one.ranges], layout)
            after = answers_after(one, mine, layout, repository=repository, gone=gone)
            found += answer_changes(one.ctype, before, after)
    return found


def answers_after(
    before: TypeSnapshot,
    items: Iterable[Item],
    layout: LayoutName,
    *,
    repository: bool,
    gone: Sequence[Returning] = (),
) -> list[Answer]:
    """List what a type answers over time after items were carried out."""
    ranges = {one.name: RangeModel.of(one) for one in before.ranges}
    known = {one.gone.number: one for one in gone}
    for item in items:
        if item.resolution is Resolution.RESTORE:
            if item.deletion:
                _bring_back(ranges, item, known[item.deletion], layout, repository=repository)
        elif item.kind is ItemKind.RANGE:
            _do_range(ranges, item)
        elif item.kind is ItemKind.VERSION:
            _do_version(ranges[item.target[1]], item, layout, repository=repository)
        elif item.kind is ItemKind.DEFAULT:
            ranges[item.target[1]].pinned = item.target[2]
    return _answers(list(ranges.values()), layout)


def _do_range(ranges: dict[str, RangeModel], item: Item) -> None:
    name, begin_ns = item.target[1], item.begin_ns or 0
    end_ns = OPEN_NS if item.end_ns is None else item.end_ns
    if item.resolution is Resolution.REPLACE:
        model = ranges.pop(item.replaces[1])
        model.name, model.begin_ns, model.end_ns = name, begin_ns, end_ns
        ranges[name] = model
    else:
        ranges[name] = RangeModel(name, begin_ns, end_ns)


def _bring_back(
    ranges: dict[str, RangeModel],
    item: Item,
    back: Returning,
    layout: LayoutName,
    *,
    repository: bool,
) -> None:
    if back.version is None:
        ranges |= {one.name: RangeModel.of(one) for one in back.ranges}
    else:
        made = VersionModel.of(back.version)
        ranges[item.target[1]].add(made, layout, repository=repository)


def _do_version(model: RangeModel, item: Item, layout: LayoutName, *, repository: bool) -> None:
    made = VersionModel(item.target[2], item.versind, item.digest)
    model.add(made, layout, repository=repository)
    if item.resolution is Resolution.REPLACE:
        model.remove(item.replaces[2])


def _answers(ranges: Sequence[RangeModel], layout: LayoutName) -> list[Answer]:
    table = RangeTable(
        np.array([one.begin_ns for one in ranges], np.int64),
        np.array([one.end_ns for one in ranges], np.int64),
        np.array([len(one.versions) for one in ranges], np.int32),
        np.zeros(len(ranges), np.bool_),
    )
    labels = [_label(one, layout) for one in ranges]
    return [Answer(found.begin_ns, found.end_ns, labels[found.row]) for found in stretches(table)]


def _label(one: RangeModel, layout: LayoutName) -> AnswerLabel | None:
    answer = one.answer(layout)
    if answer is None:
        return None
    return AnswerLabel(one.name, answer.name, answer.versind, answer.digest)
