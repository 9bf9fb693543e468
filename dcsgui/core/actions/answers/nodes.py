"""Which node of which file is meant, and in which place the file stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath

__all__ = ["Level", "NodeId", "Place", "PlaceKind"]


class PlaceKind(Enum):
    """The kinds of place that detector files stand in."""

    REPOSITORY = "repository"
    EXPERIMENT = "experiment"
    LOCAL = "local"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Place:
    """A calib directory, or a single file, that is opened.

    Attributes
    ----------
    kind : PlaceKind
    path : str
        Absolute path of the calib directory, or of the file.
    name : str
        What people call it: the experiment; "" where the path is its name.
    """

    kind: PlaceKind
    path: str
    name: str = ""

    @property
    def title(self) -> str:
        """What to show for it."""
        if self.kind is PlaceKind.REPOSITORY:
            return "repository"
        if self.name:
            return self.name
        path = PurePath(self.path)
        return path.parent.name or str(path) if path.name == "calib" else path.name


class Level(Enum):
    """How deep in its file a node is."""

    STORE = 0
    CTYPE = 1
    RANGE = 2
    VERSION = 3


@dataclass(frozen=True, slots=True, order=True)
class NodeId:
    """A node of a detector file.

    Attributes
    ----------
    file : str
        Absolute path of the file.
    path : tuple of str
        (), (ctype,), (ctype, range) or (ctype, range, version), by the names of the groups.

    Examples
    --------
    >>> node = NodeId("/calib/cspad/cspad-0001.h5", ("pedestals", "1477526400", "1477526401"))
    >>> node.ctype, node.level, node.parent.path
    ('pedestals', <Level.VERSION: 3>, ('pedestals', '1477526400'))
    """

    file: str
    path: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """How deep it is."""
        return Level(len(self.path))

    @property
    def detname(self) -> str:
        """The detector name, as the name of the file says it."""
        return PurePath(self.file).stem

    @property
    def ctype(self) -> str:
        """The calibration type it is, or is in; "" for the store itself."""
        return self.path[0] if self.path else ""

    @property
    def range_name(self) -> str:
        """The range it is, or is in; "" above."""
        return self.path[1] if len(self.path) >= Level.RANGE.value else ""

    @property
    def version_name(self) -> str:
        """The version it is; "" above."""
        return self.path[2] if len(self.path) >= Level.VERSION.value else ""

    @property
    def parent(self) -> NodeId:
        """The node above; the store is its own parent."""
        return NodeId(self.file, self.path[:-1])

    def child(self, name: str) -> NodeId:
        """Return the node of that name below."""
        return NodeId(self.file, (*self.path, name))
