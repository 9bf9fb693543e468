"""What a transfer would do: compared, decided, and fit to be kept until it is applied."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dcsgui.core.actions.answers.timelines import AnswerChange

__all__ = [
    "ConflictKind",
    "Item",
    "ItemKind",
    "Path",
    "Plan",
    "Policy",
    "Refusal",
    "Resolution",
    "Selection",
    "Side",
    "State",
]

Path = tuple[str, ...]
"""A node by the names of its groups: (), (ctype,), (ctype, range), (ctype, range, version)."""


class Policy(Enum):
    """What is to be done about conflicts.

    FAIL: nothing is applied if there is any conflict or refusal. SKIP: what is in conflict or
    refused is left out, with everything below it. THEIRS: the destination's stays, what does not
    conflict goes in. OURS: the source's takes its place, the destination's is deleted recoverably.
    BOTH: the source's is added beside the destination's.
    """

    FAIL = "fail"
    SKIP = "skip"
    THEIRS = "theirs"
    OURS = "ours"
    BOTH = "both"


class ItemKind(Enum):
    """What an item of a plan is about.

    HEAD is the detector file itself, and is there only if it is to be made. PARAMETERS are those
    of the node at the path of the item, where that is there already; new nodes bring theirs.
    """

    HEAD = "head"
    CTYPE = "ctype"
    RANGE = "range"
    VERSION = "version"
    DEFAULT = "default"
    PARAMETERS = "parameters"


class State(Enum):
    """How something of the source stands to the destination."""

    ADD = "add"
    IDENTICAL = "identical"
    CONFLICT = "conflict"
    REFUSED = "refused"


class ConflictKind(Enum):
    """What contradicts what.

    RANGE_END: same begin, other end. SAME_TIME: a version of the same production time with other
    constants. DEFAULT: another version is set as the default. PARAMETERS: keys of the source have
    another value at the destination, or are missing there.
    """

    RANGE_END = "range-end"
    SAME_TIME = "same-time"
    DEFAULT = "default"
    PARAMETERS = "parameters"


class Refusal(Enum):
    """Why something can't be transferred at all.

    ACCESS: the destination may not be changed so. DETECTOR: it is of another detector. DAMAGED:
    the source can't be read, or its constants do not fit their digest. LAYOUT: the destination's
    file can't hold it. DELETED: it was deleted at the destination; times are never used twice.
    """

    ACCESS = "access"
    DETECTOR = "detector"
    DAMAGED = "damaged"
    LAYOUT = "layout"
    DELETED = "deleted"


class Resolution(Enum):
    """What is done with an item.

    NOTHING: it is there, or left out. ADD: it is added. SET: a default or parameters are set.
    REPLACE: it takes the place of `Item.replaces`: a range gets another end, a version is added
    and that other one deleted. BOTH: it is added beside what it contradicts.
    """

    NOTHING = "nothing"
    ADD = "add"
    SET = "set"
    REPLACE = "replace"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a transfer, as it was when the plan was made.

    Attributes
    ----------
    file : str
        Absolute path.
    detname : str
        As the file says; of a file that is not there, as its name says.
    path : tuple of str
        The node that is transferred, by its names in this file; () is all of it. Of the
        destination always ().
    layout : str
        "native" or "pscalib"; a file to be made is native.
    generation : int
        How many changes it has seen by us; for people, see `fingerprint`.
    fingerprint : str
        Tells whether anything has changed that the plan relies on; "" of a source and where there
        is no file.
    exists : bool
        Whether the file is there.
    repository : bool
        Whether it is in the repository, where what is added to a range never changes its answer.
    """

    file: str
    detname: str
    path: Path = ()
    layout: str = "native"
    generation: int = 0
    fingerprint: str = ""
    exists: bool = True
    repository: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """What of the source is meant, below its node; without any of these all of it.

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
    """

    ctypes: tuple[str, ...] = ()
    begin_ns: int | None = None
    end_ns: int | None = None
    versions: tuple[str, ...] = ()
    default_only: bool = False

    @property
    def all_versions(self) -> bool:
        """Whether ranges are meant with everything in them."""
        return not self.versions and not self.default_only

    @property
    def all_ranges(self) -> bool:
        """Whether types are meant with everything in them."""
        return self.all_versions and self.begin_ns is None and self.end_ns is None

    def whole(self, depth: int, level: int) -> bool:
        """Whether nodes of a level are meant with everything in them.

        Parameters
        ----------
        depth : int
            How long the path of the source is: 0 if it is a detector.
        level : int
            0 is the detector, 1 its types, 2 ranges, 3 versions.
        """
        wholes = (
            self.all_ranges and not self.ctypes,
            self.all_ranges,
            self.all_versions,
            True,
        )
        return depth <= level and wholes[level]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the source, how it stands to the destination, and what is done with it.

    The items of a plan are in the order in which they are carried out: the head; its parameters;
    each type, its parameters, its ranges by begin and end; after each range its parameters, its
    versions in their order of addition, each followed by its parameters, and its default.

    Attributes
    ----------
    kind : ItemKind
    path : tuple of str
        The node, by its names in the source. Of a DEFAULT: the version that is to be the default
        (in the source); for one that only follows a replaced version, too.
    target : tuple of str
        The same node at the destination, by the names it has there or is going to have. For a
        range that goes into one with another end (THEIRS) that range. Of a DEFAULT the version.
    state : State
    resolution : Resolution
    reason : str
        A sentence if it is in conflict, refused or left out; "" otherwise.
    conflict : ConflictKind or None
    refusal : Refusal or None
    replaces : tuple of str
        What is at the destination instead, by its path before anything is changed: the range of
        another end, the version of the same time, the version that is the default now. Of what is
        identical, but in a range that gets another end: its path before that. () otherwise.
    nbytes : int
        Of the constants that are to be written; 0 if none are.
    digest : str
        "sha256:..." of the constants of a version, also where the file has none; "" if it holds
        no constants, or where `verify` was off and the file does not say.
    tsvers_ns : int or None
        Of a version: the production time that it has, or is going to have, at the destination
        (ns since 1970, UTC).
    versind : int
        Of a version: the number that it has, or is going to have, at the destination; 0 of others.
    begin_ns, end_ns : int or None
        Of a range: its ends in the source, both belong to it; `end_ns` None is open.
    keys : tuple of str
        Of PARAMETERS: those that are set; all others stay as they are.
    pars : str
        "sha256:..." of the parameters that are set, or that something new brings along; "" if
        there are none. Where the source has others by then, nothing is applied.
    """

    kind: ItemKind
    path: Path
    target: Path
    state: State
    resolution: Resolution = Resolution.NOTHING
    reason: str = ""
    conflict: ConflictKind | None = None
    refusal: Refusal | None = None
    replaces: Path = ()
    nbytes: int = 0
    digest: str = ""
    tsvers_ns: int | None = None
    versind: int = 0
    begin_ns: int | None = None
    end_ns: int | None = None
    keys: tuple[str, ...] = ()
    pars: str = ""

    @property
    def into_other_end(self) -> bool:
        """Whether it is a range for which the one with another end stands."""
        beside = self.resolution is Resolution.BOTH
        return self.conflict is ConflictKind.RANGE_END and not beside

    @property
    def todo(self) -> bool:
        """Whether something is done."""
        return self.resolution is not Resolution.NOTHING


@dataclass(frozen=True, slots=True)
class Plan:
    """What a transfer would do, and what it relies on.

    Attributes
    ----------
    id : str
        Digest of all the rest: an edited plan is not that plan any more.
    made_ns : int
        When (ns since 1970, UTC).
    by : str
        Who made it, "user@host".
    source, destination : Side
    selection : Selection
    policy : Policy
    default : bool
        Whether defaults of ranges that are there already may be moved.
    other_detector : bool
        Whether the destination may be of another detector.
    comment : str
        Why; goes into the histories.
    items : tuple of Item
        In the order in which they are carried out.
    nbytes : int
        Of all constants that are to be written.
    changes : tuple of AnswerChange
        The stretches of time at which the destination answers something else afterwards, if the
        items are carried out as their resolutions say.
    """

    id: str
    made_ns: int
    by: str
    source: Side
    destination: Side
    selection: Selection
    policy: Policy
    default: bool
    other_detector: bool
    comment: str
    items: tuple[Item, ...]
    nbytes: int
    changes: tuple[AnswerChange, ...]

    @property
    def todo(self) -> tuple[Item, ...]:
        """The items that will do something; none if the plan is `blocked`."""
        return () if self.blocked else tuple(item for item in self.items if item.todo)

    @property
    def conflicts(self) -> tuple[Item, ...]:
        """The items in conflict, whatever the policy does with them."""
        return tuple(item for item in self.items if item.state is State.CONFLICT)

    @property
    def refusals(self) -> tuple[Item, ...]:
        """The items that are refused."""
        return tuple(item for item in self.items if item.state is State.REFUSED)

    @property
    def blocked(self) -> tuple[Item, ...]:
        """The items because of which nothing may be applied.

        Refusals of the whole (of the head: another detector, no access to the file) always are;
        refusals below unless the policy is SKIP, conflicts only if it is FAIL.
        """
        if self.policy is Policy.SKIP:
            return tuple(item for item in self.refusals if item.kind is ItemKind.HEAD)
        return (*self.refusals, *(self.conflicts if self.policy is Policy.FAIL else ()))

    @property
    def moves_default(self) -> bool:
        """Whether the default of a range that is there already is set: that needs a reason."""
        made = (Resolution.ADD, Resolution.BOTH)
        todo = self.todo
        born = {
            one.target for one in todo if one.kind is ItemKind.RANGE and one.resolution in made
        }
        return any(one.kind is ItemKind.DEFAULT and one.target[:-1] not in born for one in todo)

    @property
    def lacks_reason(self) -> bool:
        """Whether it can't be applied without a comment: it moves a default of the repository."""
        return self.destination.repository and self.moves_default and not self.comment.strip()

    @property
    def ctypes(self) -> tuple[str, ...]:
        """The types that the plan is about, by name: `destination.fingerprint` covers them."""
        return tuple(sorted({item.path[0] for item in self.items if item.path}))

    @property
    def compared(self) -> tuple[Path, ...]:
        """The nodes of the destination whose parameters count, by path.

        Those of matched versions, and of levels above that are selected as a whole, also of
        ranges with another end, unless ours is made beside them; `destination.fingerprint`
        covers them.
        """
        if not self.destination.exists:
            return ()
        levels = {ItemKind.CTYPE: 1, ItemKind.RANGE: 2, ItemKind.VERSION: 3}
        depth = len(self.source.path)
        paths = [
            item.replaces or item.target
            for item in self.items
            if (item.state is State.IDENTICAL or item.into_other_end)
            and item.kind in levels
            and self.selection.whole(depth, levels[item.kind])
        ]
        if self.selection.whole(depth, 0):
            paths.append(())
        return tuple(sorted(paths))
