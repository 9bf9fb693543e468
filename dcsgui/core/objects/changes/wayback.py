"""The way back: how all the changes of one save are taken back together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dcsgui.core.files.records import Path, Record
from dcsgui.core.files.undo_log import KEPT, UndoEntry, line_of
from dcsgui.core.objects.changes.inverses import Inverse, NoWayBack, RemoveNode, packed

MOST_WORDS = 20
"""So many sentences tell what one save has done."""


@dataclass(slots=True)
class _Birth:
    """Something that this save has added: where its removal is in the list, and what is in it."""

    index: int | None
    children: int = 0


@dataclass(slots=True)
class WayBack:
    """Collects the inverses of the changes of one save, in their order.

    What was added by the same save goes with its removal: what happens in it needs no inverse.

    Attributes
    ----------
    noted : int
        How often a change has said how it is taken back, or that it changed nothing.
    undoes : int
        The number of the change that is taken back; 0 if none is.
    renumbered : list of (int, int)
        See `UndoEntry`.
    """

    noted: int = 0
    undoes: int = 0
    renumbered: list[tuple[int, int]] = field(default_factory=list)
    _inverses: list[Inverse] = field(default_factory=list)
    _born: dict[Path, _Birth] = field(default_factory=dict)
    _words: list[str] = field(default_factory=list)
    _comment: str = ""

    @property
    def inverses(self) -> Sequence[Inverse]:
        """What was noted so far, in order."""
        return self._inverses

    def add(self, inverse: Inverse) -> None:
        """Note how what was just done is taken back."""
        self.noted += 1
        if not self._is_inside(inverse.path):
            self._inverses.append(inverse)

    def born(self, path: Path, digest: str = "") -> None:
        """Note that a node was added."""
        self.noted += 1
        parent = self._born.get(path[:-1])
        if parent is not None:
            parent.children += 1
        index = None
        if not self._is_inside(path[:-1]):
            index = len(self._inverses)
            self._inverses.append(RemoveNode(path, digest=digest))
        self._born[path] = _Birth(index)

    def has_added(self, path: Path) -> bool:
        """Whether this save has added a node."""
        return path in self._born

    def left(self, path: Path) -> None:
        """Note that a node was deleted; how that is taken back is to be added after it."""
        if self._born:
            self._settle(path)
            for known in [known for known in self._born if known[: len(path)] == path]:
                del self._born[known]
            parent = self._born.get(path[:-1])
            if parent is not None:
                parent.children -= 1

    def moved(self, path: Path, new: Path) -> None:
        """Note that a node has got another name."""
        for known in [known for known in self._born if known[: len(path)] == path]:
            birth = self._born.pop(known)
            self._born[(*new, *known[len(path) :])] = birth
            if known == path and birth.index is not None:
                self._inverses[birth.index] = replace(self._inverses[birth.index], path=new)

    def tell(self, path: Path, action: str, comment: str = "") -> None:
        """Note in words what was done."""
        self._comment = self._comment or comment
        where = "/".join(path)
        self._words.append(f"{where}: {action}" if where else action)

    def entry(self, record: Record, generation: int) -> UndoEntry:
        """Return what the file remembers; `record` says who and when."""
        for path in list(self._born):
            self._settle(path)
        shown = self._words[:MOST_WORDS]
        if more := len(self._words) - len(shown):
            shown.append(f"{more} more changes")
        entry = UndoEntry(
            number=0,
            record=replace(record, comment=self._comment),
            generation=generation,
            words=tuple(shown),
            steps=tuple(packed(inverse) for inverse in self._inverses),
            undoes=self.undoes,
            renumbered=tuple(self.renumbered),
            silent=not self.undoes and not self._inverses,
        )
        if len(line_of(entry)) <= KEPT:
            return entry
        too_long = NoWayBack((), "how to do it is longer than what a file remembers")
        return replace(entry, steps=(packed(too_long),))

    def _settle(self, path: Path) -> None:
        birth = self._born.get(path)
        if birth is not None and birth.index is not None:
            removal = self._inverses[birth.index]
            if isinstance(removal, RemoveNode) and len(path) < _VERSION_LEVEL:
                self._inverses[birth.index] = replace(removal, children=birth.children)

    def _is_inside(self, path: Path) -> bool:
        """Whether a node, or one that it is in, was added by this save."""
        return any(path[:depth] in self._born for depth in range(1, len(path) + 1))


_VERSION_LEVEL = 3
