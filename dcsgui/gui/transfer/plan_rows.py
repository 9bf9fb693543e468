"""The rows of the tree of plans: made anew of each plan, and the same from plan to plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dcsgui.core.actions.answers.plans import Item, ItemKind, Path, State
from dcsgui.core.actions.answers.sanity import SanityCheck, Verdict
from dcsgui.gui.transfer.plan_words import Standing
from dcsgui.gui.transfer.proposal import NODES, Proposal, is_judged

__all__ = ["Row", "RowKey", "rows_of"]

RowKey = tuple[int, ItemKind, Path]
"""Which row it is: the number of its proposal, and what it is about."""

_LEVELS = (ItemKind.HEAD, *NODES)


class Row:
    """A row of the tree.

    Attributes
    ----------
    key : RowKey
    proposal : Proposal
    item : Item or None
        None of a node that the plan has nothing to say about, but about what is in it.
    parent : Row or None
    children : list of Row
    number : int
        Its place among the children of its parent.
    """

    __slots__ = ("_nbytes", "children", "item", "key", "number", "parent", "proposal")

    def __init__(
        self, key: RowKey, proposal: Proposal, item: Item | None, parent: Row | None
    ) -> None:
        self.key = key
        self.proposal = proposal
        self.item = item
        self.parent = parent
        self.children: list[Row] = []
        self.number = 0
        self._nbytes: int | None = None

    @property
    def kind(self) -> ItemKind:
        """What it is about."""
        return self.key[1]

    @property
    def path(self) -> Path:
        """Of what it is about, in the source."""
        return self.key[2]

    @property
    def is_node(self) -> bool:
        """Whether it can be left out by itself: it is no default, and no parameters."""
        return self.kind in _LEVELS

    @property
    def left_out(self) -> bool:
        """Whether a person leaves it out."""
        return self.proposal.decisions.is_left_out(self.path)

    @property
    def standing(self) -> Standing | None:
        """How it stands; None if there is nothing to say."""
        if self.left_out:
            return Standing.LEFT_OUT
        return None if self.item is None else Standing.of(self.item.state)

    @property
    def is_there(self) -> bool:
        """Whether it, and all that is in it, is there already."""
        mine = self.item is None or self.item.state is State.IDENTICAL
        return mine and not self.left_out and all(row.is_there for row in self.children)

    @property
    def nbytes(self) -> int:
        """Bytes of it, and of what is in it, that are to be written."""
        if self._nbytes is None:
            mine = self.item.nbytes if self.item is not None and self.item.todo else 0
            below = sum(row.nbytes for row in self.children)
            self._nbytes = 0 if self.left_out else mine + below
        return self._nbytes

    def renew(self) -> None:
        """Add up anew, here and in all that is in it: something else was decided, or planned."""
        self._nbytes = None
        for row in self.children:
            row.renew()

    @property
    def check(self) -> SanityCheck | None:
        """What was found about its constants."""
        item = self.item
        if self.kind is not ItemKind.VERSION or item is None or self.left_out:
            return None
        return self.proposal.checks.get(self.path) if is_judged(item) else None

    @property
    def verdict(self) -> Verdict | None:
        """How its constants look; of a node the worst of what is in it."""
        return self.proposal.worst(self.path) if self.is_node and not self.left_out else None

    def all(self) -> Iterator[Row]:
        """Go through it and all that is in it."""
        yield self
        for child in self.children:
            yield from child.all()


def rows_of(proposals: Sequence[Proposal], *, hide_identical: bool) -> list[Row]:
    """Return a row for each proposal, with all that is in it."""
    rows = [_Growing(number, one).row for number, one in enumerate(proposals)]
    for row in rows:
        _arrange(row, hide_identical=hide_identical)
    for number, row in enumerate(rows):
        row.number = number
    return rows


class _Growing:
    """Makes the rows of a proposal."""

    def __init__(self, number: int, proposal: Proposal) -> None:
        self._number, self._proposal = number, proposal
        self._nodes: dict[Path, Row] = {}
        items = proposal.items
        self._by_path = {item.path: item for item in items if item.kind in _LEVELS}
        self.row = self._node(())
        for item in items:
            self._grow(item)

    def _grow(self, item: Item) -> None:
        if item.kind in _LEVELS:
            self._node(item.path)
            return
        of_range = item.kind is ItemKind.DEFAULT
        parent = self._node(item.path[:-1] if of_range else item.path)
        self._add(item.kind, item.path, item, parent)

    def _node(self, path: Path) -> Row:
        if (found := self._nodes.get(path)) is None:
            parent = self._node(path[:-1]) if path else None
            found = self._add(_LEVELS[len(path)], path, self._by_path.get(path), parent)
            self._nodes[path] = found
        return found

    def _add(self, kind: ItemKind, path: Path, item: Item | None, parent: Row | None) -> Row:
        row = Row((self._number, kind, path), self._proposal, item, parent)
        if parent is not None:
            parent.children.append(row)
        return row


def _arrange(row: Row, *, hide_identical: bool) -> None:
    """Put the rows below in order, without those that are not to be seen."""
    for child in row.children:
        _arrange(child, hide_identical=hide_identical)
    kept: Iterable[Row] = row.children
    if hide_identical:
        kept = (child for child in row.children if not child.is_there)
    row.children = sorted(kept, key=_place)
    for number, child in enumerate(row.children):
        child.number = number


_FIRST = {ItemKind.PARAMETERS: 0, ItemKind.DEFAULT: 2}


def _place(row: Row) -> tuple[int, int, int, Path]:
    """Return what rows are sorted by: parameters, then what is in it by time, then the default."""
    item = row.item
    begin = end = 0
    if item is not None and item.kind is ItemKind.RANGE:
        begin, end = item.begin_ns or 0, item.end_ns or 2**63
    elif item is not None and item.kind is ItemKind.VERSION:
        begin = item.tsvers_ns or 0
    return _FIRST.get(row.kind, 1), begin, end, row.path
