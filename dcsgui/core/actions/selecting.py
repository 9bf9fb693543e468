"""Finding a node by what a person calls it: ``DET[/CTYPE[/RANGE[/VERS]]]``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.core.actions.opening import to_look
from dcsgui.core.actions.places import contents
from dcsgui.core.objects.ctype import DCType
from dcsgui.core.objects.range import DCRange
from dcsgui.core.objects.store import DCStore
from dcsgui.core.values.errors import BadValue, DCError, NotFound
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["find_node"]

DEPTH = 3
"""Type, range and version below a detector."""

LISTED = 8
"""How many of the names that there are a refusal lists."""

_NUMBER = re.compile(r"[0-9]{1,18}")


def find_node(text: str, places: Sequence[Place] = (), *, progress: Progress = QUIET) -> NodeId:
    """Find the node that is meant by a text.

    Parameters
    ----------
    text : str
        A detector by its name, its alias or the path of its file; then, separated by slashes, a
        type, a range (its name, or any form of a time: the range that answers then) and a
        version (its number, or its production time).
    places : sequence of Place
        Where a name is looked for, in this order.
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
    file, rest = _split(text, places, progress)
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
    tsro = _range_of(cs, cto, rest[1])
    node = node.child(tsro.name)
    return node if len(rest) < DEPTH else node.child(tsro.versobj(_version(rest[2])).name)


def _split(text: str, places: Sequence[Place], progress: Progress) -> tuple[Path, list[str]]:
    """Return which file is meant, and the names below it."""
    pieces = text.split("/")
    for depth in range(min(DEPTH, len(pieces) - 1) + 1):
        head, rest = pieces[: len(pieces) - depth], pieces[len(pieces) - depth :]
        path = Path("/".join(head))
        if _is_file(path):
            return path.absolute(), [piece for piece in rest if piece]
    if not pieces[0]:
        raise NotFound(f"There is no detector file '{text}'.")
    file = _file_named(pieces[0], places, progress)
    return file, [piece for piece in pieces[1:] if piece]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False  # too long for a path, or in a closed directory: none for us


def _file_named(name: str, places: Iterable[Place], progress: Progress) -> Path:
    """Find a file by name, or else by alias: for that, files have to be opened."""
    there = []
    for detname, path in _files_of(places, progress):
        if detname == name:
            return Path(path)
        there.append((detname, path))
    for number, (_detname, path) in enumerate(there):
        progress.report(number, len(there), "detectors")
        if _alias_of(path) == name:
            return Path(path)
    names = _listed([detname for detname, _path in there])
    raise NotFound(f"No detector '{name}' is in the places that are open; there {names}.")


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


def _range_of(cs: DCStore, cto: DCType, text: str) -> DCRange:
    try:
        return cto.rangeobj(text)
    except (NotFound, BadValue):
        return cs.find(cto.ctype(), text).range


def _version(text: str) -> object:
    return int(text) if _NUMBER.fullmatch(text) else text


def _listed(names: Sequence[str]) -> str:
    if not names:
        return "is none"
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return f"are {', '.join(names[:LISTED])}{more}"
