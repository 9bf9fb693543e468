"""Carrying out the steps by which a change is taken back, each if it finds what it left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import singledispatch

from dcsgui.core.files.layout import Writer
from dcsgui.core.files.records import Level, Path, Record
from dcsgui.core.objects.changes import inverses
from dcsgui.core.objects.changes.base import Commit
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
from dcsgui.core.objects.changes.wording import changed
from dcsgui.core.values.errors import Conflict
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity


@singledispatch
def step_back(inverse: Inverse, commit: Commit, reason: str) -> None:
    """Carry out a step of taking back, at the place where its node is by now.

    Parameters
    ----------
    inverse : Inverse
    commit : Commit
    reason : str
        For the history.

    Raises
    ------
    Conflict
        If something else is found than its change has left.
    """
    del commit, reason
    raise TypeError(f"{type(inverse).__name__} is no way back.")


@step_back.register
def _(inverse: inverses.RemoveNode, commit: Commit, reason: str) -> None:
    path, writer = inverse.path, commit.writer
    if len(path) == Level.VERSION:
        _check_version(inverse, writer)
    else:
        found = len(writer.ranges(*path) if len(path) == Level.CTYPE else writer.versions(*path))
        if inverse.children is not None and found != inverse.children:
            what = "ranges" if len(path) == Level.CTYPE else "versions"
            raise changed(writer, path, f"holds {found} {what}, not {inverse.children}")
    Delete(path, reason).carry_out(commit)
    if inverse.number:
        commit.way_back.renumbered.append((inverse.number, commit.deletions[-1]))


def _check_version(inverse: inverses.RemoveNode, writer: Writer) -> None:
    """Refuse to remove a version that got other constants, or became the default."""
    path = inverse.path
    digest = writer.version(path).digest
    if inverse.digest and digest != inverse.digest:
        raise changed(writer, path, "holds other constants than it got")
    range_path = path[: Level.RANGE]
    left_so = inverse.pinned is not False if inverse.number else False
    if not left_so and standing(writer, range_path, counted=False).pinned == path[-1]:
        raise changed(writer, range_path, f"has {path[-1]} as its default")


@step_back.register
def _(inverse: inverses.RestoreNode, commit: Commit, reason: str) -> None:
    range_path = inverse.path[: Level.RANGE]
    if inverse.pinned and not _stands_so(commit.writer, range_path, inverse.left):
        raise changed(commit.writer, range_path, "does not answer as it did")
    _readdress(inverse, commit.writer)
    Restore((), inverse.number, reason).carry_out(commit)
    if inverse.pinned and standing(commit.writer, range_path).pinned != inverse.pinned:
        SetDefault(range_path, inverse.pinned, reason).carry_out(commit)


def _stands_so(writer: Writer, path: Path, answer: str) -> bool:
    now = standing(writer, path, counted=False)
    return (now.pinned, now.answer) == (None, answer)


def _readdress(inverse: inverses.RestoreNode, writer: Writer) -> None:
    """Let a version return to its range, whatever the range was called in between."""
    kept = next((one for one in writer.deleted() if one.number == inverse.number), None)
    if kept is not None and len(kept.path) == Level.VERSION and kept.path != inverse.path:
        writer.readdress(inverse.number, inverse.path)


@step_back.register
def _(inverse: inverses.PinDefault, commit: Commit, reason: str) -> None:
    path, writer = inverse.path, commit.writer
    now = standing(writer, path, counted=False)
    left = Standing(inverse.left_pinned, inverse.left_answer)
    decided = now.pinned is not None or inverse.pinned is None
    if inverse.kept and decided and not now.agrees(left):
        return  # what somebody has decided since stays
    if inverse.pinned is None and now.agrees(left) and not _answers_as_auto(inverse, writer):
        if inverse.kept:
            return  # it has kept what answers from what came later, too
        raise changed(writer, path, "would answer another version than it did before that")
    SetDefault(path, inverse.pinned, reason, left, kept=inverse.kept).carry_out(commit)


def _answers_as_auto(inverse: inverses.PinDefault, writer: Writer) -> bool:
    """Whether a range that is auto answers what it did; for that it is made so, and back."""
    if not inverse.answer:
        return True
    before = standing(writer, inverse.path, counted=False).pinned
    writer.set_default(inverse.path, None)
    answer = standing(writer, inverse.path, counted=False).answer
    writer.set_default(inverse.path, before)
    return answer == inverse.answer


@step_back.register
def _(inverse: inverses.PutEnds, commit: Commit, reason: str) -> None:
    left = inverse.left_begin_ns, inverse.left_end_ns
    if ends_of_range(commit.writer, inverse.path) != left:
        raise changed(commit.writer, inverse.path, "has other ends than it got")
    end = None if inverse.end_ns is None else Timestamp(inverse.end_ns)
    ends = Validity.unchecked(Timestamp(inverse.begin_ns), end)
    ChangeRange(inverse.path, ends, reason).carry_out(commit)


@step_back.register
def _(inverse: inverses.PutTime, commit: Commit, reason: str) -> None:
    if commit.writer.version(inverse.path).tsvers != inverse.left:
        raise changed(commit.writer, inverse.path, "has another production time than it got")
    SetTsprod(inverse.path, inverse.tsvers, reason).carry_out(commit)


@step_back.register
def _(inverse: inverses.PutConstants, commit: Commit, reason: str) -> None:
    writer, path = commit.writer, inverse.path
    digest = writer.version(path).digest
    if digest != inverse.left or writer.digest(path) != digest:  # also behind the back of that
        raise changed(writer, path, "holds other constants than it got")
    if inverse.kept and not writer.has_aside(inverse.kept):
        raise Conflict(
            f"The constants that {'/'.join(path)} had before were given up when the file was "
            f"repacked, so the change can't be taken back. Nothing was done."
        )
    kept = writer.set_aside(path)
    writer.put_back(path, inverse.kept)
    action = "replace constants" if inverse.kept else "remove constants"
    commit.note(path, action, f"{reason} (before: {digest})")
    left = writer.version(path).digest
    commit.inverse(inverses.PutConstants(path, kept, left, before=inverse.back, back=inverse.kept))


@step_back.register
def _(inverse: inverses.PutPars, commit: Commit, reason: str) -> None:
    now = commit.writer.pars(inverse.path)
    for key in {*inverse.pars, *inverse.gone}:
        found = digest_of(now[key]) if key in now else None
        if found != inverse.left.get(key):
            raise changed(commit.writer, inverse.path, f"has another '{key}' than it got")
    SetPars(inverse.path, dict(inverse.pars), inverse.gone, comment=reason).carry_out(commit)


@step_back.register
def _(inverse: inverses.PutHead, commit: Commit, reason: str) -> None:
    head = commit.writer.head()
    for name, value in inverse.left.items():
        if getattr(head, name) != value:
            raise changed(commit.writer, (), f"has another {name} than it got")
    SetHead((), inverse.values, reason).carry_out(commit)


@step_back.register
def _(inverse: inverses.PutRecords, commit: Commit, reason: str) -> None:
    writer, path = commit.writer, inverse.path
    later = Counter(writer.history(path))
    if Counter(inverse.left) - later:
        raise changed(writer, path, "has another history than it got")
    later -= Counter(inverse.left)
    writer.set_history(path, _in_time([*inverse.records, *later.elements()]))
    left = Counter(writer.history(path)) - later
    commit.note(path, f"restore history of {len(inverse.records)} records", reason)
    before = tuple(_in_time(inverse.left))
    commit.inverse(inverses.PutRecords(path, before, tuple(_in_time(left.elements()))))


def _in_time(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda record: record.tstamp)


@step_back.register
def _(inverse: inverses.Disown, commit: Commit, reason: str) -> None:
    commit.note(inverse.path, f"take back comment '{inverse.record.text}'", reason)
    commit.inverse(inverses.Restate(inverse.path, inverse.record))


@step_back.register
def _(inverse: inverses.Restate, commit: Commit, reason: str) -> None:
    commit.note(inverse.path, f"comment again '{inverse.record.text}'", reason)
    commit.inverse(inverses.Disown(inverse.path, inverse.record))
