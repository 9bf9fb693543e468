"""What detector files hold, as plain values: the same for every layout on disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.parts import Part
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.unixtext import number_text_of_ns
from dcsgui.core.values.validity import Validity

Path = tuple[str, ...]
"""Where a node is, by group names: (), (ctype,), (ctype, range) or (ctype, range, version)."""

ParValue = str | bool | int | float | NDArray[Any]
"""A parameter: a text, a bool, a number, or an array of them."""

Constants = NDArray[Any] | str
"""The constants of a version: an array, or a text (geometry)."""

Allocate = Callable[[tuple[int, ...], np.dtype[Any]], NDArray[Any]]
"""Gives memory for an array: a writable one of that shape and dtype, in C order."""


class InParts(Protocol):
    """An array that is elsewhere, and is fetched part by part while it is written."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Its shape."""

    @property
    def dtype(self) -> np.dtype[Any]:
        """Type and byte order of its values."""

    def read(self, part: Part, allocate: Allocate) -> NDArray[Any]:
        """Fetch a part into memory that `allocate` gives."""


OPEN_NS = np.iinfo(np.int64).max
"""The end of an open range, where ends are kept as int64 nanoseconds."""


class Level(IntEnum):
    """How long the path of a node is."""

    STORE = 0
    CTYPE = 1
    RANGE = 2
    VERSION = 3


class LayoutName(Enum):
    """The layout of a detector file on disk."""

    NATIVE = "native"
    PSCALIB = "pscalib"


class Kind(Enum):
    """What the constants of a version are."""

    ARRAY = "array"
    TEXT = "text"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a history: who did what, when, and why.

    Attributes
    ----------
    tstamp : Timestamp
        When, to the nanosecond, UTC.
    user, host : str
        Who, and on which machine; empty where the file does not say.
    action : str
        What was done, e.g. ``"add version 1477526400"``; empty for a plain comment.
    comment : str
        Why, in the words of the user.
    """

    tstamp: Timestamp
    user: str = ""
    host: str = ""
    action: str = ""
    comment: str = ""

    @property
    def who(self) -> str:
        """User and host as one text, as far as the file says them; "" if it says neither."""
        return "@".join(part for part in (self.user, self.host) if part)

    @property
    def text(self) -> str:
        """Action and comment as one text, without the time."""
        if self.action and self.comment:
            return f"{self.action}: {self.comment}"
        return self.action or self.comment


@dataclass(frozen=True, slots=True)
class Head:
    """The root level of a detector file.

    Attributes
    ----------
    tscfile : Timestamp or None
        When the file was created; older files may not say.
    predecessor, successor : str or None
        Detector names of the hardware versions before and after this one.
    generation : int
        How many commits this file has seen from us; 0 for files of older code.
    """

    layout: LayoutName
    dettype: str
    detid: str
    tscfile: Timestamp | None = None
    predecessor: str | None = None
    successor: str | None = None
    generation: int = 0


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """What is known of a version without reading its constants.

    Attributes
    ----------
    name : str
        The name of its group.
    tsvers : Timestamp or None
        The production time; older files may not say.
    versind : int
        Its number, from 1; never given to another version of the range.
    serial : int
        Its place in the order of addition, within the range.
    shape, dtype, nbytes
        Of the constants; for a text ``()``, ``"text"`` and the bytes of its UTF-8.
    digest : str
        ``"sha256:..."`` of the constants' bytes in C order, or "" where the file has none.
    author, comment, experiment, run : str
        From the parameters, else from the record of its addition.
    """

    name: str
    tsvers: Timestamp | None
    versind: int
    serial: int
    kind: Kind
    shape: tuple[int, ...]
    dtype: str
    nbytes: int
    digest: str
    author: str = ""
    comment: str = ""
    experiment: str = ""
    run: str = ""


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version to be added.

    Attributes
    ----------
    tsvers : Timestamp
        Its production time.
    constants : ndarray, InParts, str or None
        One in parts needs a digest.
    pars : mapping of str to ParValue
    versind : int or None
        Its number; None is the next free one.
    record : Record or None
        That of its addition.
    history : tuple of Record
        What happened to it since, in another file.
    digest : str
        Of the constants, where it is known; whoever gives it compares it with what is written.
    """

    tsvers: Timestamp
    constants: Constants | InParts | None
    pars: Mapping[str, ParValue] = field(default_factory=dict)
    versind: int | None = None
    record: Record | None = None
    history: tuple[Record, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Deleted:
    """Something deleted that can still be restored, or, once purged, what is left of its name.

    Attributes
    ----------
    number : int
        Names this deletion, from 1 within the file.
    path : Path
        Where it was.
    record : Record
        Who deleted it, when and why.
    pinned : bool
        The version was the default that somebody had set.
    purged : bool
        The constants are gone; only the used numbers and times are remembered.
    tsvers : tuple of Timestamp
        Production times in it; never used again in that range.
    versind_last : int
        The highest number in it; never used again in that range.
    """

    number: int
    path: Path
    record: Record
    pinned: bool = False
    purged: bool = False
    tsvers: tuple[Timestamp, ...] = ()
    versind_last: int = 0


def ends_of(name: str) -> tuple[int, int] | None:
    """Read the ends (ns, `OPEN_NS` for open) out of the name of a range; None if it has none."""
    try:
        validity = Validity.of_name(name)
    except BadValue:
        return None
    return validity.begin.ns, OPEN_NS if validity.end is None else validity.end.ns


@dataclass(slots=True)
class RangeTable:
    """The ranges of a type as columns, ready for the look-up.

    Attributes
    ----------
    begin_ns, end_ns : (N,) int64
        Both ends belong to the range; an open one ends at `OPEN_NS`.
    nversions : (N,) int32
        How many versions each range holds (deleted ones do not count).
    pinned : (N,) bool
        Whether somebody set a default.
    names, answers : list of str
        Group names of the ranges, and of the version that answers for each ("" if none).
        Where None they follow from the times: see `name` and `answer`.
    answer_ns : (N,) int64 or None
        Production time of the version that answers, where `answers` is None.
    marks : (N,) int64 or None
        Digests of the names of the versions, for whoever compares the table with the file.
    """

    begin_ns: NDArray[np.int64]
    end_ns: NDArray[np.int64]
    nversions: NDArray[np.int32]
    pinned: NDArray[np.bool_]
    names: list[str] | None = None
    answers: list[str] | None = None
    answer_ns: NDArray[np.int64] | None = None
    marks: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.begin_ns)

    def validity(self, i: int) -> Validity:
        """Return the ends of the range of row `i`."""
        end = int(self.end_ns[i])
        return Validity.unchecked(
            Timestamp(int(self.begin_ns[i])), None if end == OPEN_NS else Timestamp(end)
        )

    def name(self, i: int) -> str:
        """Return the group name of the range of row `i`."""
        if self.names is not None:
            return self.names[i]
        begin, end = number_text_of_ns(int(self.begin_ns[i])), int(self.end_ns[i])
        return begin if end == OPEN_NS else f"{begin}-{number_text_of_ns(end)}"

    def order(self) -> list[int]:
        """List the rows by begin, then by end, open last."""
        return [int(row) for row in np.lexsort((self.end_ns, self.begin_ns))]

    def rows(self) -> dict[str, int]:
        """Return the rows of all ranges by group name."""
        return {self.name(row): row for row in range(len(self))}

    def row(self, name: str) -> int | None:
        """Find the row of a range by its group name, None if there is none."""
        if self.names is not None:
            return self.names.index(name) if name in self.names else None
        ends = ends_of(name)
        if ends is None:
            return None
        found = np.flatnonzero((self.begin_ns == ends[0]) & (self.end_ns == ends[1]))
        if len(found) and self.name(int(found[0])) == name:  # "100.0" and "100-end" are no names
            return int(found[0])
        return None

    def answer(self, i: int) -> str:
        """Return the group name of the version that answers for row `i`, or ""."""
        if not self.nversions[i]:
            return ""
        if self.answers is not None:
            return self.answers[i]
        return "" if self.answer_ns is None else number_text_of_ns(int(self.answer_ns[i]))
