"""Changes: what was asked for since the last save, kept until `save` carries it out.

Each one says what is wanted, not what the file is to look like, so that it can be carried out on
the file as it is by then: two writers queue, and neither loses a change. Every change writes its
own history record at the level that it touches.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from dcsgui.core.files.layout import Writer
from dcsgui.core.files.records import Path, Record
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.objects.author import Author
from dcsgui.core.objects.changes.inverses import Inverse
from dcsgui.core.objects.changes.wayback import WayBack
from dcsgui.core.objects.states.version import VersionState, numbers_by_production
from dcsgui.core.values.roles import Role
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
    answers : list of callable
        To be called then, too, and also when the changes were only tried.
    found : set of Path
        Types and ranges that were to be added, and that somebody else has added meanwhile.
    fresh : dict of Path to int
        Ranges that this save has added, and how many versions to each.
    deletions : list of int
        The numbers of the deletions that were made.
    way_back : WayBack
        How all of it is taken back, see `inverse`.
    number : int
        The number that all of it has got in the log of the file; 0 before, and if only tried.
    """

    writer: Writer
    author: Author
    repository: bool = False
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    answers: list[Callable[[], None]] = field(default_factory=list)
    fresh: dict[Path, int] = field(default_factory=dict)
    found: set[Path] = field(default_factory=set)
    way_back: WayBack = field(default_factory=WayBack)
    deletions: list[int] = field(default_factory=list)
    number: int = 0
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

    def inverse(self, inverse: Inverse) -> None:
        """Note how what was just done is taken back.

        Every change notes that, or says that it was `unchanged`; what was added is noted by
        `way_back.born`, and what was deleted or got another name by `way_back.left` and `moved`.
        """
        self.way_back.add(inverse)

    def unchanged(self) -> None:
        """Note that there was nothing to do."""
        self.way_back.noted += 1

    def is_there(self, path: Path) -> None:
        """Note that a node was to be added, and is there: nothing was done."""
        self.unchanged()
        if not self.way_back.has_added(path):
            self.found.add(path)

    def entry(self) -> UndoEntry:
        """Return what the file remembers of all of it."""
        return self.way_back.entry(self.record(""), self.writer.head().generation + 1)

    def note_birth(self, path: Path, action: str, comment: str) -> None:
        """Record that a node was added, where its layout keeps such records."""
        self.way_back.tell(path[:-1], action, comment)
        at = path[:-1] if self.writer.births_above else path
        self.writer.add_record(at, self.record(action, comment))

    def note(self, path: Path, action: str, comment: str = "") -> None:
        """Record what was done to a node."""
        self.way_back.tell(path, action, comment)
        self.writer.add_record(path, self.record(action, comment))


@dataclass(frozen=True, slots=True)
class Change(ABC):
    """One change of the node at `path`.

    Each kind says in `role` who may make it, see `dcsgui.core.objects.permissions`; what does not
    say so is for admins. `adds` tells that there is no such node before.
    """

    path: Path
    role: ClassVar[Role] = Role.ADMIN
    adds: ClassVar[bool] = False

    def needs(self) -> Role:
        """Return the role that this change asks for."""
        return self.role

    @property
    def ctype(self) -> str:
        """The calibration type that it is about; "" if it is about none."""
        return self.path[0] if self.path else ""

    @abstractmethod
    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
