"""Whether new constants look sane against those that answer now, before they take their place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import Item, ItemKind, Plan
from dcsgui.core.actions.answers.sanity import SanityCheck, Verdict
from dcsgui.core.actions.judging.given import Given, InMemory, Stored
from dcsgui.core.actions.judging.present import noise_of, present
from dcsgui.core.actions.judging.verdicts import Question, judge, refused
from dcsgui.core.actions.opening import range_of, to_look
from dcsgui.core.actions.room import NoRoomError, Room
from dcsgui.core.actions.sources import read_source
from dcsgui.core.objects.store import DCStore
from dcsgui.core.values.axes import Axes
from dcsgui.core.values.errors import BadValue, Damaged, NotFound
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["of_file", "of_plan"]


def of_plan(plan: Plan, *, progress: Progress = QUIET) -> Iterator[SanityCheck]:
    """Judge each version that a plan adds, or could add, by what the destination answers now.

    That is the default of the range that it goes into, if that is there and holds a version; else
    what is valid at the begin of its range. A panel or two of each file are in memory at a time.

    Parameters
    ----------
    plan : Plan
        As it was made; that it may be blocked does not matter. The files are read as they are by
        now.
    progress : Progress
        Hears how many versions are judged; can call it off.

    Yields
    ------
    SanityCheck
        One for each VERSION item that is to be added, and for each that is in conflict with one of
        the same time, whatever is to be done about it; in the order of the plan. What can't be
        read is RED, and raises nothing.

    Raises
    ------
    FileGoneError, StoreNotAvailable, AccessDenied, Busy
        If one of the files can't be opened.
    """
    items = [one for one in plan.items if one.kind is ItemKind.VERSION and _is_asked(one)]
    for number, item in enumerate(items):
        progress.report(number, len(items), "versions")
        yield _of_item(plan, item, _Silent(progress))


def of_file(
    node: NodeId, source: str, begin: object, *, progress: Progress = QUIET
) -> SanityCheck:
    """Judge constants in a file (.npy, text) by what a type answers now.

    Parameters
    ----------
    node : NodeId
        The type that they are for, or a range of it; neither need be there, nor the file.
    source : str
        The file that they are in; it is read whole.
    begin : any form of a time
        From when they are to be valid.
    progress : Progress
        Hears how many bytes are read; can call it off.

    Raises
    ------
    BadValue
        If the source holds nothing that can be constants of that type, or `begin` is no time.
    FileGoneError, StoreNotAvailable, AccessDenied, Damaged, Busy
        If one of the files can't be read.
    """
    at = Timestamp.of(begin)
    if not node.ctype:
        raise BadValue(f"{node.detname} is a detector; say for which of its types they are.")
    check = SanityCheck(path=node.path[:1])
    try:
        Room.check(Path(source).stat().st_size if Path(source).is_file() else 0)
    except NoRoomError as error:
        return refused(check, Verdict.AMBER, str(error))
    new = InMemory(read_source(source, ctype=node.ctype, progress=progress))
    with ExitStack() as stack:
        sides = _Sides(None, _opened(stack, node.file), node.detname)
        return _judged(
            _question(check, new, sides, _Goal(node.ctype, node.range_name, at)), progress
        )


@dataclass(frozen=True, slots=True)
class _Goal:
    """Where constants go: a type, a range (which need not be there) and its begin."""

    ctype: str
    range_name: str
    begin: Timestamp


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two files, held open; None where there is none."""

    source: DCStore | None
    store: DCStore | None
    detname: str

    @property
    def dettype(self) -> str:
        """What kind of detector it is."""
        for one in (self.store, self.source):
            if one is not None:
                return one.dettype()
        return self.detname.partition("-")[0]


class _Silent(Progress):
    """Hears nothing, and is called off with another one."""

    def __init__(self, whole: Progress) -> None:
        self._whole = whole

    def check(self) -> None:
        """Raise `Cancelled` if the whole was called off."""
        self._whole.check()


def _is_asked(item: Item) -> bool:
    return item.todo or item.conflict is not None


def _of_item(plan: Plan, item: Item, progress: Progress) -> SanityCheck:
    check = SanityCheck(item.path, item.versind)
    with ExitStack() as stack:
        source = to_look(plan.source.file)
        stack.enter_context(source.opened())
        sides = _Sides(source, _opened(stack, plan.destination.file), plan.destination.detname)
        try:
            tsro = range_of(source, NodeId(plan.source.file, item.path))
            verso = tsro.version_named(item.path[-1])
            info = verso.info
        except (NotFound, Damaged) as error:
            return refused(check, Verdict.RED, str(error))
        if info is None:
            return refused(check, Verdict.RED, "This version is not in the source any more.")
        goal = _Goal(item.path[0], item.target[1], tsro.validity.begin)
        return _judged(_question(check, Stored(verso, info), sides, goal), progress)


def _opened(stack: ExitStack, file: str) -> DCStore | None:
    """Hold a file open, if there is one."""
    if not os.path.lexists(file):
        return None
    store = to_look(file)
    stack.enter_context(store.opened())
    return store


def _question(check: SanityCheck, new: Given, sides: _Sides, goal: _Goal) -> Question:
    """Find what new constants are to be judged by."""
    store, begin = sides.store, goal.begin
    question = Question(check, goal.ctype, sides.dettype, new, str(begin))
    if store is None:
        return question
    found = present(store, goal.ctype, begin, goal.range_name)
    noise = next(
        (
            noise
            for side in (store, sides.source)
            if side and (noise := noise_of(side, goal.ctype, begin, new.shape))
        ),
        None,
    )
    return replace(question, present=found, noise=noise)


def _judged(question: Question, progress: Progress) -> SanityCheck:
    """Judge constants; what is too large or damaged is told, and raises nothing."""
    shape, dtype = question.new.shape, question.new.dtype
    axes = Axes.of(shape, question.dettype)
    try:
        if dtype:
            Room.check(axes.rows * axes.columns * np.dtype(dtype).itemsize)
        return judge(question, progress)
    except NoRoomError as error:
        return refused(question.check, Verdict.AMBER, str(error))
    except Damaged as error:
        return refused(question.check, Verdict.RED, str(error))
