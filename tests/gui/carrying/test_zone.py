"""A view on which things are dropped: scrolling, marks, what is none of its business."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt5.QtCore import QMimeData, QPoint, QStringListModel, QTimer
from PyQt5.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.listings import PlaceContents
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.gui.carrying.load import Load
from dcsgui.gui.carrying.target import Target
from dcsgui.gui.carrying.verdicts import Opening
from dcsgui.gui.carrying.zone import DropZone, Spot
from drags import Drags, Ending, Stop
from tree_models import heard

HERE = Target.of_listing(PlaceContents(Place(PlaceKind.LOCAL, "/here", "here")))


class _Landing:
    """Takes files where there is a row."""

    def __init__(self, view: QListView) -> None:
        self._view = view

    def spots(self, at: QPoint, load: Load) -> tuple[Spot, ...]:
        del load
        index = self._view.indexAt(at)
        return (Spot(HERE if index.isValid() else None, self._view.visualRect(index)),)


@pytest.fixture
def view(qtbot: QtBot) -> QListView:
    made = QListView()
    made.setModel(QStringListModel([f"row {number}" for number in range(100)], made))
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def zone(view: QListView) -> DropZone:
    return DropZone(view, _Landing(view))


def test_it_scrolls_at_its_edges(view: QListView, zone: DropZone, qtbot: QtBot) -> None:
    dropped = heard(zone.dropped)
    bar = view.verticalScrollBar()
    assert bar is not None
    below = Stop(view, QPoint(50, 295), until=lambda: bar.value() > 3)
    above = Stop(view, QPoint(50, 3), until=lambda: bar.value() == 0)
    Drags(qtbot).drag_files([Path("/x/calib")], below, above, ending=Ending.ESCAPE)
    assert not any(timer.isActive() for timer in zone.findChildren(QTimer))
    assert not dropped


def test_the_drop_is_told_when_the_drag_is_over(
    view: QListView, zone: DropZone, qtbot: QtBot
) -> None:
    dropped = heard(zone.dropped)
    Drags(qtbot).drag_files([Path("/x/calib")], Stop(view, QPoint(50, 100)))
    assert not dropped
    qtbot.waitUntil(lambda: len(dropped) == 1)
    assert dropped[0][0].deeds == (Opening(("/x/calib",)),)


def test_what_it_does_not_understand_goes_on_to_others(
    view: QListView, zone: DropZone, qtbot: QtBot
) -> None:
    drags = Drags(qtbot)
    drags.data = QMimeData()
    drags.data.setText("cspad-0001")
    told = drags.rest(Stop(view, QPoint(50, 100)))
    assert not told.taken
    assert told.words == ""


def test_the_row_is_marked(view: QListView, zone: DropZone, qtbot: QtBot) -> None:
    viewport = view.viewport()
    assert viewport is not None
    before = viewport.grab().toImage()
    drags = Drags(qtbot)
    drags.data.setData("text/uri-list", b"file:///x/calib")
    drags.rest(Stop(view, QPoint(50, 100)))
    marked = viewport.grab(view.visualRect(view.indexAt(QPoint(50, 100)))).toImage()
    assert marked != before.copy(view.visualRect(view.indexAt(QPoint(50, 100))))
    drags.end(Stop(view, QPoint(50, 100)), ending=Ending.ESCAPE)
    assert viewport.grab().toImage() == before
