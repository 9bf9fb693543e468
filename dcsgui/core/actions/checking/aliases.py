"""Aliases that lead nowhere or in a circle, and lines of alias files that mean nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from dcsgui.core.actions.answers.checks import Finding, FindingKind
from dcsgui.core.files.alias_files import AliasRecord
from dcsgui.core.objects.alias_times import turns
from dcsgui.core.objects.aliases import Aliases, circle_words
from dcsgui.core.objects.places import detector_file
from dcsgui.core.values.findings import severity_of
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["check_aliases"]


def check_aliases(paths: Iterable[str]) -> Iterator[Finding]:
    """Check alias files, which stand in directories of a calib directory."""
    wanted = set(paths)
    for directory in sorted({Path(path).parent.parent for path in wanted}):
        aliases = Aliases(str(directory))
        for file in aliases.files:
            if file.path not in wanted:
                continue
            for problem in file.problems:
                yield _finding(FindingKind.BAD_ALIAS, file.path, problem.words)
            for record in file.records:
                yield from _check(record, aliases, directory)


def _check(record: AliasRecord, aliases: Aliases, directory: Path) -> Iterator[Finding]:
    """Follow an alias at each time of its validity from which on it may lead elsewhere."""
    start = _start(record)
    for tstamp in sorted({start, *turns(aliases, record)}):
        way = aliases.way(record.target, tstamp, partial(detector_file, directory))
        names = [record.alias, *way.names]
        if way.circle or record.alias in way.names:
            yield _finding(FindingKind.BAD_ALIAS, record.path, circle_words(names, tstamp))
            return
        if way.file is None and tstamp >= start:
            yield _finding(
                FindingKind.DANGLING_ALIAS,
                record.path,
                f"Line {record.line}: the alias leads nowhere at {tstamp}, as there is no "
                f"detector file for '{names[-1]}' ({' -> '.join(names)}). Correct it, or remove "
                f"it ('dcs alias').",
            )
            return


def _start(record: AliasRecord) -> Timestamp:
    """Return the time from which on it should lead to a file: now, if it was valid always."""
    now = Timestamp.now()
    return record.begin or (now if record.end is None else min(now, record.end))


def _finding(kind: FindingKind, file: str, words: str) -> Finding:
    return Finding(file, "", kind, severity_of(kind), words)
