"""Changes that delete, restore and purge."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.objects.changes.defaults import default_words

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
        back = commit.writer.restore(self.number)
        level, name = LEVELS[len(back.path)], back.path[-1]
        if level == "version":
            name = str(commit.writer.version(back.path).versind)
        commit.note(back.path[:-1], f"restore {level} {name}", self.comment)


@dataclass(frozen=True, slots=True)
class Purge(Change):
    """Remove for ever what a deletion took; `path` is the store."""

    number: int
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        gone = commit.writer.purge(self.number)
        commit.note((), f"purge {'/'.join(gone.path)}", self.comment)
