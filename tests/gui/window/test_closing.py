"""Closing a window while something is being changed."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QPushButton

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.parameters import ABSENT
from dcsgui.core.values.parameter_texts import ValueKind
from dcsgui.gui.deleting.parts import RepackPart
from dcsgui.gui.models.drafts import Draft, Of, State
from dcsgui.gui.undo.steps import Step
from dcsgui.gui.window import closing
from dcsgui.gui.window.dialogs import Choice
from hands import hands as q
from records_hands import answer
from window_hands import Hands

LEFT = Qt.MouseButton.LeftButton


@contextmanager
def held(cs: DCStore) -> Iterator[None]:
    """Be somebody else who holds the file."""
    with cs.path.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        yield


def begin_to_close(hands: Hands, cs: DCStore) -> Choice:
    """Let something long go on, and close the window."""
    window = hands.window
    step = Step("Repack the file", [RepackPart(str(cs.path))], long=True)
    window.changes.do(step)
    hands.wait(lambda: window.carrier._asked.running is not None)
    window.close()
    assert window.isVisible()
    dialog = window.closing.dialog
    assert dialog is not None
    hands.wait(dialog.isVisible)
    return dialog


def press(dialog: Choice, text: str) -> None:
    buttons = dialog.findChildren(QPushButton)
    q.mouseClick(next(one for one in buttons if text in one.text().replace("&", "")), LEFT)


def test_it_waits_and_then_closes(hands: Hands, store: DCStore) -> None:
    with held(store):
        dialog = begin_to_close(hands, store)
        assert "“Repack the file” is going on" in dialog.text()
        press(dialog, "Wait, then close")
        hands.wait(lambda: hands.window.closing.dialog is None)
        assert hands.window.isVisible()
    hands.wait(lambda: not hands.window.isVisible())


def test_it_calls_off_and_closes(hands: Hands, store: DCStore) -> None:
    before = store.path.read_bytes()
    with held(store):
        press(begin_to_close(hands, store), "Cancel it and close")
        hands.wait(lambda: hands.window.closing.dialog is None)
    hands.wait(lambda: not hands.window.isVisible())
    whole = store.path.read_bytes() == before or DCStore(store.path, mode="r").ctypes()
    assert whole


def test_escape_stays(hands: Hands, store: DCStore) -> None:
    with held(store):
        dialog = begin_to_close(hands, store)
        q.keyClick(dialog, Qt.Key.Key_Escape)
        hands.wait(lambda: hands.window.closing.dialog is None)
    hands.rest()
    assert hands.window.isVisible()
    assert "was written anew" in hands.told()


def test_what_is_done_meanwhile_needs_no_answer(hands: Hands, store: DCStore) -> None:
    with held(store):
        begin_to_close(hands, store)
    hands.wait(lambda: not hands.window.isVisible())
    assert hands.window.closing.dialog is None


@pytest.mark.usefixtures("impatient")
def test_what_is_refused_keeps_the_window_open(hands: Hands, store: DCStore) -> None:
    with held(store):
        begin_to_close(hands, store)
        hands.wait(lambda: "was not done" in hands.told())
        hands.rest()
    assert hands.window.closing.dialog is None
    assert hands.window.isVisible()


def test_enter_waits(hands: Hands, store: DCStore) -> None:
    with held(store):
        dialog = begin_to_close(hands, store)
        q.keyClick(dialog, Qt.Key.Key_Return)
        hands.wait(lambda: "closes as soon as" in hands.told())
    hands.wait(lambda: not hands.window.isVisible())


def test_progress_is_told_in_the_question(hands: Hands, store: DCStore) -> None:
    with held(store):
        dialog = begin_to_close(hands, store)
        (step,) = hands.window.changes.running
        hands.window.changes.progressed.emit(step, 0, 40, 100)
        assert "is going on: 40 %." in dialog.text()
        q.keyClick(dialog, Qt.Key.Key_Escape)
    hands.rest()


def test_what_takes_a_moment_is_waited_for_without_a_question(
    hands: Hands, store: DCStore
) -> None:
    hands.click_star(0)
    hands.window.close()
    hands.wait(lambda: not hands.window.isVisible())
    assert answer(store) == 1


def test_what_takes_longer_than_that_is_asked_about(hands: Hands, store: DCStore) -> None:
    assert closing.PATIENCE_MS < 1000
    with held(store):
        hands.click_star(0)
        hands.window.close()
        assert hands.window.closing.dialog is None
        hands.wait(lambda: hands.window.closing.dialog is not None)
    hands.wait(lambda: not hands.window.isVisible())
    assert answer(store) == 1


def test_what_was_typed_goes_only_if_that_is_meant(hands: Hands, store: DCStore) -> None:
    window, node = hands.window, NodeId(str(store.path))
    drafts = window.parts.parameters.typed.drafts
    for key, state in (("gain", State.REFUSED), ("run", State.WRITTEN)):
        drafts.keep(Draft(node, key, Of.VALUE, "x", ValueKind.INTEGER, ABSENT, state))
    for text, closes in (("Stay", False), ("Look at it", False), ("lose it", True)):
        window.close()
        assert window.isVisible()
        dialog = window.closing.dialog
        assert dialog is not None
        assert f"gain of {node.detname}: typed, and in no file." in dialog.text()
        assert "run" not in dialog.text()
        press(dialog, text)
        hands.wait(lambda: window.closing.dialog is None)
        if not closes:
            assert window.isVisible()
        if text == "Look at it":
            hands.wait(lambda: window.parts.places.current() == node)
    hands.wait(lambda: not window.isVisible())
