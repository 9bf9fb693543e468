"""Taking back a change that was saved, as a new change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import singledispatch
from typing import ClassVar

from dcsgui.core.files.layout import Reader, Writer
from dcsgui.core.files.records import Level, Path, Record
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.objects.changes import inverses
from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.objects.changes.defaults import SetDefault
from dcsgui.core.objects.changes.deleting import Delete, Restore
from dcsgui.core.objects.changes.editing import (
    ChangeRange,
    SetHead,
    SetPars,
    SetTsprod,
    ends_of_range,
)
from dcsgui.core.objects.changes.inverses import Inverse, digest_of
from dcsgui.core.objects.changes.standing import Standing, standing
from dcsgui.core.values.errors import AlreadyExists, Conflict, NotFound
from dcsgui.core.values.roles import Need, Role
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

TAKES_BACK = "takes back "
"""How the comment of a record begins that tells of it."""

SAID = 3
"""So many of the things that a change did are named in a sentence."""


def last_change(log: Sequence[UndoEntry], *, past: bool = False) -> UndoEntry | None:
    """Find the change that is to be taken back next; None if there is none.

    Parameters
    ----------
    log : sequence of UndoEntry
        Oldest first.
    past : bool
        Pass over changes that can't be taken back (a purge).
    """
    undone = {entry.undoes for entry in log}
    for entry in reversed(log):
        if entry.undoes or entry.silent or entry.number in undone:
            continue
        if not past or not no_way_back(entry):
            return entry
    return None


def no_way_back(entry: UndoEntry) -> str:
    """Say why a change can't be taken back at all; "" if it may be."""
    for step in entry.steps:
        inverse = inverses.unpacked(step)
        if isinstance(inverse, inverses.NoWayBack):
            return inverse.why
    return ""


def needs_of(entry: UndoEntry, user: str = "") -> list[Need]:
    """Say which roles it takes to take a change back, for which types.

    Whoever has added something may take that back himself, as long as it is the last change, with
    the default that was kept because of it; anything else is for curators, or admins.

    Parameters
    ----------
    entry : UndoEntry
    user : str
        Who is to take it back.
    """
    steps = [inverses.unpacked(step) for step in entry.steps]
    own = steps if user and entry.record.user == user else []
    added = {one.path for one in own if isinstance(one, inverses.RemoveNode) and not one.number}
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


def words_of(entry: UndoEntry) -> str:
    """Say what a change did, who made it and when."""
    who = entry.record.who or "somebody"
    done = "; ".join(entry.words[:SAID]) or "a change"
    if len(entry.words) > SAID:
        done = f"{done} and more"
    return f"'{done}' by {who} at {entry.record.tstamp}"


@dataclass(frozen=True, slots=True)
class Undo(Change):
    """Take back the change of a number, if it is still the one to be taken back; `path` is ().

    Attributes
    ----------
    number : int
        Of the change in the log of the file.
    past : bool
        See `last_change`.
    """

    role: ClassVar[Role] = Role.CONTRIBUTOR  # what it does itself asks for more: `needs_of`

    number: int
    comment: str = ""
    past: bool = False

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        log = commit.writer.undo_log()
        entry = self._entry(log)
        _check_continuous(commit.writer, log, entry)
        if why := no_way_back(entry):
            raise Conflict(f"{words_of(entry)} can't be taken back: {why}. Nothing was done.")
        reason = f"{TAKES_BACK}{words_of(entry)}"
        reason = f"{reason}: {self.comment}" if self.comment.strip() else reason
        numbers = {old: new for one in log for old, new in one.renumbered}
        repository, commit.repository = commit.repository, False  # all answers as they were
        try:
            for step in reversed(entry.steps):
                inverse = inverses.renamed(inverses.unpacked(step), numbers)
                _take_back(inverse, commit, reason)
                numbers |= dict(commit.way_back.renumbered)
        except (NotFound, AlreadyExists) as error:
            raise Conflict(f"{words_of(entry)} can't be taken back: {error}") from error
        finally:
            commit.repository = repository
        commit.way_back.undoes = entry.number
        commit.unchanged()

    def _entry(self, log: Sequence[UndoEntry]) -> UndoEntry:
        entry = last_change(log, past=self.past)
        if entry is None or entry.number != self.number:
            now = words_of(entry) if entry is not None else "none"
            raise Conflict(
                f"Another change is the last one by now: {now}. Nothing was done; look again."
            )
        return entry


def _check_continuous(reader: Reader, log: Sequence[UndoEntry], entry: UndoEntry) -> None:
    """Refuse if something since has changed the file and left no way back."""
    since = [one.generation for one in log if one.number >= entry.number]
    if [*since, reader.head().generation] == [*range(since[0], since[-1] + 1), since[-1]]:
        return
    raise Conflict(
        f"{words_of(entry)} can't be taken back: the file was changed since by something that did "
        f"not write down how that is taken back. {_latest(reader, ())} Nothing was done."
    )


def _changed(reader: Reader, path: Path, what: str) -> Conflict:
    """Make the error for something that is not as its change has left it."""
    return Conflict(
        f"{'/'.join(path) or 'The detector'} {what}, so the last change can't be taken back: "
        f"somebody has changed that since. {_latest(reader, path)} Nothing was done; look again."
    )


def _latest(reader: Reader, path: Path) -> str:
    records: list[Record] = []
    with suppress(NotFound):
        records = reader.history(path)
    if not records:
        return _latest(reader, path[:-1]) if path else "The history does not say who."
    record = max(records, key=lambda one: one.tstamp)
    who = record.who or "somebody"
    return f"The latest record there is by {who} at {record.tstamp}: {record.text}."


@singledispatch
def _take_back(inverse: Inverse, commit: Commit, reason: str) -> None:
    del commit, reason
    raise TypeError(f"{type(inverse).__name__} is no way back.")


@_take_back.register
def _(inverse: inverses.RemoveNode, commit: Commit, reason: str) -> None:
    path, writer = inverse.path, commit.writer
    if len(path) == Level.VERSION:
        digest = writer.version(path).digest
        if inverse.digest and digest != inverse.digest:
            raise _changed(writer, path, "holds other constants than it got")
    else:
        found = len(writer.ranges(*path) if len(path) == Level.CTYPE else writer.versions(*path))
        if inverse.children is not None and found != inverse.children:
            what = "ranges" if len(path) == Level.CTYPE else "versions"
            raise _changed(writer, path, f"holds {found} {what}, not {inverse.children}")
    Delete(path, reason).carry_out(commit)
    if inverse.number:
        commit.way_back.renumbered.append((inverse.number, commit.deletions[-1]))


@_take_back.register
def _(inverse: inverses.RestoreNode, commit: Commit, reason: str) -> None:
    range_path = inverse.path[: Level.RANGE]
    if inverse.pinned and standing(commit.writer, range_path).answer != inverse.left:
        raise _changed(commit.writer, range_path, "does not answer as it did")
    _readdress(inverse, commit.writer)
    Restore((), inverse.number, reason).carry_out(commit)
    if inverse.pinned and standing(commit.writer, range_path).pinned != inverse.pinned:
        SetDefault(range_path, inverse.pinned, reason).carry_out(commit)


def _readdress(inverse: inverses.RestoreNode, writer: Writer) -> None:
    """Let a version return to its range, whatever the range was called in between."""
    kept = next((one for one in writer.deleted() if one.number == inverse.number), None)
    if kept is not None and len(kept.path) == Level.VERSION and kept.path != inverse.path:
        writer.readdress(inverse.number, inverse.path)


@_take_back.register
def _(inverse: inverses.PinDefault, commit: Commit, reason: str) -> None:
    left = Standing(inverse.left_pinned, inverse.left_answer)
    SetDefault(inverse.path, inverse.pinned, reason, left).carry_out(commit)


@_take_back.register
def _(inverse: inverses.PutEnds, commit: Commit, reason: str) -> None:
    left = inverse.left_begin_ns, inverse.left_end_ns
    if ends_of_range(commit.writer, inverse.path) != left:
        raise _changed(commit.writer, inverse.path, "has other ends than it got")
    end = None if inverse.end_ns is None else Timestamp(inverse.end_ns)
    ends = Validity.unchecked(Timestamp(inverse.begin_ns), end)
    ChangeRange(inverse.path, ends, reason).carry_out(commit)


@_take_back.register
def _(inverse: inverses.PutTime, commit: Commit, reason: str) -> None:
    if commit.writer.version(inverse.path).tsvers != inverse.left:
        raise _changed(commit.writer, inverse.path, "has another production time than it got")
    SetTsprod(inverse.path, inverse.tsvers, reason).carry_out(commit)


@_take_back.register
def _(inverse: inverses.PutConstants, commit: Commit, reason: str) -> None:
    writer, path = commit.writer, inverse.path
    digest = writer.version(path).digest
    if digest != inverse.left or writer.digest(path) != digest:  # also behind the back of that
        raise _changed(writer, path, "holds other constants than it got")
    if inverse.kept and not writer.has_aside(inverse.kept):
        raise Conflict(
            f"The constants that {'/'.join(path)} had before were given up when the file was "
            f"repacked, so the last change can't be taken back. Nothing was done."
        )
    writer.put_back(path, inverse.kept)
    action = "replace constants" if inverse.kept else "remove constants"
    commit.note(path, action, f"{reason} (before: {digest})")
    commit.unchanged()


@_take_back.register
def _(inverse: inverses.PutPars, commit: Commit, reason: str) -> None:
    now = commit.writer.pars(inverse.path)
    for key in {*inverse.pars, *inverse.gone}:
        found = digest_of(now[key]) if key in now else None
        if found != inverse.left.get(key):
            raise _changed(commit.writer, inverse.path, f"has another '{key}' than it got")
    SetPars(inverse.path, dict(inverse.pars), inverse.gone, comment=reason).carry_out(commit)


@_take_back.register
def _(inverse: inverses.PutHead, commit: Commit, reason: str) -> None:
    head = commit.writer.head()
    for name, value in inverse.left.items():
        if getattr(head, name) != value:
            raise _changed(commit.writer, (), f"has another {name} than it got")
    SetHead((), inverse.values, reason).carry_out(commit)


@_take_back.register
def _(inverse: inverses.PutRecords, commit: Commit, reason: str) -> None:
    writer, path = commit.writer, inverse.path
    later = Counter(writer.history(path))
    if Counter(inverse.left) - later:
        raise _changed(writer, path, "has another history than it got")
    later -= Counter(inverse.left)
    records = [*inverse.records, *later.elements()]
    writer.set_history(path, sorted(records, key=lambda record: record.tstamp))
    commit.note(path, f"restore history of {len(inverse.records)} records", reason)
    commit.unchanged()


@_take_back.register
def _(inverse: inverses.Disown, commit: Commit, reason: str) -> None:
    commit.note(inverse.path, f"take back comment '{inverse.record.text}'", reason)
    commit.unchanged()
