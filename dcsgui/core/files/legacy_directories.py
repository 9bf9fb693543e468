"""Legacy calibration directories: which detectors, types and files there are, and what is not.

What does not belong is told by the way, and keeps nothing else from being found.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dcsgui.core.files.legacy_history import HISTORY
from dcsgui.core.values.errors import BadValue, NotFound
from dcsgui.core.values.legacy_names import GROUP_MARK, source_name
from dcsgui.core.values.run_ranges import RunRange

__all__ = ["DATA", "LegacyFile", "LegacyTree", "Source", "Stray", "find_legacy"]

DATA = ".data"
DEEPEST = 4
"""So many directories above a calib directory are looked through for one."""

_BACKUP = re.compile(rf".*{re.escape(DATA)}-\d{{4}}.*")


@dataclass(frozen=True, slots=True)
class LegacyFile:
    """One file of constants."""

    path: str
    ctype: str
    runs: RunRange


@dataclass(frozen=True, slots=True)
class Source:
    """The directory of a detector.

    Attributes
    ----------
    path, group : str
        The directory, and the name of the group that it is in, "" if that is not known.
    name : str
        The DAQ source that it is named for.
    files : tuple of LegacyFile
        In the order in which the older code looks, the last one first: see `RunRange.order`.
    types : tuple of str
        Directories of types, by path.
    """

    path: str
    group: str
    name: str
    files: tuple[LegacyFile, ...]
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stray:
    """Something that is none of this, and why it was passed over."""

    path: str
    reason: str


@dataclass(slots=True)
class LegacyTree:
    """What was found below a directory."""

    sources: list[Source] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)


def find_legacy(directory: str) -> LegacyTree:
    """Find the constants below a calib directory, a group, or the directory of one detector.

    Above them they are looked for in the directories below.

    Raises
    ------
    NotFound
        There is no such directory, or nothing of this kind in it.
    """
    path = Path(directory).absolute()
    if not path.is_dir():
        raise NotFound(f"There is no directory {directory} to import from.")
    tree = LegacyTree()
    _search(path, tree, DEEPEST)
    if not tree.sources and not tree.strays:
        raise NotFound(
            f"{directory} has no constants of the older form in it: "
            f"<Group>/<source>/<ctype>/<begin>-<end>{DATA}. Give a calib directory, a group or "
            f"the directory of a detector."
        )
    return tree


def _search(path: Path, tree: LegacyTree, levels: int) -> None:
    """Take what is in a directory, or in the nearest ones below that are of the older form."""
    depth = _depth(path)
    if depth is not None:
        _take(path, depth, tree)
    elif levels:
        for name in _names(path):
            if (path / name).is_dir() and not (path / name).is_symlink():
                _search(path / name, tree, levels - 1)


def _take(path: Path, depth: int, tree: LegacyTree) -> None:
    for group in _directories(path, tree) if depth == _CALIB else [path]:
        if depth == _CALIB and not _holds(group, _GROUP):
            if not _ours(group):
                tree.strays.append(Stray(str(group), "it holds no constants of the older form"))
            continue
        for source in [path] if depth == _SOURCE else _directories(group, tree):
            _take_source(source, tree)


_SOURCE, _GROUP, _CALIB = 1, 2, 3


def _depth(path: Path) -> int | None:
    """Say what a directory is: how many levels of directories there are above the constants."""
    if GROUP_MARK in path.name:
        return _GROUP
    if GROUP_MARK in path.parent.name:
        return _SOURCE
    if any(GROUP_MARK in name for name in _names(path)):
        return _CALIB
    return next((depth for depth in (_SOURCE, _GROUP, _CALIB) if _holds(path, depth)), None)


def _holds(path: Path, depth: int) -> bool:
    """Whether there are constants so many levels below a directory."""
    names = _names(path)
    if depth == 0:
        return any(name.endswith(DATA) or name == HISTORY for name in names)
    return any(_holds(path / name, depth - 1) for name in names if (path / name).is_dir())


def _names(path: Path) -> list[str]:
    try:
        return sorted(os.listdir(path))
    except OSError:
        return []


def _ours(path: Path) -> bool:
    """Whether a directory of a calib directory is that of our own detector files."""
    return any(name.endswith((".h5", ".als")) for name in _names(path))


def _directories(path: Path, tree: LegacyTree) -> Iterator[Path]:
    """Go through the directories in a directory; what else is there does not belong."""
    try:
        entries = sorted(os.listdir(path))
    except OSError as error:
        tree.strays.append(Stray(str(path), f"it can't be read: {error.strerror}"))
        return
    for name in entries:
        inner = path / name
        if inner.is_dir():
            yield inner
        elif not name.startswith("."):
            tree.strays.append(Stray(str(inner), "it is no directory of constants"))


def _take_source(path: Path, tree: LegacyTree) -> None:
    group = path.parent.name if GROUP_MARK in path.parent.name else ""
    files: list[LegacyFile] = []
    types: list[str] = []
    for inner in _directories(path, tree):
        types.append(str(inner))
        files += _files(inner, tree)
    if types:
        source = Source(str(path), group, source_name(path.name), tuple(files), tuple(types))
        tree.sources.append(source)


def _files(path: Path, tree: LegacyTree) -> list[LegacyFile]:
    try:
        names = sorted(os.listdir(path))
    except OSError as error:
        tree.strays.append(Stray(str(path), f"it can't be read: {error.strerror}"))
        return []
    found = []
    for name in names:
        if name == HISTORY or name.startswith("."):
            continue
        try:
            found.append(LegacyFile(str(path / name), path.name, _runs(name)))
        except BadValue as error:
            tree.strays.append(Stray(str(path / name), str(error)))
    return sorted(found, key=lambda file: file.runs.order)


def _runs(name: str) -> RunRange:
    if _BACKUP.fullmatch(name):
        raise BadValue("it is the copy of an earlier file, which the older code kept")
    if not name.endswith(DATA):
        raise BadValue(f"it is no {DATA} file")
    return RunRange.of(name.removesuffix(DATA))
