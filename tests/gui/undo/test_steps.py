"""Steps of several parts, of the same key, and beside a long one, on real files."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dcs_command import dcs
from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.parameters import ParameterEdit
from dcsgui.gui.jobs.edit_requests import AddComment, EditParameters
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.undo.changes import Changes, Way
from dcsgui.gui.undo.dcs_lines import dcs_line, node_text
from dcsgui.gui.undo.parts import FilePart
from dcsgui.gui.undo.steps import MERGED_S, Step
from small_stores import LAYOUTS, make_store


@pytest.fixture(params=LAYOUTS)
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> list[DCStore]:
    """Return two detectors with a type each."""
    made = []
    for number in (1, 2):
        cs = make_store(tmp_path / "calib", request.param, f"cspad-000{number}")
        cs.add_ctype("pedestals")
        cs.save()
        made.append(cs)
    return made


@pytest.fixture
def carrier(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def changes(jobs: Jobs, carrier: Jobs) -> Changes:
    return Changes(jobs, carrier=carrier)


def setting(cs: DCStore, value: int) -> FilePart:
    node = NodeId(str(cs.path), ("pedestals",))
    doing = EditParameters(node.file, (ParameterEdit(node.path, "run", value),))
    line = dcs_line("meta set", node_text(node), f"run={value}")
    return FilePart(node.file, doing, words=f"run is {value}", line=line)


def value(cs: DCStore) -> object:
    return cs.ctypeobj("pedestals").dictpars().get("run")


def carried_out(qtbot: QtBot, changes: Changes, step: Step) -> str:
    with qtbot.waitSignal(changes.changed) as done:
        changes.do(step)
    return str(done.args[2])


def test_several_files_are_one_line_of_the_list(
    qtbot: QtBot, changes: Changes, stores: list[DCStore]
) -> None:
    step = Step("Set run of 2 detectors", [setting(cs, 5) for cs in stores])
    assert carried_out(qtbot, changes, step) == "run is 5. run is 5."
    assert [value(cs) for cs in stores] == [5, 5]
    for ask, expected in ((changes.undo, None), (changes.redo, 5), (changes.undo, None)):
        with qtbot.waitSignal(changes.changed):
            ask()
        assert [value(cs) for cs in stores] == [expected, expected]
    assert (changes.stack.count(), changes.stack.canUndo()) == (1, False)


def test_what_was_done_before_a_failure_can_be_taken_back(
    qtbot: QtBot, changes: Changes, stores: list[DCStore]
) -> None:
    first, second = stores
    parts = [setting(first, 5), setting(second, 5)]
    second.path.unlink()
    failures: list[Failure] = []
    changes.refused.connect(lambda step, way, failure: failures.append(failure))
    carried_out(qtbot, changes, Step("Set run of 2 detectors", parts))
    assert [failure.kind for failure in failures] == ["FileGoneError"]
    assert value(first) == 5
    with qtbot.waitSignal(changes.changed):
        changes.undo()
    assert value(first) is None


def test_typing_is_one_line_of_the_list(
    qtbot: QtBot, changes: Changes, stores: list[DCStore]
) -> None:
    cs = stores[0]
    for number in (1, 2, 3):
        carried_out(qtbot, changes, Step(f"Set run to {number}", [setting(cs, number)], key="run"))
    assert (changes.stack.count(), changes.stack.undoText()) == (1, "Set run to 3")
    with qtbot.waitSignal(changes.changed):
        changes.undo()
    assert value(cs) is None
    with qtbot.waitSignal(changes.changed):
        changes.redo()
    assert value(cs) == 3


def test_much_later_it_is_another_line(
    qtbot: QtBot, changes: Changes, stores: list[DCStore]
) -> None:
    for number in (1, 2):
        step = Step(f"Set run to {number}", [setting(stores[0], number)], key="run")
        step.at += number * 2 * MERGED_S
        carried_out(qtbot, changes, step)
    assert changes.stack.count() == 2


def test_what_is_quick_does_not_wait_for_what_is_long(
    qtbot: QtBot, changes: Changes, stores: list[DCStore]
) -> None:
    first, second = stores
    long, quick = setting(first, 5), setting(second, 5)
    with first.path.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        changes.do(Step("long", [long], long=True))
        carried_out(qtbot, changes, Step("quick", [quick]))
        assert [step.text for step in changes.running] == ["long"]
    with qtbot.waitSignal(changes.changed):
        pass
    assert changes.stack.undoText() == "long"


def test_what_is_called_off_before_it_begins_is_not_done(
    qtbot: QtBot, changes: Changes, stores: list[DCStore]
) -> None:
    first, second = (Step(str(n), [setting(stores[0], n)], long=True) for n in (1, 2))
    with stores[0].path.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        changes.do(first)
        changes.do(second)
        with qtbot.waitSignal(changes.stopped) as stopped:
            changes.cancel(second)
    assert stopped.args == [second, Way.DO]
    qtbot.waitUntil(lambda: not changes.busy)
    assert value(stores[0]) == 1


def test_the_lines_do_the_same(qtbot: QtBot, changes: Changes, stores: list[DCStore]) -> None:
    cs = stores[0]
    part = setting(cs, 5)
    carried_out(qtbot, changes, Step("set", [part]))
    with qtbot.waitSignal(changes.changed):
        changes.undo()
    taken_back = part.line(Way.UNDO)
    assert "undo" in taken_back
    assert value(cs) is None
    assert dcs(*part.line(Way.DO).split()[1:]).code == 0
    assert value(cs) == 5


def test_a_step_that_changed_nothing_is_not_in_the_list(
    qtbot: QtBot, changes: Changes, stores: list[DCStore]
) -> None:
    node = NodeId(str(stores[0].path))
    part = FilePart(node.file, AddComment(node, "seen"), words="said", line="")
    carried_out(qtbot, changes, Step("say", [part]))
    assert changes.stack.count() == 1  # a comment is something; it can be taken back
