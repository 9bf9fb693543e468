"""What somebody else's lock was in the way of is tried again by a button."""

from __future__ import annotations

import fcntl

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QToolButton

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.deleting.parts import RepackPart, delete_part
from dcsgui.gui.undo.steps import Step
from hands import hands as q
from records_hands import answer, make_default
from window_hands import Hands
from window_stories import make_detector

pytestmark = pytest.mark.usefixtures("impatient")


def version(cs: DCStore) -> NodeId:
    """Return the first version of the pedestals."""
    cto = cs.ctypeobj("pedestals")
    tsro = cto.rangeobj(cto.ranges()[0])
    return NodeId(str(cs.path), ("pedestals", tsro.name, tsro.versobj(1).name))


def try_again(hands: Hands) -> None:
    """Click on "Try again" in the newest message."""
    message = hands.window.parts.banner.messages[0]
    buttons = message.findChildren(QToolButton)
    button = next(one for one in buttons if "Try again" in one.text())
    q.mouseClick(button, Qt.MouseButton.LeftButton)


def refused(hands: Hands) -> bool:
    messages = hands.window.parts.banner.messages
    return bool(messages) and messages[0].action is not None and "was not" in messages[0].text


def test_a_change_is_tried_again(hands: Hands, store: DCStore) -> None:
    with store.path.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        hands.click_star(0)
        hands.wait(lambda: refused(hands))
        assert "it is open in" in hands.told() or "being changed by" in hands.told()
        assert hands.window.changes.stack.count() == 0
    try_again(hands)
    hands.wait(lambda: answer(store) == 1)
    hands.rest()
    assert hands.window.changes.stack.count() == 1


def test_so_is_taking_it_back(hands: Hands, store: DCStore) -> None:
    make_default(hands, store, 0)
    with store.path.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        hands.shortcut("Ctrl+Z")
        hands.wait(lambda: refused(hands))
    try_again(hands)
    hands.wait(lambda: answer(store) == 3)
    hands.rest()


def test_it_is_not_offered_when_another_step_would_be_taken_back(
    hands: Hands, store: DCStore
) -> None:
    make_default(hands, store, 0)
    with store.path.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        hands.shortcut("Ctrl+Z")
        hands.wait(lambda: refused(hands))
    action = hands.window.parts.banner.messages[0].action
    assert action is not None
    make_default(hands, store, 1)
    assert not action.isEnabled()


def test_only_what_is_left_of_several_is_tried_again(hands: Hands, store: DCStore) -> None:
    other = make_detector(store.path.parent.parent, "native", "jungfrau-0002")
    parts = [delete_part([version(cs)], text="v1") for cs in (store, other)]
    with other.path.open("rb") as holding:
        fcntl.flock(holding, fcntl.LOCK_EX)
        hands.window.changes.do(Step("Delete both", parts))
        hands.wait(lambda: refused(hands))
    assert hands.window.changes.stack.count() == 1  # what was done can be taken back
    try_again(hands)
    hands.wait(lambda: hands.window.changes.stack.count() == 2)
    hands.rest()
    assert [len(DCStore(cs.path, mode="r").deleted()) for cs in (store, other)] == [1, 1]


def test_what_can_not_be_undone_offers_no_undo(hands: Hands, store: DCStore) -> None:
    make_default(hands, store, 0)
    hands.window.changes.do(Step("Repack", [RepackPart(str(store.path))]))
    hands.wait(lambda: "given back" in hands.told())
    hands.rest()
    assert hands.window.parts.banner.messages[0].action is None
