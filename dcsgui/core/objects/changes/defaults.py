"""Changes of the default version of a range."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from dcsgui.core.files.layout import Writer
from dcsgui.core.files.records import Path, RangeTable
from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.objects.changes.inverses import PinDefault
from dcsgui.core.objects.changes.standing import (
    SET_DEFAULT,
    Standing,
    number_of,
    standing,
    what_happened,
)
from dcsgui.core.values.errors import BadValue, Conflict
from dcsgui.core.values.roles import Role


@dataclass(frozen=True, slots=True)
class DefaultSet:
    """A change of default that was made.

    Attributes
    ----------
    before, after : Standing
    numbers : tuple of (int, int)
        The numbers of the versions that answered before and that answer after it, 0 for none.
    table : RangeTable
        The ranges of the type after the change.
    generation : int
        Of the file, after the change.
    change : int
        The number of the change in the log of the file; 0 if it was only tried.
    """

    before: Standing
    after: Standing
    numbers: tuple[int, int]
    table: RangeTable
    generation: int
    change: int = 0


@dataclass(frozen=True, slots=True)
class SetDefault(Change):
    """Pin the default of a range to a version by name; None returns it to auto.

    Attributes
    ----------
    expected : Standing or None
        Nothing is done, and `Conflict` tells who was there, unless the range stands like this.
    told : callable or None
        Told what was changed, once it happened; then a change that changes nothing is refused.
    kept : bool
        What answers is only kept, because something is added.
    """

    role: ClassVar[Role] = Role.CURATOR

    version: str | None
    comment: str = ""
    expected: Standing | None = None
    told: Callable[[DefaultSet], None] | None = None
    kept: bool = False

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        before = self._checked(commit.writer)
        words, pinned = default_words(commit.writer, self.path), _pins(commit.writer, self.path)
        version = self.version
        if version is not None:
            version = commit.actual((*self.path, version))[-1]
        commit.writer.set_default(self.path, version)
        after = default_words(commit.writer, self.path)
        commit.note(self.path, f"{SET_DEFAULT} from {words} to {after}", self.comment)
        auto = "" if pinned[0] is not None else pinned[1]
        left = _pins(commit.writer, self.path)
        commit.inverse(PinDefault(self.path, pinned[0], *left, auto, self.kept))
        if self.told is not None and before is not None:
            made = _made(commit.writer, self.path, before)
            commit.answers.append(partial(_tell, self.told, made, commit))

    def _checked(self, writer: Writer) -> Standing | None:
        """Look how the range stands, if that matters, and refuse what does not fit it."""
        if self.expected is None and self.told is None:
            return None
        now = standing(writer, self.path)
        if self.expected is not None and not now.agrees(self.expected):
            raise Conflict(what_happened(writer, self.path, now, self.expected))
        if self.told is not None and now.pinned == self.version:
            where = "/".join(self.path)
            so = f"No default is set for {where}"
            if self.version is not None:
                so = f"That version is the default of {where} already"
            raise BadValue(f"{so}; nothing was done.")
        return now


def _tell(told: Callable[[DefaultSet], None], made: DefaultSet, commit: Commit) -> None:
    told(replace(made, change=commit.number))


def _pins(writer: Writer, path: Path) -> tuple[str | None, str]:
    """Return which version is pinned as the default of a range, and which one answers."""
    table = writer.ranges(path[0])
    row = table.row(path[1])
    if row is None:
        return None, ""
    answer = table.answer(row)
    return answer if table.pinned[row] else None, answer


def _made(writer: Writer, path: Path, before: Standing) -> DefaultSet:
    after = standing(writer, path)
    numbers = number_of(writer, path, before.answer), number_of(writer, path, after.answer)
    generation = writer.head().generation + 1  # `Writer.finish` raises it
    return DefaultSet(before, after, numbers, writer.ranges(path[0]), generation)


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
        SetDefault(path, table.answer(row), why, kept=True).carry_out(commit)
