"""What every layout of a detector file can do: the contract between files and objects.

`dcsgui.core.files.native` and `dcsgui.core.files.pscalib` keep it, so that nothing above knows
which of the two it has before it. A `Reader` stands on a file open for reading; a `Writer` stands
on one inside a write transaction and does what it is told: rules (what becomes the default, who
may, what is recorded) are the business of `dcsgui.core.objects`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import ClassVar

import numpy as np

from dcsgui.core.files.draft import Draft
from dcsgui.core.files.parts import StoredArray
from dcsgui.core.files.records import (
    Allocate,
    Constants,
    Deleted,
    Head,
    LayoutName,
    NewVersion,
    ParValue,
    Path,
    RangeTable,
    Record,
    VersionInfo,
)
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.values.names import check_ctype
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity


class Reader(ABC):
    """Reads one detector file of one layout; raises `Damaged` for what can't be read.

    Attributes
    ----------
    layout : LayoutName
        Which one; `dcsgui.core.files.layouts` finds the class for it.
    by_addition : bool
        Versions are numbered as they are added and named by that, not by their production time.
    """

    layout: ClassVar[LayoutName]
    by_addition: ClassVar[bool] = False

    @staticmethod
    def range_name(validity: Validity) -> str:
        """Return the name that a range gets in this layout."""
        return validity.name

    @staticmethod
    def check_ctype(ctype: str) -> None:
        """Raise `BadValue` for a type that can't be added to a file of this layout."""
        check_ctype(ctype)

    @abstractmethod
    def head(self) -> Head:
        """Read the root level."""

    @abstractmethod
    def ctypes(self) -> list[str]:
        """List the calibration types, in order of name."""

    @abstractmethod
    def ranges(self, ctype: str) -> RangeTable:
        """Read the ranges of a type, in any order; `NotFound` if there is no such type."""

    @abstractmethod
    def versions(self, ctype: str, range_name: str) -> list[VersionInfo]:
        """List the versions of a range in order of production (then of number)."""

    @abstractmethod
    def all_versions(
        self, ctype: str, among: Collection[str] | None = None
    ) -> dict[str, list[VersionInfo]]:
        """List the versions of all ranges of a type, by range name; the fast way to list.

        With `among` only of the ranges of these names; one that is not there is passed over.
        """

    def confirm(self, ctype: str, table: RangeTable, rows: Iterable[int]) -> RangeTable:
        """Compare rows of the table of a type with the file, and return the table that is true.

        `ranges` may answer from a summary. Where a program that does not know of it has changed
        a range, that shows only when the range itself is looked at: so a look-up confirms the
        rows it relies on, and looks again if it gets another table than it had. One that found
        nothing relies on all of them, and gives none.
        """
        del ctype, rows
        return table

    @abstractmethod
    def versind_last(self, path: Path) -> int:
        """Return the highest number ever used in a range, also of deleted versions; 0 if none."""

    @abstractmethod
    def version(self, path: Path) -> VersionInfo:
        """Read what is known of one version without its constants; `NotFound` if there is none."""

    @abstractmethod
    def constants(
        self,
        path: Path,
        allocate: Allocate = np.empty,
        progress: Progress = QUIET,
    ) -> Constants | None:
        """Read the constants of a version; None where the version holds none.

        An array is read straight into the memory that `allocate` gives for it.
        """

    @abstractmethod
    def array(self, path: Path) -> StoredArray | None:
        """Open the constants to read parts of them while the file is open; None if no array."""

    @abstractmethod
    def digest(self, path: Path) -> str:
        """Compute the digest of the constants as they are stored, piece by piece; "" if none."""

    @abstractmethod
    def pars(self, path: Path) -> dict[str, ParValue]:
        """Read the parameters of a node."""

    @abstractmethod
    def history(self, path: Path) -> list[Record]:
        """Read the history of a node, oldest first."""

    @abstractmethod
    def deleted(self) -> list[Deleted]:
        """List what was deleted, oldest deletion first, purged ones included."""

    @abstractmethod
    def undo_log(self) -> list[UndoEntry]:
        """List the changes that are remembered with how they are taken back, oldest first."""


class Writer(Reader):
    """Changes one detector file of one layout, inside a transaction; `finish` comes last.

    Attributes
    ----------
    births_above : bool
        The record of an addition belongs to the history of the level above what was added.
    draft : Draft or None
        The file as it is being written, where that is known.
    """

    births_above: ClassVar[bool] = False
    draft: Draft | None = None

    @abstractmethod
    def written(self, path: Path) -> Callable[[], str]:
        """Return what computes the digest of the constants of a version that was added.

        It does so from the bytes that went to disk, and may be called in any thread until the
        transaction ends; "" where the version holds none.
        """

    @abstractmethod
    def set_head(
        self,
        *,
        dettype: str,
        detid: str,
        tscfile: Timestamp | None,
        predecessor: str | None,
        successor: str | None,
    ) -> None:
        """Write the root level; None removes the field."""

    @abstractmethod
    def add_ctype(self, ctype: str) -> None:
        """Add an empty calibration type; `AlreadyExists` if there is one."""

    @abstractmethod
    def add_range(self, ctype: str, validity: Validity) -> str:
        """Add an empty range and return its name; `AlreadyExists` if there is one of that name."""

    @abstractmethod
    def change_range(self, path: Path, validity: Validity) -> str:
        """Give a range other ends and return its (perhaps new) name."""

    @abstractmethod
    def used_times(self, path: Path) -> set[int]:
        """List the production times (ns) ever used in a range, also deleted and purged ones."""

    def time_used(self, path: Path, tsvers: Timestamp) -> bool:
        """Whether a production time was ever used in a range."""
        return tsvers.ns in self.used_times(path)

    @abstractmethod
    def add_version(self, path: Path, new: NewVersion) -> VersionInfo:
        """Add a version to the range `path`; `AlreadyExists` if its number or time was ever used.

        `new.record`, the record of the addition, goes where the layout keeps such records.
        """

    @abstractmethod
    def set_default(self, path: Path, version: str | None) -> None:
        """Pin the default of the range `path` to a version by name; None returns it to auto."""

    @abstractmethod
    def set_tsprod(self, path: Path, tsvers: Timestamp) -> str:
        """Give a version another production time and return its (perhaps new) name."""

    @abstractmethod
    def set_constants(self, path: Path, constants: Constants) -> None:
        """Give a version other constants, and the digest that goes with them."""

    @abstractmethod
    def set_pars(self, path: Path, pars: Mapping[str, ParValue], gone: Sequence[str] = ()) -> None:
        """Add or replace these parameters of a node, and remove the keys in `gone`."""

    @abstractmethod
    def add_record(self, path: Path, record: Record) -> None:
        """Add a record to the history of a node, a little later if its time is taken."""

    @abstractmethod
    def set_history(self, path: Path, records: Sequence[Record]) -> None:
        """Replace the history of a node."""

    @abstractmethod
    def delete(self, path: Path, record: Record) -> Deleted:
        """Take a node out of every listing, to be restored later.

        A default that points to it returns to auto; `Deleted.pinned` says that it did.
        """

    @abstractmethod
    def restore(self, number: int) -> Deleted:
        """Put back what deletion `number` took; a pinned default too if the range is still auto.

        `NotFound` if there is no such deletion or its parent is gone, `AlreadyExists` if something
        else has its name now, `Conflict` if it was purged.
        """

    @abstractmethod
    def readdress(self, number: int, path: Path) -> None:
        """Say where a deleted version is to return to: its range has got that name by now."""

    @abstractmethod
    def purge(self, number: int) -> Deleted:
        """Remove for ever what deletion `number` took, but for its used numbers and times."""

    @abstractmethod
    def add_undo(self, entry: UndoEntry) -> int:
        """Remember how a change is taken back; return the number that it gets, the next one."""

    @abstractmethod
    def set_aside(self, path: Path) -> str:
        """Take the constants of a version away, and return the name under which they are kept.

        "" if it holds none. They stay, uncopied, until the file is repacked or the change is
        forgotten.
        """

    @abstractmethod
    def has_aside(self, name: str) -> bool:
        """Whether constants are kept under this name."""

    @abstractmethod
    def put_back(self, path: Path, name: str) -> None:
        """Give a version the constants kept under this name, in place of those that it has.

        Those are gone then; "" leaves it without any.
        """

    @abstractmethod
    def finish(self) -> int:
        """Complete the change, raise the generation and return it."""
