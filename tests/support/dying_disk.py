"""Disks to plant that die, refuse or fill up; see `power_loss` for one that forgets.

    with planted(DyingDisk(7)) as disk, suppress(Died):
        change(path)

A disk that died refuses everything after, as a killed process does nothing more; descriptors and
locks are given up by the code under test, as the system does it for a killed process.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable

from dcsgui.core.files.disk import Buffer, Disk, planted

NEVER = -1


class Died(BaseException):
    """The process was killed here. Not an Exception, so that nobody takes it for an error."""


class DyingDisk(Disk):
    """Dies instead of doing the operation of a number, counted from 0.

    With `torn`, the first half of a write is done before. `done` names the operations.
    """

    def __init__(self, at: int = NEVER, *, torn: bool = False) -> None:
        self.at = at
        self.torn = torn
        self.done: list[str] = []
        self.dead = False

    def step(self, what: str) -> None:
        if self.dead or len(self.done) == self.at:
            self.dead = True
            raise Died(what)
        self.done.append(what)

    def create(self, path: str, mode: int, group: int) -> int:
        self.step(f"create {os.path.basename(path)}")
        return super().create(path, mode, group)

    def create_new(self, path: str, mode: int | None = None) -> int:
        self.step("create_new")
        return super().create_new(path, mode)

    def pwrite(self, descriptor: int, data: Buffer, offset: int) -> None:
        if self.torn and len(self.done) == self.at and not self.dead:
            super().pwrite(descriptor, memoryview(data)[: len(data) // 2], offset)
        self.step(f"pwrite {name_of(descriptor)} {offset}+{len(data)}")
        super().pwrite(descriptor, data, offset)

    def ftruncate(self, descriptor: int, size: int) -> None:
        self.step(f"ftruncate {name_of(descriptor)} {size}")
        super().ftruncate(descriptor, size)

    def fsync(self, descriptor: int) -> None:
        self.step(f"fsync {name_of(descriptor)}")
        super().fsync(descriptor)

    def fsync_dir(self, directory: str) -> None:
        self.step("fsync_dir")
        super().fsync_dir(directory)

    def rename(self, source: str, target: str) -> None:
        self.step(f"rename {os.path.basename(source)} {os.path.basename(target)}")
        super().rename(source, target)

    def link(self, source: str, target: str) -> None:
        self.step(f"link {os.path.basename(source)} {os.path.basename(target)}")
        super().link(source, target)

    def unlink(self, path: str) -> None:
        self.step(f"unlink {os.path.basename(path)}")
        super().unlink(path)


class RefusingDisk(DyingDisk):
    """Answers one error to the operations whose name begins with one of the given texts."""

    def __init__(self, number: int, *beginnings: str) -> None:
        super().__init__()
        self.number = number
        self.beginnings = beginnings

    def step(self, what: str) -> None:
        if what.startswith(self.beginnings):
            raise OSError(self.number, os.strerror(self.number))
        super().step(what)


class ReadOnlyDisk(RefusingDisk):
    """Nothing can be changed."""

    def __init__(self) -> None:
        super().__init__(errno.EROFS, "")


class FullDisk(DyingDisk):
    """Has room for a number of bytes; what was removed makes no room again."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def pwrite(self, descriptor: int, data: Buffer, offset: int) -> None:
        size = os.fstat(descriptor).st_size
        self._take(descriptor, max(0, offset + len(data) - size), data, offset)
        super().pwrite(descriptor, data, offset)

    def ftruncate(self, descriptor: int, size: int) -> None:
        self._take(descriptor, max(0, size - os.fstat(descriptor).st_size), b"", size)
        super().ftruncate(descriptor, size)

    def _take(self, descriptor: int, growth: int, data: Buffer, offset: int) -> None:
        if growth > self.room:
            fits = max(0, len(data) - growth + self.room)
            Disk.pwrite(self, descriptor, memoryview(data)[:fits], offset)
            self.room = 0
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.room -= growth


class HandshakeDisk(DyingDisk):
    """Asks before each operation, in a child process that the parent means to kill."""

    def __init__(self) -> None:
        super().__init__()
        self._asked, self._ask = os.pipe()
        self._go, self._let_go = os.pipe()

    def step(self, what: str) -> None:
        os.write(self._ask, b"?")
        os.read(self._go, 1)

    def wait_for_one(self, number: int = 1) -> None:
        """Wait, in the parent, until the child has asked (a number of times)."""
        for _ in range(number):
            assert os.read(self._asked, 1) == b"?"

    def let_pass(self, number: int) -> None:
        """Let a number of operations happen, in the parent."""
        os.write(self._let_go, b"!" * number)

    def let_one_pass(self) -> None:
        """Wait for the next operation and let it happen."""
        self.wait_for_one()
        self.let_pass(1)

    def close(self) -> None:
        for descriptor in (self._asked, self._ask, self._go, self._let_go):
            os.close(descriptor)


def kill_points(change: Callable[[], object]) -> int:
    """Run `change` to its end and return how many operations it has: the points to die at."""
    counting = DyingDisk()
    with planted(counting):
        change()
    return len(counting.done)


def name_of(descriptor: int) -> str:
    """Return the name of an open file without its directory."""
    return os.path.basename(os.readlink(f"/proc/self/fd/{descriptor}"))
