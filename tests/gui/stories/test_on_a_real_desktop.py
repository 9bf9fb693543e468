"""The stories of drag and drop, and of the keyboard, on an X server: pointer and keys are real.

Each is told there by a pytest of its own, see `x_server`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PyQt5 import sip
from PyQt5.QtCore import QPoint
from PyQt5.QtGui import QColor, QGuiApplication, QImage
from PyQt5.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dcsgui.gui.carrying.cursor_words import CursorWords
from dcsgui.gui.window.main import MainWindow
from drags import Ending
from promote_desk import DETNAME, EARLY, LATE, Desk, fill, held
from small_stores import T0
from x_keys import XKeys
from x_server import MISSING, assert_passes_under_x

STORIES = Path(__file__).parent
TOLD = ("test_promote", "test_promote_moving", "test_promote_many", "test_keyboard")
SOURCE = ("xpptut15", "jungfrau", DETNAME, "pedestals")
_ROOT = sip.voidptr(0)  # the whole screen
MOST_LOOKS = 100
CONTRAST = 4.5
"""At least, of words and what is behind them (WCAG 2, level AA)."""

there = pytest.mark.skipif(
    os.environ.get("QT_QPA_PLATFORM") != "xcb", reason="told by a test of this file, under X"
)
here = [
    pytest.mark.skipif(os.environ.get("QT_QPA_PLATFORM") == "xcb", reason="this is told under X"),
    pytest.mark.skipif(bool(MISSING), reason=f"install {', '.join(MISSING)} to run it"),
    pytest.mark.timeout(300),
]


def told(qtbot: QtBot, windows: list[MainWindow], folder: Path) -> Desk:
    """Return a desk on whose table three versions are selected."""
    desk = Desk(qtbot, windows, folder)
    fill(desk.experiment, {EARLY: {T0 + one: 100.0 + one for one in range(3)}, LATE: {T0: 1.0}})
    desk.open_both()
    desk.walk(*SOURCE)
    desk.select_versions(0, 2)
    return desk


def levels(desk: Desk) -> list[int]:
    """Return the levels of the versions that the repository holds."""
    file = desk.file(desk.repository)
    ranges = held(file).values() if file.exists() else ()
    return [level for versions, _, _ in ranges for _, _, level in versions]


def on_screen(widget: QWidget) -> QImage:
    """Return what the screen shows where a widget is."""
    screen = QGuiApplication.primaryScreen()
    assert screen is not None
    corner = widget.mapToGlobal(QPoint())
    shown = screen.grabWindow(_ROOT, corner.x(), corner.y(), widget.width(), widget.height())
    return shown.toImage().convertToFormat(QImage.Format.Format_RGB32)


def contrast(image: QImage) -> float:
    """Return how much the darkest and the lightest of a picture differ, as WCAG 2 counts it."""
    grey = sorted(
        _light(image.pixelColor(x, y)) for x in range(image.width()) for y in range(image.height())
    )
    return (grey[-1] + 0.05) / (grey[0] + 0.05)


def _light(colour: QColor) -> float:
    linear = [
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class TestOnAServer:
    """Runs stories there."""

    pytestmark = here

    @pytest.mark.parametrize("name", TOLD)
    def test_a_story(self, name: str) -> None:
        assert_passes_under_x(str(STORIES / f"{name}.py"))

    def test_what_is_told_only_there(self) -> None:
        assert_passes_under_x(__file__)


@there
class TestThere:
    """What shows only on a real desktop."""

    def test_a_drag_and_its_undo_by_real_keys(
        self, qtbot: QtBot, windows: list[MainWindow], tmp_path: Path
    ) -> None:
        """Versions go to the repository by the mouse; the rest is done by keys."""
        desk = told(qtbot, windows, tmp_path)
        keys = XKeys(qtbot)
        desk.drag(desk.at_version(1), desk.at("repository"))
        plan = desk.plan()
        keys.press("Alt+C")
        keys.type("dark runs, it's 3")
        desk.wait(plan.dialog.buttons.apply.isEnabled)
        keys.press("Ctrl+Return")
        desk.wait(lambda: desk.file(desk.repository).exists())
        desk.wait(lambda: "verified" in plan.dialog.summary.text)
        keys.press("Return")
        desk.wait(lambda: desk.window.transferring.dialog is None)
        desk.wait(desk.window.isActiveWindow)
        desk.rest()
        assert levels(desk) == [100, 101, 102]
        keys.press("Ctrl+Z")
        desk.wait(lambda: not desk.window.changes.stack.canUndo())
        desk.rest()
        assert not levels(desk)

    def test_the_words_at_the_pointer_can_be_read(
        self, qtbot: QtBot, windows: list[MainWindow], tmp_path: Path
    ) -> None:
        """Nothing lies over them, not even what hangs on the pointer, and they stand out."""
        desk = told(qtbot, windows, tmp_path)
        seen: list[tuple[QImage, QImage]] = []

        def look() -> bool:
            (words,) = (one for one in desk.window.findChildren(CursorWords) if one.text)
            drawn = words.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
            seen.append((on_screen(words), drawn))
            return seen[-1][0] == drawn or len(seen) > MOST_LOOKS

        over = desk.at("repository")
        over.until = look
        (said,) = desk.drags.drag(desk.at_version(1), over, ending=Ending.ESCAPE)
        assert said.taken
        assert said.words.startswith("Copy 3 versions of pedestals")
        shown, drawn = seen[-1]
        assert shown == drawn
        assert contrast(shown) >= CONTRAST
        assert desk.window.transferring.dialog is None
