"""What others change while something is being edited: seen at once, and nothing typed is lost."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from dcs_command import real_dcs
from dcsgui import DCStore
from dcsgui.gui.models.parameters import ParametersModel
from dcsgui.gui.models.tree import Role
from dcsgui.gui.window.main import MainWindow
from small_stores import T0
from window_hands import Hands
from window_stories import open_window

AT_MOST = 5.0
"""Seconds; it is to be one, but the machine may have other things to do."""

_HOLD = """
import fcntl, sys
with open(sys.argv[1], "rb") as file:
    fcntl.flock(file, fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_by_another_program(path: Path) -> Iterator[int]:
    """Let another program lock a file; give its number."""
    command = [sys.executable, "-c", _HOLD, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "held\n"
        yield program.pid
        program.communicate("")


def by_ana(*words: object) -> None:
    """Have somebody else do something, with another program."""
    real_dcs(*words, env={"LOGNAME": "ana"})


def show(hands: Hands, cs: DCStore, *names: str) -> None:
    hands.window.opening.open_path(str(cs.path.parents[1]))
    hands.walk(cs.path.parents[2].name, "jungfrau", cs.detname(), "pedestals", *names)
    hands.rest()


def marked(hands: Hands, cs: DCStore) -> bool:
    """Tell whether the detector is marked in the tree."""
    index = hands.child(cs.path.parents[2].name)
    for text in ("jungfrau", cs.detname()):
        index = hands.child(text, index)
    return "changed" in (index.data(Role.BADGES) or ())


def is_default(hands: Hands, number: int) -> bool:
    return hands.answering()[0] == (f"v{number}", True)


def parameter(hands: Hands, key: str, text: str) -> bool:
    model = hands.window.parts.parameters.model
    assert isinstance(model, ParametersModel)
    row = model.find(key)
    return row is not None and str(row.held.value) == text


@pytest.mark.parametrize("what", ["version", "parameter", "default"])
def test_it_is_seen_and_marked_soon(hands: Hands, store: DCStore, what: str) -> None:
    show(hands, store)
    dark = store.path.parent / "dark.npy"
    np.save(dark, np.zeros((2, 3)))
    words: dict[str, tuple[object, ...]] = {
        "version": (
            "add", store.path, "pedestals", dark, "--begin", T0, "--end", T0 + 999, "-m", "new",
        ),
        "parameter": ("meta", "set", f"{store.path}/pedestals", "gain=7", "-m", "new"),
        "default": ("default", store.path, "pedestals", T0, "1", "-m", "new"),
    }  # fmt: skip
    seen: dict[str, Callable[[], object]] = {
        "version": lambda: len(hands.rows()) == 7,
        "parameter": lambda: parameter(hands, "gain", "7"),
        "default": lambda: is_default(hands, 1),
    }
    by_ana(*words[what])
    begin = time.monotonic()
    hands.wait(lambda: seen[what]() and marked(hands, store))
    assert time.monotonic() - begin < AT_MOST
    hands.wait(lambda: "ana@" in hands.told())
    assert "new" in hands.told()


def test_ends_that_are_being_typed_are_kept(hands: Hands, store: DCStore) -> None:
    show(hands, store, "from")
    hands.trigger("range_ends")
    dialog = hands.window.structure.ends
    hands.wait(lambda: dialog.isVisible() and dialog.now.text())
    dialog.ends.end.setFocus()
    hands.type(dialog.focusWidget() or dialog, str(T0 + 5000))
    dialog.comment.set_text("beam was off")
    hands.wait(dialog.ok.isEnabled)
    by_ana(
        "ends", store.path, "pedestals", T0 + 1000, "--begin", T0 + 1000, "--end", T0 + 3000,
        "-m", "mine first",
    )  # fmt: skip
    hands.wait(lambda: "omebody" in dialog.missing())
    hands.rest()
    assert not dialog.ok.isEnabled()
    dialog.reject()

    place = store.path.parents[2].name
    hands.walk(place, "jungfrau", store.detname(), "pedestals", "2016-10-27 00:16:40 to")
    hands.rest()
    hands.trigger("range_ends")
    hands.wait(lambda: dialog.isVisible() and dialog.now.text())
    assert dialog.comment.text() == "beam was off"
    assert dialog.ends.end.text() == str(T0 + 5000)
    hands.wait(dialog.ok.isEnabled)
    dialog.ok.click()
    hands.wait(lambda: not dialog.isVisible())
    hands.rest()
    names = DCStore(store.path, mode="r").ctypeobj("pedestals").ranges()
    assert sorted(names) == [f"{T0}-{T0 + 999}", f"{T0 + 1000}-{T0 + 5000}"]


def test_the_ends_of_one_range_after_another(hands: Hands, store: DCStore) -> None:
    show(hands, store, "from")
    dialog = hands.window.structure.ends
    hands.trigger("range_ends")
    hands.wait(lambda: dialog.isVisible() and dialog.now.text())
    first = dialog.now.text()
    dialog.reject()
    index = hands.window.parts.places.view.currentIndex()
    hands.click(hands.window.parts.places.view, index.siblingAtRow(0))
    hands.rest()
    hands.trigger("range_ends")
    hands.wait(lambda: dialog.isVisible() and dialog.now.text() not in ("", first))
    dialog.reject()


def test_a_comment_is_typed_on_while_others_change_the_file(
    qtbot: QtBot, hands: Hands, store: DCStore
) -> None:
    show(hands, store)
    hands.shortcut("Ctrl+Shift+M")
    hands.rest()
    focused = hands.window.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, "the shutter ")
    by_ana("meta", "set", f"{store.path}/pedestals", "gain=7", "-m", "new")
    hands.wait(lambda: parameter(hands, "gain", "7"))
    assert hands.window.focusWidget() is focused
    qtbot.keyClicks(focused, "was open")
    qtbot.keyClick(focused, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.wait(lambda: hands.window.changes.stack.count() == 1)
    hands.rest()
    assert "the shutter was open" in DCStore(store.path, mode="r").ctypeobj("pedestals").history()


def try_again(qtbot: QtBot, hands: Hands) -> None:
    message = hands.window.parts.banner.messages[0]
    buttons = message.findChildren(QToolButton)
    qtbot.mouseClick(
        next(one for one in buttons if "Try again" in one.text()), Qt.MouseButton.LeftButton
    )


def test_a_lock_is_named_and_tried_again(
    qtbot: QtBot,
    windows: list[MainWindow],
    store: DCStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DCS_PATIENCE", "0.3")
    hands = open_window(qtbot, windows)
    show(hands, store)
    with held_by_another_program(store.path) as pid:
        hands.click_star(0)
        hands.wait(lambda: "was not done" in hands.told())
        said = next(line for line in hands.told().splitlines() if "was not done" in line)
        assert str(pid) in said
        assert "python" in said
        hands.rest()
        try_again(qtbot, hands)  # too early
        hands.wait(lambda: hands.told().count("was not done") == 1)
        hands.rest()
        assert hands.window.changes.stack.count() == 0
    hands.wait(lambda: hands.window.parts.banner.messages[0].action is not None)
    try_again(qtbot, hands)
    hands.wait(lambda: is_default(hands, 1))
    hands.rest()
    assert DCStore(store.path, mode="r").find("pedestals", T0 + 5).version.versind == 1


def test_a_file_that_is_held_is_read_when_it_is_released(
    qtbot: QtBot,
    windows: list[MainWindow],
    store: DCStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DCS_PATIENCE", "0.3")
    hands = open_window(qtbot, windows)
    hands.window.opening.open_path(str(store.path.parents[1]))
    with held_by_another_program(store.path) as pid:
        hands.walk(store.path.parents[2].name, "jungfrau", store.path.stem)
        hands.wait(lambda: str(pid) in hands.problems())
        assert "python" in hands.problems()
    hands.wait(lambda: len(hands.rows()) == 7)  # by itself
    hands.rest()
    assert str(pid) not in hands.problems()
