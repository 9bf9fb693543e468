"""What was deleted from a store: found by number, path or object."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dcsgui.core.files.records import Deleted
from dcsgui.core.objects.base import DCBase
from dcsgui.core.values.errors import BadValue, NotFound


def deletion_meant(kept: Sequence[Deleted], what: object, file: Path) -> Deleted:
    """Find a deletion among those that can be restored, oldest first.

    Parameters
    ----------
    kept : sequence of Deleted
    what : Deleted, int, str, tuple, DCBase or None
        A deletion, its number, the path of what was deleted, or the object itself; None is the
        last deletion. Of several deletions of one path the last is meant.
    file : Path
        For the message.

    Raises
    ------
    NotFound
        If there is no such deletion.
    """
    for gone in reversed(kept):
        if what is None or _is_meant(gone, what):
            return gone
    known = ", ".join(f"{gone.number}: {'/'.join(gone.path)}" for gone in kept)
    if not known:
        raise NotFound(f"Nothing that was deleted in {file} can be restored: there is nothing.")
    named = "/".join(what._path()) if isinstance(what, DCBase) else what
    raise NotFound(f"Nothing deleted in {file} is {named!r}; there is: {known}.")


def _is_meant(gone: Deleted, what: object) -> bool:
    if isinstance(what, Deleted):
        return gone.number == what.number
    if isinstance(what, int):
        return gone.number == what
    if isinstance(what, DCBase):
        return gone.path == what._path()
    if isinstance(what, str):
        return gone.path == tuple(what.strip("/").split("/"))
    if isinstance(what, tuple):
        return gone.path == what
    raise BadValue(f"{what!r} names no deletion; give its number or path, see deleted().")
