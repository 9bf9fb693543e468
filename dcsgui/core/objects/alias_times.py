"""Aliases over all of time: when one stands for what, and when it leads round in a circle."""

from __future__ import annotations

from itertools import pairwise

from dcsgui.core.files.alias_files import AliasRecord
from dcsgui.core.files.records import OPEN_NS
from dcsgui.core.objects.aliases import Aliases, FileOf, Way
from dcsgui.core.objects.timeline import Answer, ChangedStretch, changes
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["ALWAYS_NS", "answers", "changes_of", "circle", "turns"]

ALWAYS_NS = Timestamp.for_lookup(-1e11).ns
"""The first time that there is, in ns: the begin of what is valid always before."""


def answers(aliases: Aliases, alias: str) -> list[Answer]:
    """List what an alias stands for, by target, over all of time; disjoint and in order."""
    found = []
    for begin, beyond in pairwise([*_begins(aliases.of(alias)), OPEN_NS]):
        step = aliases.step(alias, Timestamp(begin))
        if step is not None:
            end = OPEN_NS if beyond == OPEN_NS else beyond - 1
            found.append(Answer(begin, end, step.record.target))
    return found


def changes_of(alias: str, before: Aliases, after: Aliases) -> list[ChangedStretch]:
    """List when an alias stands for another target than before; None is none."""
    return changes(answers(before, alias), answers(after, alias))


def circle(aliases: Aliases, record: AliasRecord, file_of: FileOf) -> tuple[Way, Timestamp] | None:
    """Find a time at which a record leads round in a circle, and the way; None if it never does.

    What it leads to changes only where a record begins, or is over.
    """
    for tstamp in turns(aliases, record):
        way = aliases.way(record.alias, tstamp, file_of)
        if way.circle:
            return way, tstamp
    return None


def turns(aliases: Aliases, record: AliasRecord) -> list[Timestamp]:
    """List the times of a record's validity from which on it may lead elsewhere, in order."""
    begins = map(Timestamp, _begins([record, *_reached(aliases, record.target)]))
    return [tstamp for tstamp in begins if record.contains(tstamp)]


def _reached(aliases: Aliases, name: str) -> list[AliasRecord]:
    """List all records that an alias may lead over, at any time."""
    found: list[AliasRecord] = []
    seen, left = {name}, [name]
    while left:
        for record in aliases.of(left.pop()):
            found.append(record)
            if record.target not in seen:
                seen.add(record.target)
                left.append(record.target)
    return found


def _begins(records: list[AliasRecord]) -> list[int]:
    """List the times (ns) at which something may change, in order, the first of all included."""
    begins = {record.begin.ns for record in records if record.begin is not None}
    begins |= {record.end.ns + 1 for record in records if record.end is not None}
    last = Timestamp.for_lookup(1e11).ns
    return sorted({ALWAYS_NS} | {begin for begin in begins if begin <= last})
