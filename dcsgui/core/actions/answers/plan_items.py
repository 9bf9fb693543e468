"""The items of a plan: what each is about, how it stands, and what is done with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from dcsgui.core.actions.answers.selections import Path

__all__ = [
    "Choice",
    "ConflictKind",
    "Item",
    "ItemKind",
    "Policies",
    "Policy",
    "Refusal",
    "Resolution",
    "State",
]


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
    file can't hold it. DELETED: somebody has deleted it at the destination; times are never used
    twice.
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
    and that other one deleted. BOTH: it is added beside what it contradicts. RESTORE: it was
    there, the change that added it was taken back, and it returns as it was, or does so with what
    it is in.
    """

    NOTHING = "nothing"
    ADD = "add"
    SET = "set"
    REPLACE = "replace"
    BOTH = "both"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be done about one conflict or refusal, whatever the policy of its plan is.

    Attributes
    ----------
    path : tuple of str
        `Item.path` of what it is about.
    kind : ItemKind
        And its kind: PARAMETERS for the parameters of the node at `path`, DEFAULT for the version
        there as the default.
    policy : Policy
        Refusals can be left out only (SKIP); those of the whole (HEAD) not even that.
    """

    path: Path
    kind: ItemKind
    policy: Policy


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
        A sentence if it is in conflict, refused, left out or restored; "" otherwise.
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
    deletion : int
        The number of the deletion at the destination that is restored; 0 if none is, or that of
        what it is in.
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
    deletion: int = 0

    @property
    def into_other_end(self) -> bool:
        """Whether it is a range for which the one with another end stands."""
        beside = self.resolution is Resolution.BOTH
        return self.conflict is ConflictKind.RANGE_END and not beside

    @property
    def todo(self) -> bool:
        """Whether something is done."""
        return self.resolution is not Resolution.NOTHING


class Policies:
    """What is to be done about each conflict and refusal: the policy of a plan, and choices.

    Parameters
    ----------
    policy : Policy
        Where nothing is chosen.
    choices : iterable of Choice
        Of two for the same thing the latter counts.

    Examples
    --------
    >>> chosen = Choice(("gain", "100"), ItemKind.RANGE, Policy.BOTH)
    >>> policies = Policies(Policy.FAIL, [chosen])
    >>> policies.of(("gain", "100"), ItemKind.RANGE), policies.of(("gain", "7"), ItemKind.RANGE)
    (<Policy.BOTH: 'both'>, <Policy.FAIL: 'fail'>)
    """

    def __init__(self, policy: Policy, choices: Iterable[Choice] = ()) -> None:
        self._policy = policy
        self._chosen = {(one.path, one.kind): one.policy for one in choices}

    def of(self, path: Path, kind: ItemKind) -> Policy:
        """Return what is to be done about an item."""
        return self._chosen.get((path, kind), self._policy)

    def blocks(self, item: Item) -> bool:
        """Whether nothing may be done because of an item that is in conflict or refused."""
        policy = self.of(item.path, item.kind)
        if item.state is State.REFUSED:
            return item.kind is ItemKind.HEAD or policy is not Policy.SKIP
        return item.state is State.CONFLICT and policy is Policy.FAIL
