"""From what a user calls a detector to its file: all forms of `DCStore(cpath, detname)`."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dcsgui.core.files.config import load_config
from dcsgui.core.objects.aliases import Aliases, Resolution
from dcsgui.core.objects.arguments import path_of, text_of
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.names import DetName
from dcsgui.core.values.timestamps import Timestamp

SUFFIX = ".h5"


@dataclass(frozen=True)
class Place:
    """Where a detector file is, or would be.

    Attributes
    ----------
    path : Path
        The file; whether it exists is not said.
    """

    path: Path

    @cached_property
    def detname(self) -> DetName:
        """The detector that the name of the file stands for; `BadValue` if it stands for none."""
        return DetName.parse(self.path.name.removesuffix(SUFFIX))

    @cached_property
    def repository(self) -> bool:
        """Whether it is in the repository, where nothing changes what `get` answers by itself."""
        repository = os.path.realpath(load_config().repository)
        return Path(os.path.realpath(self.path)).is_relative_to(repository)


def locate(
    cpath: str | os.PathLike[str] | None, detname: str | None = None, at: Timestamp | None = None
) -> Place:
    """Find the file that is meant; nothing is searched elsewhere.

    Parameters
    ----------
    cpath : path or None
        A calib directory, a detector file, or a detector name, with or without its directory;
        None is the repository, and so is the directory of a name that has none.
    detname : str, optional
        A detector name, where `cpath` is a directory or None.
    at : Timestamp, optional
        Take a name that no detector file has for an alias, or a source, at this time.

    Returns
    -------
    Place
        For a directory: ``<cpath>/<dettype>/<detname>.h5``.

    Raises
    ------
    BadValue
        If neither argument names a detector, or the name can't be one, or they name two.
    NotFound
        If an alias leads nowhere at that time, or round in a circle.
    """
    if detname is not None:
        text_of(detname, "A detector name")
    if cpath is None:
        if detname is None:
            raise BadValue("Which detector? Give a detector name, or the path of its file.")
        return _in_directory(load_config().repository, detname, at)
    given = Path(path_of(cpath, "Where a detector file is"))
    if given.suffix == SUFFIX or given.is_file():
        return _of_file(given, detname)
    if detname is not None:
        return _in_directory(given, detname, at)
    if given.is_dir():
        raise BadValue(
            f"{given} is a directory; say which detector of it, as in DCStore({str(given)!r}, "
            f"'cspad-0001')."
        )
    alone = os.fspath(cpath) == given.name  # "./cspad-0001" says where it is
    return _in_directory(load_config().repository if alone else given.parent, given.name, at)


def detector_file(directory: Path, detname: str) -> Path | None:
    """Find the file of a detector in a calib directory, by its name alone."""
    path = _plain(directory, detname).path
    return path if path.is_file() else None


def file_beside(path: Path, dettype: str, detname: str) -> Path:
    """Say where the file of another detector of the same calib directory is, or would be.

    Parameters
    ----------
    path : Path
        The file of a detector, whose type is `dettype`.
    dettype : str
    detname : str
        The other detector; `BadValue` if that can't be one.

    Examples
    --------
    >>> str(file_beside(Path("calib/cspad/cspad-0001.h5"), "cspad", "epix100a-7"))
    'calib/epix100a/epix100a-7.h5'
    """
    name, parent = DetName.parse(detname), path.parent
    beside = parent.parent / name.dettype if parent.name == dettype else parent
    return beside / f"{name}{SUFFIX}"


def _of_file(path: Path, detname: str | None) -> Place:
    place = Place(path)
    if detname is not None and detname.removesuffix(SUFFIX) != str(place.detname):
        raise BadValue(
            f"{path} is the file of {place.detname}, not of {detname}; give one of the two."
        )
    return place


def _in_directory(directory: Path, name: str, at: Timestamp | None) -> Place:
    if at is None or name.endswith(SUFFIX):
        return _plain(directory, name)
    with suppress(BadValue):
        if file := detector_file(directory, name):
            return Place(file)
    found = follow(directory, name, at)
    return Place(found.file) if found.file else _plain(directory, found.detname)


def follow(directory: Path, name: str, at: Timestamp) -> Resolution:
    """Find the detector that a name, an alias or a source leads to; see `Aliases.follow`."""
    aliases = Aliases(os.fspath(directory))
    return aliases.follow(name, at, lambda detname: detector_file(directory, detname))


def _plain(directory: Path, name: str) -> Place:
    detname = DetName.parse(name.removesuffix(SUFFIX))
    file = f"{detname}{SUFFIX}"
    direct, nested = directory / file, directory / detname.dettype / file
    if nested.is_file():
        return Place(nested)
    return Place(direct if directory.name == detname.dettype or direct.is_file() else nested)
