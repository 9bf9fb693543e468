"""What taking changes back has deleted, and how a transfer brings it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from dcsgui.core.files.layout import Writer
from dcsgui.core.files.records import Deleted, Level, Path
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.objects.changes import inverses
from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.objects.changes.defaults import keep_answer
from dcsgui.core.objects.changes.deleting import LEVELS
from dcsgui.core.objects.changes.receiving import MovedError
from dcsgui.core.objects.exchange.verifying import Verifying
from dcsgui.core.values.roles import Role

__all__ = ["BringBack", "CheckReturned", "taken_back"]


def taken_back(log: Sequence[UndoEntry]) -> set[int]:
    """List the deletions, by their numbers of now, of what was added and then taken back.

    What somebody has deleted is not among them, also if that was taken back and done again: then
    it has got another number, and the first one counts.

    Parameters
    ----------
    log : sequence of UndoEntry
        Oldest first.
    """
    again = {old: new for entry in log for old, new in entry.renumbered}
    later = set(again.values())
    found = set()
    for entry in log:
        steps = (inverses.unpacked(step) for step in entry.steps if entry.undoes)
        for step in steps:
            if isinstance(step, inverses.RestoreNode) and step.number not in later:
                latest = inverses.renamed(step, again, {})
                found.add(getattr(latest, "number", step.number))
    return found


@dataclass(frozen=True, slots=True)
class BringBack(Change):
    """Add anew what was added to the file and taken back, by restoring it; `path` is what it gets.

    Whoever may add it may do that: nothing answers that would not answer had it been added.

    Attributes
    ----------
    number : int
        The deletion.
    comment : str
    """

    role: ClassVar[Role] = Role.CONTRIBUTOR
    adds: ClassVar[bool] = True

    number: int
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file; `MovedError` if that is no deletion of that any more."""
        writer, parent = commit.writer, self.path[:-1]
        self._check(writer)
        name = self.path[-1]
        if len(self.path) == Level.VERSION:
            if commit.repository:
                keep_answer(commit, parent, while_versions="are restored")
            writer.restore(self.number)
            name = str(writer.version(self.path).versind)
        else:
            writer.restore(self.number)
        commit.note(parent, f"restore {LEVELS[len(self.path)]} {name}", self.comment)
        commit.inverse(
            inverses.RemoveNode(
                self.path, _children(writer, self.path), "", self.number, pinned=False, added=True
            )
        )

    def _check(self, writer: Writer) -> None:
        known = {gone.number: gone for gone in writer.deleted() if not gone.purged}
        gone: Deleted | None = known.get(self.number)
        if (
            gone is None
            or gone.path != self.path
            or gone.number not in taken_back(writer.undo_log())
        ):
            raise MovedError(
                f"{'/'.join(self.path)} can't be restored by its deletion {self.number} any more: "
                f"it was restored, purged or deleted anew since the plan was made. Nothing was "
                f"done; make a new plan and apply that."
            )


def _children(writer: Writer, path: Path) -> int | None:
    if len(path) == Level.VERSION:
        return None
    return len(writer.ranges(*path) if len(path) == Level.CTYPE else writer.versions(*path))


@dataclass(frozen=True, slots=True)
class CheckReturned(Change):
    """Compare the constants of a version that has returned with those that were planned.

    Attributes
    ----------
    digest : str
        Of those.
    verifying : Verifying
        Told what was found, to compare it.
    """

    role: ClassVar[Role] = Role.READER

    digest: str
    verifying: Verifying

    def carry_out(self, commit: Commit) -> None:
        """Read the constants."""
        commit.unchanged()
        found = commit.writer.digest(self.path)
        self.verifying.expect("/".join(self.path), self.digest, partial(str, found))
