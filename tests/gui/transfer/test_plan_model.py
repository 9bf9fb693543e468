"""The tree of plans keeps its promises, and its rows, from plan to plan."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PyQt5.QtGui import QImage
from PyQt5.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.plans import Item, ItemKind, Path, Policy, Resolution, State
from dcsgui.core.actions.answers.sanity import SanityCheck, SanityFinding, Verdict
from dcsgui.gui.transfer.plan_model import Column, PlanModel
from dcsgui.gui.transfer.proposal import Proposal
from told_plans import added, conflicting, plan_of, proposal_of, range_there, refused
from tree_models import heard

VERSION = ("gain", "100", "2")


@pytest.fixture
def model(qtbot: QtBot) -> PlanModel:
    """Return a model that Qt's tester looks at."""
    made = PlanModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    return made


def at(model: PlanModel, kind: ItemKind, path: Path, column: Column = Column.WHAT) -> QModelIndex:
    found = model.index_of((0, kind, path), column)
    assert found.isValid(), model.keys()
    return found


def texts(model: PlanModel, above: QModelIndex) -> list[str]:
    return [str(model.index(row, 0, above).data()) for row in range(model.rowCount(above))]


def shown(model: PlanModel, *items: Item, **options: bool) -> Proposal:
    proposal = proposal_of(*items, **options)
    model.show_proposals([proposal])
    return proposal


def drawn(cell: QModelIndex) -> QImage:
    image: QImage = cell.data(Qt.ItemDataRole.DecorationRole).pixmap(16, 16).toImage()
    return image


def check(path: Path, verdict: Verdict) -> SanityCheck:
    return SanityCheck(path, 2, verdict=verdict, findings=(SanityFinding(verdict, "Shifted."),))


def test_rows_are_file_type_range_version_in_order_of_time(model: PlanModel) -> None:
    default = Item(ItemKind.DEFAULT, VERSION, VERSION, State.ADD, Resolution.SET)
    pars = Item(ItemKind.PARAMETERS, ("gain", "100"), ("gain", "100"), State.CONFLICT)
    model.set_utc(utc=True)
    shown(model, range_there(), pars, added(3), added(2), default)
    assert texts(model, QModelIndex()) == ["epix100a-1 \N{RIGHTWARDS ARROW} repo"]
    inside = texts(model, at(model, ItemKind.RANGE, ("gain", "100")))
    assert inside == [
        "parameters",
        "v2, 1970-01-01 00:00:02",
        "v3, 1970-01-01 00:00:03",
        "default: v2",
    ]
    assert (
        at(model, ItemKind.VERSION, VERSION, Column.DEFAULT)
        .data(Qt.ItemDataRole.ToolTipRole)
        .startswith("It becomes the default")
    )


@pytest.mark.parametrize(
    ("item", "state", "does"),
    [
        (added(2), "add", "added"),
        (added(2, state=State.IDENTICAL), "identical", "nothing"),
        (conflicting(2), "conflict", "to be decided"),
        (refused(2), "refused", "stops all"),
    ],
)
def test_each_state_has_a_word_an_icon_and_what_is_done(
    model: PlanModel, item: Item, state: str, does: str
) -> None:
    shown(model, range_there(), item)
    cell = at(model, ItemKind.VERSION, VERSION, Column.STATE)
    assert cell.data() == state
    assert not cell.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert at(model, ItemKind.VERSION, VERSION, Column.DOES).data() == does
    assert at(model, ItemKind.VERSION, VERSION, Column.WHY).data() == item.reason


def test_a_row_stays_the_same_when_a_newer_plan_says_something_else(model: PlanModel) -> None:
    proposal = shown(model, range_there(), conflicting(2), added(3))
    kept = QPersistentModelIndex(at(model, ItemKind.VERSION, VERSION, Column.STATE))
    resets = heard(model.modelReset)
    proposal.take_plan(plan_of(range_there(), added(2), added(3)))
    model.show_proposals([proposal])
    assert resets == []
    assert kept.data() == "add"


def test_what_is_left_out_stays_and_what_is_above_is_half_checked(model: PlanModel) -> None:
    proposal = shown(model, range_there(), added(2), added(3))
    decided = heard(model.decided)
    role = Qt.ItemDataRole.CheckStateRole
    assert model.setData(at(model, ItemKind.VERSION, VERSION), Qt.CheckState.Unchecked, role)
    assert decided == [(proposal,)]
    proposal.take_plan(plan_of(range_there(), added(3)))
    model.show_proposals([proposal])
    assert at(model, ItemKind.VERSION, VERSION, Column.STATE).data() == "left out"
    assert at(model, ItemKind.RANGE, ("gain", "100")).data(role) == Qt.CheckState.PartiallyChecked
    assert proposal.nbytes == 1000
    model.setData(at(model, ItemKind.RANGE, ("gain", "100")), Qt.CheckState.Checked, role)
    assert proposal.decisions.without == ()


def test_one_version_of_a_range_that_is_left_out_leaves_the_others_out(model: PlanModel) -> None:
    proposal = shown(model, range_there(), added(2), added(3))
    proposal.set_taken(("gain",), taken=False)
    proposal.set_taken(VERSION, taken=True)
    assert proposal.decisions.without == (("gain", "100", "3"),)


def test_a_star_is_set_for_one_version_of_a_range(model: PlanModel) -> None:
    proposal = shown(model, range_there(), added(2), added(3))
    assert model.toggle_default(at(model, ItemKind.VERSION, VERSION))
    assert model.toggle_default(at(model, ItemKind.VERSION, ("gain", "100", "3")))
    assert proposal.decisions.defaults == (("gain", "100", "3"),)
    assert model.toggle_default(at(model, ItemKind.VERSION, ("gain", "100", "3")))
    assert not proposal.decisions.defaults
    assert not model.toggle_default(at(model, ItemKind.RANGE, ("gain", "100")))


def test_what_is_there_already_is_hidden_with_all_that_is_above(model: PlanModel) -> None:
    model.hide_identical = True
    same = added(7, of="200", state=State.IDENTICAL)
    shown(model, range_there(), added(2), range_there("200"), same)
    assert texts(model, at(model, ItemKind.CTYPE, ("gain",))) == [
        str(at(model, ItemKind.RANGE, ("gain", "100")).data())
    ]


def test_lights_come_later_and_the_worst_shows_above(model: PlanModel) -> None:
    proposal = shown(model, range_there(), added(2), added(3))
    assert at(model, ItemKind.VERSION, VERSION, Column.SANITY).data() == "\N{HORIZONTAL ELLIPSIS}"
    changed = heard(model.dataChanged)
    proposal.take_check(check(VERSION, Verdict.RED))
    third = ("gain", "100", "3")
    proposal.take_check(check(third, Verdict.GREEN))
    model.refresh_node(proposal, VERSION)
    assert changed
    cell = at(model, ItemKind.VERSION, VERSION, Column.SANITY)
    assert (cell.data(), cell.data(Qt.ItemDataRole.ToolTipRole)) == ("suspicious", "Shifted.")
    above = at(model, ItemKind.HEAD, (), Column.SANITY)
    assert drawn(above) == drawn(cell) != drawn(at(model, ItemKind.VERSION, third, Column.SANITY))


def test_choices_for_all_keep_what_is_refused_and_left_out(model: PlanModel) -> None:
    proposal = shown(model, range_there(), conflicting(2), refused(3))
    proposal.decisions.choose(VERSION, ItemKind.VERSION, Policy.OURS)
    proposal.decisions.choose(("gain", "100", "3"), ItemKind.VERSION, Policy.SKIP)
    proposal.choose_for_all(Policy.THEIRS)
    assert [(one.path[-1], one.policy) for one in proposal.decisions.choices] == [
        ("3", Policy.SKIP)
    ]


def test_two_hundred_rows_are_shown_at_once(model: PlanModel) -> None:
    proposal = shown(model, range_there(), *(added(number) for number in range(1, 201)))
    assert len(model.keys()) == 203
    proposal.take_plan(plan_of(range_there(), *(added(number) for number in range(1, 150))))
    model.show_proposals([proposal])
    assert len(model.keys()) == 152
