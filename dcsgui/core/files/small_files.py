"""Small files that people write: aliases, access rules, configuration, run tables.

They are read whole. Nothing is waited for that never comes (a pipe), and nothing without an end
is read (a device, a file that was put there by mistake).
"""

from __future__ import annotations

import errno
import os
import stat
import tomllib
from typing import Any

from dcsgui.core.values.errors import BadValue

__all__ = ["BOM", "read_small", "reason_of", "toml_entries"]

BOM = b"\xef\xbb\xbf"
"""How some editors begin a text in UTF-8."""


def read_small(path: str | os.PathLike[str], most: int) -> bytes:
    """Read a small file.

    Parameters
    ----------
    path : path
        The file; links are followed.
    most : int
        So many bytes it may have.

    Raises
    ------
    BadValue
        If it can't be read, is no plain file, or has more; the words go behind a colon.
    """
    try:
        # a pipe without a partner would wait without O_NONBLOCK
        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
        descriptor = os.open(path, flags)
        try:
            _check_regular(os.fstat(descriptor).st_mode)
            with open(descriptor, "rb", closefd=False) as file:
                data = file.read(most + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise BadValue(reason_of(error)) from error
    if len(data) > most:
        raise BadValue(f"it has over {most} bytes")
    return data


def _check_regular(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "")
    if not stat.S_ISREG(mode):
        raise BadValue("it can't be read: it is a device or a pipe")


def reason_of(error: OSError) -> str:
    """Say why something can't be read."""
    return f"it can't be read: {os.strerror(error.errno or 0).lower()}"


def toml_entries(data: bytes) -> dict[str, Any]:
    r"""Return the entries of a text in TOML; `BadValue` for anything else.

    Examples
    --------
    >>> toml_entries(b'\xef\xbb\xbfrepository = "/data/calib"')
    {'repository': '/data/calib'}
    """
    try:
        return tomllib.loads(data.removeprefix(BOM).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadValue(f"it is no TOML: {error}") from error
