"""Whether later changes stand against taking one back, and where that has to be done by now.

A change may be taken back if nothing of what it left was changed since. What was changed and
taken back again does not count. What counts for each kind of step is said in `stands_against`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dcsgui.core.files.records import Path
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.objects.changes import inverses
from dcsgui.core.objects.changes.chains import differing_since, roots
from dcsgui.core.objects.changes.following import Whereabouts, moves, starts_at, was_at
from dcsgui.core.objects.changes.inverses import Inverse
from dcsgui.core.objects.changes.wording import overtaken, words_of
from dcsgui.core.values.errors import Conflict

ANSWERING = (
    inverses.RemoveNode,
    inverses.RestoreNode,
    inverses.PinDefault,
    inverses.PutEnds,
    inverses.PutTime,
    inverses.PutConstants,
)
"""Steps of changes by which something else may be answered."""


def places_now(log: Sequence[UndoEntry], entry: UndoEntry) -> list[Whereabouts]:
    """Say for each step of a change where its node is by now.

    Raises
    ------
    Conflict
        If a later change that stands has changed what this one left, or nobody knows what a
        later one has done.
    """
    trail = _Trail.of(entry)
    for later, step in later_steps(log, entry):
        trail.go_on(later, step)
    root_of = roots(log)
    differing = differing_since(log, entry.number) - {root_of[entry.number]}
    for later, path in reversed(trail.touched):
        if root_of[later.number] in differing:
            raise overtaken(entry, path, later)
    return trail.places


def later_steps(log: Sequence[UndoEntry], entry: UndoEntry) -> Iterator[tuple[UndoEntry, Inverse]]:
    """List what was done since a change, step by step, each with the change that it is of."""
    known = _known(log, entry)
    for later in known:
        for step in map(inverses.unpacked, later.steps):
            if _is_unknown(step):
                raise _unknown(entry, later)
            yield later, step


def _known(log: Sequence[UndoEntry], entry: UndoEntry) -> list[UndoEntry]:
    """Leave out what older versions of this program took back: they did not say what they did."""
    since = [later for later in log if later.number > entry.number]
    quiet = [later for later in since if later.undoes and not later.steps]
    for later in quiet:
        if later.undoes <= entry.number:
            raise _unknown(entry, later)
    passed = {number for later in quiet for number in (later.number, later.undoes)}
    return [later for later in since if later.number not in passed]


def _is_unknown(step: Inverse) -> bool:
    nothing = isinstance(step, inverses.PurgedNode)
    return isinstance(step, inverses.NoWayBack) and not step.path and not nothing


def _unknown(entry: UndoEntry, later: UndoEntry) -> Conflict:
    return Conflict(
        f"{words_of(entry)} can't be taken back: after it came {words_of(later)}, and the file "
        f"does not tell what that has changed. Nothing was done."
    )


@dataclass(slots=True)
class _Trail:
    """Follows the nodes of the steps of a change, and notes what happens to them."""

    steps: list[Inverse]
    places: list[Whereabouts]
    touched: list[tuple[UndoEntry, Path]] = field(default_factory=list)
    _index: dict[Path, list[int]] | None = None

    @classmethod
    def of(cls, entry: UndoEntry) -> _Trail:
        steps = [inverses.unpacked(step) for step in entry.steps]
        places = [Whereabouts(starts_at(step)) for step in steps]
        moving = [(position, step) for position, step in enumerate(steps) if moves(step)]
        for mine, place in enumerate(places):
            for position, step in moving:
                if position > mine:
                    place.follow(step)
        return cls(steps, places)

    def go_on(self, later: UndoEntry, step: Inverse) -> None:
        """Go through a step of a later change."""
        path = was_at(step)
        for depth in range(len(path) + 1):
            for position in self._at(path[:depth]):
                if stands_against(self.steps[position], step, same=depth == len(path)):
                    self.touched.append((later, step.path))
        if moves(step):
            self._index = None
            for place in self.places:
                gone = place.gone
                place.follow(step)
                if place.gone and not gone:
                    self.touched.append((later, step.path))

    def _at(self, path: Path) -> list[int]:
        """List the steps whose node is at a place."""
        if self._index is None:
            self._index = {}
            for position, place in enumerate(self.places):
                if not place.gone:
                    self._index.setdefault(place.path, []).append(position)
        return self._index.get(path, [])


def stands_against(mine: Inverse, theirs: Inverse, *, same: bool) -> bool:
    """Whether a later change keeps a step from being carried out, of the same node or inside it.

    What was added can be removed if nothing in it was changed since, not even a comment; ends can
    go back if the range answers nothing else since; all others if the same thing of the same
    node was not changed.
    """
    if isinstance(mine, inverses.RemoveNode):
        return True
    if isinstance(mine, inverses.PutEnds):
        return isinstance(theirs, ANSWERING)
    if not same:
        return False
    if isinstance(mine, inverses.RestoreNode):
        return bool(mine.pinned) and isinstance(theirs, inverses.PinDefault)
    if isinstance(mine, inverses.PinDefault):
        return not mine.kept and isinstance(theirs, inverses.PinDefault)
    if isinstance(mine, inverses.PutPars) and isinstance(theirs, inverses.PutPars):
        return not {*mine.pars, *mine.gone}.isdisjoint({*theirs.pars, *theirs.gone})
    if isinstance(mine, inverses.PutHead) and isinstance(theirs, inverses.PutHead):
        return not mine.values.keys().isdisjoint(theirs.values)
    whole = (inverses.PutTime, inverses.PutConstants, inverses.PutRecords)
    return isinstance(mine, whole) and type(mine) is type(theirs)
