"""Choices: another policy for one conflict, and single refusals that are left out."""

from __future__ import annotations

from pathlib import Path

import h5py
import pytest

from access_files import become, write_access
from dcsgui import DCStore
from dcsgui.core.actions.answers.plans import (
    Choice,
    Item,
    ItemKind,
    Plan,
    Policy,
    Refusal,
    Resolution,
    State,
)
from dcsgui.core.actions.transfer import apply
from dcsgui.core.values.errors import AccessDenied, BadValue, Conflict, NotFound
from small_stores import LAYOUTS
from transfer_files import CTYPE, TIME, answers, differences, held, of_kind, pair, planned, put

RANGE = (CTYPE, "100-200")
OTHER = (CTYPE, "300-400")


@pytest.fixture(params=LAYOUTS)
def both(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[DCStore, DCStore]:
    """Return a source and an empty destination of a layout."""
    return pair(tmp_path, "native", request.param)


def chosen(item: Item, policy: Policy) -> Choice:
    """Choose for an item."""
    return Choice(item.path, item.kind, policy)


def carried_out(plan: Plan) -> None:
    """Apply a plan, and see that answers change as it says."""
    path = Path(plan.destination.file)
    before = answers(path)
    apply(plan)
    assert list(plan.changes) == differences(before, answers(path))


def test_a_plan_is_blocked_by_what_nothing_is_chosen_for(both: tuple[DCStore, DCStore]) -> None:
    mine, theirs = both
    put(mine, "100-200", 1, 2)
    put(theirs, "100-200", 8, 9)
    first, second = planned(mine, theirs).blocked
    half = planned(mine, theirs, choices=(chosen(first, Policy.OURS),))
    assert [item.path for item in half.blocked] == [second.path]
    assert not half.todo
    with pytest.raises(Conflict):
        apply(half)
    choices = (chosen(first, Policy.OURS), chosen(second, Policy.THEIRS))
    plan = planned(mine, theirs, choices=choices)
    assert not plan.blocked
    assert [item.resolution for item in of_kind(plan, ItemKind.VERSION)] == [
        Resolution.REPLACE,
        Resolution.NOTHING,
    ]
    carried_out(plan)
    assert sorted(held(theirs.path, "100-200")) == [1, 9]
    assert not planned(mine, theirs, choices=choices).todo


def test_a_choice_counts_against_the_policy(both: tuple[DCStore, DCStore]) -> None:
    mine, theirs = both
    put(mine, "100-200", 1, 2)
    put(theirs, "100-200", 8, 9)
    first, second = planned(mine, theirs).conflicts
    plan = planned(mine, theirs, policy=Policy.BOTH, choices=(chosen(first, Policy.FAIL),))
    assert [item.path for item in plan.blocked] == [first.path]
    plan = planned(mine, theirs, policy=Policy.BOTH, choices=(chosen(second, Policy.SKIP),))
    assert [item.path for item in plan.todo] == [first.path]


def test_of_two_choices_the_latter_counts(both: tuple[DCStore, DCStore]) -> None:
    mine, theirs = both
    put(mine, "100-200", 1)
    put(theirs, "100-200", 9)
    (item,) = planned(mine, theirs).conflicts
    plan = planned(mine, theirs, choices=(chosen(item, Policy.SKIP), chosen(item, Policy.BOTH)))
    assert [item.resolution for item in plan.todo] == [Resolution.BOTH]


@pytest.mark.parametrize(
    ("policy", "name", "done"),
    [
        (Policy.OURS, "100-200", True),
        (Policy.BOTH, "100-200", True),
        (Policy.THEIRS, "100-300", True),
        (Policy.SKIP, "100-300", False),
    ],
)
def test_the_end_of_one_range(
    both: tuple[DCStore, DCStore], policy: Policy, name: str, done: bool
) -> None:
    mine, theirs = both
    for tsr in ("100-200", "300-400"):
        put(mine, tsr, 1, 2)
    put(theirs, "100-300", 1)
    put(theirs, "300-500", 1)
    other = planned(mine, theirs).blocked[1]
    choices = (Choice(RANGE, ItemKind.RANGE, policy), chosen(other, Policy.SKIP))
    plan = planned(mine, theirs, choices=choices)
    assert not plan.blocked
    added = {item.target[1] for item in plan.todo if item.kind is ItemKind.VERSION}
    assert added == ({name} if done else set())
    carried_out(plan)
    assert not planned(mine, theirs, choices=choices).todo


def test_what_is_in_a_range_that_is_left_out_is_in_nobodys_way(
    both: tuple[DCStore, DCStore],
) -> None:
    mine, theirs = both
    put(mine, "100-200", 1, 2, pin=1, gain="high")
    put(mine, "300-400", 3)
    put(theirs, "100-300", 9, 2, pin=2, gain="low")
    assert len(planned(mine, theirs, default=True).blocked) > 2
    left_out = (Choice(RANGE, ItemKind.RANGE, Policy.SKIP),)
    plan = planned(mine, theirs, default=True, choices=left_out)
    assert not plan.blocked
    assert {item.path[:2] for item in plan.todo} == {OTHER}
    carried_out(plan)


def test_the_default_of_one_range(both: tuple[DCStore, DCStore]) -> None:
    mine, theirs = both
    for tsr in ("100-200", "300-400"):
        put(mine, tsr, 1, 2, pin=1)
        put(theirs, tsr, 1, 2, pin=2)
    first, second = planned(mine, theirs, default=True).conflicts
    choices = (chosen(first, Policy.OURS), chosen(second, Policy.THEIRS))
    plan = planned(mine, theirs, default=True, choices=choices)
    assert [item.path for item in plan.todo] == [first.path]
    carried_out(plan)


@pytest.mark.parametrize(
    ("policy", "keys"),
    [(Policy.OURS, ("gain", "run")), (Policy.BOTH, ("run",)), (Policy.THEIRS, ())],
)
def test_the_parameters_of_one_version(
    both: tuple[DCStore, DCStore], policy: Policy, keys: tuple[str, ...]
) -> None:
    mine, theirs = both
    put(mine, "100-200", 1, gain="high", run=5)
    put(theirs, "100-200", 1, gain="low")
    (item,) = planned(mine, theirs).conflicts
    plan = planned(mine, theirs, choices=(chosen(item, policy),))
    assert [one.keys for one in plan.conflicts] == [keys]
    assert not plan.blocked
    carried_out(plan)
    found = DCStore(theirs.path).ctypeobj(CTYPE).rangeobj("100-200").versobj(1).dictpars()
    assert found["gain"] == ("high" if "gain" in keys else "low")
    assert ("run" in found) == ("run" in keys)


def test_parameters_above_versions_are_chosen_by_their_node(
    both: tuple[DCStore, DCStore],
) -> None:
    mine, theirs = both
    for cs, unit in ((mine, "ADU"), (theirs, "eV")):
        put(cs, "100-200", 1)
        cs.add_par("unit", unit)
        cs.ctypeobj(CTYPE).add_par("unit", unit)
        cs.save()
    choices = tuple(
        Choice(path, ItemKind.PARAMETERS, policy)
        for path, policy in (((), Policy.THEIRS), ((CTYPE,), Policy.OURS))
    )
    carried_out(planned(mine, theirs, choices=choices))
    found = DCStore(theirs.path)
    assert found.dictpars()["unit"] == "eV"
    assert found.ctypeobj(CTYPE).dictpars()["unit"] == "ADU"


def test_a_damaged_version_is_left_out_alone(tmp_path: Path) -> None:
    mine, theirs = pair(tmp_path, "native", "native")
    put(mine, "100-200", 1, 2)
    with h5py.File(mine.path, "r+") as file:
        file[f"{CTYPE}/100-200/{TIME}/calib"][0] = 77
    (damaged,) = planned(mine, theirs).blocked
    assert damaged.refusal is Refusal.DAMAGED
    useless = planned(mine, theirs, choices=(chosen(damaged, Policy.OURS),))
    assert useless.blocked
    plan = planned(mine, theirs, choices=(chosen(damaged, Policy.SKIP),))
    assert not plan.blocked
    carried_out(plan)
    assert len(DCStore(theirs.path).ctypeobj(CTYPE).rangeobj("100-200").versobjs()) == 1


def test_a_type_that_was_deleted_there_is_left_out_alone(both: tuple[DCStore, DCStore]) -> None:
    mine, theirs = both
    for ctype in (CTYPE, "pixel_gain"):
        put(mine, "100-200", 1, ctype=ctype)
    put(theirs, "100-200", 1)
    theirs.del_ctype(CTYPE)
    theirs.save()
    (refused,) = planned(mine, theirs).blocked
    plan = planned(mine, theirs, choices=(chosen(refused, Policy.SKIP),))
    assert {item.path[0] for item in plan.todo} == {"pixel_gain"}
    carried_out(plan)


def test_what_the_access_file_forbids_is_left_out_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = pair(tmp_path, "native", "native")
    put(mine, "100-200", 1, 2, pin=1)
    put(theirs, "100-200", 1)
    write_access(tmp_path / "theirs")
    become("ann", monkeypatch)
    (refused,) = planned(mine, theirs, default=True).blocked
    assert refused.kind is ItemKind.DEFAULT
    plan = planned(mine, theirs, default=True, choices=(chosen(refused, Policy.SKIP),))
    assert [item.kind for item in plan.todo] == [ItemKind.VERSION]
    carried_out(plan)


def test_a_range_that_may_not_get_another_end_gets_no_versions_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = pair(tmp_path, "native", "native")
    put(mine, "100-200", 1, 2)
    put(theirs, "100-300", 5, first=TIME + 9)
    write_access(tmp_path / "theirs")
    become("ann", monkeypatch)
    plan = planned(mine, theirs, policy=Policy.OURS)
    assert {item.state for item in plan.items if len(item.path) > 1} == {State.REFUSED}
    assert not plan.changes
    with pytest.raises(AccessDenied):
        apply(plan)
    assert len(planned(mine, theirs, policy=Policy.BOTH).todo) == 3


def test_nothing_is_chosen_about_the_whole(tmp_path: Path) -> None:
    mine, _theirs = pair(tmp_path, "native", "native")
    put(mine, "100-200", 1)
    other = tmp_path / "cspad-0002.h5"
    assert planned(mine, other, choices=(Choice((), ItemKind.PARAMETERS, Policy.SKIP),)).blocked
    with pytest.raises(BadValue, match="whole"):
        planned(mine, other, choices=(Choice((), ItemKind.HEAD, Policy.SKIP),))


def test_a_choice_for_what_is_in_no_conflict_does_nothing(both: tuple[DCStore, DCStore]) -> None:
    mine, theirs = both
    put(mine, "100-200", 1)
    plan = planned(mine, theirs, choices=(Choice(RANGE, ItemKind.RANGE, Policy.SKIP),))
    assert len(plan.todo) == 3


@pytest.mark.parametrize(
    ("path", "kind", "error"),
    [
        ((CTYPE, "1-2"), ItemKind.RANGE, NotFound),
        (("status",), ItemKind.CTYPE, NotFound),
        ((*RANGE, "77"), ItemKind.VERSION, NotFound),
        (RANGE, ItemKind.VERSION, BadValue),
        ((CTYPE,), ItemKind.DEFAULT, BadValue),
        ((), ItemKind.CTYPE, BadValue),
        ((CTYPE, ""), ItemKind.RANGE, BadValue),
    ],
)
def test_choices_name_what_is_there(
    both: tuple[DCStore, DCStore], path: tuple[str, ...], kind: ItemKind, error: type[Exception]
) -> None:
    mine, theirs = both
    put(mine, "100-200", 1)
    with pytest.raises(error):
        planned(mine, theirs, choices=(Choice(path, kind, Policy.OURS),))
