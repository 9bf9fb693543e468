from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QMainWindow, QProgressBar, QStatusBar, QToolButton
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.activity import ActivityIndicator
from told_jobs import ToldJobs


@pytest.fixture
def asked() -> Iterator[ToldJobs]:
    made = ToldJobs()
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.setStatusBar(QStatusBar())
    made.resize(900, 100)
    made.show()
    return made


@pytest.fixture
def indicator(asked: ToldJobs, window: QMainWindow) -> ActivityIndicator:
    made = ActivityIndicator(asked)
    bar = window.statusBar()
    assert bar is not None
    bar.addPermanentWidget(made)
    return made


def test_a_short_activity_is_not_shown(
    asked: ToldJobs, indicator: ActivityIndicator, qtbot: QtBot
) -> None:
    asked.activityChanged.emit(("Listing",))
    assert indicator.text == ""
    asked.activityChanged.emit(())
    assert not indicator._timer.isActive()
    assert indicator.text == ""


def test_a_long_activity_is_shown_until_it_is_over(
    asked: ToldJobs, indicator: ActivityIndicator, qtbot: QtBot
) -> None:
    asked.activityChanged.emit(("Reading constants",))
    qtbot.waitUntil(lambda: indicator.text == "Reading constants")
    assert indicator.findChild(QProgressBar).isVisible()
    asked.activityChanged.emit(("Reading constants", "Listing /data", "Looking"))
    assert indicator.text == "Reading constants (and 2 more)"
    assert indicator.toolTip() == "Reading constants\nListing /data\nLooking"
    asked.activityChanged.emit(())
    assert indicator.text == ""
    assert not indicator.findChild(QProgressBar).isVisible()


def test_waiting_counts_from_the_first_activity(
    asked: ToldJobs, indicator: ActivityIndicator
) -> None:
    asked.activityChanged.emit(("one",))
    first = indicator._timer.remainingTime()
    asked.activityChanged.emit(("two",))
    assert indicator._timer.remainingTime() <= first


def test_what_has_no_title_is_not_shown(asked: ToldJobs, indicator: ActivityIndicator) -> None:
    asked.activityChanged.emit(("", ""))
    assert not indicator._timer.isActive()


def test_it_can_be_called_off_if_somebody_listens(
    asked: ToldJobs, indicator: ActivityIndicator, qtbot: QtBot
) -> None:
    button = indicator.findChild(QToolButton)
    asked.activityChanged.emit(("one",))
    qtbot.waitUntil(lambda: indicator.text == "one")
    assert not button.isVisible(), "nobody would hear it"
    asked.activityChanged.emit(())
    with qtbot.waitSignal(indicator.cancelAsked):
        asked.activityChanged.emit(("one",))
        qtbot.waitUntil(button.isVisible)
        QtBot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_long_titles_do_not_widen_the_window(
    asked: ToldJobs, indicator: ActivityIndicator, window: QMainWindow, qtbot: QtBot
) -> None:
    before = window.minimumSizeHint().width()
    asked.activityChanged.emit(("Reading " + "very long " * 100,))
    qtbot.waitUntil(lambda: indicator.text != "")
    assert window.minimumSizeHint().width() <= before + 200


def test_it_tells_of_another_worker_too(
    asked: ToldJobs, indicator: ActivityIndicator, qtbot: QtBot
) -> None:
    carrier = ToldJobs()
    indicator.add_jobs(carrier)
    carrier.activityChanged.emit(("a transfer",))
    qtbot.waitUntil(lambda: indicator.text == "a transfer")
    asked.activityChanged.emit(("one",))
    assert indicator.text == "one (and 1 more)"
    asked.activityChanged.emit(())
    assert indicator.text == "a transfer"
    carrier.activityChanged.emit(())
    assert not indicator.text
    carrier.close()
