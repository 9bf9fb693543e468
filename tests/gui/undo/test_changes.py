"""Changes are done, taken back and done again on real files, by the worker."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.core.actions.answers.defaults import DefaultChange, DefaultState
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import ReadDefault
from dcsgui.gui.undo.changes import Changes, Way
from dcsgui.gui.undo.defaults import DefaultPart
from dcsgui.gui.undo.steps import Step
from small_stores import LAYOUTS, T0, make_store


@pytest.fixture(params=LAYOUTS)
def cs(request: pytest.FixtureRequest, tmp_path: Path) -> DCStore:
    """Return a store with a range of three versions, and no default set."""
    cs = make_store(tmp_path / "calib", request.param)
    tsro = cs.add_ctype("pedestals").add_range((T0, None))
    for number in range(3):
        tsro.add_version(T0 + number, [float(number)])
    cs.save()
    return cs


@pytest.fixture
def changes(jobs: Jobs) -> Changes:
    return Changes(jobs)


Left = dict[NodeId, DefaultChange]


def part_to(
    cs: DCStore,
    versind: int,
    *,
    left: Left | None = None,
    expected: DefaultState | None = None,
) -> DefaultPart:
    tsro = cs.ctypeobj("pedestals").rangeobj(cs.ctypeobj("pedestals").ranges()[0])
    node = NodeId(str(cs.path), ("pedestals", tsro.name))
    name = tsro.versobj(versind).name
    return DefaultPart(node, name, comment="why", expected=expected, left=left)


def step_to(
    cs: DCStore,
    versind: int,
    *,
    left: Left | None = None,
    expected: DefaultState | None = None,
) -> Step:
    return Step(f"Make v{versind}", [part_to(cs, versind, left=left, expected=expected)])


def answer(cs: DCStore) -> int:
    return cs.find("pedestals", T0 + 5).version.versind


def carried_out(qtbot: QtBot, changes: Changes, step: Step) -> str:
    with qtbot.waitSignal(changes.changed) as done:
        changes.do(step)
    return str(done.args[2])


def test_done_taken_back_and_done_again(qtbot: QtBot, changes: Changes, cs: DCStore) -> None:
    assert "v1 instead of v3" in carried_out(qtbot, changes, step_to(cs, 1))
    assert answer(cs) == 1
    assert changes.stack.undoText() == "Make v1"
    with qtbot.waitSignal(changes.changed) as undone:
        changes.undo()
    assert (undone.args[1], answer(cs)) == (Way.UNDO, 3)
    assert cs.find("pedestals", T0 + 5).pinned is False
    with qtbot.waitSignal(changes.changed):
        changes.redo()
    assert answer(cs) == 1
    assert (changes.stack.canUndo(), changes.stack.canRedo()) == (True, False)


def test_several_are_taken_back_in_turn(qtbot: QtBot, changes: Changes, cs: DCStore) -> None:
    left: Left = {}
    for versind in (1, 2, 3):
        carried_out(qtbot, changes, step_to(cs, versind, left=left))
    for expected in (2, 1, 3):
        with qtbot.waitSignal(changes.changed):
            changes.undo()
        assert answer(cs) == expected
    assert not changes.stack.canUndo()
    for expected in (1, 2, 3):
        with qtbot.waitSignal(changes.changed):
            changes.redo()
        assert answer(cs) == expected


def test_undo_pressed_three_times_at_once_takes_back_three(
    qtbot: QtBot, changes: Changes, cs: DCStore
) -> None:
    left: Left = {}
    for versind in (1, 2, 3):
        changes.do(step_to(cs, versind, left=left))
    for _ in range(3):
        changes.undo()
    qtbot.waitUntil(lambda: changes.stack.count() == 3 and not changes.stack.canUndo())
    assert answer(cs) == 3
    assert cs.find("pedestals", T0 + 5).pinned is False


def test_asked_for_at_once_they_are_done_one_after_the_other(
    qtbot: QtBot, changes: Changes, cs: DCStore
) -> None:
    for versind in (1, 2, 1):
        changes.do(step_to(cs, versind))
    qtbot.waitUntil(lambda: changes.stack.count() == 3 and not changes.busy)
    assert answer(cs) == 1


def test_what_is_called_off_too_late_is_done_and_can_be_taken_back(
    qtbot: QtBot, changes: Changes, jobs: Jobs, cs: DCStore
) -> None:
    step = step_to(cs, 1)
    with cs.path.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        changes.do(step)
        qtbot.waitUntil(lambda: jobs._asked.running is not None)
        jobs.cancel_all()
        assert changes.busy
    with qtbot.waitSignal(changes.changed):
        pass
    assert answer(cs) == 1
    assert changes.stack.undoText() == "Make v1"


def test_what_was_to_follow_is_called_off_too(
    qtbot: QtBot, changes: Changes, jobs: Jobs, cs: DCStore
) -> None:
    node, first, second = part_to(cs, 1).node, step_to(cs, 1), step_to(cs, 2)
    with cs.path.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        jobs.ask(ReadDefault(node))  # waits for the file
        changes.do(first)
        changes.do(second)
        jobs.cancel_all()
    qtbot.waitUntil(lambda: not jobs.busy and not changes.busy)
    assert (answer(cs), changes.stack.count()) == (3, 0)


def refused(qtbot: QtBot, changes: Changes, ask: object) -> Failure:
    with qtbot.waitSignal(changes.refused) as failed:
        assert callable(ask)
        ask()
    failure = failed.args[2]
    assert isinstance(failure, Failure)
    return failure


def test_what_somebody_else_changed_is_not_taken_back(
    qtbot: QtBot, changes: Changes, cs: DCStore
) -> None:
    carried_out(qtbot, changes, step_to(cs, 1))
    tsro = cs.ctypeobj("pedestals").rangeobj(cs.ctypeobj("pedestals").ranges()[0])
    tsro.set_versdef(2, comment="by somebody else")
    cs.save()
    failure = refused(qtbot, changes, changes.undo)
    assert failure.kind == "Conflict"
    assert answer(cs) == 2
    assert not changes.stack.canUndo()  # it never can be: it is off the stack


def test_nor_is_it_if_they_changed_it_there_and_back(
    qtbot: QtBot, changes: Changes, cs: DCStore
) -> None:
    carried_out(qtbot, changes, step_to(cs, 1))
    tsro = cs.ctypeobj("pedestals").rangeobj(cs.ctypeobj("pedestals").ranges()[0])
    for versind in (2, 1):
        tsro.set_versdef(versind, comment="by somebody else")
        cs.save()
    assert refused(qtbot, changes, changes.undo).kind == "Conflict"
    assert answer(cs) == 1


def test_a_step_decided_on_an_old_picture_is_refused(
    qtbot: QtBot, changes: Changes, cs: DCStore
) -> None:
    name = part_to(cs, 1).version
    step = step_to(cs, 1, expected=DefaultState(name, name or "", 1, -1))  # v1: it is not
    failure = refused(qtbot, changes, lambda: changes.do(step))
    assert failure.kind == "Conflict"
    assert (answer(cs), changes.stack.count()) == (3, 0)


def test_a_refusal_that_may_pass_leaves_the_step_on_the_stack(
    qtbot: QtBot, changes: Changes, cs: DCStore
) -> None:
    carried_out(qtbot, changes, step_to(cs, 1))
    other = cs.path.with_suffix(".copy")
    other.hardlink_to(cs.path)
    assert refused(qtbot, changes, changes.undo).kind == "StoreNotAvailable"
    other.unlink()
    with qtbot.waitSignal(changes.changed):
        changes.undo()
    assert answer(cs) == 3


def test_a_file_that_is_gone_takes_its_step_with_it(
    qtbot: QtBot, changes: Changes, cs: DCStore
) -> None:
    carried_out(qtbot, changes, step_to(cs, 1))
    directory = cs.path.parent
    directory.rename(directory.with_name("gone"))
    assert refused(qtbot, changes, changes.undo).kind == "FileGoneError"
    assert not changes.stack.canUndo()


def test_a_second_step_decided_before_the_first_was_seen(
    qtbot: QtBot, changes: Changes, cs: DCStore
) -> None:
    left: Left = {}
    shown = part_to(cs, 3).version
    seen = DefaultState(None, shown or "", 3, -1)  # what the table shows: auto, v3
    for versind in (1, 2):
        changes.do(step_to(cs, versind, left=left, expected=seen))
    qtbot.waitUntil(lambda: changes.stack.count() == 2 and not changes.busy)
    assert answer(cs) == 2
