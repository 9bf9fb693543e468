"""Transfers into one range: of another file, and of the very same."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui import DCRange, DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import (
    Choice,
    ConflictKind,
    Item,
    ItemKind,
    Plan,
    Policy,
    Refusal,
    Resolution,
    Selection,
    State,
)
from dcsgui.core.actions.answers.transfers import How
from dcsgui.core.actions.transfer import MovedError, apply
from dcsgui.core.actions.undo import take_back
from dcsgui.core.files.constants import PASSED_ON
from dcsgui.core.objects.exchange.origin import SourceMovedError
from dcsgui.core.values.errors import BadValue, Damaged, NotFound
from small_stores import LAYOUTS, make_store
from transfer_files import CTYPE, TIME, answers, differences, held, of_kind, planned, put, value_of

HERE, THERE = (CTYPE, "100-200"), (CTYPE, "300-400")


@pytest.fixture(params=LAYOUTS)
def mine(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    """Return a store with two ranges: of two versions, and of one."""
    cs = make_store(tmp_path / "mine", request.param)
    put(cs, "100-200", 1, 2, run=7)
    put(cs, "300-400", 5, first=TIME + 50)
    return cs


@pytest.fixture(params=["same", *LAYOUTS])
def theirs(mine: DCStore, tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    """Return the same store, or another one that has the same range to go into."""
    if request.param == "same":
        return mine
    cs = make_store(tmp_path / "theirs", request.param)
    put(cs, "300-400", 5, first=TIME + 50)
    return cs


def tsro(cs: DCStore, tsr: str = "300-400") -> DCRange:
    """Return a range, as its file has it now."""
    return DCStore(cs.path).ctypeobj(CTYPE).rangeobj(tsr)


def node(cs: DCStore, number: int | None = None, tsr: str = "100-200") -> NodeId:
    """Return a range, or a version of it."""
    path = CTYPE, tsr
    return NodeId(
        str(cs.path), path if number is None else (*path, tsro(cs, tsr).versobj(number).name)
    )


def carried_out(plan: Plan) -> None:
    """Apply a plan, and see that answers change as it says and all is read back."""
    path = Path(plan.destination.file)
    before = answers(path)
    done = apply(plan)
    assert list(plan.changes) == differences(before, answers(path))
    assert done.verified == sum(one.kind is ItemKind.VERSION for one in done.done)


def versions(plan: Plan) -> list[Item]:
    """Return the items of versions."""
    return of_kind(plan, ItemKind.VERSION)


def test_a_version_goes_into_the_range_and_nothing_else(mine: DCStore, theirs: DCStore) -> None:
    plan = planned(node(mine, 2), theirs, into=THERE)
    assert [item.kind for item in plan.todo] == [ItemKind.VERSION]
    (item,) = plan.todo
    assert (item.path[:2], item.target[:2]) == (HERE, THERE)
    applied = apply(plan)
    assert (applied.verified, applied.notes) == (1, ())
    found = tsro(theirs).versobj(2)
    assert (value_of(found), found.tsprod(), found.dictpars()["run"]) == (2, TIME + 1, 7)
    found.verify()
    assert held(mine.path, "100-200") == [1, 2]
    assert not planned(node(mine, 2), theirs, into=THERE).todo
    take_back(str(theirs.path), applied.change)
    assert held(theirs.path, "300-400") == [5]


def test_the_history_says_where_it_is_from(mine: DCStore, theirs: DCStore) -> None:
    apply(planned(node(mine, 1), theirs, into=THERE, comment="for later"))
    text = tsro(theirs).versobj(2).history()
    whole = DCStore(theirs.path).history()
    if theirs is mine:
        assert "copy of pedestals/100-200/" in text
        assert "copy within the file" in whole
        assert "transfer" not in whole
    else:
        assert f"transfer from {mine.path}" in text
        assert f"transfer to {theirs.path}" in tsro(mine, "100-200").versobj(1).history()
    assert "for later" in text


def test_a_whole_range_goes_into_another_without_its_parameters(
    mine: DCStore, theirs: DCStore
) -> None:
    mine.ctypeobj(CTYPE).rangeobj("100-200").add_par("beam", "on")
    mine.save()
    plan = planned(node(mine), theirs, into=THERE)
    assert not plan.conflicts
    carried_out(plan)
    assert held(theirs.path, "300-400") == [5, 1, 2]
    assert "beam" not in tsro(theirs).dictpars()


def test_parameters_above_versions_stay_out_of_it(mine: DCStore, tmp_path: Path) -> None:
    theirs = make_store(tmp_path / "theirs", "native")
    put(theirs, "300-400", 5, first=TIME + 50)
    for cs, unit in ((mine, "ADU"), (theirs, "eV")):
        cs.add_par("unit", unit)
        cs.ctypeobj(CTYPE).add_par("unit", unit)
        cs.ctypeobj(CTYPE).rangeobj("300-400").add_par("unit", unit)
        cs.save()
    assert planned(mine, theirs).conflicts
    plan = planned(mine, theirs, into=THERE)
    assert not plan.conflicts
    theirs.add_par("unit", "keV")
    theirs.ctypeobj(CTYPE).add_par("unit", "keV")
    theirs.save()
    assert apply(plan).verified == 2  # it does not rely on them either


def test_the_default_may_be_asked_for_in_any_of_several_ranges(mine: DCStore) -> None:
    put(mine, "500-600", 8, first=TIME + 90)
    put(mine, "700-800", 9, first=TIME + 95)
    source = NodeId(str(mine.path), (CTYPE,))
    for number, tsr in enumerate(("500-600", "100-200")):
        asked = node(mine, 1, tsr).path
        plan = planned(source, mine, into=(CTYPE, "700-800"), defaults=(asked,))
        (item,) = of_kind(plan, ItemKind.DEFAULT)
        assert (item.path, item.resolution) == (asked, Resolution.SET)
        carried_out(plan)
        answer = tsro(mine, "700-800").versdef()
        assert answer is not None
        assert value_of(answer) == (8, 1)[number]


def test_several_ranges_go_into_one(mine: DCStore, theirs: DCStore) -> None:
    put(mine, "500-600", 1, 3)  # the first is the same as that of the first range
    how = How(into=THERE, policy=Policy.BOTH)
    plan = planned(NodeId(str(mine.path), (CTYPE,)), theirs, how)
    rival = plan.conflicts[0]
    assert (rival.path[1], rival.conflict) == ("500-600", ConflictKind.SAME_TIME)
    assert "100-200" in rival.reason
    carried_out(plan)
    assert held(theirs.path, "300-400") == [5, 1, 2, 3]
    assert not planned(NodeId(str(mine.path), (CTYPE,)), theirs, how).todo


@pytest.mark.parametrize(
    ("policy", "blocked", "added"),
    [(Policy.FAIL, 1, 0), (Policy.SKIP, 0, 2), (Policy.THEIRS, 0, 2), (Policy.OURS, 0, 3)],
)
def test_rivals_of_one_time_are_a_conflict(
    mine: DCStore, theirs: DCStore, policy: Policy, blocked: int, added: int
) -> None:
    put(mine, "500-600", 9)
    plan = planned(NodeId(str(mine.path), (CTYPE,)), theirs, How(into=THERE, policy=policy))
    assert len(plan.blocked) == blocked
    assert len(plan.todo) == added


def test_what_the_source_has_too_is_not_replaced(mine: DCStore) -> None:
    put(mine, "500-600", 9, first=TIME + 50)  # the time of the one in the range
    source = NodeId(str(mine.path), (CTYPE,))
    how = How(into=THERE, policy=Policy.OURS)
    (item,) = planned(source, mine, how).conflicts
    assert item.resolution is Resolution.BOTH
    carried_out(planned(source, mine, how))
    assert sorted(held(mine.path, "300-400")) == [1, 2, 5, 9]
    assert not planned(source, mine, how).todo


def test_parameters_of_twins_are_compared(mine: DCStore, theirs: DCStore) -> None:
    put(mine, "500-600", 1, run=8)
    source = NodeId(str(mine.path), (CTYPE,))
    (item,) = planned(source, theirs, into=THERE).blocked
    assert (item.kind, item.conflict) == (ItemKind.PARAMETERS, ConflictKind.PARAMETERS)
    how = How(into=THERE, choices=(Choice(item.path, item.kind, Policy.OURS),))
    carried_out(planned(source, theirs, how))
    assert tsro(theirs).versobj(2).dictpars()["run"] == 8


SAME_TIME = [
    (Policy.SKIP, [9, 2]),
    (Policy.THEIRS, [9, 2]),
    (Policy.OURS, [1, 2]),
    (Policy.BOTH, [9, 1, 2]),
]


@pytest.mark.parametrize(("policy", "left"), SAME_TIME)
def test_a_time_that_is_taken_there(
    mine: DCStore, theirs: DCStore, policy: Policy, left: list[float]
) -> None:
    put(theirs, "700-800", 9)
    into = (CTYPE, "700-800")
    (item,) = planned(node(mine), theirs, into=into).blocked
    assert item.conflict is ConflictKind.SAME_TIME
    plan = planned(node(mine), theirs, policy=policy, into=into)
    carried_out(plan)
    assert held(theirs.path, "700-800") == left
    assert not planned(node(mine), theirs, policy=policy, into=into).todo


def test_a_version_that_was_deleted_there_is_refused(mine: DCStore, theirs: DCStore) -> None:
    apply(planned(node(mine, 1), theirs, into=THERE))
    cs = DCStore(theirs.path)
    cs.ctypeobj(CTYPE).rangeobj("300-400").del_version(2)
    cs.save()
    (item,) = planned(node(mine), theirs, into=THERE).blocked
    assert item.refusal is Refusal.DELETED


def test_it_becomes_the_default_if_that_is_asked_for(mine: DCStore, theirs: DCStore) -> None:
    tsro(theirs)
    cs = DCStore(theirs.path)
    cs.ctypeobj(CTYPE).rangeobj("300-400").set_versdef(1, comment="chosen")
    cs.save()
    asked = node(mine, 1).path
    plan = planned(node(mine), theirs, into=THERE, defaults=(asked,))
    assert not plan.conflicts
    carried_out(plan)
    answer = tsro(theirs).versdef()
    assert tsro(theirs).pinned
    assert answer is not None
    assert value_of(answer) == 1


def test_defaults_may_move_where_there_is_one_range(mine: DCStore, theirs: DCStore) -> None:
    plan = planned(node(mine), theirs, into=THERE, default=True)
    carried_out(plan)
    with pytest.raises(BadValue, match="--make-default"):
        planned(NodeId(str(mine.path)), theirs, into=THERE, default=True)


def test_a_default_follows_what_takes_its_place(mine: DCStore, theirs: DCStore) -> None:
    put(theirs, "700-800", 9, 8, pin=1)
    into = (CTYPE, "700-800")
    plan = planned(node(mine), theirs, policy=Policy.OURS, into=into)
    (item,) = of_kind(plan, ItemKind.DEFAULT)
    assert (item.path[2], item.resolution) == (node(mine, 1).path[2], Resolution.SET)
    carried_out(plan)


def test_a_default_follows_what_takes_its_place_from_any_range(mine: DCStore) -> None:
    put(mine, "500-600", 8, first=TIME + 90)
    put(mine, "700-800", 9, first=TIME + 90, pin=1)
    how = How(Selection(without=((CTYPE, "700-800"),)), Policy.OURS, into=(CTYPE, "700-800"))
    plan = planned(NodeId(str(mine.path), (CTYPE,)), mine, how)
    (item,) = of_kind(plan, ItemKind.DEFAULT)
    assert item.path == node(mine, 1, "500-600").path
    carried_out(plan)


def test_the_range_it_is_in_holds_it_already(mine: DCStore) -> None:
    plan = planned(node(mine), mine, into=HERE)
    assert {item.state for item in plan.items} == {State.IDENTICAL}
    assert not apply(plan).change


def test_in_the_repository_the_answer_stays(repository: Path) -> None:
    cs = DCStore.create(repository, "cspad-0001")
    put(cs, "100-200", 1, 2)
    put(cs, "300-400", 5, first=TIME + 50)
    plan = planned(node(cs), cs, into=THERE, comment="")
    assert not plan.changes
    assert not plan.lacks_reason
    carried_out(plan)
    asked = planned(node(cs), cs, into=THERE, defaults=(node(cs, 1).path,), comment="")
    assert asked.lacks_reason


@pytest.mark.parametrize("chunks", [None, (1, 512, 512)])
def test_large_constants_are_copied_within_the_file(tmp_path: Path, chunks: object) -> None:
    cs = make_store(tmp_path / "mine", "native")
    put(cs, "100-200")
    put(cs, "300-400")
    nda = np.arange(8 * 512 * 512, dtype="f8").reshape(8, 512, 512)
    assert nda.nbytes > 4 * PASSED_ON
    cs.ctypeobj(CTYPE).rangeobj("100-200").add_version(float(TIME), nda)
    cs.save()
    if chunks is not None:
        with h5py.File(cs.path, "r+") as file:
            group = file[f"{CTYPE}/100-200/{TIME}"]
            attributes = dict(group["calib"].attrs)
            del group["calib"]
            group.create_dataset("calib", data=nda, chunks=chunks).attrs.update(attributes)
    plan = planned(node(cs), cs, into=THERE)
    assert not plan.refusals
    assert apply(plan).verified == 1
    found = tsro(cs).versobj(1)
    found.verify()
    assert np.array_equal(np.asarray(found.calib()), nda)


def test_nobody_waits_for_itself(mine: DCStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DCS_PATIENCE", "0.5")
    link = mine.path.with_name("cspad-0002.h5")
    link.symlink_to(mine.path)
    plan = planned(node(mine), link, into=THERE)
    assert apply(plan).verified == 2
    assert held(mine.path, "300-400") == [5, 1, 2]


def test_damage_shows_when_it_is_read_back(tmp_path: Path) -> None:
    cs = make_store(tmp_path / "mine", "native")
    put(cs, "100-200", 1)
    put(cs, "300-400")
    plan = planned(node(cs), cs, into=THERE)
    with h5py.File(cs.path, "r+") as file:
        file[f"{CTYPE}/100-200/{TIME}/calib"][0] = 77
    with pytest.raises(Damaged):
        apply(plan)
    assert held(cs.path, "300-400") == []


def test_what_it_relies_on_may_not_change(mine: DCStore, theirs: DCStore) -> None:
    plan = planned(node(mine), theirs, into=THERE)
    put(DCStore(theirs.path), "300-400", 6, first=TIME + 70)
    with pytest.raises(MovedError):
        apply(plan)
    assert held(theirs.path, "300-400") == [5, 6]


def test_the_source_may_not_change(mine: DCStore, theirs: DCStore) -> None:
    plan = planned(node(mine), theirs, into=THERE)
    cs = DCStore(mine.path)
    cs.ctypeobj(CTYPE).rangeobj("100-200").versobj(1).add_par("run", 8)
    cs.save()
    with pytest.raises(SourceMovedError):
        apply(plan)
    assert held(theirs.path, "300-400") == [5]


def test_only_versions_of_its_type_go_into_a_range(mine: DCStore, theirs: DCStore) -> None:
    put(mine, "100-200", 4, ctype="pixel_gain")
    with pytest.raises(BadValue, match="pixel_gain can't go into pedestals/300-400"):
        planned(mine, theirs, into=THERE)
    how = How(Selection(nodes=(HERE,)), into=THERE)
    assert len(versions(planned(mine, theirs, how))) == 2


@pytest.mark.parametrize(
    ("into", "error"),
    [((CTYPE, "1-2"), NotFound), ((CTYPE,), BadValue), ((CTYPE, ""), BadValue)],
)
def test_it_goes_into_a_range_that_is_there(
    mine: DCStore, theirs: DCStore, into: tuple[str, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        planned(node(mine), theirs, into=into)


def test_it_goes_into_a_file_that_is_there(mine: DCStore, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no file"):
        planned(node(mine), tmp_path / "new" / "cspad-0001.h5", into=THERE)
