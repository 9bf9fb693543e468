"""What of a detector file is meant: all of it, or some nodes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Meant", "Path", "Selection"]

Path = tuple[str, ...]
"""A node by the names of its groups: (), (ctype,), (ctype, range), (ctype, range, version)."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What of the source is meant, below its node; without any of these all of it.

    What is given of these has to hold together: a version is meant if all of them mean it.

    Attributes
    ----------
    ctypes : tuple of str
        Types; () is all.
    begin_ns, end_ns : int or None
        A window of time (ns since 1970, UTC; both belong to it): only ranges that overlap with
        it; None is without limit.
    versions : tuple of str
        Versions by name, number or production time, in whatever range; () is all.
    default_only : bool
        Only the version of each range that answers for it.
    nodes : tuple of Path
        Types, ranges and versions by their very names, from the root of the file; each with all
        that is in it, and nothing else; () is all.
    without : tuple of Path
        Nodes, named like these, that are left out with all that is in them.
    """

    ctypes: tuple[str, ...] = ()
    begin_ns: int | None = None
    end_ns: int | None = None
    versions: tuple[str, ...] = ()
    default_only: bool = False
    nodes: tuple[Path, ...] = ()
    without: tuple[Path, ...] = ()

    @property
    def all_versions(self) -> bool:
        """Whether ranges are meant with everything in them, as far as `nodes` mean them."""
        return not self.versions and not self.default_only

    @property
    def all_ranges(self) -> bool:
        """Whether types are meant with everything in them, as far as `nodes` mean them."""
        return self.all_versions and self.begin_ns is None and self.end_ns is None


class Meant:
    """Says of nodes whether a selection means them, by `nodes` and `without` and as a whole.

    Parameters
    ----------
    selection : Selection

    Examples
    --------
    >>> meant = Meant(Selection(nodes=(("gain", "100"),), without=(("gain", "100", "7"),)))
    >>> meant.has(("gain", "100", "8")), meant.has(("gain", "100", "7")), meant.has(("gain",))
    (True, False, False)
    >>> meant.reaches(("gain",)), meant.whole(("gain", "100"))
    (True, False)
    """

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._nodes, self._without = frozenset(selection.nodes), frozenset(selection.without)
        self._above_nodes = _above(self._nodes)
        self._above_without = _above(self._without)

    def has(self, path: Path) -> bool:
        """Whether a node is meant itself, and not only something in it."""
        return (not self._nodes or _within(path, self._nodes)) and not self.left_out(path)

    def left_out(self, path: Path) -> bool:
        """Whether a node is among those that are left out, or in one of them."""
        return bool(self._without) and _within(path, self._without)

    def reaches(self, path: Path) -> bool:
        """Whether a node, or something that may be in it, is meant."""
        return self.has(path) or (path in self._above_nodes and not self.left_out(path))

    def whole(self, path: Path) -> bool:
        """Whether a node is meant with everything in it; a version always is."""
        selection = self._selection
        wholes = (
            selection.all_ranges and not selection.ctypes,
            selection.all_ranges,
            selection.all_versions,
            True,
        )
        return wholes[len(path)] and self.has(path) and path not in self._above_without


def _above(paths: Iterable[Path]) -> frozenset[Path]:
    return frozenset(path[:depth] for path in paths for depth in range(len(path)))


def _within(path: Path, paths: frozenset[Path]) -> bool:
    return any(path[:depth] in paths for depth in range(len(path) + 1))
