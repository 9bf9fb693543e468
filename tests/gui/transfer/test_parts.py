"""What a step is made of: titles, and what is deleted where it was cut."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dcsgui.core.actions.answers.plans import Item, Path, Plan, State
from dcsgui.core.actions.answers.transfers import Applied
from dcsgui.gui.jobs.edit_requests import DeleteAll
from dcsgui.gui.jobs.transfer_requests import ApplyPlan
from dcsgui.gui.transfer.parts import command_lines, moved_nodes, step_of, title_of
from dcsgui.gui.undo.parts import Way
from told_plans import added, conflicting, plan_of, proposal_of, range_there, refused

NODES: tuple[Path, ...] = (("gain", "100", "2"), ("gain", "100", "3"))


@pytest.mark.parametrize(
    ("items", "moved"),
    [
        ((added(2), added(3)), [("gain",)]),
        ((added(2), added(3, state=State.IDENTICAL)), [("gain",)]),
        ((added(2), conflicting(3)), [("gain", "100", "2")]),
        ((refused(2), conflicting(3)), []),
        ((), []),
    ],
)
def test_only_what_is_there_afterwards_is_deleted(
    items: tuple[Item, ...], moved: list[Path]
) -> None:
    assert list(moved_nodes(plan_of(range_there(), *items))) == moved


def test_nothing_but_what_was_cut_is_deleted() -> None:
    plan = plan_of(range_there(), added(2), nodes=NODES[:1])
    assert moved_nodes(plan) == NODES[:1]
    kept: Plan = replace(plan, selection=replace(plan.selection, nodes=(), without=NODES[1:]))
    assert moved_nodes(kept) == NODES[:1]


def test_what_was_cut_is_deleted_last_and_only_once() -> None:
    proposals = [proposal_of(range_there(), added(2), move=True), proposal_of(added(3))]
    step = step_of(proposals, "why")
    requests = [part.request(Way.DO) for part in step.parts]
    assert [type(request) for request in requests] == [ApplyPlan, ApplyPlan, DeleteAll]
    assert [line.split()[1] for line in command_lines(proposals, "")] == ["push", "push", "delete"]
    proposals[0].applied = Applied("1", "", "")
    assert len(step_of(proposals, "").parts) == 2  # it still is to be deleted
    proposals[0].removed = True
    assert len(step_of(proposals, "").parts) == 1


def test_a_title_says_what_of_which_detector_where() -> None:
    three = proposal_of(range_there(), added(1), added(2), added(3), repository=True)
    assert title_of([three]) == "Promote 3 versions of gain of epix100a-1 to the repository"
    moved = proposal_of(range_there(), added(1), move=True)
    assert title_of([moved]).startswith("Move 1 version of gain of epix100a-1 to ")
    three.decisions.leave_out(())
    assert title_of([three]) == "Copy constants"


def test_a_title_says_the_place_of_a_file_and_that_it_is_a_range() -> None:
    made = proposal_of(range_there(), added(1))
    file = "/data/xpptut15/calib/epix100a/epix100a-1.h5"
    made.wish = replace(made.wish, target=file)
    assert title_of([made]) == "Copy 1 version of gain of epix100a-1 to xpptut15"
    made.wish = replace(made.wish, into=("gain", "200"))
    assert title_of([made]).endswith(" of epix100a-1 to one range of epix100a-1 in xpptut15")
    made.wish = replace(made.wish, target=made.source)
    assert title_of([made]).endswith(" of epix100a-1 to another range")
