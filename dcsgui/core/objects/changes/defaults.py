"""Changes of the default version of a range."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.files.layout import Writer
from dcsgui.core.files.records import Path
from dcsgui.core.objects.changes.base import Change, Commit


@dataclass(frozen=True, slots=True)
class SetDefault(Change):
    """Pin the default of a range to a version by name; None returns it to auto."""

    version: str | None
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        before = default_words(commit.writer, self.path)
        version = self.version
        if version is not None:
            version = commit.actual((*self.path, version))[-1]
        commit.writer.set_default(self.path, version)
        after = default_words(commit.writer, self.path)
        commit.note(self.path, f"set default from {before} to {after}", self.comment)


def default_words(writer: Writer, path: Path) -> str:
    """Say which version is the default of a range: ``v3``, ``auto (v3)`` or ``auto``."""
    table = writer.ranges(path[0])
    row = table.row(path[1])
    if row is None or not table.answer(row):
        return "auto"
    number = writer.version((*path, table.answer(row))).versind
    return f"v{number}" if table.pinned[row] else f"auto (v{number})"


def keep_answer(commit: Commit, path: Path, *, while_versions: str = "are added") -> None:
    """Pin what a range answers now, so that adding to it does not change the answer."""
    table = commit.writer.ranges(path[0])
    row = table.row(path[1])
    if row is not None and table.answer(row) and not table.pinned[row]:
        why = f"kept while versions {while_versions}"
        SetDefault(path, table.answer(row), why).carry_out(commit)
