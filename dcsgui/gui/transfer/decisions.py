"""What a person has decided about a transfer: what is left out, chosen, made the default."""

from __future__ import annotations

from collections.abc import Iterable

from dcsgui.core.actions.answers.plans import Choice, ItemKind, Path, Policy, Selection
from dcsgui.core.actions.answers.transfers import How
from dcsgui.gui.transfer.wish import Wish

__all__ = ["Decisions"]


class Decisions:
    """What was decided about one wish; plans come and go, this stays.

    Attributes
    ----------
    policy : Policy
        What is to be done about all conflicts for which nothing else is chosen.
    other_detector : bool
        The destination may be of another detector.

    Examples
    --------
    >>> decisions = Decisions()
    >>> decisions.leave_out(("gain", "100"))
    >>> decisions.is_left_out(("gain", "100", "7")), decisions.is_left_out(("gain",))
    (True, False)
    >>> decisions.take(("gain", "100", "7"), [("gain", "100", "7"), ("gain", "100", "8")])
    >>> decisions.without
    (('gain', '100', '8'),)
    """

    def __init__(self) -> None:
        self.policy = Policy.FAIL
        self.other_detector = False
        self._without: set[Path] = set()
        self._choices: dict[tuple[Path, ItemKind], Policy] = {}
        self._defaults: dict[Path, Path] = {}  # by range

    @property
    def without(self) -> tuple[Path, ...]:
        """What is left out, each with all that is in it."""
        return tuple(sorted(self._without))

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What was chosen for single conflicts."""
        found = sorted(self._choices.items(), key=lambda one: (one[0][0], one[0][1].value))
        return tuple(Choice(path, kind, policy) for (path, kind), policy in found)

    @property
    def defaults(self) -> tuple[Path, ...]:
        """The versions that are to be defaults."""
        return tuple(one for one in sorted(self._defaults.values()) if not self.is_left_out(one))

    @property
    def nothing(self) -> bool:
        """Whether all of it is left out."""
        return () in self._without

    def how(self, wish: Wish) -> How:
        """Return how the transfer is to be planned."""
        return How(
            Selection(nodes=wish.nodes, without=self.without),
            self.policy,
            other_detector=self.other_detector,
            choices=self.choices,
            defaults=self.defaults,
            into=wish.into,
        )

    def is_left_out(self, path: Path) -> bool:
        """Whether a node, or one that it is in, is left out."""
        return any(path[:depth] in self._without for depth in range(len(path) + 1))

    def leaves_out_below(self, path: Path) -> bool:
        """Whether something in a node is left out, but not the node."""
        return any(one[: len(path)] == path and len(one) > len(path) for one in self._without)

    def leave_out(self, path: Path) -> None:
        """Leave out a node with all that is in it."""
        self._without = {one for one in self._without if one[: len(path)] != path} | {path}

    def take(self, path: Path, known: Iterable[Path] = ()) -> None:
        """Take a node after all, with all that is in it.

        Parameters
        ----------
        path : Path
        known : iterable of Path
            All nodes that there are: those beside it stay left out, if what they are in was.
        """
        above = next((path[:n] for n in range(len(path)) if path[:n] in self._without), None)
        if above is not None:
            self._without.remove(above)
            way = {path[:depth] for depth in range(len(above), len(path) + 1)}
            self._without.update(one for one in known if one[:-1] in way and one not in way)
        self._without = {one for one in self._without if one[: len(path)] != path}

    def choice(self, path: Path, kind: ItemKind) -> Policy | None:
        """Return what was chosen for a conflict; None is what holds for all."""
        return self._choices.get((path, kind))

    def choose(self, path: Path, kind: ItemKind, policy: Policy | None) -> None:
        """Choose what is to be done about a conflict; None is what holds for all."""
        if policy is None:
            self._choices.pop((path, kind), None)
        else:
            self._choices[path, kind] = policy

    def choose_for_all(self, policy: Policy) -> None:
        """Choose one thing for all conflicts; refusals that are left out stay so."""
        self.policy = policy
        self._choices.clear()

    def makes_default(self, path: Path) -> bool:
        """Whether a version is to be the default."""
        return self._defaults.get(path[:-1]) == path

    def make_default(self, path: Path, *, on: bool) -> None:
        """Make a version the default of its range at the destination, or no longer."""
        if on:
            self._defaults[path[:-1]] = path
        elif self.makes_default(path):
            del self._defaults[path[:-1]]
