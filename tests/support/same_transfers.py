"""Transfers: to new files and to such that are there, with each choice; moves."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import Qt

from dcsgui.core.actions.answers.plans import ItemKind, Path, Policy
from dcsgui.gui.transfer.plan_model import Column
from hands import hands as q
from promote_desk import OpenPlan
from same_bench import FIRST, SECOND, Bench
from same_defaults import OF_FIRST, WHY
from same_stories import STORIES, Story, story

OF_SECOND = ("xpptut15", "jungfrau", SECOND)
THEIRS = ("repository", "jungfrau", FIRST)
APPLIED = ("ApplyPart", "ApplyPlan", "TakeBack")


def apply(bench: Bench, plan: OpenPlan) -> None:
    """Say why, and carry it out."""
    plan.settle()
    plan.write(WHY)
    plan.apply()
    plan.close()
    bench.settle()


def dragged(bench: Bench, source: tuple[str, ...], target: tuple[str, ...]) -> OpenPlan:
    """Drag something onto something."""
    bench.walk(*target)
    bench.walk(*source)
    bench.drag(bench.at(*source), bench.at(*target))
    return bench.plan()


def first_version(plan: OpenPlan) -> Path:
    """Return the version that comes first in the plan."""
    items = plan.dialog.proposals[0].items
    return next(item.path for item in items if item.kind is ItemKind.VERSION)


@story(*APPLIED)
def to_a_new_file(bench: Bench) -> None:
    apply(bench, dragged(bench, OF_SECOND, ("repository",)))


@story(*APPLIED)
def by_name_with_something_left_out(bench: Bench) -> None:
    bench.walk(*OF_SECOND, "pedestals")
    bench.select_versions(0, 2)
    bench.table.setFocus()
    bench.hands.shortcut("Ctrl+Shift+P")
    plan = bench.plan()
    plan.go_to(ItemKind.VERSION, *first_version(plan))
    plan.press(Qt.Key.Key_Space)
    apply(bench, plan)


def _by(policy: Policy) -> Callable[[Bench], None]:
    def tell(bench: Bench) -> None:
        plan = dragged(bench, (*OF_FIRST, "pedestals"), ("repository",))
        while blocked := plan.dialog.proposals[0].blocked:
            plan.choose(blocked[0].kind, blocked[0].path, policy)
        apply(bench, plan)

    return tell


for _policy in (Policy.OURS, Policy.THEIRS, Policy.BOTH, Policy.SKIP):
    STORIES[f"conflict_{_policy.name.lower()}"] = Story(_by(_policy), frozenset(APPLIED))


@story(*APPLIED)
def with_a_default(bench: Bench) -> None:
    plan = dragged(bench, (*OF_SECOND, "pedestals"), ("repository",))
    star = plan.index(ItemKind.VERSION, first_version(plan), Column.DEFAULT)
    bench.hands.click(plan.dialog.page.tree, star)
    apply(bench, plan)


@story(*APPLIED)
def to_another_detector(bench: Bench) -> None:
    plan = dragged(bench, (*OF_SECOND, "geometry"), THEIRS)
    if plan.dialog.page.details.other_detector.isVisible():
        plan.dialog.page.details.other_detector.click()
    apply(bench, plan)


@story(*APPLIED)
def into_a_range_of_the_same_file(bench: Bench) -> None:
    bench.walk(*OF_FIRST, "pedestals", "2016-10-27 to", "v1")
    version = (*OF_FIRST, "pedestals", "2016-10-27 to", "v2")
    bench.drag(bench.at(*version), bench.at(*OF_FIRST, "pedestals", "from"))
    apply(bench, bench.plan())


@story(*APPLIED, "_DeletePart", "DeleteAll")
def moved(bench: Bench) -> None:
    bench.walk("repository")
    bench.walk(*OF_SECOND, "pedestals", "from")
    bench.tree.setFocus()
    bench.hands.shortcut("Ctrl+X")
    bench.walk("repository")
    bench.tree.setFocus()
    bench.hands.shortcut("Ctrl+V")
    apply(bench, bench.plan())


@story(*APPLIED)
def of_two_detectors_at_once(bench: Bench) -> None:
    bench.walk("repository")
    bench.walk(*OF_FIRST)
    q.keyClick(bench.tree, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    bench.drag(bench.at(*OF_SECOND), bench.at("repository"))
    plan = bench.plan()
    while blocked := [item for one in plan.dialog.proposals for item in one.blocked]:
        plan.choose(blocked[0].kind, blocked[0].path, Policy.OURS)
    apply(bench, plan)
