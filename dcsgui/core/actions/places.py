"""The places that detector files stand in: found by name or path, and listed."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from dcsgui.core.actions.access import access_of_directory, access_of_place
from dcsgui.core.actions.answers.listings import Access, FileEntry, PlaceContents
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.core.actions.scanning import entry_of, scan
from dcsgui.core.files.config import Config, load_config
from dcsgui.core.files.refusals import refusal
from dcsgui.core.objects.arguments import path_of
from dcsgui.core.values.errors import AccessDenied, BadValue, NotFound
from dcsgui.core.values.names import DetName
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.runs import check_experiment

__all__ = ["configured", "contents", "experiment", "place_named", "place_of"]

CALIB = "calib"
"""The name that calib directories have."""

REPO, EXP, LOCAL = "repo", "exp", "local"
"""How the command line names the repository, and begins the names of other places."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|[\w.-]+:[0-9]+(/|$)", re.IGNORECASE)


def configured() -> tuple[Place, ...]:
    """Return the places that the configuration names: the repository, whether or not it exists.

    `BadValue` if the configuration can't be understood.
    """
    return (_repository(load_config()),)


def experiment(name: str) -> Place:
    """Find the calibrations of an experiment, by the configuration.

    A calib directory that is still to be made will do where the directory around it exists.

    Raises
    ------
    BadValue
        If that can't be the name of an experiment.
    NotFound
        If the configuration leads nowhere for it.
    """
    name = name.strip()
    check_experiment(name)
    path = _absolute(load_config().calib_of(name))
    if not os.access(path, os.F_OK) and not os.access(path.parent, os.F_OK):
        raise NotFound(
            f"The experiment {name} is not known here: there is no directory {path}. Check the "
            f"name, or open the directory of its calibrations instead."
        )
    return Place(PlaceKind.EXPERIMENT, str(path), name)


def place_of(target: str) -> Place:
    """Say what is at a path: a file, or a calib directory and which one.

    Parameters
    ----------
    target : str
        A file, whatever is in it; a calib directory; or a directory that has one called
        ``calib``.

    Raises
    ------
    NotFound
        If there is nothing.
    AccessDenied
        If the system does not let us look.
    BadValue
        If it is neither.
    """
    path = _absolute(Path(path_of(target, "What is to be opened")))
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        broken = " but a link that leads nowhere" if path.is_symlink() else ""
        raise NotFound(f"There is nothing at {path}{broken}.") from error
    except OSError as error:
        raise refusal(error, str(path), "read") from error
    if stat.S_ISREG(mode):
        return Place(PlaceKind.FILE, str(path))
    if not stat.S_ISDIR(mode):
        raise BadValue(f"{path} is a device or a pipe; open a detector file or a directory.")
    return _place_of_directory(path)


def place_named(text: str, *, new: bool = False) -> Place:
    """Find the place that is meant by ``-c/--calib`` on the command line.

    Parameters
    ----------
    text : str
        ``repo``, ``exp:<experiment>``, ``local:<directory>``, a directory, or a detector file.
        A directory that has one called ``calib`` stands for that one.
    new : bool
        A directory that is still to be made will do where the one around it exists.

    Raises
    ------
    NotFound
        If there is no such experiment, directory or file.
    AccessDenied
        If the system does not let us look.
    BadValue
        If it is none of these, or the address of a server.
    """
    path_of(text, "A place")
    if text == REPO:
        return configured()[0]
    kind, colon, rest = text.partition(":")
    if colon and kind == EXP:
        return experiment(rest)
    if colon and kind == LOCAL:
        return _directory_named(rest, new=new)
    if _ADDRESS.match(text) and not os.path.lexists(text):
        raise BadValue(
            f"{text} is the address of a server, and servers are not supported yet. Give {REPO}, "
            f"{EXP}:<experiment>, {LOCAL}:<directory>, or a directory."
        )
    if Path(text).is_file():
        return place_of(text)
    return _directory_named(text, new=new)


def _directory_named(text: str, *, new: bool) -> Place:
    path = _absolute(Path(path_of(text, "The directory of a place")))
    if new and not path.exists() and path.parent.is_dir():
        return Place(PlaceKind.LOCAL, str(path))
    try:
        return place_of(text)
    except BadValue:
        if not path.is_dir():
            raise
        return Place(PlaceKind.LOCAL, str(path))  # an empty one, for instance


def contents(place: Place, *, progress: Progress = QUIET) -> PlaceContents:
    """List the detector files of a place, without opening them.

    Every ``*.h5`` directly in it, or in one of its directories, is listed, also where its name is
    not that of a detector; hidden ones are not. What can't be listed is told by `problem`.
    """
    path = Path(place.path)
    try:
        status = path.stat()
    except OSError as error:
        return _without(place, os.strerror(error.errno or 0).lower())
    if place.kind is PlaceKind.FILE:
        directory = access_of_directory(str(path.parent))
        alone = entry_of(place.path, path.name, status, folder="", directory=directory)
        return PlaceContents(place, (alone,), access=alone.access)
    if not stat.S_ISDIR(status.st_mode):
        return _without(place, "it is no directory any more")
    found = scan(place.path, progress)
    files = tuple(sorted(found.files, key=_order))
    access = access_of_place(place.path)
    return PlaceContents(place, files, found.problem, access, tuple(found.directories))


def _without(place: Place, reason: str) -> PlaceContents:
    what = "file" if place.kind is PlaceKind.FILE else "directory"
    access = Access(writable=False, reason=f"read-only: {place.path}: {reason}")
    problem = f"The {what} {place.path} can't be opened: {reason}."
    return PlaceContents(place, problem=problem, access=access)


def _order(entry: FileEntry) -> tuple[str, str, str]:
    return entry.dettype, entry.detname, entry.path


def _place_of_directory(path: Path) -> Place:
    config = load_config()
    inner = path / CALIB
    has_inner = os.access(inner, os.F_OK) and inner.is_dir()
    known = _known(path, config) or (_known(inner, config) if has_inner else None)
    if known is not None:
        return known
    if path.name == CALIB or has_inner:
        return Place(PlaceKind.LOCAL, str(path if path.name == CALIB else inner))
    found = scan(str(path), QUIET, one=_is_detector)
    if found.files:
        return Place(PlaceKind.LOCAL, str(path))
    if found.problem:
        raise AccessDenied(found.problem)
    raise BadValue(
        f"{path} is no calib directory: it holds no files <dettype>/<dettype>-<detid>.h5, nor a "
        f"directory called '{CALIB}'. Open another directory, or a detector file."
    )


def _is_detector(entry: FileEntry) -> bool:
    try:
        DetName.parse(entry.detname)
    except BadValue:
        return False
    return True


def _known(path: Path, config: Config) -> Place | None:
    """Return the place of the configuration that a directory is, under the path it has there."""
    repository = _repository(config)
    real = path.resolve()
    if real == Path(repository.path).resolve():
        return repository
    for name in _experiments_at(path, config) + _experiments_at(real, config):
        there = _absolute(config.calib_of(name))
        if there.resolve() == real:
            return Place(PlaceKind.EXPERIMENT, str(there), name)
    return None


def _experiments_at(path: Path, config: Config) -> list[str]:
    """Read the name of an experiment out of a path, by the pattern of the configuration."""
    pattern = re.escape(str(_absolute(Path(config.experiments))))
    pattern = pattern.replace(re.escape("{INS}"), "[^/]+")
    pattern = pattern.replace(re.escape("{exp}"), "([A-Za-z][A-Za-z0-9_-]*)", 1)
    pattern = pattern.replace(re.escape("{exp}"), r"\1")
    found = re.fullmatch(pattern, str(path))
    return [found[1]] if found and found.groups() else []


def _repository(config: Config) -> Place:
    return Place(PlaceKind.REPOSITORY, str(_absolute(config.repository)))


def _absolute(path: Path) -> Path:
    """Return a path that is the same from wherever; links stay, unless `..` follows them."""
    return path.resolve() if ".." in path.parts else path.absolute()
