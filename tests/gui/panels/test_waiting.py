"""The bar that says that something takes its time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt5.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dcsgui.gui.panels import waiting
from dcsgui.gui.panels.waiting import WaitingBar


@pytest.fixture
def bar(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[WaitingBar]:
    monkeypatch.setattr(waiting, "PATIENCE_MS", 20)
    place = QWidget()
    qtbot.addWidget(place)
    made = WaitingBar(place)
    QVBoxLayout(place).addWidget(made)
    place.show()
    yield made
    place.close()


def test_what_is_quick_shows_no_bar(bar: WaitingBar, qtbot: QtBot) -> None:
    bar.begin()
    assert not bar.isVisible()
    bar.end()
    qtbot.wait(40)
    assert not bar.isVisible()


def test_what_takes_long_shows_a_bar_until_it_is_over(bar: WaitingBar, qtbot: QtBot) -> None:
    bar.begin()
    qtbot.waitUntil(bar.isVisible)
    assert bar.maximum() == 0  # nobody knows how long
    bar.tell(1, 4, "versions")
    assert (bar.value(), bar.maximum()) == (1, 4)
    assert bar.toolTip() == "1 of 4 versions"
    bar.end()
    assert not bar.isVisible()


def test_the_rest_does_not_jump(bar: WaitingBar) -> None:
    assert bar.sizePolicy().retainSizeWhenHidden()
