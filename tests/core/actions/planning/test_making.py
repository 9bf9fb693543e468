"""What a plan says of each thing of a source, by state, conflict and policy."""

from __future__ import annotations

import shutil
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.core.actions.answers.plans import (
    ConflictKind,
    ItemKind,
    Policy,
    Refusal,
    Resolution,
    Selection,
    State,
)
from dcsgui.core.actions.answers.transfers import How
from dcsgui.core.actions.planning import destination_in, make_plan
from dcsgui.core.actions.transfer import apply
from dcsgui.core.values.errors import BadValue, FileGoneError, NotFound
from dcsgui.core.values.timestamps import MICROSECOND, NS_PER_SEC, Timestamp
from small_stores import LAYOUTS
from transfer_files import CTYPE, TIME, answers, differences, of_kind, pair, planned, put, states

BOTH_WAYS = [(mine, theirs) for mine in LAYOUTS for theirs in LAYOUTS]


@pytest.fixture(params=BOTH_WAYS, ids="-".join)
def both(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[DCStore, DCStore]:
    """Return two empty stores of one detector, in each pair of layouts."""
    return pair(tmp_path, *request.param)


# States


def test_what_is_missing_is_added(both: tuple[DCStore, DCStore]) -> None:
    mine, theirs = both
    put(mine, "100-200", 1, 2)
    plan = planned(mine, theirs)
    assert [item.kind for item in plan.items] == [
        ItemKind.CTYPE,
        ItemKind.RANGE,
        ItemKind.VERSION,
        ItemKind.VERSION,
    ]
    assert all(item.resolution is Resolution.ADD for item in plan.items)
    assert plan.todo == plan.items
    assert (plan.nbytes, plan.items[2].nbytes) == (64, 32)
    assert [item.versind for item in of_kind(plan, ItemKind.VERSION)] == [1, 2]
    (change,) = plan.changes
    assert (change.ctype, change.begin_ns, change.end_ns) == (CTYPE, 10**11, 2 * 10**11)
    assert change.before is None
    assert change.after is not None
    assert change.after.versind == 2


def test_what_is_there_is_identical(both: tuple[DCStore, DCStore]) -> None:
    mine, theirs = both
    for cs in both:
        put(cs, "100-200", 1, 2, pin=1)
    for one, other in ((mine, theirs), (theirs, mine)):
        plan = planned(one, other, default=True)
        assert states(plan) == {State.IDENTICAL}
        assert not plan.todo
        assert not plan.changes


def test_a_file_that_is_not_there_is_made(both: tuple[DCStore, DCStore], tmp_path: Path) -> None:
    mine, _ = both
    put(mine, "100", 1)
    new = tmp_path / "far" / "cspad" / "cspad-0001.h5"
    plan = planned(mine, new)
    assert (plan.items[0].kind, plan.items[0].resolution) == (ItemKind.HEAD, Resolution.ADD)
    assert not plan.destination.exists
    assert (plan.destination.fingerprint, plan.compared) == ("", ())
    assert not new.parent.parent.exists()
    apply(plan)
    assert not planned(mine, new).todo


def test_damaged_constants_are_refused(tmp_path: Path) -> None:
    mine, theirs = pair(tmp_path, "native", "native")
    put(mine, "100", 1, 2)
    with h5py.File(mine.path, "r+") as file:
        file[f"{CTYPE}/100/{TIME}/calib"][0] = 7.5
    plan = planned(mine, theirs)
    (refused,) = plan.refusals
    assert (refused.refusal, refused.path[-1]) == (Refusal.DAMAGED, str(TIME))
    assert "digest" in refused.reason
    assert plan.blocked == (refused,)
    assert plan.todo == ()
    left_out = planned(mine, theirs, policy=Policy.SKIP)
    assert [item.path[-1] for item in left_out.todo if item.kind is ItemKind.VERSION] == [
        str(TIME + 1)
    ]
    assert make_plan(NodeId(str(mine.path)), str(theirs.path), verify=False).refusals == ()


def test_a_damaged_type_is_refused_and_others_are_not(tmp_path: Path) -> None:
    mine, theirs = pair(tmp_path, "native", "native")
    put(mine, "100", 1)
    put(mine, "100", 1, ctype="status")
    with h5py.File(mine.path, "r+") as file:
        del file["_index"]
        file["status/100"].attrs["tsbegin_ns"] = "no time"
    plan = planned(mine, theirs)
    (refused,) = plan.refusals
    assert (refused.kind, refused.path, refused.refusal) == (
        ItemKind.CTYPE,
        ("status",),
        Refusal.DAMAGED,
    )
    assert of_kind(plan, ItemKind.VERSION)[0].path[0] == CTYPE


def test_another_detector_is_refused_as_a_whole(tmp_path: Path) -> None:
    mine, _ = pair(tmp_path, "native", "native")
    put(mine, "100", 1)
    other = tmp_path / "theirs" / "cspad" / "cspad-0002.h5"
    plan = planned(mine, other)
    (head,) = plan.items
    assert (head.kind, head.refusal) == (ItemKind.HEAD, Refusal.DETECTOR)
    assert planned(mine, other, policy=Policy.SKIP).blocked == plan.blocked
    assert planned(mine, other, other_detector=True).todo


@pytest.mark.parametrize("names_it", ["source", "destination"])
def test_a_successor_may_get_it(tmp_path: Path, names_it: str) -> None:
    mine, _ = pair(tmp_path, "native", "native")
    put(mine, "100", 1)
    successor = DCStore.create(tmp_path / "theirs", "cspad-0002")
    if names_it == "source":
        mine.set_successor("cspad-0002")
        mine.save()
    else:
        successor.set_predecessor("cspad-0001")
        successor.save()
    assert planned(mine, successor).todo


def test_a_type_that_the_older_layout_cannot_hold_is_refused(tmp_path: Path) -> None:
    mine, theirs = pair(tmp_path, "native", "pscalib")
    put(mine, "100", 1, ctype="status")
    put(mine, "100", 1)
    plan = planned(mine, theirs)
    (refused,) = plan.refusals
    assert (refused.path, refused.refusal) == (("status",), Refusal.LAYOUT)
    assert "older PSCalib code" in refused.reason


def test_ranges_that_the_older_layout_cannot_tell_apart_are_refused(tmp_path: Path) -> None:
    mine, theirs = pair(tmp_path, "native", "pscalib")
    put(mine, "100.25-200", 1)
    put(mine, "100.75-200", 1)
    plan = planned(mine, theirs)
    (refused,) = plan.refusals
    assert (refused.kind, refused.refusal) == (ItemKind.RANGE, Refusal.LAYOUT)
    assert refused.path[1] == "100.75-200"


@pytest.mark.parametrize("level", [1, 2, 3])
def test_what_was_deleted_there_is_to_be_restored(
    both: tuple[DCStore, DCStore], level: int
) -> None:
    mine, theirs = both
    for cs in both:
        put(cs, "100-200", 1, 2)
    tsro = theirs.ctypeobj(CTYPE).rangeobj("100-200")
    if level == 1:
        theirs.del_ctype(CTYPE, comment="bad")
    elif level == 2:
        theirs.ctypeobj(CTYPE).del_range("100-200", comment="bad")
    else:
        tsro.del_version(1, comment="bad")
    theirs.save()
    plan = planned(mine, theirs)
    (refused,) = plan.refusals
    assert (len(refused.path), refused.refusal) == (level, Refusal.DELETED)
    assert "restore" in refused.reason
    assert "bad" in refused.reason
    theirs.restore(1)
    theirs.save()
    assert states(planned(mine, theirs)) == {State.IDENTICAL}


ACCESS = """
[[rule]]
role = "contributor"
ctype = "pedestals"
users = ["*"]
"""


def test_the_access_file_refuses_types_and_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = pair(tmp_path, "native", "native")
    put(mine, "100", 1, 2, pin=1)
    put(theirs, "100", 1)
    put(mine, "100", 1, ctype="status")
    user = "anna"
    monkeypatch.setattr("dcsgui.core.objects.permissions.current_user", lambda: user)
    rule = ACCESS.replace("*", user)
    (tmp_path / "theirs" / "access.toml").write_text(rule, "utf-8")
    plan = planned(mine, theirs, default=True)
    refused = {(item.kind, item.path[0]) for item in plan.refusals}
    assert (ItemKind.CTYPE, "status") in refused
    assert (ItemKind.DEFAULT, CTYPE) in refused
    assert (ItemKind.VERSION, CTYPE) not in refused
    assert all(item.refusal is Refusal.ACCESS for item in plan.refusals)
    assert "curator" in next(i.reason for i in plan.refusals if i.kind is ItemKind.DEFAULT)
    alone = planned(mine, theirs, policy=Policy.SKIP)
    assert [item.path for item in alone.todo] == [(CTYPE, "100", str(TIME + 1))]


# Conflicts, and what each policy does with them

SAME_TIME = {
    Policy.FAIL: Resolution.NOTHING,
    Policy.SKIP: Resolution.NOTHING,
    Policy.THEIRS: Resolution.NOTHING,
    Policy.OURS: Resolution.REPLACE,
    Policy.BOTH: Resolution.BOTH,
}


@pytest.mark.parametrize(("policy", "resolution"), SAME_TIME.items())
def test_other_constants_of_the_same_time(
    both: tuple[DCStore, DCStore], policy: Policy, resolution: Resolution
) -> None:
    mine, theirs = both
    put(mine, "100-200", 1)
    put(theirs, "100-200", 9)
    plan = planned(mine, theirs, policy=policy)
    (item,) = of_kind(plan, ItemKind.VERSION)
    assert (item.state, item.conflict) == (State.CONFLICT, ConflictKind.SAME_TIME)
    assert item.resolution is resolution
    assert len(item.replaces) == 3
    assert "same time" in item.reason
    assert bool(plan.blocked) == (policy is Policy.FAIL)
    moved = (item.tsvers_ns or 0) - TIME * NS_PER_SEC
    assert moved == (MICROSECOND if item.todo else 0)
    assert bool(plan.changes) == item.todo
    if item.todo:
        assert item.versind == 2
        apply(plan)
        again = planned(mine, theirs, policy=policy)
        assert not again.todo
        assert states(again) == {State.IDENTICAL}


RANGE_END = {
    Policy.FAIL: (Resolution.NOTHING, "100-300"),
    Policy.SKIP: (Resolution.NOTHING, "100-300"),
    Policy.THEIRS: (Resolution.NOTHING, "100-300"),
    Policy.OURS: (Resolution.REPLACE, "100-200"),
    Policy.BOTH: (Resolution.BOTH, "100-200"),
}


@pytest.mark.parametrize(("policy", "expected"), RANGE_END.items())
def test_the_same_begin_and_another_end(
    both: tuple[DCStore, DCStore], policy: Policy, expected: tuple[Resolution, str]
) -> None:
    mine, theirs = both
    put(mine, "100-200", 1)
    put(theirs, "100-300", 1)
    put(mine, "100-200", 2, first=TIME + 10)
    plan = planned(mine, theirs, policy=policy)
    (item,) = of_kind(plan, ItemKind.RANGE)
    assert (item.state, item.conflict) == (State.CONFLICT, ConflictKind.RANGE_END)
    assert (item.resolution, item.target[-1]) == expected
    assert item.replaces == (CTYPE, "100-300")
    first, second = of_kind(plan, ItemKind.VERSION)
    assert first.target[1] == second.target[1] == expected[1]
    assert first.state is (State.ADD if policy is Policy.BOTH else State.IDENTICAL)
    assert second.todo == (policy is not Policy.SKIP)
    if policy is Policy.SKIP:
        assert "Left out" in second.reason
    if policy is not Policy.FAIL:
        apply(plan)
        assert not planned(mine, theirs, policy=policy).todo


def test_a_range_of_the_same_begin_that_the_source_has_too_is_no_conflict(
    both: tuple[DCStore, DCStore],
) -> None:
    mine, theirs = both
    for cs in both:
        put(cs, "100-end" if cs.layout.value == "pscalib" else "100", 1)
    put(mine, "100-200", 2)
    plan = planned(mine, theirs)
    assert not plan.conflicts
    assert [item.resolution for item in of_kind(plan, ItemKind.RANGE)] == [
        Resolution.ADD,
        Resolution.NOTHING,
    ]


@pytest.mark.parametrize("policy", Policy)
def test_another_default(both: tuple[DCStore, DCStore], policy: Policy) -> None:
    mine, theirs = both
    put(mine, "100-200", 1, 2, pin=1)
    put(theirs, "100-200", 1, 2, pin=2)
    assert not planned(mine, theirs, policy=policy).conflicts
    plan = planned(mine, theirs, policy=policy, default=True)
    (item,) = plan.conflicts
    assert (item.kind, item.conflict) == (ItemKind.DEFAULT, ConflictKind.DEFAULT)
    assert item.resolution is (Resolution.SET if policy is Policy.OURS else Resolution.NOTHING)
    assert "v2" in item.reason
    if policy is Policy.OURS:
        apply(plan)
        assert states(planned(mine, theirs, default=True)) == {State.IDENTICAL}


def test_a_default_that_nobody_set_may_be_set(both: tuple[DCStore, DCStore]) -> None:
    mine, theirs = both
    put(mine, "100-200", 1, 2, pin=1)
    put(theirs, "100-200", 1, 2)
    (item,) = of_kind(planned(mine, theirs, default=True), ItemKind.DEFAULT)
    assert (item.state, item.resolution) == (State.ADD, Resolution.SET)


def test_a_new_range_has_its_default_with_it(both: tuple[DCStore, DCStore]) -> None:
    mine, theirs = both
    put(mine, "100-200", 1, 2, pin=1)
    plan = planned(mine, theirs)
    (item,) = of_kind(plan, ItemKind.DEFAULT)
    assert item.resolution is Resolution.SET
    assert plan.changes[0].after is not None
    assert plan.changes[0].after.versind == 1
    latest = planned(mine, theirs, How(Selection(versions=("2",))))
    assert not of_kind(latest, ItemKind.DEFAULT)


def test_a_default_follows_the_version_that_takes_its_place(
    both: tuple[DCStore, DCStore],
) -> None:
    mine, theirs = both
    put(mine, "100-200", 1)
    put(theirs, "100-200", 9, 8, pin=1)
    plan = planned(mine, theirs, policy=Policy.OURS)
    (item,) = of_kind(plan, ItemKind.DEFAULT)
    (version,) = of_kind(plan, ItemKind.VERSION)
    assert item.target == version.target
    apply(plan)
    assert theirs.find(CTYPE, 150).version.name == version.target[-1]


PARAMETERS = {
    Policy.FAIL: (),
    Policy.SKIP: (),
    Policy.THEIRS: (),
    Policy.OURS: ("bias", "gain"),
    Policy.BOTH: ("bias",),
}


@pytest.mark.parametrize(("policy", "keys"), PARAMETERS.items())
def test_other_parameters(
    both: tuple[DCStore, DCStore], policy: Policy, keys: tuple[str, ...]
) -> None:
    mine, theirs = both
    put(mine, "100-200", 1, gain="high", bias=3, same=1)
    put(theirs, "100-200", 1, gain="low", same=1, more="x")
    plan = planned(mine, theirs, policy=policy)
    (item,) = plan.conflicts
    assert (item.kind, item.conflict) == (ItemKind.PARAMETERS, ConflictKind.PARAMETERS)
    assert item.keys == keys
    assert item.resolution is (Resolution.SET if keys else Resolution.NOTHING)
    assert "'gain'" in item.reason
    assert "'bias'" in item.reason
    if policy is not Policy.FAIL:
        apply(plan)
        assert not planned(mine, theirs, policy=policy).todo


@pytest.mark.parametrize("level", [0, 1, 2])
def test_parameters_of_levels_count_where_the_level_is_selected(
    both: tuple[DCStore, DCStore], level: int
) -> None:
    mine, theirs = both
    for cs in both:
        put(cs, "100-200", 1)
    cto = mine.ctypeobj(CTYPE)
    (mine, cto, cto.rangeobj("100-200"))[level].add_par("k", 1)
    mine.save()
    path = (CTYPE, mine.ctypeobj(CTYPE).ranges()[0])
    for depth in range(3):
        plan = planned(NodeId(str(mine.path), path[:depth]), theirs)
        assert [len(item.path) for item in plan.conflicts] == ([level] if depth <= level else [])
    window = How(Selection(begin_ns=0))
    assert bool(planned(mine, theirs, window).conflicts) == (level == 2)


# Selections


def test_selections(both: tuple[DCStore, DCStore]) -> None:
    mine, theirs = both
    put(mine, "100-200", 1, 2, pin=1)
    put(mine, "300-400", 3, first=TIME + 5)
    put(mine, "100-200", 4, ctype="pixel_gain")

    def chosen(how: Selection, path: tuple[str, ...] = ()) -> list[tuple[str, str, int]]:
        plan = planned(NodeId(str(mine.path), path), theirs, How(how))
        return [
            (item.path[0], item.path[1], item.versind) for item in of_kind(plan, ItemKind.VERSION)
        ]

    one, two = (CTYPE, "100-200", 1), (CTYPE, "100-200", 2)
    three, four = (CTYPE, "300-400", 1), ("pixel_gain", "100-200", 1)
    sec = NS_PER_SEC
    assert chosen(Selection()) == [one, two, three, four]
    assert chosen(Selection(ctypes=("pixel_gain",))) == [four]
    assert chosen(Selection(default_only=True)) == [one, three, four]
    assert chosen(Selection(begin_ns=201 * sec)) == [three]
    assert chosen(Selection(begin_ns=200 * sec, end_ns=299 * sec)) == [one, two, four]
    assert chosen(Selection(versions=("2",))) == [two]
    assert chosen(Selection(versions=("v1",)), (CTYPE,)) == [one, three]
    assert chosen(Selection(versions=(Timestamp(TIME * sec).iso(),)), (CTYPE,)) == [one]
    assert chosen(Selection(), (CTYPE, "300-400")) == [three]
    name = mine.ctypeobj(CTYPE).rangeobj("100-200").versobjs()[1].name
    assert chosen(Selection(), (CTYPE, "100-200", name)) == [two]


@pytest.mark.parametrize(
    ("path", "how", "error"),
    [
        ((), Selection(ctypes=("status",)), NotFound),
        (("status",), Selection(), NotFound),
        ((CTYPE, "1-2"), Selection(), NotFound),
        ((CTYPE, "100-200", "77"), Selection(), NotFound),
        ((), Selection(versions=("77",)), NotFound),
        ((CTYPE,), Selection(ctypes=("status",)), BadValue),
        ((), Selection(begin_ns=2, end_ns=1), BadValue),
    ],
)
def test_what_is_not_there_cannot_be_selected(
    both: tuple[DCStore, DCStore],
    path: tuple[str, ...],
    how: Selection,
    error: type[Exception],
) -> None:
    mine, theirs = both
    put(mine, "100-200", 1)
    with pytest.raises(error):
        planned(NodeId(str(mine.path), path), theirs, How(how))


def test_files_that_are_none(tmp_path: Path) -> None:
    mine, theirs = pair(tmp_path, "native", "native")
    for destination in ("", str(tmp_path / "cspad-0001"), str(tmp_path / "a.h5")):
        with pytest.raises(BadValue):
            make_plan(NodeId(str(mine.path)), destination)
    with pytest.raises(FileGoneError):
        make_plan(NodeId(str(tmp_path / "cspad-1.h5")), str(theirs.path))


# The rest


def test_the_path_in_a_place(tmp_path: Path) -> None:
    local = Place(PlaceKind.LOCAL, str(tmp_path))
    there = tmp_path / "cspad" / "cspad-0001.h5"
    assert destination_in(local, "cspad-0001") == str(there)
    file = Place(PlaceKind.FILE, str(tmp_path / "cspad-2.h5"))
    assert destination_in(file, "cspad-0001") == file.path


def test_nothing_is_changed(both: tuple[DCStore, DCStore]) -> None:
    mine, theirs = both
    put(mine, "100-200", 1, 2)
    before = [cs.path.read_bytes() for cs in both]
    planned(mine, theirs)
    assert [cs.path.read_bytes() for cs in both] == before


def test_versions_without_digests_are_compared_by_their_constants(tmp_path: Path) -> None:
    mine, theirs = pair(tmp_path, "pscalib", "pscalib")
    put(mine, "100-200", 1, 2)
    shutil.copy(mine.path, theirs.path)
    with h5py.File(mine.path, "r+") as file:
        for name in ("v0001", "v0002"):
            data = file[f"{CTYPE}/100-200"][name]["data"]
            del data.attrs["digest"]
    assert states(planned(mine, theirs)) == {State.IDENTICAL}
    assert states(planned(theirs, mine)) == {State.IDENTICAL}
    with h5py.File(mine.path, "r+") as file:
        file[f"{CTYPE}/100-200/v0001/data"][...] = 5
    (item,) = planned(mine, theirs).conflicts
    assert item.conflict is ConflictKind.SAME_TIME
    assert item.digest.startswith("sha256:")


def test_arrays_of_the_same_bytes_and_another_shape_differ(tmp_path: Path) -> None:
    mine, theirs = pair(tmp_path, "native", "native")
    for cs, shape in ((mine, (2, 3)), (theirs, (3, 2))):
        tsro = cs.add_ctype(CTYPE).add_range("100-200")
        tsro.add_version(float(TIME), np.zeros(shape))
        cs.save()
    assert planned(mine, theirs).conflicts


@pytest.mark.parametrize("policy", [Policy.BOTH, Policy.OURS])
def test_in_the_repository_answers_stay_unless_ours_replaces_them(
    tmp_path: Path, repository: Path, policy: Policy
) -> None:
    mine, _ = pair(tmp_path, "native", "native")
    put(mine, "100-200", 1, 2)
    put(mine, "300-400", 3)
    theirs = DCStore.create(repository, "cspad-0001")
    put(theirs, "100-200", 9)
    plan = planned(mine, theirs, policy=policy)
    assert plan.destination.repository
    before = answers(theirs.path)
    apply(plan)
    assert list(plan.changes) == differences(before, answers(theirs.path))
    changed = {change.begin_ns for change in plan.changes}
    assert (100 * NS_PER_SEC in changed) == (policy is Policy.OURS)
    assert 300 * NS_PER_SEC in changed
