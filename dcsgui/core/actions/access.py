"""Whether a file or directory can be changed, by the rights that the system gives; and why not."""

from __future__ import annotations

import os
import pwd
import stat
from functools import lru_cache
from pathlib import Path

from dcsgui.core.actions.answers.listings import WRITABLE, Access

__all__ = ["access_of_directory", "access_of_file"]


def access_of_file(path: str, directory: Access, status: os.stat_result) -> Access:
    """Tell whether a detector file can be changed.

    Parameters
    ----------
    path : str
        The file.
    directory : Access
        Of the directory that it is in, by `access_of_directory`: a change needs its journal
        beside the file.
    status : os.stat_result
        Of the file.
    """
    if not os.access(path, os.W_OK):
        return Access(writable=False, reason=_refused(path, status))
    if status.st_nlink > 1:
        reason = f"read-only: {path} has {status.st_nlink} names (hard links); change a copy of it"
        return Access(writable=False, reason=reason)
    if not directory.writable:
        reason = f"{directory.reason}, where a change keeps its journal"
        return Access(writable=False, reason=reason)
    return WRITABLE


def access_of_directory(path: str) -> Access:
    """Tell whether files can be made in a directory, and files in it changed."""
    if os.access(path, os.W_OK | os.X_OK):
        return WRITABLE
    try:
        status = Path(path).stat()
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        return Access(writable=False, reason=f"read-only: {path}: {reason}")
    return Access(writable=False, reason=_refused(path, status))


def _refused(path: str, status: os.stat_result) -> str:
    try:
        if os.statvfs(path).f_flag & os.ST_RDONLY:
            return f"read-only: the disk of {path} is mounted read-only"
    except OSError:
        pass  # then the mode has to say it
    mode = stat.S_IMODE(status.st_mode)
    owner = _user(status.st_uid)
    return f"read-only: you may not write {path} (owner {owner}, mode {mode:04o})"


@lru_cache(maxsize=256)
def _user(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
