"""The page of the plan: what is in sight, and what the keyboard does."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QContextMenuEvent
from PyQt5.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.plans import ItemKind, Policy, State
from dcsgui.core.actions.answers.sanity import SanityCheck, SanityFinding, Thumbs, Verdict
from dcsgui.core.actions.answers.timelines import AnswerChange, AnswerLabel
from dcsgui.gui.picture.colours import NOT_FINITE, ColourMap
from dcsgui.gui.transfer.answer_lines import AnswerLines, TypeLines
from dcsgui.gui.transfer.plan_model import Column
from dcsgui.gui.transfer.plan_page import PlanPage
from dcsgui.gui.transfer.sanity_view import SanityView
from dcsgui.gui.transfer.stretches import stretches
from dcsgui.gui.transfer.thumbnails import thumbnail
from hands import hands
from told_plans import SEC, added, conflicting, proposal_of, range_there
from tree_models import heard

VERSION = ("gain", "100", "2")


@pytest.fixture
def page(qtbot: QtBot) -> PlanPage:
    made = PlanPage()
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_what_is_there_is_hidden_at_first_if_it_is_much(page: PlanPage) -> None:
    there = [added(number, state=State.IDENTICAL) for number in range(10, 30)]
    proposal = proposal_of(range_there(), *there, added(2))
    page.show_proposals([proposal], utc=True)
    assert page.hide_there.isChecked()
    assert len(page.tree.plans.keys()) == 4
    page.hide_there.click()
    page.show_proposals([proposal], utc=True)
    assert not page.hide_there.isChecked()
    assert len(page.tree.plans.keys()) == 24


def test_current_row_and_what_is_closed_stay_from_plan_to_plan(page: PlanPage) -> None:
    proposal = proposal_of(range_there(), added(2), range_there("200"), added(5, of="200"))
    page.show_proposals([proposal], utc=True)
    tree = page.tree
    tree.go_to((0, ItemKind.VERSION, VERSION))
    closed = (0, ItemKind.RANGE, ("gain", "200"))
    tree.collapse(tree.plans.index_of(closed))
    page.show_proposals([proposal, proposal_of(added(9))], utc=True)  # other rows: a reset
    assert tree.current_row is not None
    assert tree.current_row.path == VERSION
    assert not tree.isExpanded(tree.plans.index_of(closed))
    assert tree.isExpanded(tree.plans.index_of((0, ItemKind.RANGE, ("gain", "100"))))


def test_the_star_is_clicked_and_set_by_a_key(page: PlanPage) -> None:
    proposal = proposal_of(range_there(), added(2))
    page.show_proposals([proposal], utc=True)
    decided = heard(page.decided)
    index = page.tree.plans.index_of((0, ItemKind.VERSION, VERSION), Column.DEFAULT)
    where = page.tree.visualRect(index).center()
    hands.mouseClick(page.tree.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert proposal.decisions.defaults == (VERSION,)
    assert page.details.default.isChecked()
    hands.keyClick(page.tree, Qt.Key.Key_D)
    assert not proposal.decisions.defaults
    assert len(decided) == 2
    assert "--make-default" not in page.command.toPlainText()


def test_choices_are_offered_by_the_menu_of_the_row(page: PlanPage, qtbot: QtBot) -> None:
    proposal = proposal_of(range_there(), conflicting(2))
    page.show_proposals([proposal], utc=True)
    page.tree.go_to((0, ItemKind.VERSION, VERSION))
    assert [one.text() for one in page.details.choices.buttons.values()] == [
        "Not decided",
        "Keep theirs",
        "Take ours",
        "Keep both",
        "Leave it out",
    ]
    page.tree.contextMenuEvent(_menu_key())
    menu = next(one for one in page.tree.findChildren(QMenu) if one.isVisible())
    menu.actions()[2].trigger()
    menu.close()
    assert proposal.decisions.choice(VERSION, ItemKind.VERSION) is Policy.OURS
    assert page.details.choices.buttons[Policy.OURS].isChecked()
    assert "--choose gain/100/2=ours" in page.command.toPlainText()


def _menu_key() -> QContextMenuEvent:
    return QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(50, 50))


def test_one_choice_for_all_conflicts(page: PlanPage) -> None:
    proposal = proposal_of(range_there(), conflicting(2), conflicting(3))
    page.show_proposals([proposal], utc=True)
    page.policy.setFocus()
    hands.keyClick(page.policy, Qt.Key.Key_Down)
    assert proposal.decisions.policy is Policy.THEIRS
    assert "--policy theirs" in page.command.toPlainText()


def test_the_command_follows_the_comment_and_is_copied(page: PlanPage) -> None:
    page.show_proposals([proposal_of(range_there(), added(2))], utc=True)
    hands.keyClicks(page.comment, "it's")
    assert """-m 'it'"'"'s'""" in page.command.toPlainText()
    page.copy.click()
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text() == page.command.toPlainText()


def test_every_part_is_reached_by_tab(page: PlanPage) -> None:
    page.show_proposals([proposal_of(range_there(), conflicting(2))], utc=True)
    page.activateWindow()
    page.hide_there.setFocus()
    seen = []
    for _ in range(14):
        widget = QApplication.focusWidget()
        assert widget is not None
        seen.append(widget)
        hands.keyClick(widget, Qt.Key.Key_Tab)
    for widget in (page.policy, page.tree, page.lines, page.comment, page.command, page.copy):
        assert widget in seen


@pytest.fixture
def lines(qtbot: QtBot) -> Iterator[AnswerLines]:
    made = AnswerLines()
    qtbot.addWidget(made)
    made.resize(600, 80)
    v1, v2 = (AnswerLabel("0", str(n), n, "") for n in (1, 2))
    changes = [
        AnswerChange("gain", 100 * SEC, 200 * SEC, v1, v2),
        AnswerChange("gain", 300 * SEC, None, None, v2),
    ]
    made.show_types([TypeLines("gain", stretches([], changes))], utc=True)
    made.show()
    qtbot.waitExposed(made)
    yield made
    QToolTip.hideText()


def test_bars_say_in_words_what_changes(lines: AnswerLines) -> None:
    said = lines.accessibleDescription().splitlines()
    assert said[0] == (
        "gain, from 1970-01-01T00:01:40+00:00 to 1970-01-01T00:03:20+00:00: v2 instead of v1"
    )
    assert "nothing, as before" in said[1]
    assert said[2].endswith("on: v2 instead of nothing")
    hands.keyClick(lines, Qt.Key.Key_Right)
    assert QToolTip.text() == said[0]
    hands.keyClick(lines, Qt.Key.Key_Right)
    assert QToolTip.text() == said[1]


def test_bars_are_beside_each_other_and_all_can_be_seen(lines: AnswerLines) -> None:
    places = lines.places(0)
    assert len(places) == 3
    assert all(place.width() > 20 for place in places)
    assert places[1].left() == pytest.approx(places[0].right())
    assert places[-1].right() <= lines.width()


def test_a_thumbnail_colours_nan_and_leaves_gaps_clear(qapp: QApplication) -> None:
    values = np.arange(12, dtype="f4").reshape(3, 4)
    values[1] = np.nan
    values[0, 1] = np.nan
    image = thumbnail(values, 0.0, 11.0, ColourMap.VIRIDIS)
    assert image.pixelColor(1, 0).rgb() & 0xFFFFFF == NOT_FINITE
    assert image.pixelColor(0, 1).alpha() == 0
    assert image.pixelColor(0, 0) != image.pixelColor(3, 2)


def test_findings_numbers_and_pictures_are_shown(qtbot: QtBot) -> None:
    view = SanityView()
    qtbot.addWidget(view)
    small = np.ones((4, 6), "f4")
    view.show_check(
        SanityCheck(
            VERSION,
            2,
            against=AnswerLabel("0", "1", 1, ""),
            verdict=Verdict.AMBER,
            findings=(SanityFinding(Verdict.AMBER, "Panel 3 has shifted."),),
            kind="array",
            old_kind="array",
            shape=(2, 4, 6),
            old_shape=(2, 4, 6),
            dtype="<f4",
            old_dtype="<f4",
            nans=7,
            thumbs=Thumbs("", small, small, small * 0, 0.0, 2.0, 1.0),
        )
    )
    view.show()
    texts = [one.text() for one in view.findChildren(type(view._summary))]
    assert "Look at these constants before you use them. Compared with v1 there." in texts
    assert any("Panel 3 has shifted." in text for text in texts)
    assert "7" in texts
    assert len(view._thumbs._images) == 3
    view.grab()
