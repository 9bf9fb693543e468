"""Aliases of the detectors of a place: listed, resolved, added and removed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from dcsgui.core.actions.answers.aliases import (
    AliasChange,
    AliasEntry,
    AliasListing,
    AliasResolution,
    TargetChange,
)
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.core.files.alias_files import AliasRecord
from dcsgui.core.files.records import OPEN_NS
from dcsgui.core.files.runtables import time_of_run
from dcsgui.core.objects import alias_changes
from dcsgui.core.objects.alias_changes import AliasEdit
from dcsgui.core.objects.alias_times import ALWAYS_NS
from dcsgui.core.objects.aliases import Aliases
from dcsgui.core.objects.places import detector_file
from dcsgui.core.objects.timeline import ChangedStretch
from dcsgui.core.values.errors import BadValue, NotFound
from dcsgui.core.values.timestamps import Timestamp

__all__ = [
    "add_alias",
    "change_entry",
    "list_aliases",
    "remove_alias",
    "remove_entry",
    "resolve_alias",
]

OPEN_END = "end"


def list_aliases(place: Place, name: str = "", *, at: object = None) -> AliasListing:
    """List the aliases of a place.

    Parameters
    ----------
    place : Place
    name : str
        Only those called so, or that stand for it; "" for all.
    at : any form of a time, optional
        Only those that are valid then.
    """
    aliases = Aliases(_directory(place))
    tstamp = None if at is None else _time(at)
    found = (
        record
        for record in aliases.records
        if name in {"", record.alias, record.target}
        and (tstamp is None or record.contains(tstamp))
    )
    problems = tuple(problem.words for problem in aliases.problems)
    return AliasListing(place, tuple(map(_entry, found)), problems)


def resolve_alias(place: Place, name: str, *, at: object = None) -> AliasResolution:
    """Say which detector of a place a name leads to, and over which aliases.

    Parameters
    ----------
    place : Place
    name : str
        An alias, a source, or a detector name.
    at : any form of a time, optional
        When; now if None.

    Raises
    ------
    NotFound
        If it leads nowhere then, or round in a circle.
    """
    directory = _directory(place)
    tstamp = Timestamp.now() if at is None else _time(at)
    found = Aliases(directory).follow(name, tstamp, partial(detector_file, Path(directory)))
    problems = tuple(problem.words for problem in found.problems)
    missing = () if found.file else (f"There is no file of {found.detname} in {directory}.",)
    return AliasResolution(
        name,
        tstamp.ns,
        found.names,
        tuple(_entry(step.record) for step in found.steps),
        found.detname,
        str(found.file or ""),
        (*missing, *found.doubts, *problems),
    )


def add_alias(
    place: Place,
    alias: str,
    target: str,
    *,
    begin: object = None,
    end: object = None,
    comment: str = "",
    file: str = "",
    dry_run: bool = False,
) -> AliasChange:
    """Give a detector, a source or an alias another name.

    Parameters
    ----------
    place : Place
    alias : str
        One word, without slashes.
    target : str
        What it is to stand for; it goes to ``aliases.als`` of the detector type of that.
    begin, end : any form of a time, optional
        Both belong to the validity; without them it is open. The end may be "end", for open.
    comment : str
        Why, for the comment in the file.
    file : str
        The alias file that it goes to, if not to that of the detector type.
    dry_run : bool
        Only say what would change.

    Raises
    ------
    AlreadyExists
        If there is one with the same ends.
    BadValue
        If it can't be an alias, or would lead to itself; the sentence tells the chain.
    NotFound
        If the target says no detector type and is no alias.
    AccessDenied, Busy, StoreNotAvailable
    """
    record = _new_record(alias, target, begin, end, file)
    directory = _directory(place)
    edit = alias_changes.add_alias(directory, record, comment=comment, dry_run=dry_run)
    return _change(edit, done=not dry_run)


def remove_alias(
    place: Place,
    alias: str,
    *,
    target: str | None = None,
    begin: object = None,
    comment: str = "",
    dry_run: bool = False,
) -> AliasChange:
    """Remove a line of an alias file; a comment in its place says what it was, who, and why.

    Parameters
    ----------
    place : Place
    alias : str
    target, begin : optional
        Which one is meant, if there are several of that name.
    comment : str
        Why.
    dry_run : bool
        Only say what would change.

    Raises
    ------
    NotFound
        If there is none.
    BadValue
        If there are several; the sentence lists them.
    Conflict
        If somebody changed it meanwhile.
    AccessDenied, Busy, StoreNotAvailable
    """
    directory = _directory(place)
    tstamp = None if begin is None else _time(begin)
    meant = _meant(Aliases(directory), alias, target, tstamp)
    edit = alias_changes.remove_alias(directory, meant, comment=comment, dry_run=dry_run)
    return _change(edit, done=not dry_run)


def remove_entry(
    place: Place, entry: AliasEntry, comment: str = "", *, dry_run: bool = False
) -> AliasChange:
    """Remove a line of an alias file that was seen, as `remove_alias`.

    Parameters
    ----------
    place : Place
    entry : AliasEntry
        As it was listed; its line may be another by now.
    comment : str
        Why.
    dry_run : bool
        Only say what would change.

    Raises
    ------
    Conflict
        If the file does not say that any more.
    AccessDenied, Busy, StoreNotAvailable
    """
    edit = alias_changes.remove_alias(
        _directory(place), _record_of(entry), comment=comment, dry_run=dry_run
    )
    return _change(edit, done=not dry_run)


def change_entry(
    place: Place,
    entry: AliasEntry,
    target: str,
    *,
    begin: object = None,
    end: object = None,
    comment: str = "",
    dry_run: bool = False,
) -> AliasChange:
    """Let an alias stand for something else, or at another time, as one change of its file.

    Parameters
    ----------
    place : Place
    entry : AliasEntry
        The line that goes, as it was listed.
    target : str
        What the alias is to stand for.
    begin, end : any form of a time, optional
        As in `add_alias`.
    comment : str
        Why.
    dry_run : bool
        Only say what would change.

    Raises
    ------
    Conflict
        If the file does not say that any more.
    AlreadyExists, BadValue
        As in `add_alias`.
    AccessDenied, Busy, StoreNotAvailable
    """
    record = _new_record(entry.alias, target, begin, end, entry.file)
    edit = alias_changes.change_alias(
        _directory(place), _record_of(entry), record, comment=comment, dry_run=dry_run
    )
    return _change(edit, done=not dry_run)


def _new_record(alias: str, target: str, begin: object, end: object, file: str) -> AliasRecord:
    open_end = end is None or end == OPEN_END
    return AliasRecord(
        alias,
        target,
        None if begin is None else _time(begin),
        None if open_end else _time(end),
        path=file,
    )


def _record_of(entry: AliasEntry) -> AliasRecord:
    return AliasRecord(
        entry.alias,
        entry.target,
        None if entry.begin_ns is None else Timestamp(entry.begin_ns),
        None if entry.end_ns is None else Timestamp(entry.end_ns),
        path=entry.file,
        line=entry.line,
    )


def _directory(place: Place) -> str:
    if place.kind is PlaceKind.FILE:
        raise BadValue(
            f"{place.path} is a single file, and aliases belong to a calib directory; give that."
        )
    return place.path


def _time(value: object) -> Timestamp:
    return Timestamp.for_lookup(value, time_of_run)


def _meant(
    aliases: Aliases, alias: str, target: str | None, begin: Timestamp | None
) -> AliasRecord:
    known = aliases.of(alias)
    found = [
        one
        for one in known
        if target in {None, one.target} and (begin is None or begin == one.begin)
    ]
    if len(found) == 1:
        return found[0]
    there = "; ".join(f"{one.target} {one.validity} ({one.where})" for one in found or known)
    if not known:
        raise NotFound(f"There is no alias '{alias}' in {aliases.directory}.")
    if not found:
        raise NotFound(f"The alias '{alias}' has no such record; there is: {there}.")
    raise BadValue(
        f"There are {len(found)} records of the alias '{alias}'; say by its target, or its begin, "
        f"which one is meant: {there}."
    )


def _entry(record: AliasRecord) -> AliasEntry:
    return AliasEntry(
        record.alias,
        record.target,
        None if record.begin is None else record.begin.ns,
        None if record.end is None else record.end.ns,
        record.validity,
        record.path,
        record.line,
    )


def _change(edit: AliasEdit, *, done: bool) -> AliasChange:
    entry = _entry(edit.record)
    changes = tuple(map(_target_change, edit.changes))
    return AliasChange(entry, changes, _words(entry.alias, changes), done)


def _target_change(changed: ChangedStretch) -> TargetChange:
    return TargetChange(
        None if changed.begin_ns == ALWAYS_NS else changed.begin_ns,
        None if changed.end_ns == OPEN_NS else changed.end_ns,
        None if changed.before is None else str(changed.before),
        None if changed.after is None else str(changed.after),
    )


def _words(alias: str, changes: Sequence[TargetChange]) -> tuple[str, ...]:
    if not changes:
        return (f"'{alias}' stands for the same as before at all times: others win over it.",)
    return tuple(_sentence(alias, change) for change in changes)


def _sentence(alias: str, change: TargetChange) -> str:
    begin = None if change.begin_ns is None else Timestamp(change.begin_ns)
    end = None if change.end_ns is None else Timestamp(change.end_ns)
    when = AliasRecord(alias, "", begin, end).validity
    after = change.after or "nothing"
    before = f" instead of {change.before}" if change.before else ""
    return f"'{alias}' stands for {after}{before}, {when}."
