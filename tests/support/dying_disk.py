"""Disks to plant that die, fill up, or forget what was not made durable.

    with planted(DyingDisk(7)) as disk, suppress(Died):
        change(path)

A disk that died refuses everything after, as a killed process does nothing more; descriptors and
locks are given up by the code under test, as the system does it for a killed process.
"""

from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from dcsgui.core.files import disk
from dcsgui.core.files.disk import Buffer, Disk

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


class ForgetfulDisk(DyingDisk):
    """Dies, and knows which operations a power loss would undo: those not made durable.

    Works on the plain files of one directory. After it died, `lose` puts the directory into the
    state that is left if only some of the operations in `pending` reached the disk.
    """

    def __init__(self, directory: Path, at: int = NEVER, *, torn: bool = False) -> None:
        super().__init__(at, torn=torn)
        self.directory = directory
        self.pending: list[Pending] = []
        self._free_numbers = itertools.count()
        self._numbers: dict[int, int] = {}  # of the files: the system uses those of inodes again
        self.names: dict[str, int] = {}
        self.contents: dict[int, bytes] = {}
        for path in directory.iterdir():
            self.names[path.name] = self._number(path.stat(), fresh=True)
            self.contents[self.names[path.name]] = path.read_bytes()

    def create(self, path: str, mode: int, group: int) -> int:
        fresh = not os.path.lexists(path)
        descriptor = super().create(path, mode, group)
        if fresh:
            number = self._number(os.fstat(descriptor), fresh=True)
            self.contents[number] = b""
            self.pending.append(Naming(os.path.basename(path), number))
        return descriptor

    def pwrite(self, descriptor: int, data: Buffer, offset: int) -> None:
        super().pwrite(descriptor, data, offset)
        self.pending.append(Change(self._number(os.fstat(descriptor)), offset, bytes(data)))

    def ftruncate(self, descriptor: int, size: int) -> None:
        super().ftruncate(descriptor, size)
        self.pending.append(Change(self._number(os.fstat(descriptor)), size, None))

    def fsync(self, descriptor: int) -> None:
        super().fsync(descriptor)
        status = os.fstat(descriptor)
        number = self._number(status)
        self.contents[number] = os.pread(descriptor, status.st_size, 0)
        self.pending = [p for p in self.pending if not isinstance(p, Change) or p.number != number]

    def fsync_dir(self, directory: str) -> None:
        super().fsync_dir(directory)
        for pending in self.pending:
            if isinstance(pending, Naming):
                pending.apply(self.names)
        self.pending = [p for p in self.pending if isinstance(p, Change)]

    def rename(self, source: str, target: str) -> None:
        number = self._number(os.stat(source))
        super().rename(source, target)
        self.pending.append(
            Naming(os.path.basename(target), number, instead_of=os.path.basename(source))
        )

    def link(self, source: str, target: str) -> None:
        super().link(source, target)
        self.pending.append(Naming(os.path.basename(target), self._number(os.stat(source))))

    def unlink(self, path: str) -> None:
        super().unlink(path)
        self.pending.append(Naming(os.path.basename(path), None))

    def losses(self) -> Iterator[list[Pending]]:
        """Yield what may be left of the pending operations: none, all but one, only one."""
        yield []
        for number in range(len(self.pending)):
            yield self.pending[:number] + self.pending[number + 1 :]
            yield [self.pending[number]]

    def lose(self, kept: list[Pending]) -> None:
        """Make the directory what it is after a power loss that left those operations."""
        names, contents = dict(self.names), dict(self.contents)
        for pending in kept:
            if isinstance(pending, Naming):
                pending.apply(names)
            else:
                pending.apply(contents)
        for path in self.directory.iterdir():
            path.unlink()
        for name, number in names.items():
            (self.directory / name).write_bytes(contents[number])

    def _number(self, status: os.stat_result, *, fresh: bool = False) -> int:
        if fresh or status.st_ino not in self._numbers:
            self._numbers[status.st_ino] = next(self._free_numbers)
        return self._numbers[status.st_ino]


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


class Naming:
    """A name given (to a file) or taken away (None), possibly instead of another name."""

    def __init__(self, name: str, number: int | None, *, instead_of: str | None = None) -> None:
        self.name = name
        self.number = number
        self.instead_of = instead_of

    def apply(self, names: dict[str, int]) -> None:
        if self.instead_of is not None:
            names.pop(self.instead_of, None)
        if self.number is None:
            names.pop(self.name, None)
        else:
            names[self.name] = self.number


class Change:
    """Bytes written at an offset, or (None) a new size."""

    def __init__(self, number: int, offset: int, data: bytes | None) -> None:
        self.number = number
        self.offset = offset
        self.data = data

    def apply(self, contents: dict[int, bytes]) -> None:
        before = contents.get(self.number, b"")
        padded = before.ljust(self.offset, b"\0")
        if self.data is None:
            contents[self.number] = padded[: self.offset]
        else:
            end = self.offset + len(self.data)
            contents[self.number] = padded[: self.offset] + self.data + padded[end:]


Pending = Naming | Change


def kill_points(change: Callable[[], object]) -> int:
    """Run `change` to its end and return how many operations it has: the points to die at."""
    counting = DyingDisk()
    with disk.planted(counting):
        change()
    return len(counting.done)


def name_of(descriptor: int) -> str:
    """Return the name of an open file without its directory."""
    return os.path.basename(os.readlink(f"/proc/self/fd/{descriptor}"))
