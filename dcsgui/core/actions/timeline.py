"""All of time for a type: what answers when, where nothing does, and which ranges never do."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from dcsgui.core.actions.answering import true_table
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.timelines import (
    Share,
    TimelineRange,
    Timelines,
    TimelineStretch,
    TypeTimeline,
)
from dcsgui.core.actions.opening import to_look, type_of
from dcsgui.core.files.records import OPEN_NS, RangeTable, VersionInfo
from dcsgui.core.objects.ctype import DCType
from dcsgui.core.objects.store import DCStore
from dcsgui.core.objects.timeline import Stretch, stretches
from dcsgui.core.values.errors import Damaged
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["LISTED", "timeline"]

LISTED = 8
"""So many of the ranges that win over another one are named."""


def timeline(node: NodeId, *, progress: Progress = QUIET) -> Timelines:
    """Say what each type of a detector answers over all of time.

    Parameters
    ----------
    node : NodeId
        A store; or a type, or anything in it, for that type alone.

    Raises
    ------
    NotFound
        If there is no such type.
    StoreNotAvailable, AccessDenied, Busy, Damaged
        Damage of one type is told as its `problem`.
    """
    store, found = to_look(node.file), []
    with store.opened():
        ctypes = [type_of(store, node).ctype()] if node.ctype else store.ctypes()
        for number, ctype in enumerate(ctypes):
            progress.report(number, len(ctypes), "types")
            found.append(_of_type(store, ctype))
    return Timelines(NodeId(node.file, node.path[:1]), tuple(found))


def _of_type(store: DCStore, ctype: str) -> TypeTimeline:
    try:
        cto = store.ctypeobj(ctype)
        table = true_table(cto)
        found = stretches(table)
        return TypeTimeline(
            ctype,
            tuple(_with_gaps(_stretches(cto, table, found))),
            tuple(_ranges(table, found)),
        )
    except Damaged as error:
        return TypeTimeline(ctype, problem=str(error))


def _stretches(cto: DCType, table: RangeTable, found: list[Stretch]) -> Iterator[TimelineStretch]:
    names = {table.name(stretch.row) for stretch in found}
    listed = cto.stored_versions(names)
    answers: dict[int, VersionInfo] = {}
    for row in {stretch.row for stretch in found}:
        infos = {info.name: info for info in listed.get(table.name(row), [])}
        if table.answer(row) in infos:
            answers[row] = infos[table.answer(row)]
    for begin_ns, end_ns, row in found:
        if row in answers:  # else it has just gone
            yield _stretch(table, row, answers[row], ends=(begin_ns, end_ns))


def _stretch(
    table: RangeTable, row: int, info: VersionInfo, *, ends: tuple[int, int]
) -> TimelineStretch:
    return TimelineStretch(
        begin_ns=ends[0],
        end_ns=_end(ends[1]),
        gap=False,
        range_name=table.name(row),
        version_name=info.name,
        versind=info.versind,
        pinned=bool(table.pinned[row]),
        tsvers_ns=None if info.tsvers is None else info.tsvers.ns,
        digest=info.digest,
    )


def _with_gaps(found: Iterator[TimelineStretch]) -> Iterator[TimelineStretch]:
    """Put the gaps in between, and what comes after all."""
    last: int | None = None
    for stretch in found:
        if last is not None and last + 1 < stretch.begin_ns:
            yield TimelineStretch(last + 1, stretch.begin_ns - 1, gap=True)
        yield stretch
        last = stretch.end_ns
    if last is not None:
        yield TimelineStretch(last + 1, None, gap=True)


def _ranges(table: RangeTable, found: list[Stretch]) -> Iterator[TimelineRange]:
    won: dict[int, list[Stretch]] = {}
    for stretch in found:
        won.setdefault(stretch.row, []).append(stretch)
    begins = [stretch.begin_ns for stretch in found]
    for row in table.order():
        share = _share(table, row, won.get(row, []))
        over = share in {Share.PART, Share.SHADOWED}
        yield TimelineRange(
            table.name(row),
            int(table.begin_ns[row]),
            _end(int(table.end_ns[row])),
            int(table.nversions[row]),
            share,
            _winners(table, row, found, begins) if over else (),
        )


def _share(table: RangeTable, row: int, won: list[Stretch]) -> Share:
    begin, end = int(table.begin_ns[row]), int(table.end_ns[row])
    if end < begin:
        return Share.BACKWARD
    if not table.nversions[row]:
        return Share.EMPTY
    if not won:
        return Share.SHADOWED
    return Share.WHOLE if won[0][:2] == (begin, end) else Share.PART


def _winners(
    table: RangeTable, row: int, found: list[Stretch], begins: list[int]
) -> tuple[str, ...]:
    """Name the ranges that answer at times of another one, the earliest first."""
    names: dict[str, None] = {}
    end = int(table.end_ns[row])
    at = max(0, bisect_right(begins, int(table.begin_ns[row])) - 1)
    while at < len(found) and found[at].begin_ns <= end and len(names) < LISTED:
        if found[at].row != row and found[at].end_ns >= table.begin_ns[row]:
            names[table.name(found[at].row)] = None
        at += 1
    return tuple(names)


def _end(end_ns: int) -> int | None:
    return None if end_ns == OPEN_NS else end_ns
