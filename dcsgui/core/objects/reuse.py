"""What versions of a range had before: numbers and production times are never used twice."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from dcsgui.core.files.records import Deleted, Level, Path, Record
from dcsgui.core.objects.states.range import RangeState
from dcsgui.core.objects.states.type import TypeState
from dcsgui.core.objects.states.version import VersionState
from dcsgui.core.values.errors import AlreadyExists
from dcsgui.core.values.timestamps import Timestamp

PENDING = Record(Timestamp(0), action="to be deleted")


def last_deleted(deletions: Iterable[Deleted], path: Path) -> int:
    """Highest number among the deleted versions of the range `path`; 0 if none."""
    return max((gone.versind_last for gone in _of(deletions, path)), default=0)


def check_number(
    numbers: Container[int], number: int, *, deletions: Iterable[Deleted], path: Path
) -> None:
    """Raise `AlreadyExists` if a version of a range has, or had, this number."""
    where = f"'{'/'.join(path)}'" if path else "The range"
    if number in numbers:
        raise AlreadyExists(f"{where} already has a version {number}. Give another number.")
    if any(_had(gone, number) for gone in _of(deletions, path)):
        raise AlreadyExists(
            f"{where} had a version {number}, which was deleted; numbers are never used twice. "
            f"Restore it, or give another number."
        )


def check_time(
    state: RangeState, tsvers: Timestamp, *, deletions: Iterable[Deleted], path: Path
) -> None:
    """Raise `AlreadyExists` if a version of a range has, or had, this production time."""
    where = f"'{'/'.join(path)}'" if path else "The range"
    if tsvers in state.times:
        raise AlreadyExists(
            f"{where} already has a version produced at {tsvers}. Give another production time."
        )
    for gone in _of(deletions, path):
        if tsvers in gone.tsvers:
            raise AlreadyExists(
                f"{where} had a version produced at {tsvers}, which was deleted; production times "
                f"are never used twice. Restore it, or give another production time."
            )


def check_time_left(state: RangeState, tsvers: Timestamp, path: Path) -> None:
    """Raise `AlreadyExists` if a version has this time in the file until what is pending is saved.

    A new version goes to the file with the time that it has in the end, at the place among the
    changes at which it was added: there that time may still be taken.
    """
    if tsvers in state.times_left:
        raise AlreadyExists(
            f"A version of '{'/'.join(path)}' was produced at {tsvers} until a change that is not "
            f"saved yet. Save that first, or give another production time."
        )


def deletion_of(state: RangeState, last: int, path: Path) -> Deleted:
    """Note what a range had that is about to be deleted, where `last` was used before it."""
    numbers = [*state.numbered(last), *state.numbers_to_be(last).values()]
    return Deleted(
        0, path, PENDING, tsvers=tuple(state.times), versind_last=max(numbers, default=0)
    )


def deletion_of_type(state: TypeState, deletions: Sequence[Deleted], path: Path) -> Deleted:
    """Note what the ranges of a type had that is about to be deleted."""
    state.fill()
    names = [state.table.name(row) for row in range(len(state.table))]
    gone = [
        deletion_of(state.range(name), last_deleted(deletions, (*path, name)), path)
        for name in names
    ]
    return Deleted(
        0,
        path,
        PENDING,
        tsvers=tuple({tsvers for one in gone for tsvers in one.tsvers}),
        versind_last=max((one.versind_last for one in gone), default=0),
    )


def deletion_of_version(version: VersionState, path: Path) -> Deleted:
    """Note the production time of a version that is about to be deleted."""
    return Deleted(0, path, PENDING, tsvers=(version.time,) if version.time else ())


def renamed(deletions: Sequence[Deleted], path: Path, name: str) -> list[Deleted]:
    """Let the deleted versions of the range `path` follow it to its other name.

    As in a file, those that were deleted before an earlier range of that name (or its type) was
    itself deleted belong to that one, and stay.
    """
    found = list(deletions)
    for index, gone in reversed(list(enumerate(found))):
        if gone.path in (path, path[: Level.CTYPE]):
            break
        if len(gone.path) == Level.VERSION and gone.path[: Level.RANGE] == path:
            found[index] = replace(gone, path=(path[0], name, gone.path[-1]))
    return found


def _had(gone: Deleted, number: int) -> bool:
    if len(gone.path) == Level.VERSION:
        return gone.versind_last == number
    return number <= gone.versind_last


def _of(deletions: Iterable[Deleted], path: Path) -> Iterator[Deleted]:
    """Go through the deletions of versions of a range, of the range, and of its type."""
    for gone in deletions:
        if gone.path[: len(path)] == path or path[: len(gone.path)] == gone.path:
            yield gone
