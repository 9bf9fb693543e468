"""Changes of what is there: the root level, ends, production times, constants, parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dcsgui.core.files.records import Constants, Kind, ParValue, Record
from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity


@dataclass(frozen=True, slots=True)
class SetHead(Change):
    """Change fields of the root level, by name."""

    fields: Mapping[str, str | Timestamp | None]
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        head = replace(commit.writer.head(), **self.fields)  # type: ignore[arg-type]
        commit.writer.set_head(
            dettype=head.dettype,
            detid=head.detid,
            tscfile=head.tscfile,
            predecessor=head.predecessor,
            successor=head.successor,
        )
        words = ", ".join(f"{name} {value}" for name, value in self.fields.items())
        commit.note((), f"set {words}", self.comment)


@dataclass(frozen=True, slots=True)
class ChangeRange(Change):
    """Give a range other ends."""

    validity: Validity
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        old = self.path[-1]
        path = (*self.path[:-1], commit.writer.change_range(self.path, self.validity))
        if self.path in commit.fresh:
            commit.fresh[path] = commit.fresh.pop(self.path)
        commit.note(path, f"change range from {old} to {path[-1]}", self.comment)


@dataclass(frozen=True, slots=True)
class SetTsprod(Change):
    """Give a version another production time."""

    tsvers: Timestamp
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        name = commit.writer.set_tsprod(self.path, self.tsvers)
        action = f"set production time to {self.tsvers.text}"
        commit.note((*self.path[:-1], name), action, self.comment)


@dataclass(frozen=True, slots=True)
class SetConstants(Change):
    """Give a version other constants."""

    constants: Constants
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        before = commit.writer.version(self.path)
        commit.writer.set_constants(self.path, self.constants)
        action = "add constants" if before.kind is Kind.NOTHING else "replace constants"
        was = f"(before: {before.digest})" if self.comment and before.digest else before.digest
        commit.note(self.path, action, f"{self.comment} {was}".strip())


@dataclass(frozen=True, slots=True)
class SetPars(Change):
    """Add, replace and remove parameters of a node."""

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


@dataclass(frozen=True, slots=True)
class AddRecord(Change):
    """Add a comment to the history of a node."""

    record: Record

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        commit.writer.add_record(self.path, self.record)


@dataclass(frozen=True, slots=True)
class SetHistory(Change):
    """Replace the history of a node; that this was done is recorded in it."""

    records: tuple[Record, ...]
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        before = len(commit.writer.history(self.path))
        commit.writer.set_history(self.path, self.records)
        commit.note(self.path, f"replace history of {before} records", self.comment)
