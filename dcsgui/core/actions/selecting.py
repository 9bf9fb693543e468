"""Finding a node by what a person calls it: ``DET[/CTYPE[/RANGE[/VERS]]]``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.core.actions.moments import moment
from dcsgui.core.actions.opening import to_look
from dcsgui.core.actions.places import contents
from dcsgui.core.objects.aliases import Aliases
from dcsgui.core.objects.ctype import DCType
from dcsgui.core.objects.places import detector_file
from dcsgui.core.objects.range import DCRange
from dcsgui.core.objects.store import DCStore
from dcsgui.core.objects.version import DCVersion
from dcsgui.core.values.errors import BadValue, DCError, NotFound
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["find_node"]

DEPTH = 3
"""Type, range and version below a detector."""

LISTED = 8
"""How many of the names that there are a refusal lists."""

_NUMBER = re.compile(r"[0-9]{1,18}")


def find_node(
    text: str,
    places: Sequence[Place] = (),
    *,
    at: Timestamp | None = None,
    progress: Progress = QUIET,
) -> NodeId:
    """Find the node that is meant by a text.

    Parameters
    ----------
    text : str
        A detector by its name, its alias or the path of its file; then, separated by slashes, a
        type, a range (its name, or any form of a time: the range that answers then; also ``now``,
        and a run alone where the first place is an experiment) and a version (its number, or its
        production time).
    places : sequence of Place
        Where a name is looked for, in this order: as that of a file in all of them, then as an
        alias in their alias files, then as the parameter ``detalias`` of their files.
    at : Timestamp, optional
        For which time an alias is asked; now if None.
    progress : Progress
        Hears how many files are asked for their alias, if that is needed; can call it off.

    Returns
    -------
    NodeId
        Of the level that the text goes down to.

    Raises
    ------
    NotFound
        If there is nothing of that name; the sentence tells what there is.
    BadValue
        If what stands for a range or a version can be neither a name nor a time.
    StoreNotAvailable, AccessDenied, Damaged, Busy
    """
    file, rest = _split(text, places, at=at or Timestamp.now(), progress=progress)
    if len(rest) > DEPTH:
        raise NotFound(f"There is nothing below a version, as in '{text}'.")
    node = NodeId(str(file))
    if not rest:
        return node
    cs = to_look(str(file))
    cto = cs.ctypeobj(rest[0])
    node = node.child(rest[0])
    if len(rest) == 1:
        return node
    tsro = _range_of(cs, cto, rest[1], experiment=_experiment(places))
    node = node.child(tsro.name)
    return node if len(rest) < DEPTH else node.child(_version_of(tsro, rest[2]).name)


def _split(
    text: str, places: Sequence[Place], *, at: Timestamp, progress: Progress
) -> tuple[Path, list[str]]:
    """Return which file is meant, and the names below it."""
    pieces = text.split("/")
    for depth in range(min(DEPTH, len(pieces) - 1) + 1):
        head, rest = pieces[: len(pieces) - depth], pieces[len(pieces) - depth :]
        path = Path("/".join(head))
        if _is_file(path):
            return path.absolute(), [piece for piece in rest if piece]
    if not pieces[0]:
        raise NotFound(_no_file(text))
    file = _file_named(pieces[0], places, at=at, progress=progress)
    return file, [piece for piece in pieces[1:] if piece]


def _no_file(text: str) -> str:
    words = f"There is no detector file '{text}'."
    with suppress(OSError):  # in a closed directory, nobody knows
        if text and Path(text).is_dir():
            return f"{words} That is a directory: a place, in which there may be detectors."
    return words


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False  # too long for a path, or in a closed directory: none for us


def _file_named(name: str, places: Sequence[Place], *, at: Timestamp, progress: Progress) -> Path:
    """Find a file by name, or by alias, or else by its parameter: for that, files are opened."""
    there: list[tuple[str, str]] = []
    for place in places:
        if path := _directly(name, place):
            return path
        for detname, file in _files_of([place], progress):
            if detname == name:
                return Path(file)
            there.append((detname, file))
    path, reason = _by_alias(name, places, at)
    if path is not None:
        return path
    for number, (_detname, file) in enumerate(there):
        progress.report(number, len(there), "detectors")
        if _alias_of(file) == name:
            return Path(file)
    raise NotFound(f"{_not_there(name, [one for one, _path in there], places)} {reason}".strip())


def _not_there(name: str, there: Sequence[str], places: Iterable[Place]) -> str:
    """Say which detectors there are instead, the nearest one last."""
    where = " and ".join(place.path for place in places)
    there_not = f"There is no detector '{name}'{f' in {where}' if where else ''}"
    words = f"{there_not}; there {_listed(there)}."
    near = get_close_matches(name, there, n=1)
    return f"{words} Did you mean '{near[0]}'?" if near else words


def _directly(name: str, place: Place) -> Path | None:
    """Find a detector where files of its name are, without listing the place."""
    if place.kind is PlaceKind.FILE:
        return None
    with suppress(BadValue):
        return detector_file(Path(place.path), name)
    return None


def _by_alias(name: str, places: Iterable[Place], at: Timestamp) -> tuple[Path | None, str]:
    """Find a file by the alias files of places; else say why an alias leads nowhere."""
    reasons: list[str] = []
    for place in places:
        if place.kind is PlaceKind.FILE:
            continue
        aliases = Aliases(place.path)
        try:
            found = aliases.follow(name, at, partial(detector_file, Path(place.path)))
        except NotFound as error:
            known = [str(error)] if aliases.of(name) else []
            reasons += known or [problem.words for problem in aliases.problems]
            continue
        if found.file is not None:
            return found.file, ""
        if found.steps:
            reasons.append(f"There is no file at the end of {' -> '.join(found.names)}.")
    return None, " ".join(reasons[:LISTED])


def _files_of(places: Iterable[Place], progress: Progress) -> Iterator[tuple[str, str]]:
    """Go through detector names and paths of places."""
    for place in places:
        if place.kind is PlaceKind.FILE:
            yield Path(place.path).stem, place.path
        else:
            for entry in contents(place, progress=progress).files:
                yield entry.detname, entry.path


def _alias_of(path: str) -> str:
    try:
        return str(to_look(path).dictpars().get("detalias", ""))
    except DCError:
        return ""  # a damaged file has no alias


def _experiment(places: Sequence[Place]) -> str:
    """Return the experiment that a run alone belongs to; "" if there is none."""
    first = places[0] if places else None
    return first.name if first is not None and first.kind is PlaceKind.EXPERIMENT else ""


def _range_of(cs: DCStore, cto: DCType, text: str, *, experiment: str) -> DCRange:
    try:
        return cto.rangeobj(text)
    except (NotFound, BadValue):
        return cs.find(cto.ctype(), Timestamp(moment(text, experiment).ns)).range


def _version_of(tsro: DCRange, text: str) -> DCVersion:
    """Find a version by the name that it has in its file; else by number, or production time."""
    with suppress(NotFound):
        return tsro.version_named(text)
    return tsro.versobj(int(text) if _NUMBER.fullmatch(text) else text)


def _listed(names: Sequence[str]) -> str:
    if not names:
        return "is none"
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return f"are {', '.join(names[:LISTED])}{more}"
