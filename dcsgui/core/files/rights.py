"""What the operating system lets a person change, and whom to ask where it does not."""

from __future__ import annotations

import getpass
import grp
import os
import pwd
import stat
from functools import lru_cache

__all__ = [
    "current_groups",
    "current_user",
    "owner_and_group",
    "ownership",
    "read_only_disk",
    "unwritable",
    "what_is_closed",
    "why_closed",
]


def unwritable(path: str) -> bool:
    """Tell whether there is something at `path` that may not be written."""
    return not os.access(path, os.W_OK) and os.path.lexists(path)


def what_is_closed(path: str) -> str:
    """Return what stands against writing a file, which need not exist; "" if nothing does.

    That is the file itself, or the nearest directory around it that there is.
    """
    if unwritable(path):
        return path
    around = os.path.dirname(os.path.abspath(path))
    while not os.path.lexists(around):
        around = os.path.dirname(around)
    return around if unwritable(around) else ""


def ownership(status: os.stat_result) -> str:
    """Say whose a file is, as in ``"owner ann, group ps-data, mode 0644"``."""
    mode = stat.S_IMODE(status.st_mode)
    owner, group = owner_and_group(status)
    return f"owner {owner}, group {group}, mode {mode:04o}"


def owner_and_group(status: os.stat_result) -> tuple[str, str]:
    """Return whose a file is, by name."""
    return _user(status.st_uid), _group(status.st_gid)


def read_only_disk(path: str) -> bool:
    """Tell whether the disk of a file is mounted read-only, so that nobody may write it."""
    try:
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    except OSError:
        return False  # then its mode has to say it


def why_closed(path: str) -> str:
    """Say why something may not be written, and whose it is."""
    if read_only_disk(path):
        return f"{path} is on a disk that is mounted read-only"
    return f"{path} is read-only for you ({ownership(os.stat(path))})"


def current_user() -> str:
    """Return the login name of who runs this program."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return f"uid{os.getuid()}"


def current_groups() -> frozenset[str]:
    """Return the names of the groups that this process has the rights of."""
    return frozenset(_group(gid) for gid in (*os.getgroups(), os.getegid()))


@lru_cache(maxsize=256)
def _user(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


@lru_cache(maxsize=256)
def _group(gid: int) -> str:
    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return f"group {gid}"
