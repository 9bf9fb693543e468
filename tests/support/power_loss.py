"""A disk to plant that dies by a power loss: what was not made durable may be lost."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

from dcsgui.core.files.disk import Buffer
from dying_disk import NEVER, DyingDisk


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
