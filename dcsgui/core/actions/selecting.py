"""Finding a node by what a person calls it: ``DET[/CTYPE[/RANGE[/VERS]]]``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.core.actions.opening import to_look
from dcsgui.core.actions.places import contents
from dcsgui.core.objects.ctype import DCType
from dcsgui.core.objects.range import DCRange
from dcsgui.core.objects.store import DCStore
from dcsgui.core.values.errors import BadValue, DCError, NotFound

DEPTH = 3
"""Type, range and version below a detector."""

LISTED = 8
"""How many of the names that there are a refusal lists."""


def find_node(text: str, places: Sequence[Place] = ()) -> NodeId:
    """Find the node that is meant by a text.

    Parameters
    ----------
    text : str
        A detector by its name, its alias or the path of its file; then, separated by slashes, a
        type, a range (its name, or any form of a time: the range that answers then) and a
        version (its number, or its production time).
    places : sequence of Place
        Where a name is looked for, in this order.

    Returns
    -------
    NodeId
        Of the level that the text goes down to.

    Raises
    ------
    NotFound
        If there is nothing of that name; the sentence tells what there is.
    """
    file, rest = _split(text, places)
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


def _split(text: str, places: Sequence[Place]) -> tuple[Path, list[str]]:
    pieces = text.split("/")
    for depth in range(min(DEPTH, len(pieces) - 1) + 1):
        head, rest = pieces[: len(pieces) - depth], pieces[len(pieces) - depth :]
        path = Path("/".join(head))
        if path.is_file():
            return path.absolute(), [piece for piece in rest if piece]
    return _file_named(pieces[0], places), [piece for piece in pieces[1 : DEPTH + 1] if piece]


def _file_named(name: str, places: Iterable[Place]) -> Path:
    there: list[str] = []
    aliases: dict[str, str] = {}
    for place in places:
        if place.kind is PlaceKind.FILE:
            found = [(Path(place.path).stem, place.path)]
        else:
            found = [(entry.detname, entry.path) for entry in contents(place).files]
        for detname, path in found:
            if detname == name:
                return Path(path)
            there.append(detname)
            aliases.setdefault(_alias_of(path), path)
    if name and name in aliases:
        return Path(aliases[name])
    raise NotFound(f"No detector '{name}' is in the places that are open; there {_listed(there)}.")


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
    return int(text) if text.isdecimal() else text


def _listed(names: Sequence[str]) -> str:
    if not names:
        return "is none"
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return f"are {', '.join(names[:LISTED])}{more}"
