"""What aliases there are, where they lead, and what a change of them did."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.actions.answers.nodes import Place

__all__ = ["AliasChange", "AliasEntry", "AliasListing", "AliasResolution", "TargetChange"]


@dataclass(frozen=True, slots=True)
class AliasEntry:
    """A line of an alias file.

    Attributes
    ----------
    alias : str
    target : str
        A detector name, a source, or another alias.
    begin_ns, end_ns : int or None
        Both belong to the validity (ns since 1970, UTC); None: always before, for ever after.
    validity : str
        When it is valid, in words.
    file : str
        The alias file.
    line : int
        Its number in the file, from 1.
    """

    alias: str
    target: str
    begin_ns: int | None
    end_ns: int | None
    validity: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class AliasListing:
    """The aliases of a place.

    Attributes
    ----------
    place : Place
    entries : tuple of AliasEntry
        By file, then by line.
    problems : tuple of str
        Sentences about lines and files that can't be understood; all others count.
    """

    place: Place
    entries: tuple[AliasEntry, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AliasResolution:
    """Where a name leads at a time.

    Attributes
    ----------
    name : str
        What was asked for.
    time_ns : int
        When (ns since 1970, UTC).
    names : tuple of str
        All names on the way, the detector last.
    steps : tuple of AliasEntry
        The aliases on the way; none if the name is that of a detector.
    detname : str
        The detector.
    file : str
        Its file; "" if there is none.
    notes : tuple of str
        Sentences about lines that contradict each other, or that can't be understood.
    """

    name: str
    time_ns: int
    names: tuple[str, ...]
    steps: tuple[AliasEntry, ...]
    detname: str
    file: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A stretch of time in which an alias stands for something else than before.

    Attributes
    ----------
    begin_ns, end_ns : int or None
        Both belong to it (ns since 1970, UTC); None: always before, for ever after.
    before, after : str or None
        The target; None: it is no alias then.
    """

    begin_ns: int | None
    end_ns: int | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class AliasChange:
    """What a change of aliases did, or would do.

    Attributes
    ----------
    entry : AliasEntry
        The line that was added, or removed.
    changes : tuple of TargetChange
        In order of time.
    words : tuple of str
        A sentence for each of the changes, or one that nothing changes.
    done : bool
        False for a dry run.
    """

    entry: AliasEntry
    changes: tuple[TargetChange, ...]
    words: tuple[str, ...]
    done: bool
