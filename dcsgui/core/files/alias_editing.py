"""Changing an alias file: whole or not at all, one after the other, other lines byte for byte."""

from __future__ import annotations

import os
from collections.abc import Callable

from dcsgui.core.files import disk
from dcsgui.core.files.alias_files import LARGEST, AliasRecord
from dcsgui.core.files.refusals import refusals_reported
from dcsgui.core.files.replacing import new_file
from dcsgui.core.files.small_files import BOM, read_small
from dcsgui.core.values.errors import BadValue

__all__ = ["alias_text", "edit_alias_file", "with_record", "without_line"]

TIMEOUT = 5.0
"""Seconds to wait for others who change the file."""

Edit = Callable[[bytes], bytes]


def edit_alias_file(path: str, edit: Edit, timeout: float = TIMEOUT) -> None:
    """Change an alias file, which is made, with its directory, if there is none.

    Parameters
    ----------
    path : str
        The file.
    edit : function of bytes
        Returns what is to be in the file instead of what is in it. Nobody else changes it
        meanwhile; if it raises an error, the file stays as it is.
    timeout : float
        Seconds to wait for others who change it.

    Raises
    ------
    Busy
        If others change it for longer than that.
    AccessDenied
        If the file or its directory can't be written.
    StoreNotAvailable
        If the disk is full or keeps no locks.
    """
    with refusals_reported(path, "made"):
        os.makedirs(os.path.dirname(os.path.realpath(path)), exist_ok=True)
    with new_file(path, timeout, replace=True) as fresh:
        data = edit(alias_text(path))
        if len(data) > LARGEST:
            raise BadValue(
                f"{path} would have over {LARGEST} bytes, which nobody reads any more. Take old "
                f"comments out of it, or move some of its lines to another file *.als."
            )
        descriptor = os.open(fresh, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            disk.DISK.pwrite(descriptor, data, 0)
        finally:
            os.close(descriptor)


def with_record(data: bytes, record: AliasRecord, note: str) -> bytes:
    r"""Return the text of an alias file with a record behind all others, and why.

    Examples
    --------
    >>> with_record(b"a x-1", AliasRecord("b", "x-2"), "added")
    b'a x-1\n# added\nb x-2\n'
    """
    end = _line_end(data)
    if data and not data.endswith(b"\n"):
        data += end
    lines = (_comment(note), record.text.encode())
    return data + b"".join(line + end for line in lines)


def without_line(data: bytes, line: int, note: str) -> bytes:
    r"""Return the text of an alias file with a comment in the place of a line, by its number.

    Examples
    --------
    >>> without_line(b"a x-1\nb x-2\n", 1, "removed a x-1")
    b'# removed a x-1\nb x-2\n'
    """
    lines = data.split(b"\n")
    ending = b"\r" if lines[line - 1].endswith(b"\r") else b""
    mark = BOM if lines[line - 1].startswith(BOM) else b""
    lines[line - 1] = mark + _comment(note) + ending
    return b"\n".join(lines)


def alias_text(path: str) -> bytes:
    """Return what is in an alias file; nothing if there is none.

    `BadValue` if it can't be read.
    """
    if not os.path.lexists(path):
        return b""
    try:
        return read_small(path, LARGEST)
    except BadValue as error:
        raise BadValue(f"The alias file {path} can't be changed: {error}.") from error


def _comment(note: str) -> bytes:
    if "\n" in note or "\r" in note:
        raise BadValue("A comment in an alias file has one line.")
    return f"# {note}".encode()


def _line_end(data: bytes) -> bytes:
    """Return how lines end in a file, by its first one."""
    first = data.partition(b"\n")[0]
    return b"\r\n" if first.endswith(b"\r") else b"\n"
