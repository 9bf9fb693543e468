"""The numbers under which both files remember a transfer, and plans to places."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.core.actions.answers.plans import Policy
from dcsgui.core.actions.answers.transfers import How
from dcsgui.core.actions.transfer import apply, plan_to, push
from dcsgui.core.actions.undo import take_back
from dcsgui.core.files.opening import open_reader
from dcsgui.core.files.undo_log import UndoEntry
from small_stores import LAYOUTS, make_store
from transfer_files import CTYPE, TIME, planned, put
from transfers import agreed


@pytest.fixture(params=LAYOUTS)
def mine(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    """Return a store with a version."""
    cs = make_store(tmp_path / "mine", request.param)
    put(cs, "100-200", 1)
    return cs


@pytest.fixture(params=[*LAYOUTS, "new"])
def theirs(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return a file to transfer to, with changes in its log; or none yet."""
    if request.param == "new":
        return tmp_path / "theirs" / "cspad" / "cspad-0001.h5"
    cs = make_store(tmp_path / "theirs", request.param)
    put(cs, "300-400", 1)
    return cs.path


def log_of(path: Path) -> list[UndoEntry]:
    """Return what a file remembers of its changes."""
    with open_reader(path) as reader:
        return reader.undo_log()


def test_the_answer_names_the_changes(mine: DCStore, theirs: Path) -> None:
    applied = apply(planned(mine, theirs))
    there, here = log_of(theirs)[-1], log_of(mine.path)[-1]
    assert applied.change == there.number
    assert f"transfer from {mine.path}" in " ".join(there.words)
    assert (applied.source_change, here.silent) == (here.number, True)
    assert applied.generation == there.generation
    assert applied.generation == DCStore(theirs).generation
    put(DCStore(theirs), "100-200", 1, ctype="pixel_gain")
    take_back(str(theirs), applied.change)
    found = DCStore(theirs)
    assert CTYPE not in found.ctypes() or "100-200" not in found.ctypeobj(CTYPE).ranges()
    assert found.ctypeobj("pixel_gain").ranges() == ["100-200"]


def test_the_log_says_why_also_where_only_versions_were_added(mine: DCStore, theirs: Path) -> None:
    if theirs.exists():
        put(DCStore(theirs), "100-200", 2, first=TIME + 5)
    apply(planned(mine, theirs, comment="the dark of run 260"))
    assert "the dark of run 260" in log_of(theirs)[-1].record.comment


def test_nothing_done_has_no_number(mine: DCStore, theirs: Path) -> None:
    plan = planned(mine, theirs)
    assert apply(plan, dry_run=True).change == 0
    apply(plan)
    for again in (apply(plan), apply(planned(mine, theirs))):
        assert (again.done, again.change, again.source_change) == ((), 0, 0)


def test_a_source_that_cannot_be_told_has_no_number(
    mine: DCStore, theirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = planned(mine, theirs)
    monkeypatch.setattr("dcsgui.core.objects.saving.unwritable", lambda path: "mine" in str(path))
    applied = apply(plan)
    assert applied.change
    assert applied.source_change == 0
    assert len(applied.notes) == 1


def test_a_push_tells_them_too(mine: DCStore, theirs: Path) -> None:
    how = How(policy=Policy.SKIP)
    applied = push(NodeId(str(mine.path)), str(theirs), how, agree=agreed, comment="why")
    assert applied.change == log_of(theirs)[-1].number


def test_a_plan_to_a_place(mine: DCStore, tmp_path: Path) -> None:
    place = Place(PlaceKind.LOCAL, str(tmp_path / "theirs"))
    source = NodeId(str(mine.path), (CTYPE,))
    plan = plan_to(source, place, How(policy=Policy.OURS), comment="why")
    assert plan.destination.file == str(tmp_path / "theirs" / "cspad" / "cspad-0001.h5")
    assert (plan.policy, plan.comment, plan.source.path) == (Policy.OURS, "why", (CTYPE,))
    apply(plan)
    assert not plan_to(source, plan.destination.file).todo
    assert not plan_to(source, Place(PlaceKind.FILE, plan.destination.file)).todo
