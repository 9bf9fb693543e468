"""What a person carries: constants of detector files, or files from the desktop."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from dcsgui.core.actions.answers.listings import Access
from dcsgui.core.actions.answers.nodes import Level, NodeId, Place
from dcsgui.gui.transfer.wish import Path, Wish

__all__ = ["Carried", "Load", "names_of", "topmost", "wishes_of"]


@dataclass(frozen=True, slots=True)
class Carried:
    """A detector, type, range or version that is carried, and what is known of it.

    Attributes
    ----------
    node : NodeId
    name : str
        What people call it: ``v3``, ``2016-10-27 to 2016-10-29``, ``pedestals``, ``cspad-0001``.
    versions : int or None
        How many there are in it, as far as is known.
    access : Access or None
        Whether its file can be changed, if that is known: what is moved is deleted there.
    """

    node: NodeId
    name: str
    versions: int | None = None
    access: Access | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """What is carried, by drag or clipboard; one of the two is empty.

    Attributes
    ----------
    nodes : tuple of Carried
        None of them within another one.
    files : tuple of str
        Paths of files and directories from the desktop.
    was_cut : bool
        To be deleted where it was, once it is where it is to go.
    """

    nodes: tuple[Carried, ...] = ()
    files: tuple[str, ...] = ()
    was_cut: bool = False


def topmost(carried: Iterable[Carried]) -> tuple[Carried, ...]:
    """Return what is within nothing else of it, each thing once, in order.

    Examples
    --------
    >>> whole = Carried(NodeId("/a.h5", ("gain",)), "gain")
    >>> part = Carried(NodeId("/a.h5", ("gain", "100")), "from 100")
    >>> topmost([part, whole, whole]) == (whole,)
    True
    """
    by_node = {one.node: one for one in carried}
    return tuple(one for node, one in by_node.items() if not _is_within(node, by_node))


def _is_within(node: NodeId, others: Iterable[NodeId]) -> bool:
    return any(NodeId(node.file, node.path[:depth]) in others for depth in range(len(node.path)))


def wishes_of(
    carried: Sequence[Carried], target: Place | str, *, into: Path = (), move: bool = False
) -> tuple[Wish, ...]:
    """Return what is wished, a wish for each file that something is taken from."""
    by_file: dict[str, list[Path]] = {}
    for one in carried:
        by_file.setdefault(one.node.file, []).append(one.node.path)
    return tuple(
        Wish(
            NodeId(file, _common(paths)),
            target,
            nodes=() if len(paths) == 1 else tuple(paths),
            into=into,
            move=move,
        )
        for file, paths in by_file.items()
    )


def _common(paths: Sequence[Path]) -> Path:
    """Return the path of the node that all paths lead to, or through."""
    steps = itertools.takewhile(lambda names: len(set(names)) == 1, zip(*paths, strict=False))
    return tuple(names[0] for names in steps)


def names_of(load: Load) -> str:
    """Return it as text, a line each: DET/CTYPE/RANGE/VERS as `dcs` takes it, or the path.

    Examples
    --------
    >>> names_of(Load((Carried(NodeId("/cspad-0001.h5", ("gain", "100")), "from 100"),)))
    'cspad-0001/gain/100'
    """
    lines = ["/".join((one.node.detname, *one.node.path)) for one in load.nodes]
    return "\n".join(lines or load.files)


def ctypes_of(carried: Iterable[Carried]) -> tuple[str, ...]:
    """Return the types that carried nodes are, or are in; "" for a whole detector."""
    return tuple(dict.fromkeys(one.node.ctype for one in carried))


def levels_of(carried: Iterable[Carried]) -> tuple[Level, ...]:
    """Return the levels that carried nodes are of, topmost first."""
    return tuple(sorted({one.node.level for one in carried}, key=lambda level: level.value))


def carried_file(path: str) -> Carried:
    """Return a detector file from the desktop, of which nothing is known but its name."""
    return Carried(NodeId(path), PurePath(path).stem)
