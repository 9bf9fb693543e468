"""One wish on its way: what was decided, the newest plan, and what is known besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.core.actions.answers.plans import Item, ItemKind, Path, Plan, Policy, State
from dcsgui.core.actions.answers.sanity import SanityCheck, Verdict
from dcsgui.core.actions.answers.timelines import Timelines
from dcsgui.core.actions.answers.transfers import Applied
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.transfer.decisions import Decisions
from dcsgui.gui.transfer.push_line import push_line
from dcsgui.gui.transfer.wish import Wish

__all__ = ["NODES", "Key", "Proposal", "is_judged"]

Key = tuple[ItemKind, Path]
"""What an item is about: stays the same from plan to plan."""

NODES = (ItemKind.CTYPE, ItemKind.RANGE, ItemKind.VERSION)


class Proposal:
    """A wish, what was decided about it, and the plan that was made of both.

    Attributes
    ----------
    wish : Wish
    decisions : Decisions
    plan : Plan or None
        The newest; None as long as there is none.
    failure : Failure or None
        Why there is no newer one.
    waiting : bool
        A plan is being made, or is to be made.
    checks : dict of Path to SanityCheck
        Of versions that are to be added, by their paths in the source.
    timelines : Timelines or None
        What the destination answers before anything is done.
    applied : Applied or None
        It was carried out.
    removed : bool
        What was cut was deleted where it was.
    thorough : bool
        All constants are compared with their digests when it is planned: some were damaged.
    """

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self.decisions = Decisions()
        self.plan: Plan | None = None
        self.failure: Failure | None = None
        self.waiting = False
        self.checks: dict[Path, SanityCheck] = {}
        self.timelines: Timelines | None = None
        self.applied: Applied | None = None
        self.thorough = False
        self.removed = False
        self._known: dict[Key, Item] = {}
        self._worst: dict[Path, Verdict] = {}
        self._todo: tuple[Item, ...] = ()
        self._blocked: dict[Key, Item] = {}
        self._defaults: frozenset[Path] = frozenset()

    # --- what is planned

    def take_plan(self, plan: Plan) -> None:
        """Take a newer plan; what is left out of it stays known."""
        self.plan, self.failure = plan, None
        new = {(item.kind, item.path): item for item in plan.items}
        left_out = {
            key: item
            for key, item in self._known.items()
            if key not in new and self.decisions.is_left_out(key[1])
        }
        self._known = {**left_out, **new}
        self._todo = plan.todo
        self._blocked = {(item.kind, item.path): item for item in plan.blocked}
        defaults = (item for item in plan.items if item.kind is ItemKind.DEFAULT)
        self._defaults = frozenset(item.target for item in defaults if item.todo)
        self._judge()

    def take_check(self, check: SanityCheck) -> None:
        """Take what was found of a version."""
        self.checks[check.path] = check
        self._judge(check)

    def drop_checks(self, paths: Iterable[Path]) -> None:
        """Forget what was found of versions."""
        dropped = [path for path in paths if self.checks.pop(path, None) is not None]
        if dropped:
            self._judge()

    def worst(self, path: Path) -> Verdict | None:
        """Return how the constants in a node look, at worst; None if nobody looked at any."""
        return self._worst.get(path)

    def _judge(self, *more: SanityCheck) -> None:
        """Note for all nodes how what is in them looks: of `more`, or anew of all."""
        if not more:
            self._worst.clear()
        for check in more or tuple(self.checks.values()):
            item = self._known.get((ItemKind.VERSION, check.path))
            if item is None or not is_judged(item) or self.decisions.is_left_out(check.path):
                continue
            for depth in range(len(check.path) + 1):
                worst = self._worst.get(check.path[:depth], check.verdict)
                self._worst[check.path[:depth]] = max(worst, check.verdict, key=_rank)

    @property
    def items(self) -> tuple[Item, ...]:
        """All items that are known, those that are left out too."""
        return tuple(self._known.values())

    @property
    def paths(self) -> list[Path]:
        """The nodes that are known."""
        return [path for kind, path in self._known if kind in NODES]

    @property
    def conflicts(self) -> tuple[Item, ...]:
        """The items of the plan that are in conflict."""
        return () if self.plan is None else self.plan.conflicts

    @property
    def blocked(self) -> tuple[Item, ...]:
        """The items about which something is to be decided first."""
        return () if self.decisions.nothing else tuple(self._blocked.values())

    @property
    def todo(self) -> tuple[Item, ...]:
        """What would be done."""
        return () if self.decisions.nothing else self._todo

    def blocks(self, item: Item) -> bool:
        """Whether something has to be decided about an item."""
        return not self.decisions.nothing and (item.kind, item.path) in self._blocked

    def becomes_default(self, version: Item) -> bool:
        """Whether the plan sets a version as the default."""
        return version.target in self._defaults

    @property
    def nbytes(self) -> int:
        """Bytes that would be written."""
        return sum(item.nbytes for item in self.todo)

    @property
    def needs_reason(self) -> bool:
        """Whether a comment is due: it goes to the repository."""
        plan = self.plan
        return plan is not None and plan.destination.repository and bool(self.todo)

    # --- what is decided

    def set_taken(self, path: Path, *, taken: bool) -> None:
        """Take a node, or leave it out."""
        if taken:
            self.decisions.take(path, self.paths)
        else:
            self.decisions.leave_out(path)

    def choose_for_all(self, policy: Policy) -> None:
        """Choose one thing for all conflicts; what is refused and left out stays so."""
        skipped = [
            (item.path, item.kind)
            for item in self.items
            if item.state is State.REFUSED
            and self.decisions.choice(item.path, item.kind) is Policy.SKIP
        ]
        self.decisions.choose_for_all(policy)
        for path, kind in skipped:
            self.decisions.choose(path, kind, Policy.SKIP)

    def policy_of(self, item: Item) -> Policy:
        """Return what is to be done about a conflict or refusal, as decided by now."""
        return self.decisions.choice(item.path, item.kind) or self.decisions.policy

    # --- how it is called

    @property
    def source(self) -> str:
        """Path of the file that constants come from."""
        return self.wish.source.file

    @property
    def destination(self) -> str:
        """Path of the file that they go to; "" as long as it is not known."""
        if self.plan is not None:
            return self.plan.destination.file
        target = self.wish.target
        if isinstance(target, str):
            return target
        return target.path if target.kind is PlaceKind.FILE else ""

    @property
    def place_title(self) -> str:
        """What people call where they go."""
        target = self.wish.target
        if isinstance(target, Place) and target.kind is not PlaceKind.REPOSITORY:
            return target.title
        if isinstance(target, Place) or (self.plan and self.plan.destination.repository):
            return "the repository"
        return Place(PlaceKind.LOCAL, str(PurePath(target).parent.parent)).title

    @property
    def where(self) -> str:
        """Where they go, in words: a place, or a range."""
        if not self.wish.into:
            return self.place_title
        if self.source in (self.wish.target, self.destination):
            return "another range"
        name = NodeId(self.destination).detname if self.destination else "a detector"
        return f"one range of {name} in {self.place_title}"

    def line(self, comment: str) -> str:
        """Return the command line that does just the same."""
        return push_line(self.wish, self.decisions, destination=self.destination, comment=comment)

    def unchecked(self) -> Iterator[Item]:
        """Go through the versions that are, or could be, added and that nobody looked at."""
        for item in () if self.plan is None else self.plan.items:
            fresh = item.path not in self.checks
            if item.kind is ItemKind.VERSION and is_judged(item) and fresh:
                yield item


def is_judged(version: Item) -> bool:
    """Whether it counts how the constants of a version look: they are, or could be, added."""
    return version.todo or version.state is State.CONFLICT


_rank = {verdict: verdict.rank for verdict in Verdict}.__getitem__
