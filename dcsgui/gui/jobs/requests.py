"""What the window can ask for: one class an action, its arguments as fields.

A request names its action as text, because the actions import HDF5 and the window does not; the
worker process finds it in `dcsgui.core.actions`. `tests/gui/jobs/test_requests.py` compares each
with the signature of its action. An action that answers in pieces is an iterator there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from dcsgui.core.actions.answers.constants import Constants, Numbers
from dcsgui.core.actions.answers.defaults import DefaultChange, DefaultState
from dcsgui.core.actions.answers.details import NodeDetails
from dcsgui.core.actions.answers.listings import (
    DetectorContents,
    PlaceContents,
    RangePage,
    VersionPage,
)
from dcsgui.core.actions.answers.moments import Moment, ValidAt
from dcsgui.core.actions.answers.nodes import NodeId, Place

Answer_co = TypeVar("Answer_co", covariant=True)


@dataclass(frozen=True)
class Request(Generic[Answer_co]):
    """Ask for an action.

    Attributes
    ----------
    action : str
        ``"module.function"`` in `dcsgui.core.actions`; the fields are its arguments.
    changes : bool
        It changes or writes files: the worker is never ended over it, it is never begun twice
        by itself, and even when it is called off its answer tells that it was made.
    """

    action: ClassVar[str]
    changes: ClassVar[bool] = False

    @property
    def subject(self) -> str:
        """The path that it is about: marked if the worker dies of it; "" if about none."""
        if node := getattr(self, "node", None):
            return str(node.file)
        if place := getattr(self, "place", None):
            return str(place.path)
        return str(getattr(self, "file", "") or getattr(self, "target", ""))


@dataclass(frozen=True)
class ListPlaces(Request[tuple[Place, ...]]):
    """Ask which places the configuration names."""

    action = "places.configured"


@dataclass(frozen=True)
class FindExperiment(Request[Place]):
    """Ask where the calibrations of an experiment are."""

    action = "places.experiment"
    name: str


@dataclass(frozen=True)
class FindPlace(Request[Place]):
    """Ask what is at a path: a calib directory, or a detector file."""

    action = "places.place_of"
    target: str


@dataclass(frozen=True)
class ListPlace(Request[PlaceContents]):
    """Ask which detector files are in a place."""

    action = "places.contents"
    place: Place


@dataclass(frozen=True)
class OpenDetector(Request[DetectorContents]):
    """Ask what is at the root of a detector file."""

    action = "browsing.detector"
    file: str


@dataclass(frozen=True)
class ListRanges(Request[RangePage]):
    """Ask which ranges a type has; the answer comes in pages."""

    action = "browsing.ranges"
    node: NodeId


@dataclass(frozen=True)
class ListVersions(Request[VersionPage]):
    """Ask which versions are at or below a node; the answer comes in pages."""

    action = "browsing.versions"
    node: NodeId


@dataclass(frozen=True)
class ReadDetails(Request[NodeDetails]):
    """Ask for the parameters and the history of a node."""

    action = "details.details"
    node: NodeId


@dataclass(frozen=True)
class ReadMoment(Request[Moment]):
    """Ask what time a text means; `experiment` is that of ``r260``."""

    action = "moments.moment"
    text: str
    experiment: str = ""


@dataclass(frozen=True)
class FindValid(Request[ValidAt]):
    """Ask which versions of a file are valid at a time, and why."""

    action = "moments.valid_at"
    file: str
    moment: Moment


@dataclass(frozen=True)
class ReadConstants(Request[Constants | Numbers]):
    """Read the constants of a version; then numbers about each picture of them, in pieces.

    The first `Numbers` are those of `slab`, if there is such a picture.
    """

    action = "constants.look"
    node: NodeId
    slab: tuple[int, ...] = ()


@dataclass(frozen=True)
class ReadDefault(Request[DefaultState]):
    """Ask how the range that a node is, or is in, answers."""

    action = "defaults.state"
    node: NodeId


@dataclass(frozen=True)
class SetDefault(Request[DefaultChange]):
    """Make a version the default of the range `node`, or none (auto).

    With `expected`, only if the range still answers like that; else `Conflict` tells who
    changed it.
    """

    action = "defaults.set_default"
    changes = True
    node: NodeId
    version: str | None
    comment: str = ""
    expected: DefaultState | None = None


@dataclass(frozen=True)
class SaveConstants(Request[str]):
    """Write constants to a new file: .npy, or text by any other suffix; answers its path.

    `slab` takes one picture only; () all of them.
    """

    action = "export.save_constants"
    changes = True
    node: NodeId
    target: str
    slab: tuple[int, ...] = ()


@dataclass(frozen=True)
class SaveBytes(Request[str]):
    """Write bytes (a picture) to a file; answers its path."""

    action = "export.save_bytes"
    changes = True
    target: str
    data: bytes


@dataclass(frozen=True)
class MakeDemonstration(Request[Place]):
    """Make the demonstration in a directory; answers with each place once it can be opened.

    A place is answered again with each detector that has come to it. `now` (Unix seconds) stands
    for another day than today, for pictures that are to be the same each time.
    """

    action = "demonstration.make"
    changes = True
    target: str
    now: float | None = None


@dataclass(frozen=True)
class ReadLibraries(Request[tuple[tuple[str, str], ...]]):
    """Ask which libraries, of which versions, the worker stands on."""

    action = "about.libraries"


@dataclass(frozen=True)
class FindNode(Request[NodeId]):
    """Ask for the node that is meant by ``DET[/CTYPE[/RANGE[/VERS]]]``."""

    action = "selecting.find_node"
    text: str
    places: tuple[Place, ...] = ()
