"""Copying what was deleted: it is put back in memory, read, and deleted anew in the new file."""

from __future__ import annotations

import os
from collections.abc import Sequence

from dcsgui.core.files.conversion import marks
from dcsgui.core.files.conversion.copying import Copier
from dcsgui.core.files.layout import Writer
from dcsgui.core.files.native.writing import NativeWriter
from dcsgui.core.files.opening import open_rehearsal
from dcsgui.core.files.records import Deleted, Level, NewVersion, Path
from dcsgui.core.values.errors import NotFound
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.timestamps import MICROSECOND, Timestamp
from dcsgui.core.values.validity import Validity

__all__ = ["copy_deletions"]


def copy_deletions(
    path: str | os.PathLike[str],
    gone: Sequence[Deleted],
    new: Writer,
    *,
    timeout: float,
    progress: Progress = QUIET,
) -> None:
    """Delete in a new, empty file what was deleted in an old one, in the same order.

    Parameters
    ----------
    path : path
        The old file; nothing of it is changed.
    gone : sequence of Deleted
        Its deletions, oldest first.
    new : Writer
        The new file; types and ranges that something was deleted from are left in it, empty.
    """
    for index, one in enumerate(gone):
        with open_rehearsal(path, timeout) as old:
            _put_back_parents(old, one, gone[index + 1 :])
            at = _remembered(one, old, new) if one.purged else _restored(one, old, new, progress)
        if one.pinned and len(at) == Level.VERSION:
            new.set_default(at[: Level.RANGE], at[-1])
        number = new.delete(at, one.record).number
        if one.purged:
            new.purge(number)


def _restored(one: Deleted, old: Writer, new: Writer, progress: Progress) -> Path:
    _make_way(old, one)
    old.restore(one.number)
    _forget_later(old, one.number)
    return Copier(old, new, progress=progress).node(one.path)


def _remembered(one: Deleted, old: Writer, new: Writer) -> Path:
    """Make what a purged node was called, with versions of the times and numbers that it used."""
    range_path = one.path[: Level.RANGE]
    if len(one.path) == Level.CTYPE:
        if one.path[0] not in new.ctypes():
            new.add_ctype(one.path[0])
        return one.path
    at = Copier(old, new).place(range_path)
    times = one.tsvers or (Timestamp(one.versind_last * MICROSECOND),)
    made = [
        new.add_version(at, NewVersion(time, None, versind=max(1, number)))
        for number, time in enumerate(times, one.versind_last - len(times) + 1)
    ]
    return at if len(one.path) == Level.RANGE else (*at, made[-1].name)


def _put_back_parents(old: Writer, one: Deleted, later: Sequence[Deleted]) -> None:
    """See to it, in memory, that what a deleted node was in is there."""
    for level in range(1, len(one.path)):
        parent = one.path[:level]
        taken = next((other for other in later if other.path == parent), None)
        if taken is not None and not taken.purged:
            _make_way(old, taken)
            old.restore(taken.number)
    if one.path[0] not in old.ctypes():
        old.add_ctype(one.path[0])
    inside = len(one.path) == Level.VERSION or (len(one.path) == Level.RANGE and one.purged)
    if inside and old.ranges(one.path[0]).row(one.path[1]) is None:
        old.add_range(one.path[0], Validity.of_name(one.path[1]))


def _make_way(old: Writer, one: Deleted) -> None:
    """Take away, in memory, what has the name of a deleted node by now."""
    try:
        old.pars(one.path)
    except NotFound:
        return
    old.delete(one.path, one.record)


def _forget_later(old: Writer, number: int) -> None:
    """Forget, in memory, the deletions after one: they had used no numbers yet at that time."""
    if isinstance(old, NativeWriter):
        old.settle()
    for gone in old.deleted():
        if gone.number > number:
            marks.forget_deletion(old, gone.number)
