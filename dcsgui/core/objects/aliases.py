"""Aliases of detectors: which file a name leads to at a time, and through which names.

A detector file of that very name comes first: no alias file is read if there is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dcsgui.core.files.alias_files import AliasFile, AliasRecord, BadLine, alias_files
from dcsgui.core.values.errors import BadValue, NotFound
from dcsgui.core.values.names import DetName
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["Aliases", "Resolution", "Step", "Way", "circle_words", "older_detname"]

FileOf = Callable[[str], Path | None]
"""Finds the detector file of a name, if there is one."""

_SOURCE = re.compile(r"[\w-]+\.[0-9]+:([A-Za-z]\w*)\.[0-9]+", re.ASCII)
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One alias on the way, and what it stands for.

    Attributes
    ----------
    record : AliasRecord
        The one that wins.
    rivals : tuple of AliasRecord
        Those with the same ends and another target; the last one that is read wins over them.
    """

    record: AliasRecord
    rivals: tuple[AliasRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a name leads at a time.

    Attributes
    ----------
    name : str
        What was asked for.
    tstamp : Timestamp
    steps : tuple of Step
        The aliases on the way; none if the name is that of a detector, or a source.
    detname : str
        The name of the detector.
    file : Path or None
        Its file, if there is one.
    problems : tuple of BadLine
        What could not be read on the way.
    """

    name: str
    tstamp: Timestamp
    steps: tuple[Step, ...]
    detname: str
    file: Path | None
    problems: tuple[BadLine, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names on the way, the detector last."""
        names = (self.name, *(step.record.target for step in self.steps))
        return names if names[-1] == self.detname else (*names, self.detname)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Sentences about records that contradict each other."""
        return tuple(_doubt(step) for step in self.steps if step.rivals)


@dataclass(slots=True)
class Way:
    """How far aliases lead from a name: over which names, and to which detector, if to any."""

    names: list[str]
    steps: list[Step] = field(default_factory=list)
    detname: str = ""
    file: Path | None = None
    circle: bool = False


class Aliases:
    """The aliases of a calib directory, as its files are now.

    Parameters
    ----------
    directory : str
        Files with aliases are in it, and in those directly in it.
    files : iterable of AliasFile, optional
        Instead of those of the directory.
    """

    def __init__(self, directory: str, files: Iterable[AliasFile] | None = None) -> None:
        self.directory = directory
        self.files = tuple(alias_files(directory) if files is None else files)

    @property
    def records(self) -> list[AliasRecord]:
        """All records, in the order in which they are read: by file, then by line."""
        return [record for file in self.files for record in file.records]

    @property
    def problems(self) -> tuple[BadLine, ...]:
        """All that can't be understood."""
        return tuple(problem for file in self.files for problem in file.problems)

    @cached_property
    def _of(self) -> dict[str, list[AliasRecord]]:
        found: dict[str, list[AliasRecord]] = {}
        for record in self.records:
            found.setdefault(record.alias, []).append(record)
        return found

    def of(self, name: str) -> list[AliasRecord]:
        """Return all records of an alias, whenever they are valid."""
        return self._of.get(name, [])

    def step(self, name: str, tstamp: Timestamp) -> Step | None:
        """Find what an alias stands for at a time; None if it is none then.

        As for constants, the latest begin wins, then the earliest end, an open one last. Of
        records with the same ends the one that is read last wins.
        """
        valid = [record for record in self.of(name) if record.contains(tstamp)]
        if not valid:
            return None
        best = max(map(_strength, valid))
        equal = [record for record in valid if _strength(record) == best]
        winner = equal[-1]
        return Step(winner, tuple(one for one in equal if one.target != winner.target))

    def follow(self, name: str, tstamp: Timestamp, file_of: FileOf) -> Resolution:
        """Find the detector that a name leads to at a time.

        Parameters
        ----------
        name : str
            A detector name, an alias or a source.
        tstamp : Timestamp
            When; both ends of a validity belong to it.
        file_of : function
            Finds the detector file of a name.

        Returns
        -------
        Resolution
            Also for a detector name without a file, whose `file` is None.

        Raises
        ------
        NotFound
            If it leads nowhere, or round in a circle; the sentence tells the chain.
        """
        way = self.way(name, tstamp, file_of)
        if way.circle:
            raise NotFound(circle_words(way.names, tstamp))
        if not way.detname:
            raise NotFound(self._nowhere(way.names, tstamp))
        return Resolution(name, tstamp, tuple(way.steps), way.detname, way.file, self.problems)

    def way(self, name: str, tstamp: Timestamp, file_of: FileOf) -> Way:
        """Go from a name as far as aliases lead at a time."""
        way = Way([name])
        while True:
            way.detname, way.file = _detector(way.names[-1], file_of)
            step = None if way.file else self.step(way.names[-1], tstamp)
            if step is None:
                return way
            way.circle = step.record.target in way.names
            way.steps.append(step)
            way.names.append(step.record.target)
            if way.circle:
                return way

    def _nowhere(self, names: list[str], tstamp: Timestamp) -> str:
        last = names[-1]
        other = self.of(last)
        if other:
            times = ", ".join(f"{one.target} {one.validity}" for one in other[:_SHOWN])
            words = f"The alias '{last}' is not valid at {tstamp}; it stands for {times}."
        elif len(names) > 1:
            words = (
                f"The alias '{names[0]}' leads to '{last}' at {tstamp}, which is neither a "
                f"detector name nor an alias in {self.directory}."
            )
        else:
            words = (
                f"'{last}' is neither a detector name (<dettype>-<detid>, as in 'cspad-0001') nor "
                f"an alias in {self.directory}."
            )
        if len(names) > 1:
            words += f" The way there: {' -> '.join(names)}."
        return " ".join((words, *(problem.words for problem in self.problems[:_SHOWN])))


def older_detname(source: str) -> str:
    """Return the name that older files have for a source of data; "" if it is none.

    Files that are made here have the same in lower case, see `values.legacy_names`.

    Examples
    --------
    >>> older_detname("CxiDs2.0:Cspad.0")
    'cspad-CxiDs2.0-Cspad.0'
    """
    found = _SOURCE.fullmatch(source)
    return f"{found[1].lower()}-{source.replace(':', '-')}" if found else ""


def _detector(name: str, file_of: FileOf) -> tuple[str, Path | None]:
    """Return the detector name that a name, or a source, is, and its file if there is one."""
    found = ""
    older = older_detname(name)
    for detname in (name, older, older.lower()):
        try:
            DetName.parse(detname)
        except BadValue:
            continue
        file = file_of(detname)
        if file is not None:
            return detname, file
        found = found or (detname if detname == name else "")
    return found, None


def _strength(record: AliasRecord) -> tuple[bool, int, bool, int]:
    """Return what is greatest for the record that wins: its begin, then how early it ends."""
    begin, end = record.begin, record.end
    return (
        begin is not None,
        0 if begin is None else begin.ns,
        end is not None,
        0 if end is None else -end.ns,
    )


def circle_words(names: list[str], tstamp: Timestamp) -> str:
    """Say that aliases lead round in a circle."""
    return (
        f"The alias '{names[0]}' leads round in a circle at {tstamp}, and to no detector: "
        f"{' -> '.join(names)}. Remove one of these aliases."
    )


def _doubt(step: Step) -> str:
    record = step.record
    others = ", ".join(f"{one.target} by {one.where}" for one in step.rivals)
    return (
        f"'{record.alias}' stands for {record.target} by {record.where}, and with the same ends "
        f"for {others}; the last of them that is read is taken."
    )
