"""Looking through a calib directory for detector files, without opening any."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dcsgui.core.actions.access import access_of_directory, access_of_file
from dcsgui.core.actions.answers.listings import Access, FileEntry
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.names import DetName
from dcsgui.core.values.progress import Progress

__all__ = ["DetectorFiles", "entry_of", "scan"]

SUFFIX = ".h5"


@dataclass(eq=False)
class DetectorFiles:
    """What was found.

    Attributes
    ----------
    files : list of FileEntry
    problem : str
        A sentence that names the first directory which can't be listed; "" if there is none.
    directories : list of str
        Where files may appear: the directory and those in it.
    """

    files: list[FileEntry] = field(default_factory=list)
    problem: str = ""
    directories: list[str] = field(default_factory=list)


def entry_of(
    path: str, name: str, status: os.stat_result, *, folder: str, directory: Access
) -> FileEntry:
    """Describe a file; where its name is that of no detector, its `folder` tells the type."""
    detname = name.removesuffix(SUFFIX)
    try:
        dettype = DetName.parse(detname).dettype
    except BadValue:
        dettype = folder
    access = access_of_file(path, directory, status)
    return FileEntry(path, dettype, detname, status.st_size, status.st_mtime_ns, access)


def scan(
    directory: str, progress: Progress, *, one: Callable[[FileEntry], bool] | None = None
) -> DetectorFiles:
    """Look through a directory and those directly in it, each once, wherever links lead.

    Parameters
    ----------
    one : function of FileEntry, optional
        Stop at the first file that it is true for, and forget all others.
    """
    found = DetectorFiles()
    for path, folder in _directories(directory, found):
        progress.check()
        before = len(found.files)
        found.directories.append(path)
        _list_files(path, folder, found)
        if one is not None:
            found.files[:] = [entry for entry in found.files[before:] if one(entry)]
            if found.files:
                break
    return found


def _directories(directory: str, found: DetectorFiles) -> Iterator[tuple[str, str]]:
    """Go through the directory, and those in it, by name."""
    seen: set[tuple[int, int]] = set()
    inner = [(entry.path, entry.name) for entry in _listed(directory, found) if _is_folder(entry)]
    for path, name in [(directory, ""), *sorted(inner)]:
        try:
            status = Path(path).stat()
        except OSError:
            continue  # it has just gone
        if (status.st_dev, status.st_ino) not in seen:
            seen.add((status.st_dev, status.st_ino))
            yield path, name


def _list_files(path: str, folder: str, found: DetectorFiles) -> None:
    access = access_of_directory(path)
    for entry in _listed(path, found):
        name = entry.name
        if name.endswith(SUFFIX) and name[0] != ".":
            status = _status(entry)
            if status is not None and stat.S_ISREG(status.st_mode):
                made = entry_of(entry.path, name, status, folder=folder, directory=access)
                found.files.append(made)


def _listed(path: str, found: DetectorFiles) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        found.problem = found.problem or f"The directory {path} can't be listed: {reason}."
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.name[0] != "." and entry.is_dir()
    except OSError:
        return False  # a link that leads in a circle


def _status(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat()
    except OSError:
        return None  # a link that leads nowhere, or it has just gone
