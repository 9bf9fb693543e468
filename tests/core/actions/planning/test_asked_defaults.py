"""Defaults that are asked for: by version, also in ranges that have another one."""

from __future__ import annotations

from pathlib import Path

import h5py
import pytest

from dcsgui import DCStore
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
from dcsgui.core.actions.transfer import MovedError, apply
from dcsgui.core.actions.undo import take_back
from dcsgui.core.values.errors import BadValue, NotFound
from small_stores import LAYOUTS, make_store
from transfer_files import CTYPE, TIME, answers, differences, of_kind, planned, put, value_of

Versions = tuple[tuple[str, ...], ...]


@pytest.fixture(params=LAYOUTS)
def mine(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    """Return a store with three versions, the second of which is the default."""
    cs = make_store(tmp_path / "mine", request.param)
    put(cs, "100-200", 1, 2, 3, pin=2)
    return cs


@pytest.fixture(params=LAYOUTS)
def theirs(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    """Return an empty store."""
    return make_store(tmp_path / "theirs", request.param)


def versions(cs: DCStore, tsr: str = "100-200") -> Versions:
    """Return the paths of the versions of a range."""
    found = cs.ctypeobj(CTYPE).rangeobj(tsr).versobjs()
    return tuple((CTYPE, tsr, one.name) for one in found)


def default(plan: Plan) -> Item:
    """Return the only item about a default."""
    (item,) = of_kind(plan, ItemKind.DEFAULT)
    return item


def pinned(path: Path) -> float | None:
    """Return what the default of the range holds, None if nobody set one."""
    tsro = DCStore(path).ctypeobj(CTYPE).rangeobj("100-200")
    answer = tsro.versdef()
    return value_of(answer) if tsro.pinned and answer else None


def carried_out(plan: Plan) -> None:
    """Apply a plan, and see that answers change as it says."""
    path = Path(plan.destination.file)
    before = answers(path)
    apply(plan)
    assert list(plan.changes) == differences(before, answers(path))


def test_a_new_range_gets_the_one_that_is_asked_for(mine: DCStore, theirs: DCStore) -> None:
    plan = planned(mine, theirs, defaults=versions(mine)[:1])
    assert default(plan).path == versions(mine)[0]
    apply(plan)
    assert pinned(theirs.path) == 1
    assert not planned(mine, theirs, defaults=versions(mine)[:1]).todo


def test_a_new_file_gets_it(mine: DCStore, tmp_path: Path) -> None:
    new = tmp_path / "new" / "cspad-0001.h5"
    apply(planned(mine, new, defaults=versions(mine)[2:]))
    assert pinned(new) == 3


@pytest.mark.parametrize("before", [None, 1, 2])
def test_a_range_that_is_there_gets_it_whatever_it_has(
    mine: DCStore, theirs: DCStore, before: int | None
) -> None:
    put(theirs, "100-200", 1, 2, pin=before)
    plan = planned(mine, theirs, defaults=versions(mine)[:1])
    assert not plan.conflicts
    item = default(plan)
    if before == 1:
        assert (item.state, item.resolution) == (State.IDENTICAL, Resolution.NOTHING)
    else:
        assert (item.state, item.resolution) == (State.ADD, Resolution.SET)
        assert bool(item.replaces) == (before == 2)
        assert plan.moves_default
    carried_out(plan)
    assert pinned(theirs.path) == 1


def test_it_is_set_also_where_it_answers_already(mine: DCStore, theirs: DCStore) -> None:
    put(theirs, "100-200", 1, 2, 3)
    plan = planned(mine, theirs, defaults=versions(mine)[2:])
    assert [item.kind for item in plan.todo] == [ItemKind.DEFAULT]
    assert not plan.changes
    carried_out(plan)
    assert pinned(theirs.path) == 3


def test_a_version_that_takes_the_place_of_another(mine: DCStore, theirs: DCStore) -> None:
    put(theirs, "100-200", 9, 2, pin=1)
    for defaults, value in ((versions(mine)[1:2], 2), (versions(mine)[:1], 1)):
        plan = planned(mine, theirs, policy=Policy.OURS, defaults=defaults)
        assert default(plan).path == defaults[0]
        carried_out(plan)
        assert pinned(theirs.path) == value


def test_a_version_beside_another_of_its_time(mine: DCStore, theirs: DCStore) -> None:
    put(theirs, "100-200", 9, pin=1)
    carried_out(planned(mine, theirs, policy=Policy.BOTH, defaults=versions(mine)[:1]))
    assert pinned(theirs.path) == 1


@pytest.mark.parametrize("policy", [Policy.FAIL, Policy.THEIRS, Policy.SKIP])
def test_a_version_that_is_left_out_does_not_become_it(
    mine: DCStore, theirs: DCStore, policy: Policy
) -> None:
    put(theirs, "100-200", 9, 2, pin=2)
    plan = planned(mine, theirs, policy=policy, defaults=versions(mine)[:1])
    item = default(plan)
    assert (item.state, item.conflict) == (State.CONFLICT, ConflictKind.SAME_TIME)
    assert "not transferred" in item.reason
    assert (item in plan.blocked) == (policy is Policy.FAIL)
    if policy is not Policy.FAIL:
        carried_out(plan)
        assert pinned(theirs.path) == 2


def test_of_a_version_that_is_left_out_by_choice_it_is_left_out_too(
    mine: DCStore, theirs: DCStore
) -> None:
    put(theirs, "100-200", 9, 2, pin=2)
    first = versions(mine)[0]
    plan = planned(
        mine, theirs, choices=(Choice(first, ItemKind.VERSION, Policy.SKIP),), defaults=(first,)
    )
    assert not plan.blocked
    assert default(plan).resolution is Resolution.NOTHING


def test_a_damaged_version_does_not_become_it(tmp_path: Path) -> None:
    mine, theirs = make_store(tmp_path / "a", "native"), make_store(tmp_path / "b", "native")
    put(mine, "100-200", 1, 2)
    with h5py.File(mine.path, "r+") as file:
        file[f"{CTYPE}/100-200/{TIME}/calib"][0] = 77
    plan = planned(mine, theirs, policy=Policy.SKIP, defaults=versions(mine)[:1])
    assert default(plan).refusal is Refusal.DAMAGED
    apply(plan)
    assert pinned(theirs.path) is None


def test_in_a_range_that_is_left_out_it_is_left_out_too(mine: DCStore, theirs: DCStore) -> None:
    put(theirs, "100-300", 1)
    plan = planned(mine, theirs, policy=Policy.SKIP, defaults=versions(mine)[:1])
    item = default(plan)
    assert (item.resolution, item.conflict) == (Resolution.NOTHING, ConflictKind.RANGE_END)
    assert not plan.todo


def test_it_is_taken_back(mine: DCStore, theirs: DCStore) -> None:
    put(theirs, "100-200", 1, 2, pin=2)
    before = answers(theirs.path)
    applied = apply(planned(mine, theirs, defaults=versions(mine)[:1]))
    assert pinned(theirs.path) == 1
    take_back(str(theirs.path), applied.change)
    assert pinned(theirs.path) == 2
    assert answers(theirs.path) == before


def test_each_range_has_its_own(mine: DCStore, theirs: DCStore) -> None:
    put(mine, "300-400", 4, 5)
    put(theirs, "300-400", 4)
    asked = (versions(mine)[0], versions(mine, "300-400")[0])
    plan = planned(mine, theirs, defaults=asked)
    assert [item.path for item in of_kind(plan, ItemKind.DEFAULT)] == list(asked)
    carried_out(plan)
    with pytest.raises(BadValue, match="one default"):
        planned(mine, theirs, defaults=versions(mine)[:2])


def test_the_repository_asks_for_a_reason(mine: DCStore, repository: Path) -> None:
    theirs = DCStore.create(repository, "cspad-0001")
    put(theirs, "100-200", 1, 2)
    plan = planned(mine, theirs, defaults=versions(mine)[2:], comment="")
    assert plan.lacks_reason
    with pytest.raises(BadValue, match="reason"):
        apply(plan)
    apply(plan, comment="the best darks")
    assert pinned(theirs.path) == 3
    new = planned(mine, repository / "cspad" / "cspad-0002.h5", other_detector=True, comment="")
    assert not new.lacks_reason


def test_what_it_relies_on_may_not_change(mine: DCStore, theirs: DCStore) -> None:
    put(theirs, "100-200", 1, 2, pin=1)
    plan = planned(mine, theirs, defaults=versions(mine)[2:])
    tsro = theirs.ctypeobj(CTYPE).rangeobj("100-200")
    tsro.set_versdef(2, comment="meanwhile")
    theirs.save()
    with pytest.raises(MovedError):
        apply(plan)


def test_the_default_of_the_source_may_change_meanwhile(mine: DCStore, theirs: DCStore) -> None:
    plan = planned(mine, theirs, defaults=versions(mine)[:1])
    mine.ctypeobj(CTYPE).rangeobj("100-200").set_versdef(3, comment="meanwhile")
    mine.save()
    apply(plan)
    assert pinned(theirs.path) == 1


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ((CTYPE, "100-200"), BadValue),
        ((CTYPE, "100-200", "77"), NotFound),
        ((CTYPE, "100-200", ""), BadValue),
        (("status", "100-200", "77"), NotFound),
    ],
)
def test_only_versions_of_the_source_can_be_asked_for(
    mine: DCStore, theirs: DCStore, path: tuple[str, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        planned(mine, theirs, defaults=(path,))


def test_only_what_is_transferred_can_be_asked_for(mine: DCStore, theirs: DCStore) -> None:
    put(mine, "100-200", 1, ctype="pixel_gain")
    first, second, _third = versions(mine)
    for selection in (
        Selection(nodes=(second,)),
        Selection(without=(first,)),
        Selection(default_only=True),
        Selection(ctypes=("pixel_gain",)),
        Selection(begin_ns=10**15),
    ):
        with pytest.raises(BadValue, match="not among what is transferred"):
            planned(mine, theirs, selection=selection, defaults=(first,))
