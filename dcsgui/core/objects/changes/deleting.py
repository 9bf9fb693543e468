"""Changes that delete, restore and purge."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.files.layout import Writer
from dcsgui.core.files.records import Deleted, Level
from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.objects.changes.defaults import default_words, keep_answer

LEVELS = ("store", "ctype", "range", "version")


@dataclass(frozen=True, slots=True)
class Delete(Change):
    """Take a type, a range or a version out of every listing, to be restored later."""

    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        level, name = LEVELS[len(self.path)], self.path[-1]
        if level == "version":
            name = str(commit.writer.version(self.path).versind)
        action = f"del {level} {name}"
        parent = self.path[:-1]
        commit.fresh.pop(self.path, None)
        taken = commit.writer.delete(self.path, commit.record(action, self.comment))
        commit.note(parent, action, self.comment)
        if taken.pinned:
            commit.note(
                parent,
                f"set default from v{name} to {default_words(commit.writer, parent)}",
                f"v{name} was deleted",
            )


@dataclass(frozen=True, slots=True)
class Restore(Change):
    """Put back what a deletion took; `path` is the store."""

    number: int
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        gone = self._version(commit.writer)
        if gone is not None:
            self._restore_version(commit, gone)
            return
        back = commit.writer.restore(self.number)
        action = f"restore {LEVELS[len(back.path)]} {back.path[-1]}"
        commit.note(back.path[:-1], action, self.comment)

    def _version(self, writer: Writer) -> Deleted | None:
        """Find the deletion if it is that of a version whose range is there."""
        for gone in writer.deleted():
            if gone.number == self.number and len(gone.path) == Level.VERSION:
                ctype, name, _ = gone.path
                there = ctype in writer.ctypes() and writer.ranges(ctype).row(name) is not None
                return gone if there else None
        return None

    def _restore_version(self, commit: Commit, gone: Deleted) -> None:
        parent = gone.path[:-1]
        if commit.repository and not gone.pinned:
            keep_answer(commit, parent, while_versions="are restored")
        before = default_words(commit.writer, parent)
        commit.writer.restore(self.number)
        number = commit.writer.version(gone.path).versind
        commit.note(parent, f"restore version {number}", self.comment)
        after = default_words(commit.writer, parent)
        if after == f"v{number}":
            action = f"set default from {before} to {after}"
            commit.note(parent, action, f"v{number} was restored")


@dataclass(frozen=True, slots=True)
class Purge(Change):
    """Remove for ever what a deletion took; `path` is the store."""

    number: int
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        gone = commit.writer.purge(self.number)
        commit.note((), f"purge {'/'.join(gone.path)}", self.comment)
