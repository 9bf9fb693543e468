"""What the tree of places is made of: branches, and the rows below them.

A row is a named tuple whose first field is its key among the rows of its branch; most are those of
the answers as they came. Only a row that was expanded gets a branch of its own, so that 100,000
rows are 100,000 tuples and nothing else.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from dcsgui.core.actions.answers.listings import (
    DetectorContents,
    FileEntry,
    PlaceContents,
    VersionRow,
)
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.jobs.job import Failure

__all__ = [
    "Branch",
    "DettypeRow",
    "Facts",
    "Kind",
    "PlaceRow",
    "Row",
    "State",
    "Tail",
    "VersionLine",
    "dettype_rows",
    "version_lines",
]

Row: TypeAlias = tuple[Any, ...]
Facts: TypeAlias = PlaceContents | DetectorContents | None


class Kind(Enum):
    """What a row stands for; a place that is a single file is a FILE."""

    ROOT = auto()
    PLACE = auto()
    DETTYPE = auto()
    FILE = auto()
    CTYPE = auto()
    RANGE = auto()
    VERSION = auto()


class State(Enum):
    """What is known of the rows of a branch."""

    NEW = auto()
    ASKED = auto()
    FILLED = auto()
    FAILED = auto()


class Tail(Enum):
    """The row after the rows of a branch that says something about them."""

    LOADING = auto()
    MORE = auto()
    NOTHING = auto()
    PROBLEM = auto()


class PlaceRow(NamedTuple):
    """A place that is opened."""

    path: str
    place: Place


class DettypeRow(NamedTuple):
    """The detector files of one type in a place."""

    dettype: str
    files: tuple[FileEntry, ...]


class VersionLine(NamedTuple):
    """What the tree keeps of a `VersionRow`; `content` says what its constants are in few words.

    Rows are kept as plain tuples, in this order, and get names when they are looked at: else the
    garbage collector would go through all of them, 100,000 in 50 ms, while the window waits.
    """

    name: str
    versind: int
    tsvers_ns: int | None
    is_default: bool
    pinned: bool
    content: str
    author: str
    comment: str


_BELOW = {
    Kind.PLACE: Kind.DETTYPE,
    Kind.DETTYPE: Kind.FILE,
    Kind.FILE: Kind.CTYPE,
    Kind.CTYPE: Kind.RANGE,
    Kind.RANGE: Kind.VERSION,
}


def _always(_row: Row) -> bool:
    return True


def _never(_row: Row) -> bool:
    return False


_MAY_HAVE_ROWS: dict[Kind, Callable[[Any], bool]] = {
    Kind.FILE: lambda row: bool(row.nranges),
    Kind.CTYPE: lambda row: bool(row.nversions),
    Kind.RANGE: _never,
}


class Branch:
    """The rows below something.

    Attributes
    ----------
    ident : int
        Its number in the model; never used twice.
    kind : Kind
        Of what it is below.
    key : str
        Of the row that it is below, in `parent`.
    row : int
        Where that is now.
    node : NodeId or None
        What it is below, if that is in a detector file.
    rows : list of tuple
        Shown; `rest` are those that are not shown yet, because there are very many.
    tail, tail_number : Tail or None, int
        The row after them, and how many it tells of.
    may_have_rows : function of a row
        Whether there can be something below a row of it, by what the row says.
    """

    __slots__ = (
        "branches",
        "facts",
        "failure",
        "ident",
        "is_open",
        "key",
        "kind",
        "may_have_rows",
        "node",
        "parent",
        "rest",
        "row",
        "rows",
        "stale",
        "state",
        "tail",
        "tail_number",
    )

    def __init__(self, ident: int, parent: Branch | None, row: int) -> None:
        self.ident = ident
        self.parent = parent
        self.row = row
        self.rows: list[Row] = []
        self.rest: list[Row] = []
        self.tail: Tail | None = None
        self.tail_number = 0
        self.branches: dict[str, Branch] = {}
        self.state = State.NEW
        self.stale = False
        self.is_open = False
        self.failure: Failure | None = None
        self.facts: Facts = None
        self.key = "" if parent is None else str(parent.rows[row][0])
        self.kind = Kind.ROOT if parent is None else parent.kind_of(row)
        self.node = None if parent is None else parent.node_of(row)
        self.may_have_rows = _MAY_HAVE_ROWS.get(self.kind, _always)

    @property
    def count(self) -> int:
        """How many rows are shown, with the tail."""
        return len(self.rows) + (self.tail is not None)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys from the place down to here."""
        return () if self.parent is None else (*self.parent.keys, self.key)

    @property
    def entry(self) -> Row:
        """The row that it is below."""
        return () if self.parent is None else self.parent.rows[self.row]

    @property
    def place(self) -> Place | None:
        """The place that it is in."""
        branch: Branch | None = self
        while branch is not None and not (branch.parent and branch.parent.kind is Kind.ROOT):
            branch = branch.parent
        return None if branch is None else branch.entry[1]

    def entry_at(self, row: int) -> Any:
        """Return a row, with names for its fields."""
        entry = self.rows[row]
        return VersionLine._make(entry) if self.kind is Kind.RANGE else entry

    def kind_of(self, row: int) -> Kind:
        """Return what a row of it stands for."""
        if self.kind is not Kind.ROOT:
            return _BELOW[self.kind]
        return Kind.FILE if self.rows[row][1].kind is PlaceKind.FILE else Kind.PLACE

    def node_of(self, row: int) -> NodeId | None:
        """Return the node that a row stands for."""
        kind = self.kind_of(row)
        key = str(self.rows[row][0])
        if kind is Kind.FILE:
            return NodeId(key)
        return None if self.node is None else self.node.child(key)

    def find(self, key: str) -> int | None:
        """Return where the row with a key is, of those that are shown."""
        branch = self.branches.get(key)
        if branch is not None:
            return branch.row
        return next((at for at, row in enumerate(self.rows) if row[0] == key), None)

    def below(self) -> Iterator[Branch]:
        """Iterate over it and all branches below it."""
        yield self
        for branch in self.branches.values():
            yield from branch.below()


def dettype_rows(contents: PlaceContents) -> list[Row]:
    """Return the detector types of a place, with their files."""
    groups: dict[str, list[FileEntry]] = {}
    for entry in contents.files:
        groups.setdefault(entry.dettype, []).append(entry)
    return [DettypeRow(dettype, tuple(files)) for dettype, files in groups.items()]


def version_lines(rows: Iterable[VersionRow]) -> list[Row]:
    """Return what the tree keeps of versions."""
    return [
        (
            row.name,
            row.versind,
            row.tsvers_ns,
            row.is_default,
            row.pinned,
            _content(row.kind, row.dtype, row.shape),
            sys.intern(row.author),
            row.comment,
        )
        for row in rows
    ]


@lru_cache(maxsize=256)
def _content(kind: str, dtype: str, shape: tuple[int, ...]) -> str:
    if kind != "array":
        return kind
    return f"{dtype} ({', '.join(map(str, shape))})" if shape else f"{dtype}, one value"
