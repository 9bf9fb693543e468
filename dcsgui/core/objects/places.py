"""From what a user calls a detector to its file: all forms of `DCStore(cpath, detname)`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dcsgui.core.files.config import load_config
from dcsgui.core.objects.arguments import path_of, text_of
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.names import DetName

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


def locate(cpath: str | os.PathLike[str] | None, detname: str | None = None) -> Place:
    """Find the file that is meant; nothing is searched elsewhere.

    Parameters
    ----------
    cpath : path or None
        A calib directory, a detector file, or a detector name, with or without its directory;
        None is the repository, and so is the directory of a name that has none.
    detname : str, optional
        A detector name, where `cpath` is a directory or None.

    Returns
    -------
    Place
        For a directory: ``<cpath>/<dettype>/<detname>.h5``.

    Raises
    ------
    BadValue
        If neither argument names a detector, or the name can't be one, or they name two.
    """
    if detname is not None:
        text_of(detname, "A detector name")
    if cpath is None:
        if detname is None:
            raise BadValue("Which detector? Give a detector name, or the path of its file.")
        return _in_directory(load_config().repository, detname)
    given = Path(path_of(cpath, "Where a detector file is"))
    if given.suffix == SUFFIX or given.is_file():
        return _of_file(given, detname)
    if detname is not None:
        return _in_directory(given, detname)
    if given.is_dir():
        raise BadValue(
            f"{given} is a directory; say which detector of it, as in DCStore({str(given)!r}, "
            f"'cspad-0001')."
        )
    alone = os.fspath(cpath) == given.name  # "./cspad-0001" says where it is
    return _in_directory(load_config().repository if alone else given.parent, given.name)


def _of_file(path: Path, detname: str | None) -> Place:
    place = Place(path)
    if detname is not None and detname.removesuffix(SUFFIX) != str(place.detname):
        raise BadValue(
            f"{path} is the file of {place.detname}, not of {detname}; give one of the two."
        )
    return place


def _in_directory(directory: Path, name: str) -> Place:
    detname = DetName.parse(name.removesuffix(SUFFIX))
    file = f"{detname}{SUFFIX}"
    direct, nested = directory / file, directory / detname.dettype / file
    if nested.is_file():
        return Place(nested)
    return Place(direct if directory.name == detname.dettype or direct.is_file() else nested)
