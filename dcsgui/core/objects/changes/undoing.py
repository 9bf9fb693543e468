"""Taking back a change that was saved, as a new change.

Any change that stands can be taken back, not only the last: the file is then as if it had not
been made, and nothing that came later is lost or hidden. What is answered follows from that:

- What a later change has brought to answer (a version, a default, other ends) goes on answering;
  a change whose return would hide it is not taken back.
- A range that goes back to auto answers what it did as auto; where versions came since, so that it
  would answer another one, the default is not taken back. Where a default was only kept because
  something was added (in the repository), it then stays.
- What answered only because of the change answers no more; then the version or range answers that
  is next, as if the change had not been made.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from dcsgui.core.files.layout import Reader
from dcsgui.core.files.records import Level, Path
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.objects.changes import inverses
from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.objects.changes.chains import deciding, does_again, roots, undone_by
from dcsgui.core.objects.changes.editing import SetHead
from dcsgui.core.objects.changes.following import Whereabouts, arrives_at, moves
from dcsgui.core.objects.changes.hiding import Unhidden
from dcsgui.core.objects.changes.inverses import Inverse
from dcsgui.core.objects.changes.overtaking import places_now
from dcsgui.core.objects.changes.stepping_back import step_back
from dcsgui.core.objects.changes.wording import changed, latest, words_of
from dcsgui.core.values.errors import AlreadyExists, Conflict, NotFound
from dcsgui.core.values.roles import Need, Role

TAKES_BACK = "takes back "
DOES_AGAIN = "does again "
"""How the comment of a record begins that tells of it."""

NOT_DECIDING = "what it took back was done again, and taken back again, since"
"""Why a change is not taken back that stands, but decides nothing; see `chains.deciding`."""


def last_change(log: Sequence[UndoEntry], *, past: bool = False) -> UndoEntry | None:
    """Find the change that is to be taken back next; None if there is none.

    Parameters
    ----------
    log : sequence of UndoEntry
        Oldest first.
    past : bool
        Pass over changes that can't be taken back (a purge).
    """
    undone = undone_by(log)
    for entry in reversed(log):
        if entry.undoes or entry.silent or entry.number in undone:
            continue
        if not past or not no_way_back(entry):
            return entry
    return None


def change_of(log: Sequence[UndoEntry], number: int) -> UndoEntry:
    """Find a change by its number, if it may be taken back as far as the log tells.

    Raises
    ------
    NotFound
        If there is none of that number, or no longer.
    Conflict
        If it was taken back already, or can't be.
    """
    entry = next((one for one in log if one.number == number), None)
    if entry is None:
        raise NotFound(
            f"No change of the number {number} is remembered; look which there are by now."
        )
    by = undone_by(log).get(number)
    if by is not None:
        (other,) = (one for one in log if one.number == by)
        raise Conflict(
            f"{words_of(entry)} was taken back already, by {other.record.who or 'somebody'} at "
            f"{other.record.tstamp}. Nothing was done; take back that one (change {by}) to do it "
            f"again."
        )
    check_way_back(entry)
    if number not in deciding(log):
        raise Conflict(f"{words_of(entry)} can't be taken back: {NOT_DECIDING}. Nothing was done.")
    return entry


def check_way_back(entry: UndoEntry) -> None:
    """Raise `Conflict` for a change that can't be taken back at all."""
    if why := no_way_back(entry):
        raise Conflict(f"{words_of(entry)} can't be taken back: {why}. Nothing was done.")


def no_way_back(entry: UndoEntry) -> str:
    """Say why a change can't be taken back at all; "" if it may be."""
    for step in entry.steps:
        inverse = inverses.unpacked(step)
        if isinstance(inverse, inverses.NoWayBack):
            return inverse.why
    if entry.silent:
        return "it has changed nothing that anybody sees"
    if entry.undoes and not entry.steps:
        return "it was made by an older version of this program, which did not say how"
    return ""


def needs_of(entry: UndoEntry, user: str = "", log: Sequence[UndoEntry] = ()) -> list[Need]:
    """Say which roles it takes to take a change back, for which types.

    Whoever has added something may take that back himself, with the default that was kept because
    of it, and do it again; anything else is for curators, or admins.

    Parameters
    ----------
    entry : UndoEntry
    user : str
        Who is to take it back.
    log : sequence of UndoEntry
        Of the file: tells what a change has taken back.
    """
    known = {one.number: one for one in log}
    while user and entry.undoes in known and entry.record.user == user:
        if known[entry.undoes].record.user != user:
            break
        entry = known[entry.undoes]
    steps = [inverses.unpacked(step) for step in entry.steps]
    own = steps if user and entry.record.user == user else []
    removals = (one for one in own if isinstance(one, inverses.RemoveNode))
    added = {one.path for one in removals if one.added or not one.number}
    found: dict[Need, None] = {}
    for inverse in steps:
        role = Role.CONTRIBUTOR if own and _adds(inverse, added) else _role(inverse)
        anywhere = role is Role.CONTRIBUTOR and not inverse.path
        ctype = inverse.path[0] if inverse.path else ""
        found[Need(role, None if anywhere else ctype)] = None
    return list(found)


def _adds(inverse: Inverse, added: Collection[Path]) -> bool:
    """Whether what is taken back has added something, or kept a default because of that."""
    if isinstance(inverse, inverses.PinDefault):
        kept = inverse.pinned is None and (*inverse.path, inverse.left_pinned) not in added
        return kept and any(path[: Level.RANGE] == inverse.path for path in added)
    return inverse.path in added or isinstance(inverse, inverses.Disown)


def _role(inverse: Inverse) -> Role:
    if isinstance(inverse, inverses.PutHead):
        return SetHead((), inverse.values).needs()
    return Role.ADMIN if isinstance(inverse, inverses.PutRecords) else Role.CURATOR


@dataclass(frozen=True, slots=True)
class TakeBack(Change):
    """Take back the change of a number, as long as it stands; `path` is ().

    Attributes
    ----------
    number : int
        Of the change in the log of the file.
    """

    role: ClassVar[Role] = Role.CONTRIBUTOR  # what it does itself asks for more: `needs_of`

    number: int
    comment: str = ""

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        log = commit.writer.undo_log()
        entry = self.meant(log)
        _check_continuous(commit.writer, log, entry)
        places = places_now(log, entry)
        unhidden = Unhidden(log, entry, commit.writer)
        repository, commit.repository = commit.repository, False  # all answers as they were
        try:
            _Way(log, entry, places).go_back(commit, self._reason(log, entry))
        except (NotFound, AlreadyExists) as error:
            raise Conflict(f"{words_of(entry)} can't be taken back: {error}") from error
        finally:
            commit.repository = repository
        unhidden.check(commit)
        commit.way_back.undoes = entry.number
        commit.unchanged()

    def meant(self, log: Sequence[UndoEntry]) -> UndoEntry:
        """Find the change that is meant, or say why it is not to be taken back."""
        return change_of(log, self.number)

    def _reason(self, log: Sequence[UndoEntry], entry: UndoEntry) -> str:
        """Say for the history what is taken back, or done again."""
        root = roots(log)[entry.number]
        first = next((one for one in log if one.number == root), entry)
        begin = DOES_AGAIN if does_again(log, entry) else TAKES_BACK
        reason = f"{begin}{words_of(first)}"
        return f"{reason}: {self.comment}" if self.comment.strip() else reason


@dataclass(frozen=True, slots=True)
class Undo(TakeBack):
    """Take back the change of a number, if it is still the last one; `path` is ().

    Attributes
    ----------
    past : bool
        See `last_change`.
    """

    role: ClassVar[Role] = TakeBack.role

    past: bool = False

    def meant(self, log: Sequence[UndoEntry]) -> UndoEntry:
        """Find the last change, and refuse another one than that which is meant."""
        entry = last_change(log, past=self.past)
        if entry is None or entry.number != self.number:
            now = words_of(entry) if entry is not None else "none"
            raise Conflict(
                f"Another change is the last one by now: {now}. Nothing was done; look again."
            )
        check_way_back(entry)
        return entry


@dataclass(slots=True)
class _Way:
    """The way back from a change: its steps, from the last to the first."""

    log: Sequence[UndoEntry]
    entry: UndoEntry
    places: list[Whereabouts]

    def go_back(self, commit: Commit, reason: str) -> None:
        """Carry out all steps, each where its node is by then."""
        numbers = {old: new for one in self.log for old, new in one.renumbered}
        asides = _asides(self.log)
        seen = 0
        for position in reversed(range(len(self.entry.steps))):
            inverse = inverses.unpacked(self.entry.steps[position])
            place = self.places[position]
            if place.gone:
                raise changed(commit.writer, place.path, "is not there any more")
            inverse = replace(inverse, path=arrives_at(inverse, place.path))
            step_back(inverses.renamed(inverse, numbers, asides), commit, reason)
            numbers |= dict(commit.way_back.renumbered)
            self._follow(commit.way_back.inverses[seen:], position)
            seen = len(commit.way_back.inverses)

    def _follow(self, done: Sequence[Inverse], position: int) -> None:
        """Let the places of the steps that are left follow what was done now."""
        for step in done:
            if moves(step) and not isinstance(step, inverses.RestoreNode):
                for place in self.places[:position]:
                    place.follow(step)


def _asides(log: Sequence[UndoEntry]) -> dict[str, str]:
    """Say under which names constants are kept by now that were brought back meanwhile."""
    steps = (inverses.unpacked(step) for entry in log for step in entry.steps)
    kept = (step for step in steps if isinstance(step, inverses.PutConstants))
    return {step.before: step.kept for step in kept if step.before and step.kept}


def _check_continuous(reader: Reader, log: Sequence[UndoEntry], entry: UndoEntry) -> None:
    """Refuse if something since has changed the file and left no way back."""
    since = [one.generation for one in log if one.number >= entry.number]
    if [*since, reader.head().generation] == [*range(since[0], since[-1] + 1), since[-1]]:
        return
    raise Conflict(
        f"{words_of(entry)} can't be taken back: the file was changed since by something that did "
        f"not write down how that is taken back. {latest(reader, ())} Nothing was done."
    )
