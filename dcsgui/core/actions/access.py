"""Whether a file or directory can be changed, by the system and the access file; and why not."""

from __future__ import annotations

import os
from pathlib import Path

from dcsgui.core.actions.answers.listings import WRITABLE, Access
from dcsgui.core.files.rights import ownership, read_only_disk
from dcsgui.core.objects.permissions import closed_place, permissions_of

__all__ = ["access_of_directory", "access_of_file", "access_of_place"]


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
    return _by_rules(permissions_of(path).closed())


def access_of_directory(path: str) -> Access:
    """Tell whether the system lets files be made in a directory, and files in it be changed."""
    if os.access(path, os.W_OK | os.X_OK):
        return WRITABLE
    try:
        status = Path(path).stat()
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        return Access(writable=False, reason=f"read-only: {path}: {reason}")
    return Access(writable=False, reason=_refused(path, status))


def access_of_place(path: str) -> Access:
    """Tell whether detectors can be made in a calib directory, also by its access file."""
    system = access_of_directory(path)
    return _by_rules(closed_place(path)) if system.writable else system


def _by_rules(reason: str) -> Access:
    return Access(writable=False, reason=f"read-only: {reason}") if reason else WRITABLE


def _refused(path: str, status: os.stat_result) -> str:
    if read_only_disk(path):
        return f"read-only: the disk of {path} is mounted read-only"
    return f"read-only: you may not write {path} ({ownership(status)})"
