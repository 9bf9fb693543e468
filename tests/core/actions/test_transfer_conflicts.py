"""Each kind of conflict under each policy, in both layouts: what is there afterwards."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dcsgui import DCRange, DCStore, DCVersion
from dcsgui.core.actions.answers.plans import ConflictKind, Policy
from dcsgui.core.actions.transfer import MovedError, apply
from dcsgui.core.values.errors import Conflict
from dcsgui.core.values.timestamps import Timestamp
from small_stores import make_store
from transfers import OPEN, T0, content, plan_of, with_policy

TO_MOVE = (Policy.THEIRS, Policy.OURS, Policy.BOTH)
LEAVING = (Policy.SKIP, Policy.THEIRS)
US = 1000
NS = 10**9


class Pair:
    """Two stores of a detector, each with one range and one version of the same data."""

    def __init__(self, place: Path, layout: str) -> None:
        self.mine = self._made(place / "mine", layout)
        self.theirs = self._made(place / "theirs", layout)

    def _made(self, calib: Path, layout: str) -> DCStore:
        cs = make_store(calib, layout)
        cs.add_ctype("pedestals").add_range(OPEN).add_version(T0, [0.0], comment="common")
        cs.save()
        return cs

    def transfer(self, kind: ConflictKind, policy: Policy, *, default: bool = False) -> None:
        """Carry out the plan; then there is nothing left to do."""
        how = with_policy(policy, default=default)
        plan = plan_of(self.mine, self.theirs, how)
        assert {item.conflict for item in plan.conflicts} == {kind}
        before = self.theirs.path.read_bytes()
        if policy is Policy.FAIL:
            with pytest.raises(Conflict, match="choose what is to be done"):
                apply(plan)
        else:
            applied = apply(plan)
            assert bool(applied.done) == bool(plan.todo)
            again = plan_of(self.mine, self.theirs, how)
            assert again.todo == ()
        if not plan.todo:
            assert self.theirs.path.read_bytes() == before


@pytest.fixture
def pair(tmp_path: Path, layout: str) -> Pair:
    return Pair(tmp_path, layout)


def opened(cs: DCStore) -> DCRange:
    return cs.ctypeobj("pedestals").rangeobj(OPEN)


def first(verso: DCVersion) -> float:
    return float(np.asarray(verso.calib()).flat[0])


def versions(tsro: DCRange) -> dict[int, float]:
    """Return the first number of each version by its production time (ns)."""
    return {Timestamp.of(one.tsprod()).ns: first(one) for one in tsro.versobjs()}


@pytest.mark.parametrize("policy", list(Policy))
def test_same_time_other_constants(pair: Pair, policy: Policy) -> None:
    opened(pair.mine).add_version(T0 + 5, [1.0], comment="mine")
    opened(pair.theirs).add_version(T0 + 5, [2.0], comment="theirs")
    pair.mine.save()
    pair.theirs.save()
    pair.transfer(ConflictKind.SAME_TIME, policy)
    at = (T0 + 5) * NS
    expected = {at: 2.0}
    if policy is Policy.OURS:
        expected = {at + US: 1.0}
    elif policy is Policy.BOTH:
        expected = {at: 2.0, at + US: 1.0}
    found = versions(opened(pair.theirs))
    assert found == {T0 * NS: 0.0, **expected}
    gone = pair.theirs.deleted()
    assert len(gone) == (policy is Policy.OURS)
    if gone:
        pair.theirs.restore()
        assert versions(opened(pair.theirs))[at] == 2.0


@pytest.mark.parametrize("policy", list(Policy))
def test_same_time_where_theirs_is_the_default(pair: Pair, policy: Policy) -> None:
    opened(pair.mine).add_version(T0 + 5, [1.0], comment="mine")
    opened(pair.theirs).add_version(T0 + 5, [2.0], comment="theirs", default=True)
    opened(pair.theirs).add_version(T0 + 6, [3.0], comment="later")
    pair.mine.save()
    pair.theirs.save()
    pair.transfer(ConflictKind.SAME_TIME, policy)
    default = opened(pair.theirs).versobj()
    assert opened(pair.theirs).pinned
    assert first(default) == (1.0 if policy is Policy.OURS else 2.0)


@pytest.mark.parametrize("policy", list(Policy))
def test_same_begin_other_end(pair: Pair, policy: Policy) -> None:
    pair.mine.ctypeobj("pedestals").add_range((0, 100)).add_version(T0 + 1, [1.0])
    pair.mine.save()
    pair.theirs.ctypeobj("pedestals").add_range((0, 200)).add_version(T0 + 2, [2.0])
    pair.theirs.save()
    pair.transfer(ConflictKind.RANGE_END, policy)
    cto = pair.theirs.ctypeobj("pedestals")
    ranges = [cto.rangeobj(name) for name in cto.ranges()]
    found = {one.end(): sorted(versions(one).values()) for one in ranges if one.begin() == 0}
    expected = {
        Policy.FAIL: {200: [2.0]},
        Policy.SKIP: {200: [2.0]},
        Policy.THEIRS: {200: [1.0, 2.0]},
        Policy.OURS: {100: [1.0, 2.0]},
        Policy.BOTH: {200: [2.0], 100: [1.0]},
    }
    assert found == expected[policy]


@pytest.mark.parametrize("policy", list(Policy))
def test_same_begin_other_end_and_other_parameters(pair: Pair, policy: Policy) -> None:
    for cs, end in ((pair.mine, 100), (pair.theirs, 200)):
        tsro = cs.ctypeobj("pedestals").add_range((0, end))
        tsro.add_par("end", end)
        tsro.add_par(f"only {end}", end)
        cs.save()
    how = with_policy(policy)
    plan = plan_of(pair.mine, pair.theirs, how)
    expected: dict[str, object] = {"end": 200, "only 200": 200}
    if policy is Policy.FAIL:
        with pytest.raises(Conflict):
            apply(plan)
    else:
        apply(plan)
        assert plan_of(pair.mine, pair.theirs, how).todo == ()
    cto = pair.theirs.ctypeobj("pedestals")
    if policy is Policy.OURS:
        expected |= {"end": 100, "only 100": 100}
        assert cto.rangeobj((0, 100)).dictpars() == expected
    else:
        assert cto.rangeobj((0, 200)).dictpars() == expected
    if policy is Policy.BOTH:
        assert cto.rangeobj((0, 100)).dictpars() == {"end": 100, "only 100": 100}


@pytest.mark.parametrize("policy", [Policy.OURS, Policy.THEIRS])
def test_parameters_of_a_range_with_another_end_count(pair: Pair, policy: Policy) -> None:
    pair.mine.ctypeobj("pedestals").add_range((0, 100)).add_version(T0 + 1, [1.0])
    theirs = pair.theirs.ctypeobj("pedestals").add_range((0, 200))
    pair.mine.save()
    pair.theirs.save()
    plan = plan_of(pair.mine, pair.theirs, with_policy(policy))
    theirs.add_par("since", 1)
    pair.theirs.save()
    with pytest.raises(MovedError):
        apply(plan)


def test_same_bytes_of_another_shape_or_type_are_other_constants(pair: Pair) -> None:
    for number, (mine, theirs) in enumerate(
        [
            (np.zeros((2, 3)), np.zeros((3, 2))),
            (np.zeros(4, "f4"), np.zeros(4, "i4")),
            (np.zeros(4, "<u2"), np.zeros(4, ">u2")),
            (np.zeros(2, "f8"), np.zeros(4, "f4")),
            (np.frombuffer(b"abcd", "u1"), "abcd"),
            (np.zeros((0, 3)), np.zeros((3, 0))),
        ]
    ):
        opened(pair.mine).add_version(T0 + 10 + number, mine)
        opened(pair.theirs).add_version(T0 + 10 + number, theirs)
    pair.mine.save()
    pair.theirs.save()
    plan = plan_of(pair.mine, pair.theirs)
    assert [item.conflict for item in plan.conflicts] == [ConflictKind.SAME_TIME] * 6


@pytest.mark.parametrize("policy", list(Policy))
def test_same_begin_other_end_and_same_time(pair: Pair, policy: Policy) -> None:
    pair.mine.ctypeobj("pedestals").add_range((0, 100)).add_version(T0 + 1, [1.0])
    pair.mine.save()
    pair.theirs.ctypeobj("pedestals").add_range((0, 200)).add_version(T0 + 1, [2.0])
    pair.theirs.save()
    how = with_policy(policy)
    if policy is Policy.FAIL:
        with pytest.raises(Conflict):
            apply(plan_of(pair.mine, pair.theirs, how))
    else:
        apply(plan_of(pair.mine, pair.theirs, how))
        assert plan_of(pair.mine, pair.theirs, how).todo == ()
    if policy is Policy.OURS:
        tsro = pair.theirs.ctypeobj("pedestals").rangeobj((0, 100))
        assert versions(tsro) == {(T0 + 1) * NS + US: 1.0}


@pytest.mark.parametrize("policy", list(Policy))
def test_another_default(pair: Pair, policy: Policy) -> None:
    for cs, number in ((pair.mine, 1), (pair.theirs, 2)):
        opened(cs).add_version(T0 + 5, [1.0])
        opened(cs).set_versdef(number, comment="so")
        cs.save()
    assert not plan_of(pair.mine, pair.theirs).conflicts  # it may not be moved
    pair.transfer(ConflictKind.DEFAULT, policy, default=True)
    assert opened(pair.theirs).versobj().versind == (1 if policy is Policy.OURS else 2)


@pytest.mark.parametrize("policy", list(Policy))
def test_other_parameters(pair: Pair, policy: Policy) -> None:
    for cs, value in ((pair.mine, 1), (pair.theirs, 2)):
        nodes = (cs, cs.ctypeobj("pedestals"), opened(cs), opened(cs).versobj())
        for node in nodes:
            node.add_par("same", "x")
            node.add_par("other", value)
            node.add_par(f"only {value}", value)
        cs.save()
    pair.transfer(ConflictKind.PARAMETERS, policy)
    cs = pair.theirs
    expected: dict[str, object] = {"same": "x", "other": 2, "only 2": 2}
    if policy is Policy.OURS:
        expected |= {"other": 1, "only 1": 1}
    elif policy is Policy.BOTH:
        expected |= {"only 1": 1}
    for node in (cs, cs.ctypeobj("pedestals"), opened(cs), opened(cs).versobj()):
        assert node.dictpars() == expected


@pytest.mark.parametrize("policy", list(Policy))
def test_where_there_is_no_conflict_all_policies_do_the_same(pair: Pair, policy: Policy) -> None:
    opened(pair.mine).add_version(T0 + 5, [1.0], comment="mine", pars={"run": 3})
    pair.mine.ctypeobj("pedestals").add_range((0, 100)).add_version(T0 + 1, [1.0])
    pair.mine.save()
    apply(plan_of(pair.mine, pair.theirs, with_policy(policy)))
    assert content(pair.theirs) == content(pair.mine)


def test_the_same_constants_produced_shortly_after_are_another_version(pair: Pair) -> None:
    opened(pair.mine).add_version(Timestamp(T0 * NS + 5 * US), [0.0], comment="once more")
    pair.mine.save()
    apply(plan_of(pair.mine, pair.theirs))
    assert set(versions(opened(pair.theirs))) == {T0 * NS, T0 * NS + 5 * US}
