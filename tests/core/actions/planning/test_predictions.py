"""What a plan predicts is what happens, for random pairs of files."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dcsgui import DCStore
from dcsgui.core.actions.answers.plans import (
    Choice,
    ConflictKind,
    ItemKind,
    Plan,
    Policy,
    Selection,
    State,
)
from dcsgui.core.actions.answers.transfers import How
from dcsgui.core.actions.transfer import apply
from dcsgui.core.actions.undo import take_back
from small_stores import LAYOUTS, make_store
from transfer_files import TIME, answers, differences, planned

RANGES = ("100-200", "100-300", "150-400", "300-end")
CTYPES = ("pedestals", "pixel_gain")

version = st.tuples(st.integers(0, 4), st.integers(0, 2))
a_range = st.tuples(
    st.sampled_from(CTYPES),
    st.sampled_from(RANGES),
    st.lists(version, max_size=4, unique_by=lambda pair: pair[0]),
    st.integers(0, 4),
)
contents = st.lists(a_range, max_size=4, unique_by=lambda one: one[:2])


def fill(cs: DCStore, wanted: list[tuple[str, str, list[tuple[int, int]], int]]) -> None:
    """Add ranges with versions of some times and values, one saved after the other."""
    for ctype, tsr, versions, default in wanted:
        cto = cs.ctypeobj(ctype) if ctype in cs.ctypes() else cs.add_ctype(ctype)
        tsro = cto.add_range(tsr)
        for when, value in versions:
            tsro.add_version(TIME + when + 0.5, np.full(3, value), pars={"n": value})
            cs.save()
        if 0 < default <= len(versions):
            tsro.set_versdef(default, comment="chosen")
        cs.save()


@settings(max_examples=30)
@given(contents, contents, st.sampled_from(LAYOUTS), st.sampled_from(LAYOUTS), st.data())
def test_the_answers_change_as_predicted(
    mine: list[tuple[str, str, list[tuple[int, int]], int]],
    theirs: list[tuple[str, str, list[tuple[int, int]], int]],
    one: str,
    other: str,
    data: st.DataObject,
) -> None:
    policy = data.draw(st.sampled_from([one for one in Policy if one is not Policy.FAIL]))
    default = data.draw(st.booleans())
    with tempfile.TemporaryDirectory() as directory:
        source = make_store(Path(directory) / "mine", one)
        target = make_store(Path(directory) / "theirs", other)
        fill(source, mine)
        fill(target, theirs)
        plan = planned(source, target, policy=policy, default=default)
        assert not plan.refusals
        before = answers(target.path)
        applied = apply(plan)
        assert list(plan.changes) == differences(before, answers(target.path))
        assert applied.nbytes == plan.nbytes
        again = planned(source, target, policy=policy, default=default)
        assert not again.todo
        assert not again.changes


@settings(max_examples=20)
@given(contents, st.sampled_from(LAYOUTS), st.booleans())
def test_there_and_back_is_nothing(
    mine: list[tuple[str, str, list[tuple[int, int]], int]], layout: str, default: bool
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        source = make_store(Path(directory) / "mine", layout)
        fill(source, mine)
        itself = planned(source, source, default=default)
        assert {item.state for item in itself.items} <= {State.IDENTICAL}
        assert not itself.changes
        other = Path(directory) / "theirs" / "cspad" / "cspad-0001.h5"
        apply(planned(source, other))
        there = DCStore(other)
        for plan in (planned(source, there, default=default), planned(there, source)):
            assert not plan.todo
            assert not plan.conflicts


def foreseen(plan: Plan, source: DCStore, target: DCStore, how: How) -> None:
    """Carry out a plan, see that it told the truth and is not done twice, and take it back.

    And that all over again, with what can be restored then.
    """
    change = done_as_told(plan, source, target, how)
    anew = planned(source, target, how)
    if change and not anew.blocked:
        done_as_told(anew, source, target, how)


def done_as_told(plan: Plan, source: DCStore, target: DCStore, how: How) -> int:
    """Carry out a plan and take it back; return the number of the change, if there was one."""
    before = answers(target.path)
    applied = apply(plan)
    assert list(plan.changes) == differences(before, answers(target.path))
    assert applied.nbytes == plan.nbytes
    assert applied.verified == sum(
        item.kind is ItemKind.VERSION and item.todo for item in plan.items
    )
    assert bool(applied.change) == bool(plan.todo)
    again = planned(source, target, how)
    assert not again.todo
    assert not again.changes
    if applied.change:
        take_back(str(target.path), applied.change)
        assert answers(target.path) == before
    return applied.change


KINDS = {
    ConflictKind.RANGE_END: ItemKind.RANGE,
    ConflictKind.SAME_TIME: ItemKind.VERSION,
    ConflictKind.DEFAULT: ItemKind.DEFAULT,
    ConflictKind.PARAMETERS: ItemKind.PARAMETERS,
}


@settings(max_examples=20)
@given(contents, contents, st.sampled_from(LAYOUTS), st.sampled_from(LAYOUTS), st.data())
def test_choices_and_defaults_do_as_predicted(
    mine: list[tuple[str, str, list[tuple[int, int]], int]],
    theirs: list[tuple[str, str, list[tuple[int, int]], int]],
    one: str,
    other: str,
    data: st.DataObject,
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        source = make_store(Path(directory) / "mine", one)
        target = make_store(Path(directory) / "theirs", other)
        fill(source, mine)
        fill(target, theirs)
        default = data.draw(st.booleans())
        choices: list[Choice] = []
        plan = planned(source, target, default=default)
        while plan.blocked:
            item = plan.blocked[0]
            policy = data.draw(st.sampled_from([one for one in Policy if one is not Policy.FAIL]))
            assert item.conflict is not None
            choices.append(Choice(item.path, KINDS[item.conflict], policy))
            how = How(default=default, choices=tuple(choices))
            plan = planned(source, target, how)
        versions = [item.path for item in plan.items if item.kind is ItemKind.VERSION]
        asked = (
            {path[:2]: path for path in data.draw(st.lists(st.sampled_from(versions)))}
            if (versions)
            else {}
        )
        how = How(default=default, choices=tuple(choices), defaults=tuple(asked.values()))
        plan = planned(source, target, how)
        left = [item for item in plan.blocked if item.kind is not ItemKind.DEFAULT]
        assert not left
        if not plan.blocked:
            foreseen(plan, source, target, how)


@settings(max_examples=30)
@given(contents, contents, st.sampled_from(LAYOUTS), st.sampled_from(LAYOUTS), st.data())
def test_versions_into_one_range_do_as_predicted(
    mine: list[tuple[str, str, list[tuple[int, int]], int]],
    theirs: list[tuple[str, str, list[tuple[int, int]], int]],
    one: str,
    other: str,
    data: st.DataObject,
) -> None:
    policy = data.draw(st.sampled_from([one for one in Policy if one is not Policy.FAIL]))
    with tempfile.TemporaryDirectory() as directory:
        source = make_store(Path(directory) / "mine", one)
        fill(source, [("pedestals", *found[1:]) for found in _apart(mine)])
        target = source
        if data.draw(st.booleans()):
            target = make_store(Path(directory) / "theirs", other)
            fill(target, theirs)
        ctypes = {"pedestals"} & set(target.ctypes()) & set(source.ctypes())
        if not ctypes:
            return
        ranges = target.ctypeobj("pedestals").ranges()
        into = ("pedestals", data.draw(st.sampled_from(ranges)))
        how = How(Selection(ctypes=("pedestals",)), policy, into=into)
        versions = [
            item.path for item in planned(source, target, how).items if len(item.path) == 3
        ]
        asks = data.draw(st.booleans())
        if versions and asks:
            how = replace(how, defaults=(data.draw(st.sampled_from(versions)),))
        plan = planned(source, target, how)
        assert not plan.refusals
        foreseen(plan, source, target, how)


def _apart(
    wanted: list[tuple[str, str, list[tuple[int, int]], int]],
) -> list[tuple[str, str, list[tuple[int, int]], int]]:
    """Drop ranges that occur in several types."""
    return list({one[1]: one for one in wanted}.values())
