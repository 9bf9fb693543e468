"""What a transfer would do: compared, decided, and fit to be kept until it is applied."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dcsgui.core.actions.answers.plan_items import (
    Choice,
    ConflictKind,
    Item,
    ItemKind,
    Policies,
    Policy,
    Refusal,
    Resolution,
    State,
)
from dcsgui.core.actions.answers.selections import Meant, Path, Selection
from dcsgui.core.actions.answers.timelines import AnswerChange

__all__ = [
    "Choice",
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
    choices : tuple of Choice
        What is done about conflicts and refusals that the policy is not meant for.
    defaults : tuple of Path
        Versions of the source that are to be the defaults of their ranges at the destination.
    into : tuple of str
        The range of the destination that all versions go into; () are those of their own.
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
    choices: tuple[Choice, ...] = ()
    defaults: tuple[Path, ...] = ()
    into: Path = ()

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
        refusals below unless they are to be left out (SKIP), conflicts only if nothing is said
        about them (FAIL). What goes with something that is left out is in nobody's way.
        """
        policies = Policies(self.policy, self.choices)
        contrary = (State.CONFLICT, State.REFUSED)
        standing = [item for item in self.items if item.state in contrary]
        skipped = {
            item.path
            for item in standing
            if item.kind in _NODES and policies.of(item.path, item.kind) is Policy.SKIP
        }
        return tuple(
            item for item in standing if policies.blocks(item) and not _goes_with(item, skipped)
        )

    @property
    def moves_default(self) -> bool:
        """Whether the default of a range that is there already is set: that needs a reason."""
        made = (Resolution.ADD, Resolution.BOTH, Resolution.RESTORE)
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
        meant, depth = Meant(self.selection), len(self.source.path)
        paths = [
            item.replaces or item.target
            for item in self.items
            if (item.state is State.IDENTICAL or item.into_other_end)
            and item.kind in _NODES
            and self._compares(item.path, meant)
        ]
        if not self.into and not depth and meant.whole(()):
            paths.append(())
        return tuple(sorted(paths))

    def _compares(self, path: Path, meant: Meant) -> bool:
        """Whether parameters of a node of the source count: not if only versions are meant."""
        if self.into and len(path) < _VERSION_LEVEL:
            return False
        return len(self.source.path) <= len(path) and meant.whole(path)


_VERSION_LEVEL = 3

_NODES = frozenset({ItemKind.CTYPE, ItemKind.RANGE, ItemKind.VERSION})


def _goes_with(item: Item, skipped: Collection[Path]) -> bool:
    """Whether an item is about something in, or of, a node that is left out."""
    first = len(item.path) if item.kind not in _NODES else len(item.path) - 1
    return any(item.path[:depth] in skipped for depth in range(1, first + 1))
