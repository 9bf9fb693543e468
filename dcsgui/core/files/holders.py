"""Who is in the way: the processes that hold a file, in words.

A bounded wait that ends without the lock must say whom to ask. The kernel lists who holds which
lock in ``/proc/locks``, on this machine only; a writer of ours also says who it is in its journal.
"""

import os
import pwd
import socket
from dataclasses import dataclass

__all__ = ["Holder", "describe", "holders", "myself"]

_PROC_LOCKS = "/proc/locks"
_WORDS = 8  # on a line of a lock that is held
_LONGEST_COMMAND = 80


@dataclass(frozen=True)
class Holder:
    """A process that holds a lock.

    Attributes
    ----------
    pid
        Number of the process, on this machine.
    user
        Who runs it; empty if unknown.
    command
        Its command line, cut if long; empty if unknown.
    exclusive
        Whether it keeps readers out, too.
    """

    pid: int
    user: str
    command: str
    exclusive: bool

    def __str__(self) -> str:
        """Return the words that a message uses."""
        whose = " (this process)" if self.pid == os.getpid() else ""
        command = f" '{self.command}'" if self.command else ""
        user = f" of {self.user}" if self.user else ""
        return f"process {self.pid}{whose}{command}{user}"


def holders(status: os.stat_result) -> tuple[Holder, ...]:
    """List the processes of this machine that hold a lock on a file.

    Parameters
    ----------
    status
        Of the file in question, from `os.stat` or `os.fstat`.

    Returns
    -------
    tuple of Holder
        In order of their numbers; empty if nobody is known, as with holders on other machines.
    """
    device = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}"
    # btrfs, overlays and the like show files under another number than their locks
    anonymous = os.major(status.st_dev) == 0
    found: dict[int, bool] = {}
    for where, pid, exclusive in _kernel_locks():
        on_device, _, inode = where.rpartition(":")
        if inode == str(status.st_ino) and (anonymous or on_device == device):
            found[pid] = found.get(pid, False) or exclusive
    return tuple(_holder(pid, exclusive=found[pid]) for pid in sorted(found))


def describe(found: tuple[Holder, ...]) -> str:
    """Name the holders in one phrase, which fits after "by" and "in"."""
    if not found:
        return "another program, perhaps on another machine"
    return " and ".join(str(holder) for holder in found)


def myself() -> str:
    """Return the words by which this process names itself to others: process, user and machine."""
    return f"process {os.getpid()} of {_user(os.getuid())} on {socket.gethostname()}"


def _kernel_locks() -> list[tuple[str, int, bool]]:
    """Read (device:inode, pid, exclusive) of every lock that is held; none where unknown."""
    try:
        with open(_PROC_LOCKS, encoding="utf-8") as file:
            lines = [line.split() for line in file]
    except OSError:
        return []
    # "12: FLOCK  ADVISORY  WRITE 4711 fe:00:131078 0 EOF"; one that waits has "->" after "12:"
    return [
        (words[5], int(words[4]), words[3] == "WRITE")
        for words in lines
        if len(words) == _WORDS and int(words[4]) > 0
    ]


def _holder(pid: int, *, exclusive: bool) -> Holder:
    try:
        user = _user(os.stat(f"/proc/{pid}").st_uid)
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            command = file.read(4096).replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return Holder(pid, "", "", exclusive)
    if len(command) > _LONGEST_COMMAND:
        command = command[: _LONGEST_COMMAND - 4] + " ..."
    return Holder(pid, user, " ".join(command.split()), exclusive)


def _user(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
