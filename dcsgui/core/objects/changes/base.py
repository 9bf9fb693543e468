"""Changes: what was asked for since the last save, kept until `save` carries it out.

Each one says what is wanted, not what the file is to look like, so that it can be carried out on
the file as it is by then: two writers queue, and neither loses a change. Every change writes its
own history record at the level that it touches.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field

from dcsgui.core.files.layout import Writer
from dcsgui.core.files.records import Path, Record
from dcsgui.core.objects.author import Author
from dcsgui.core.objects.states.version import VersionState, numbers_by_production
from dcsgui.core.values.timestamps import MICROSECOND, Timestamp

_VERSION_LEVEL = 3


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
    fresh : dict of Path to int
        Ranges that this save has added, and how many versions to each.
    """

    writer: Writer
    author: Author
    repository: bool = False
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    fresh: dict[Path, int] = field(default_factory=dict)
    _last_ns: int = 0
    _names: dict[str, str] = field(default_factory=dict)
    _numbers: dict[int, dict[str, int]] = field(default_factory=dict)

    def name_version(self, new: str, name: str) -> None:
        """Note which name a new version has got in the file."""
        self._names[new] = name

    def actual(self, path: Path) -> Path:
        """Where a node is that was at `path` when the change was asked for."""
        if len(path) < _VERSION_LEVEL:
            return path
        return (*path[:-1], self._names.get(path[-1], path[-1]))

    def numbers(self, range_path: Path, together: list[VersionState]) -> dict[str, int]:
        """Give new versions of a range, added one by one, the numbers that are next in the file.

        They are free until all are added, because meanwhile the range keeps its name.
        """
        if id(together) not in self._numbers:
            last = self.writer.versind_last(range_path)
            self._numbers[id(together)] = numbers_by_production(together, last)
        return self._numbers[id(together)]

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
    """One change of the node at `path`."""

    path: Path

    @abstractmethod
    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
