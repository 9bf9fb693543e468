"""What a later change has brought to answer is not to be hidden by taking back an older one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dcsgui.core.files.layout import Reader
from dcsgui.core.files.records import Level, Path
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.objects.changes import inverses
from dcsgui.core.objects.changes.base import Commit
from dcsgui.core.objects.changes.chains import differing_since, roots
from dcsgui.core.objects.changes.following import Whereabouts, moves
from dcsgui.core.objects.changes.inverses import Inverse
from dcsgui.core.objects.changes.overtaking import later_steps
from dcsgui.core.objects.changes.wording import words_of
from dcsgui.core.objects.timeline import Answer, changes, stretches
from dcsgui.core.values.errors import Conflict

_BRINGING = (
    inverses.RemoveNode,
    inverses.PinDefault,
    inverses.PutEnds,
    inverses.PutTime,
    inverses.PutConstants,
)
"""Steps of changes that have brought something to answer."""


@dataclass(slots=True)
class Unhidden:
    """Looks at what is answered before a change is taken back, and then at what answers no more.

    Only steps by which a range comes to be where it was not can hide something else.
    """

    log: Sequence[UndoEntry]
    entry: UndoEntry
    reader: Reader
    _before: dict[str, list[Answer]] = field(init=False)

    def __post_init__(self) -> None:
        steps = map(inverses.unpacked, self.entry.steps)
        able = (inverses.RestoreNode, inverses.PutEnds, inverses.PutTime)
        ctypes = {step.path[0] for step in steps if isinstance(step, able)}
        self._before = {ctype: self._answers(ctype) for ctype in ctypes}

    def check(self, commit: Commit) -> None:
        """Raise `Conflict` if something does not answer any more that came later."""
        for ctype, before in self._before.items():
            now = [answer._replace(label=_moved(answer.label, commit)) for answer in before]
            found = changes(now, self._answers(ctype))
            lost = {(one.before, one.after) for one in found if one.before is not None}
            if lost:
                self._check_older(lost)

    def _answers(self, ctype: str) -> list[Answer]:
        if ctype not in self.reader.ctypes():
            return []
        table = self.reader.ranges(ctype)
        return [
            Answer(one.begin_ns, one.end_ns, (ctype, table.name(one.row), table.answer(one.row)))
            for one in stretches(table)
        ]

    def _check_older(self, lost: set[tuple[object, object]]) -> None:
        """Refuse if a later change that stands has brought any of what is answered no more."""
        root_of = roots(self.log)
        differing = differing_since(self.log, self.entry.number)
        differing -= {root_of[self.entry.number]}
        for later, step, place in self._brought():
            if root_of[later.number] not in differing or place.gone:
                continue
            for label, instead in lost:
                if isinstance(label, tuple) and _is_brought(step, place.path, label, instead):
                    raise Conflict(
                        f"{words_of(self.entry)} can't be taken back: {'/'.join(label)} would not "
                        f"answer any more where it does since {words_of(later)}. Nothing was "
                        f"done; take that back first (change {later.number})."
                    )

    def _brought(self) -> list[tuple[UndoEntry, Inverse, Whereabouts]]:
        """List what later changes have brought to answer, where that is by now."""
        found: list[tuple[UndoEntry, Inverse, Whereabouts]] = []
        for later, step in later_steps(self.log, self.entry):
            if moves(step):
                for _, _, place in found:
                    place.follow(step)
            if isinstance(step, _BRINGING):
                found.append((later, step, Whereabouts(_brings(step))))
        return found


def _is_brought(step: Inverse, path: Path, label: Path, instead: object) -> bool:
    """Whether something answered by a step that is answered no more; `instead` is answered now.

    Ends have brought a range to answer, and not this version of it rather than another one.
    """
    same_range = isinstance(instead, tuple) and instead[: Level.RANGE] == label[: Level.RANGE]
    if isinstance(step, inverses.PutEnds) and same_range:
        return False
    return label[: len(path)] == path


def _brings(step: Inverse) -> Path:
    if isinstance(step, inverses.PinDefault) and step.left_answer:
        return (*step.path, step.left_answer)
    return step.path


def _moved(label: object, commit: Commit) -> object:
    """Say what something that answered is called after what was done now."""
    if not isinstance(label, tuple):
        return label
    place = Whereabouts(label)
    for step in commit.way_back.inverses:
        if moves(step) and not isinstance(step, inverses.RestoreNode):
            place.follow(step)
    return place.path
