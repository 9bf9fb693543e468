"""Changes of what is there: the root level, ends, production times, constants, parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from dcsgui.core.files.layout import Writer
from dcsgui.core.files.records import Constants, Kind, ParValue, Path, Record
from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.objects.changes.inverses import (
    Disown,
    NoWayBack,
    PutConstants,
    PutEnds,
    PutHead,
    PutPars,
    PutRecords,
    PutTime,
    digest_of,
)
from dcsgui.core.objects.changes.wording import changed_since_seen
from dcsgui.core.values.errors import NotFound
from dcsgui.core.values.roles import Role
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

LINKS = frozenset({"predecessor", "successor"})
"""The fields of the root level that lead to other detectors."""


@dataclass(frozen=True, slots=True)
class SetHead(Change):
    """Change fields of the root level, by name."""

    role: ClassVar[Role] = Role.ADMIN

    fields: Mapping[str, str | Timestamp | None]
    comment: str = ""

    def needs(self) -> Role:
        """Links to other detectors are metadata; what the detector is, is not."""
        return Role.CURATOR if LINKS.issuperset(self.fields) else self.role

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        before = commit.writer.head()
        head = replace(before, **self.fields)  # type: ignore[arg-type]
        commit.writer.set_head(
            dettype=head.dettype,
            detid=head.detid,
            tscfile=head.tscfile,
            predecessor=head.predecessor,
            successor=head.successor,
        )
        words = ", ".join(f"{name} {value}" for name, value in self.fields.items())
        commit.note((), f"set {words}", self.comment)
        old = {name: getattr(before, name) for name in self.fields}
        commit.inverse(PutHead((), old, dict(self.fields)))


@dataclass(frozen=True, slots=True)
class ChangeRange(Change):
    """Give a range other ends.

    Attributes
    ----------
    expected : tuple of (int, int or None), or None
        Nothing is done, and `Conflict` says what there is, unless it has these ends (ns) now.
    """

    role: ClassVar[Role] = Role.CURATOR

    validity: Validity
    comment: str = ""
    expected: tuple[int, int | None] | None = None

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        old, before = self.path[-1], ends_of_range(commit.writer, self.path)
        if self.expected is not None and before != self.expected:
            raise changed_since_seen(commit.writer, self.path, "has other ends")
        path = (*self.path[:-1], commit.writer.change_range(self.path, self.validity))
        if self.path in commit.fresh:
            commit.fresh[path] = commit.fresh.pop(self.path)
        commit.note(path, f"change range from {old} to {path[-1]}", self.comment)
        commit.way_back.moved(self.path, path)
        commit.inverse(PutEnds(path, *before, *ends_of_range(commit.writer, path), was=old))


@dataclass(frozen=True, slots=True)
class SetTsprod(Change):
    """Give a version another production time."""

    role: ClassVar[Role] = Role.CURATOR

    tsvers: Timestamp
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        before = commit.writer.version(self.path).tsvers
        name = commit.writer.set_tsprod(self.path, self.tsvers)
        action = f"set production time to {self.tsvers.text}"
        path = (*self.path[:-1], name)
        commit.note(path, action, self.comment)
        commit.way_back.moved(self.path, path)
        if before is None:
            commit.inverse(NoWayBack(path, "the version had no production time before"))
        else:
            commit.inverse(PutTime(path, before, self.tsvers, self.path[-1]))


@dataclass(frozen=True, slots=True)
class SetConstants(Change):
    """Give a version other constants."""

    role: ClassVar[Role] = Role.CURATOR

    constants: Constants
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        before = commit.writer.version(self.path)
        kept = commit.writer.set_aside(self.path)
        commit.writer.set_constants(self.path, self.constants)
        action = "add constants" if before.kind is Kind.NOTHING else "replace constants"
        was = f"(before: {before.digest})" if self.comment and before.digest else before.digest
        commit.note(self.path, action, f"{self.comment} {was}".strip())
        left = commit.writer.version(self.path).digest
        commit.inverse(PutConstants(self.path, kept, left))


@dataclass(frozen=True, slots=True)
class SetPars(Change):
    """Add, replace and remove parameters of a node."""

    role: ClassVar[Role] = Role.CURATOR

    pars: dict[str, ParValue] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    clear: bool = False
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        present = commit.writer.pars(self.path)
        gone = [key for key in (present if self.clear else self.gone) if key in present]
        gone = [key for key in gone if key not in self.pars]
        commit.writer.set_pars(self.path, self.pars, gone)
        if self.pars:
            commit.note(self.path, f"set parameters {', '.join(self.pars)}", self.comment)
        if gone:
            commit.note(self.path, f"delete parameters {', '.join(gone)}", self.comment)
        note_parameters(commit, self.path, present, self.pars, gone)


def note_parameters(
    commit: Commit,
    path: Path,
    present: Mapping[str, ParValue],
    pars: Mapping[str, ParValue],
    gone: Sequence[str],
) -> None:
    """Note how a change of parameters is taken back.

    Parameters
    ----------
    commit : Commit
    path : Path
        Of the node.
    present : mapping of str to ParValue
        Its parameters before the change.
    pars : mapping of str to ParValue
        Those that were set.
    gone : sequence of str
        Those that were removed.
    """
    if not pars and not gone:
        commit.unchanged()
        return
    now = commit.writer.pars(path)
    old = {key: present[key] for key in (*pars, *gone) if key in present}
    new = tuple(key for key in pars if key not in present)
    left = {key: digest_of(now[key]) for key in pars}
    commit.inverse(PutPars(path, old, new, left))


@dataclass(frozen=True, slots=True)
class AddRecord(Change):
    """Add a comment to the history of a node."""

    role: ClassVar[Role] = Role.CONTRIBUTOR

    record: Record

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        commit.writer.add_record(self.path, self.record)
        commit.way_back.tell(self.path, "add comment", self.record.text)
        commit.inverse(Disown(self.path, self.record))


@dataclass(frozen=True, slots=True)
class SetHistory(Change):
    """Replace the history of a node; that this was done is recorded in it."""

    role: ClassVar[Role] = Role.ADMIN

    records: tuple[Record, ...]
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        before = tuple(commit.writer.history(self.path))
        commit.writer.set_history(self.path, self.records)
        left = tuple(commit.writer.history(self.path))
        commit.note(self.path, f"replace history of {len(before)} records", self.comment)
        commit.inverse(PutRecords(self.path, before, left))


def ends_of_range(writer: Writer, path: Path) -> tuple[int, int | None]:
    """Return begin and end (ns; None: open) of a range; `NotFound` if there is none."""
    table = writer.ranges(path[0])
    row = table.row(path[1])
    if row is None:
        raise NotFound(f"There is no range '{path[1]}' in the type '{path[0]}' any more.")
    ends = table.validity(row)
    return ends.begin.ns, None if ends.end is None else ends.end.ns
