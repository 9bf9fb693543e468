"""Changes: what was asked for since the last save, kept until `save` carries it out.

Each one says what is wanted, not what the file is to look like, so that it can be carried out on
the file as it is by then: two writers queue, and neither loses a change. Every change writes its
own history record at the level that it touches.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dcsgui.core.files.layout import Writer
from dcsgui.core.files.records import Path, Record
from dcsgui.core.objects.author import Author
from dcsgui.core.values.timestamps import Timestamp

MICROSECOND = 1_000


@dataclass(slots=True)
class Commit:
    """What the changes of one save have in common.

    Attributes
    ----------
    writer : Writer
        The file, inside a transaction.
    author : Author
        Who makes the changes.
    repository : bool
        Nothing here may change what `get` answers by itself.
    afterwards : list of callable
        To be called once the file has changed: objects learn the names that they got.
    """

    writer: Writer
    author: Author
    repository: bool
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    _last_ns: int = 0
    _renamed: dict[Path, Path] = field(default_factory=dict)
    _bases: dict[Path, int] = field(default_factory=dict)

    def renamed(self, old: Path, new: Path) -> None:
        """Note that a node got another name than it had when the changes were asked for."""
        if old != new:
            self._renamed[old] = new

    def actual(self, path: Path) -> Path:
        """Where the node is that was at `path` when the change was asked for."""
        return self._renamed.get(path, path)

    def number(self, range_path: Path, rank: int) -> int:
        """Give the number of the version of this rank among those that a save adds to a range."""
        if range_path not in self._bases:
            self._bases[range_path] = self.writer.versind_last(range_path)
        return self._bases[range_path] + rank

    def record(self, action: str, comment: str = "") -> Record:
        """Make a record; records of one save are a microsecond apart, in the order of changes."""
        self._last_ns = max(Timestamp.now().ns, self._last_ns + MICROSECOND)
        return self.author.record(action, comment, Timestamp(self._last_ns))

    def note_birth(self, path: Path, action: str, comment: str) -> None:
        """Record that a node was added, where its layout keeps such records."""
        at = path[:-1] if self.writer.births_above else path
        self.writer.add_record(at, self.record(action, comment))

    def note(self, path: Path, action: str, comment: str = "") -> None:
        """Record what was done to a node."""
        self.writer.add_record(path, self.record(action, comment))


@dataclass(frozen=True, slots=True)
class Change(ABC):
    """One change of one node; `path` is relative to the node that it was made through."""

    path: Path

    @abstractmethod
    def carry_out(self, commit: Commit) -> None:
        """Change the file."""

    def below(self, prefix: Path) -> Change:
        """Make the same change, seen from a node further up."""
        return replace(self, path=prefix + self.path)
