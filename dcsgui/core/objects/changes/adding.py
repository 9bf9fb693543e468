"""Changes that add: types, ranges, versions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dcsgui.core.files.records import NewVersion, Path
from dcsgui.core.objects.changes.base import MICROSECOND, Change, Commit
from dcsgui.core.objects.changes.defaults import keep_answer
from dcsgui.core.objects.states import VersionState
from dcsgui.core.values.errors import AlreadyExists
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity


@dataclass(frozen=True, slots=True)
class AddCtype(Change):
    """Add an empty type; one that somebody else added meanwhile will do."""

    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        if self.path[0] not in commit.writer.ctypes():
            commit.writer.add_ctype(self.path[0])
            commit.note_birth(self.path, f"add ctype {self.path[0]}", self.comment)


@dataclass(frozen=True, slots=True)
class AddRange(Change):
    """Add an empty range; one that somebody else added meanwhile will do."""

    validity: Validity
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        try:
            name = commit.writer.add_range(self.path[0], self.validity)
        except AlreadyExists:
            return
        commit.note_birth(self.path, f"add range {name}", self.comment)


@dataclass(frozen=True, slots=True)
class AddVersion(Change):
    """Add a version; the last part of `path` is the name that it has been given so far.

    Attributes
    ----------
    state : VersionState
        The version as it is when the change is carried out.
    named : callable
        Told the name that the version got.
    rank : int
        Its place, from 1, among the versions that this save adds to the range, by production.
    """

    state: VersionState
    named: Callable[[str], None]
    rank: int = 1

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        state, range_path = self.state, self.path[:2]
        if commit.repository:
            keep_answer(commit, range_path)
        tsvers = state.tsvers or Timestamp.now()
        while not state.exact and commit.writer.time_used(range_path, tsvers):
            tsvers = Timestamp(tsvers.ns + MICROSECOND)
        number = state.versind or commit.number(range_path, self.rank)
        record = commit.record(f"add version {number}", state.comment)
        new = NewVersion(tsvers, state.pending, state.pars, number, record)
        name = commit.writer.add_version(range_path, new).name
        commit.renamed(self.path, (*range_path, name))
        commit.afterwards.append(partial(self.named, name))


def ranked(changes: Sequence[Change]) -> list[Change]:
    """Rank the versions that are added to each range by their production times."""
    times: dict[Path, list[int]] = {}
    for change in changes:
        if isinstance(change, AddVersion) and change.state.tsvers:
            times.setdefault(change.path[:2], []).append(change.state.tsvers.ns)
    for of_range in times.values():
        of_range.sort()
    return [
        replace(change, rank=1 + bisect_left(times[change.path[:2]], change.state.tsvers.ns))
        if isinstance(change, AddVersion) and change.state.tsvers
        else change
        for change in changes
    ]
