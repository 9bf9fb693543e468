"""What is shown of a row in the tree, whatever its kind: name, summary, icon, badges, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dcsgui.core.actions.answers.listings import Access
from dcsgui.core.actions.answers.moments import Valid, ValidAt
from dcsgui.gui.models.marks import NO_MARKS, Marks
from dcsgui.gui.models.tree_rows import Branch

__all__ = ["Cell", "Face", "Look", "cell_of"]


@dataclass(slots=True)
class Look:
    """How a person looks at the tree.

    Attributes
    ----------
    utc : bool
        Times in UTC instead of local time.
    valid : ValidAt or None
        What to mark in its file.
    marks : mapping of path to sentence
        Files that are not opened, and why.
    changed : Marks
        What others have changed.
    """

    utc: bool = False
    valid: ValidAt | None = None
    marks: Mapping[str, str] = field(default_factory=dict)
    changed: Marks = NO_MARKS


class Cell(NamedTuple):
    """A row of a branch, the branch below it if there is one, and how to look at it."""

    owner: Branch
    row: int
    entry: Any
    branch: Branch | None
    look: Look

    @property
    def answer(self) -> Valid | None:
        """What answers for the type that it is, or is in, at the time that is looked at."""
        valid = self.look.valid
        node = self.owner.node_of(self.row) if valid is not None else None
        if valid is None or node is None or node.file != valid.file or not node.ctype:
            return None
        return valid.of(node.ctype)

    @property
    def is_changed(self) -> bool:
        """Whether others have changed it."""
        changed = self.look.changed
        return bool(changed) and self.owner.node_of(self.row) in changed.own

    @property
    def has_changed(self) -> bool:
        """Whether others have changed it, or something below it."""
        changed = self.look.changed
        return bool(changed) and changed.has(self.owner.node_of(self.row))


def cell_of(owner: Branch, row: int, look: Look) -> Cell:
    """Return a row of a branch as it is looked at."""
    entry = owner.entry_at(row)
    return Cell(owner, row, entry, owner.branches.get(entry[0]), look)


class Face:
    """What is shown of a row; each kind of row has its own."""

    icon_name = ""

    def icon(self, cell: Cell) -> str:
        """Return the name of its icon."""
        return "warning" if self.problem(cell) else self.icon_name

    def text(self, cell: Cell) -> str:
        """Return its name."""
        return str(cell.entry[0])

    def summary(self, _cell: Cell) -> str:
        """Return what is said of it where there is room."""
        return ""

    def problem(self, cell: Cell) -> str:
        """Return why it can't be looked into, in a sentence; "" if it can."""
        failure = cell.branch.failure if cell.branch is not None else None
        return failure.sentence if failure is not None else ""

    def doubt(self, _cell: Cell) -> str:
        """Return what is odd about it, in a sentence; "" if nothing is."""
        return ""

    def access(self, _cell: Cell) -> Access | None:
        """Return whether it can be changed, if that is known and is said here."""
        return None

    def is_valid(self, _cell: Cell) -> bool:
        """Return whether it answers at the time that is looked at."""
        return False

    def is_bold(self, cell: Cell) -> bool:
        """Return whether it stands out."""
        return self.is_valid(cell)

    def is_quiet(self, _cell: Cell) -> bool:
        """Return whether it stands back."""
        return False

    def badges(self, cell: Cell) -> tuple[str, ...]:
        """Return the names of the icons at its end."""
        access = self.access(cell)
        locked = access is not None and not access.writable
        signs = (
            ("warning", bool(self.doubt(cell))),
            ("lock", locked),
            ("valid", self.is_valid(cell)),
            ("changed", cell.has_changed),
        )
        return tuple(sign for sign, is_so in signs if is_so)

    def facts(self, _cell: Cell) -> list[str]:
        """Return lines that tell about it."""
        return []

    def tooltip(self, cell: Cell) -> str:
        """Return all that is known of it: what is wrong first, then a line each."""
        access = self.access(cell)
        reason = access.reason if access is not None and not access.writable else ""
        lines = [self.problem(cell), self.doubt(cell), *self.facts(cell), reason]
        if cell.answer is not None:
            lines.append(f"At {cell.look.valid.moment.iso}: {cell.answer.why}")  # type: ignore[union-attr]
        if cell.has_changed:
            node = cell.owner.node_of(cell.row)
            lines.insert(0, cell.look.changed.tip(node, utc=cell.look.utc))
        return "\n".join(line for line in lines if line)
