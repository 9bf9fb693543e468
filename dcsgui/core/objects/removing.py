"""Removing the file of a detector that holds nothing, for ever."""

from __future__ import annotations

import os
from collections.abc import Iterator

from dcsgui.core.files.layout import Reader
from dcsgui.core.files.opening import open_reader
from dcsgui.core.files.removing import remove_file
from dcsgui.core.objects.author import current_author
from dcsgui.core.objects.permissions import check
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.roles import Need, Role

MADE = "create"
"""The action of the record that says who made a file."""


def remove_empty(
    path: str | os.PathLike[str], timeout: float = 10.0, *, dry_run: bool = False
) -> None:
    """Remove a file that holds nothing; whoever has made it may do that, and admins.

    Parameters
    ----------
    path : path
        Of the file.
    timeout : float
        Seconds to wait for those who hold it.
    dry_run : bool
        Only see whether it could be done.

    Raises
    ------
    BadValue
        If it holds something: types, parameters, links, comments, or something deleted.
    AccessDenied, Busy, Damaged, StoreNotAvailable
    """

    def look() -> None:
        with open_reader(path, timeout) as reader:
            _check_empty(os.fspath(path), reader)
            check(path, [_need(reader)])

    look()
    if not dry_run:
        remove_file(path, look, timeout)


def _need(reader: Reader) -> Need:
    user = current_author().user
    own = any(one.action == MADE and user and one.user == user for one in reader.history(()))
    return Need(Role.CONTRIBUTOR) if own else Need(Role.ADMIN, "")


def _check_empty(path: str, reader: Reader) -> None:
    held = list(_held(reader))
    if held:
        raise BadValue(
            f"{path} holds {', '.join(held)}, so the whole detector is not deleted: that could "
            f"not be taken back. Delete its types, which can be restored, or move the file away."
        )


def _held(reader: Reader) -> Iterator[str]:
    """List what there is in a file that would be lost."""
    head = reader.head()
    if ctypes := reader.ctypes():
        yield f"the types {', '.join(ctypes)}" if len(ctypes) > 1 else f"the type {ctypes[0]}"
    if reader.deleted():
        yield "what was deleted"
    if reader.pars(()):
        yield "parameters"
    if head.predecessor or head.successor:
        yield "links to other detectors"
    if any(not record.action for record in reader.history(())):
        yield "comments"
