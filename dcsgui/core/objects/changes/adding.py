"""Changes that add: types, ranges, versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from dcsgui.core.files.records import NewVersion, Path
from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.objects.changes.defaults import keep_answer
from dcsgui.core.objects.states.version import VersionState
from dcsgui.core.values.errors import AlreadyExists
from dcsgui.core.values.roles import Role
from dcsgui.core.values.timestamps import MICROSECOND, Timestamp
from dcsgui.core.values.validity import Validity


@dataclass(frozen=True, slots=True)
class NoteMade(Change):
    """Record that the file was made; `path` is (). There is nothing in that to take back."""

    role: ClassVar[Role] = Role.CONTRIBUTOR
    adds: ClassVar[bool] = True

    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        commit.note((), "create", self.comment)
        commit.unchanged()


@dataclass(frozen=True, slots=True)
class AddCtype(Change):
    """Add an empty type; one that somebody else added meanwhile will do."""

    role: ClassVar[Role] = Role.CONTRIBUTOR
    adds: ClassVar[bool] = True

    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        if self.path[0] not in commit.writer.ctypes():
            commit.writer.add_ctype(self.path[0])
            commit.note_birth(self.path, f"add ctype {self.path[0]}", self.comment)
            commit.way_back.born(self.path)
        else:
            commit.is_there(self.path)


@dataclass(frozen=True, slots=True)
class AddRange(Change):
    """Add an empty range; one with the same ends that somebody else added meanwhile will do."""

    role: ClassVar[Role] = Role.CONTRIBUTOR
    adds: ClassVar[bool] = True

    validity: Validity
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        try:
            name = commit.writer.add_range(self.path[0], self.validity)
        except AlreadyExists:
            table = commit.writer.ranges(self.path[0])
            row = table.row(self.path[1])
            if row is None or table.validity(row) != self.validity:
                raise
            commit.is_there(self.path)
            return
        commit.fresh[self.path] = 0
        commit.note_birth(self.path, f"add range {name}", self.comment)
        commit.way_back.born((self.path[0], name))


@dataclass(frozen=True, slots=True)
class AddVersion(Change):
    """Add a version; the last part of `path` is the name that it has been given so far.

    Attributes
    ----------
    state : VersionState
        The version as it is when the change is carried out.
    together : list of VersionState or None
        All new versions of its range that get their numbers together, in order of production;
        None where each gets the one that was given, or else the next.
    keep : bool
        In the repository, a version before it goes on answering; else it came with a new range,
        as a whole, and only what somebody else has in that range by now goes on answering.
    named : callable
        Told the name that the version got.
    """

    role: ClassVar[Role] = Role.CONTRIBUTOR
    adds: ClassVar[bool] = True

    state: VersionState
    together: list[VersionState] | None
    keep: bool
    named: Callable[[str], None]

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        state, range_path = self.state, self.path[:2]
        if commit.repository and self._others_answer(commit, range_path):
            keep_answer(commit, range_path)
        tsvers = state.tsvers or Timestamp.now()
        while not state.exact and commit.writer.time_used(range_path, tsvers):
            tsvers = Timestamp(tsvers.ns + MICROSECOND)
        number = self._number(commit, range_path)
        record = commit.record(f"add version {number or ''}".strip(), state.comment)
        new = NewVersion(tsvers, state.pending, state.pars, number, record)
        added = commit.writer.add_version(range_path, new)
        name = added.name
        commit.way_back.tell(range_path, f"add version {added.versind}", state.comment)
        commit.way_back.born((*range_path, name), added.digest)
        if range_path in commit.fresh:
            commit.fresh[range_path] += 1
        commit.name_version(state.name, name)
        commit.afterwards.append(partial(self.named, name))

    def _others_answer(self, commit: Commit, range_path: Path) -> bool:
        versions = commit.fresh.get(range_path)
        return versions is None or (self.keep and versions > 0)

    def _number(self, commit: Commit, range_path: Path) -> int | None:
        if self.together is None:
            return self.state.versind
        return commit.numbers(range_path, self.together)[self.state.name]
