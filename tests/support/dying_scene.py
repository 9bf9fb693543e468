"""A change to a file that is interrupted, and what those who open it next find."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dcsgui.core.files.disk import Disk, planted
from dcsgui.core.files.reading import read_view
from dcsgui.core.files.transaction import write_transaction
from dying_disk import Died, kill_points


class Scene:
    """A file with a change to it, and the bytes before and after.

    `make` writes the file, `act` changes it; `points` is the number of operations of that.
    """

    def __init__(
        self, make: Callable[[Path], None], act: Callable[[str], None], place: Path
    ) -> None:
        self._act = act
        self.place = place
        self.directory = place / "calib"
        self.path = self.directory / "det-0001.h5"
        self.before = place / "before"
        self.before.mkdir()
        make(self.before / "det-0001.h5")
        self.old = (self.before / "det-0001.h5").read_bytes()
        self.reset()
        self.points = kill_points(self.act)
        self.new = self.path.read_bytes()
        assert self.names == [self.path.name]
        assert self.new != self.old

    @property
    def names(self) -> list[str]:
        return sorted(path.name for path in self.directory.iterdir())

    def act(self) -> None:
        self._act(str(self.path))

    def reset(self) -> None:
        restore(self.before, self.directory)

    def settled(self) -> bytes:
        """Open as the next writer does and return the bytes, with nothing else left."""
        with write_transaction(self.path):
            pass
        assert self.names == [self.path.name]
        return self.path.read_bytes()

    def read(self) -> bytes:
        """Read what a reader sees; appended bytes that nobody looks at do not count."""
        with read_view(self.path) as source:
            data = Path(source).read_bytes() if isinstance(source, str) else source.read()
        return self.old if self.is_old_with_tail(data) else data

    def is_old_with_tail(self, data: bytes) -> bool:
        return data != self.new and data[: len(self.old)] == self.old


def restore(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


def die(disk: Disk, act: Callable[[], object]) -> None:
    with planted(disk), pytest.raises(Died):
        act()
