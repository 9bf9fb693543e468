"""From what a user calls a detector to its file: all forms of `DCStore(cpath, detname)`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from dcsgui.core.files.config import load_config
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.names import DetName

SUFFIX = ".h5"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a detector file is, or would be.

    Attributes
    ----------
    path : Path
        The file; whether it exists is not said.
    detname : DetName
        The detector that its name stands for.
    repository : bool
        Whether it lies in the repository, where nothing changes what `get` answers by itself.
    """

    path: Path
    detname: DetName
    repository: bool


def locate(cpath: str | os.PathLike[str] | None, detname: str | None = None) -> Place:
    """Find the file that is meant; nothing is searched elsewhere.

    Parameters
    ----------
    cpath : path or None
        A calib directory, a detector file, or a detector name; None is the repository.
    detname : str, optional
        A detector name, where `cpath` is a directory or None.

    Returns
    -------
    Place
        For a directory: ``<cpath>/<dettype>/<detname>.h5``.

    Raises
    ------
    BadValue
        If neither argument names a detector, or the name can't be one.
    """
    if cpath is None and detname is None:
        raise BadValue("Which detector? Give a detector name, or the path of its file.")
    repository = load_config().repository
    if cpath is None:
        return _in_directory(repository, str(detname), repository)
    given = Path(cpath)
    if detname is not None and not _is_file(given):
        return _in_directory(given, detname, repository)
    if _is_file(given):
        return _of_file(given, repository)
    if len(given.parts) == 1:
        return _in_directory(repository, str(given), repository)
    return _in_directory(given.parent, given.name, repository)


def _is_file(path: Path) -> bool:
    return path.suffix == SUFFIX or path.is_file()


def _in_directory(directory: Path, name: str, repository: Path) -> Place:
    detname = DetName.parse(name.removesuffix(SUFFIX))
    file = f"{detname}{SUFFIX}"
    direct = directory / file
    nested = directory / detname.dettype / file
    beside = directory.name == detname.dettype or (direct.is_file() and not nested.is_file())
    return _place(direct if beside else nested, detname, repository)


def _of_file(path: Path, repository: Path) -> Place:
    name = path.name.removesuffix(SUFFIX)
    return _place(path, DetName.parse(name), repository)


def _place(path: Path, detname: DetName, repository: Path) -> Place:
    inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(repository))
    return Place(path, detname, inside)
