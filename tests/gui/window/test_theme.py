from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PyQt5.QtGui import QPalette
from PyQt5.QtWidgets import QApplication, QCheckBox, QToolTip
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.palettes import is_dark, window_palette
from dcsgui.gui.window.theme import Appearance, Theme

CONTRAST = 50


@pytest.fixture(autouse=True)
def light_desktop(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = QPalette(qapp.palette())
    qapp.setPalette(window_palette(dark=False))
    for name in ("GTK_THEME", "KDE_COLOR_SCHEME", "QT_STYLE_OVERRIDE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    yield
    qapp.setPalette(before)


def test_it_is_fusion_with_the_colours_that_were_chosen(qapp: QApplication) -> None:
    theme = Theme()
    theme.set_appearance(Appearance.DARK)
    theme.apply(qapp)
    style = qapp.style()
    assert style is not None
    assert style.objectName() == "fusion"
    assert theme.dark
    assert is_dark(qapp.palette())
    assert is_dark(QToolTip.palette())


def test_boxes_are_seen_in_the_dark(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme()
    theme.apply(qapp)
    box = QCheckBox()
    qtbot.addWidget(box)
    for appearance in (Appearance.LIGHT, Appearance.DARK, Appearance.LIGHT):
        theme.set_appearance(appearance)
        picture = box.grab().toImage()
        row = [
            picture.pixelColor(x, picture.height() // 2).lightness()
            for x in range(picture.width())
        ]
        assert max(row) - min(row) > CONTRAST


def test_a_change_is_told_once_and_only_if_it_is_one(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme()
    theme.apply(qapp)
    with qtbot.waitSignal(theme.changed):
        theme.set_appearance(Appearance.DARK)
    assert is_dark(qapp.palette())
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_appearance(Appearance.DARK)
    with qtbot.waitSignal(theme.changed):
        theme.set_appearance(Appearance.LIGHT)
    assert not is_dark(qapp.palette())
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_appearance(Appearance.FOLLOW)


def test_without_a_desktop_it_follows_the_platform(qapp: QApplication) -> None:
    qapp.setPalette(window_palette(dark=True))
    theme = Theme()
    theme.apply(qapp)
    assert theme.dark
    theme.listen()  # nobody to ask: nothing happens
    assert theme.dark


def test_without_a_desktop_it_follows_the_environment(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GTK_THEME", "Adwaita:dark")
    theme = Theme()
    theme.apply(qapp)
    assert theme.dark
    theme.set_appearance(Appearance.LIGHT)
    assert not theme.dark


def test_what_was_chosen_and_what_the_desktop_said_survive(qapp: QApplication) -> None:
    theme = Theme()
    theme.restore({"appearance": "follow", "scheme": 1})
    theme.apply(qapp)
    assert theme.dark, "at once, before the desktop is asked again"
    state = theme.state()
    other = Theme()
    other.restore(state)
    assert other.state() == {"appearance": "follow", "scheme": 1}
    other.restore({"appearance": "dark"})
    assert other.appearance is Appearance.DARK


@pytest.mark.parametrize("state", [{}, {"appearance": 3, "scheme": "x"}, {"scheme": [1]}])
def test_a_state_that_makes_no_sense_is_left_out(state: dict[str, object]) -> None:
    theme = Theme()
    theme.restore(state)
    assert theme.state() == {"appearance": "follow", "scheme": None}


def test_the_desktop_is_not_asked_where_there_is_no_bus(tmp_path: os.PathLike[str]) -> None:
    theme = Theme()
    os.environ["XDG_RUNTIME_DIR"] = os.fspath(tmp_path)
    theme.listen()
    assert theme.children() == []
