"""Changes that delete, restore and purge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dcsgui.core.files.layout import Writer
from dcsgui.core.files.records import Deleted, Level, Path
from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.objects.changes.defaults import default_words, keep_answer
from dcsgui.core.objects.changes.inverses import PurgedNode, RemoveNode, RestoreNode
from dcsgui.core.values.roles import Role

LEVELS = ("store", "ctype", "range", "version")


@dataclass(frozen=True, slots=True)
class Delete(Change):
    """Take a type, a range or a version out of every listing, to be restored later."""

    role: ClassVar[Role] = Role.CURATOR

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
        commit.way_back.left(self.path)
        commit.deletions.append(taken.number)
        commit.inverse(restoring(commit.writer, taken))
        if taken.pinned:
            commit.note(
                parent,
                f"set default from v{name} to {default_words(commit.writer, parent)}",
                f"v{name} was deleted",
            )


@dataclass(frozen=True, slots=True)
class Restore(Change):
    """Put back what a deletion took, by its number; `path` is the store.

    Attributes
    ----------
    of_type : str
        The type that was deleted, or that it was deleted from: for who may restore it.
    """

    role: ClassVar[Role] = Role.CURATOR

    number: int
    comment: str = ""
    of_type: str = ""

    @property
    def ctype(self) -> str:
        """The calibration type that the deletion is about, if that was said."""
        return self.of_type

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        gone = self._version(commit.writer)
        if gone is not None:
            self._restore_version(commit, gone)
            return
        back = commit.writer.restore(self.number)
        action = f"restore {LEVELS[len(back.path)]} {back.path[-1]}"
        commit.note(back.path[:-1], action, self.comment)
        commit.inverse(RemoveNode(back.path, _children(commit.writer, back.path), "", self.number))

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
        pinned = after == f"v{number}"
        commit.inverse(RemoveNode(gone.path, None, "", self.number, pinned))
        if pinned:
            action = f"set default from {before} to {after}"
            commit.note(parent, action, f"v{number} was restored")


@dataclass(frozen=True, slots=True)
class Purge(Change):
    """Remove for ever what a deletion took, by its number; `path` is the store.

    Attributes
    ----------
    of_type : str
        The type that was deleted, or that it was deleted from: for who may purge it.
    """

    role: ClassVar[Role] = Role.ADMIN

    number: int
    comment: str = ""
    of_type: str = ""

    @property
    def ctype(self) -> str:
        """The calibration type that the deletion is about, if that was said."""
        return self.of_type

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        gone = commit.writer.purge(self.number)
        commit.note((), f"purge {'/'.join(gone.path)}", self.comment)
        why = f"what was deleted as {'/'.join(gone.path)} is gone for ever"
        commit.inverse(PurgedNode((), why))


def restoring(writer: Writer, taken: Deleted) -> RestoreNode:
    """Say how a deletion is taken back, with the default that went with it."""
    if not taken.pinned:
        return RestoreNode(taken.path, taken.number)
    table = writer.ranges(taken.path[0])
    row = table.row(taken.path[1])
    left = "" if row is None else table.answer(row)
    return RestoreNode(taken.path, taken.number, taken.path[-1], left)


def _children(writer: Writer, path: Path) -> int | None:
    if len(path) == Level.CTYPE:
        return len(writer.ranges(path[0]))
    return len(writer.versions(*path)) if len(path) == Level.RANGE else None
