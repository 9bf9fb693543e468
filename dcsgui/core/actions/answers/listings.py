"""What is in a place, in a detector file, in a type, in a range.

Rows are named tuples and come in pages: a page is quickly taken apart by whoever gets it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from dcsgui.core.actions.answers.nodes import NodeId, Place

__all__ = [
    "WRITABLE",
    "Access",
    "DetectorContents",
    "FileEntry",
    "PlaceContents",
    "RangeEntry",
    "RangePage",
    "TypeEntry",
    "VersionPage",
    "VersionRow",
]


class Access(NamedTuple):
    """Whether something can be changed, and if not, why, in a sentence."""

    writable: bool
    reason: str = ""


WRITABLE = Access(writable=True)


class FileEntry(NamedTuple):
    """A detector file of a place, without opening it; `nbytes` on disk, `mtime_ns` since 1970."""

    path: str
    dettype: str
    detname: str
    nbytes: int
    mtime_ns: int
    access: Access


@dataclass(frozen=True, slots=True)
class PlaceContents:
    """What detector files a place holds.

    Attributes
    ----------
    place : Place
    files : tuple of FileEntry
        By dettype, then by detname.
    problem : str
        A sentence, if the place can't be listed; "" otherwise.
    access : Access
        Whether files can be made in it.
    directories : tuple of str
        Where its files are, or may appear.
    """

    place: Place
    files: tuple[FileEntry, ...] = ()
    problem: str = ""
    access: Access = WRITABLE
    directories: tuple[str, ...] = ()


class TypeEntry(NamedTuple):
    """A calibration type of a file, with how many ranges and versions it has.

    `problem` is a sentence if it is damaged; then nothing is known of it.
    """

    ctype: str
    nranges: int
    nversions: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class DetectorContents:
    """The root level of a detector file.

    Attributes
    ----------
    node : NodeId
        The store.
    dettype, detname : str
        As the file says.
    detalias, predecessor, successor : str
        "" where there is none.
    layout : str
        "native" or "pscalib".
    generation : int
        Rises with each change made by this program.
    in_repository : bool
        A change of default needs a reason.
    types : tuple of TypeEntry
        By name.
    access : Access
    """

    node: NodeId
    dettype: str
    detname: str
    detalias: str
    predecessor: str
    successor: str
    layout: str
    generation: int
    in_repository: bool
    types: tuple[TypeEntry, ...]
    access: Access


class RangeEntry(NamedTuple):
    """A range; begin and end in ns UTC, both belong to it; end None is open.

    `pinned` tells that somebody set its default; `answer` is the name of the version that answers
    for it, "" if it has none.
    """

    name: str
    begin_ns: int
    end_ns: int | None
    nversions: int
    pinned: bool
    answer: str


@dataclass(frozen=True, slots=True)
class RangePage:
    """Some of the ranges of a type: `total` there are, these are from number `first` on.

    In order of begin, then of end, open last. At least one page comes, perhaps an empty one.
    """

    node: NodeId
    generation: int
    total: int
    first: int
    rows: tuple[RangeEntry, ...]


class VersionRow(NamedTuple):
    """A version, with the range it is in. Times are ns since 1970, UTC, and None where unknown.

    `is_default`: it answers for its range, `pinned`: because somebody set it so. `kind` is
    "array", "text" or "nothing"; `dtype` is numpy's, or "text".
    """

    ctype: str
    range_name: str
    begin_ns: int
    end_ns: int | None
    name: str
    versind: int
    tsvers_ns: int | None
    is_default: bool
    pinned: bool
    kind: str
    shape: tuple[int, ...]
    dtype: str
    nbytes: int
    digest: str
    author: str
    experiment: str
    run: str
    comment: str


@dataclass(frozen=True, slots=True)
class VersionPage:
    """Some of the versions below a node: `total` there are, these are from number `first` on.

    By type, range (as in `RangePage`) and number. At least one page comes, perhaps an empty one.
    """

    node: NodeId
    generation: int
    total: int
    first: int
    rows: tuple[VersionRow, ...]
