from __future__ import annotations

import numpy as np
import pytest
from PyQt5.QtCore import QPoint
from pytestqt.qtbot import QtBot

from dcsgui.gui.picture.colours import ColourMap, Colours
from dcsgui.gui.picture.histogram import HistogramView
from dcsgui.gui.picture.levels import Levels
from hands_on_pictures import double_click, drag, turn_wheel
from picture_answers import numbers, pedestals


@pytest.fixture
def view(qtbot: QtBot) -> HistogramView:
    made = HistogramView()
    qtbot.addWidget(made)
    made.resize(300, 120)
    told = numbers(pedestals(), (0,))
    made.set_levels(Levels(told.low, told.high))
    made.set_histogram(told.histogram)
    made.set_colours(Colours.of(ColourMap.VIRIDIS))
    made.show()
    return made


def dragged(view: HistogramView) -> list[Levels]:
    told: list[Levels] = []
    view.levelsDragged.connect(told.append)
    view.levelsDragged.connect(view.set_levels)
    return told


def test_a_line_is_dragged_and_the_other_one_stays(view: HistogramView) -> None:
    told = dragged(view)
    low, high = view.levels
    begin = view.line_place(0).toPoint()
    drag(view, begin, begin + QPoint(30, 0))
    assert told[-1].low > low
    assert told[-1].high == high
    begin = view.line_place(1).toPoint()
    drag(view, begin, begin - QPoint(30, 0))
    assert told[-1].high < high


def test_the_line_comes_to_where_it_is_dropped(view: HistogramView) -> None:
    dragged(view)
    begin = view.line_place(1).toPoint()
    drag(view, begin, begin - QPoint(40, 0))
    assert view.line_place(1).x() == pytest.approx(begin.x() - 40, abs=1)


def test_both_are_dragged_from_in_between(view: HistogramView) -> None:
    told = dragged(view)
    low, high = view.levels
    middle = ((view.line_place(0) + view.line_place(1)) / 2).toPoint()
    drag(view, middle, middle + QPoint(12, 0))
    assert told[-1].high - told[-1].low == pytest.approx(high - low)
    assert told[-1].low > low


def test_the_lines_do_not_pass_one_another(view: HistogramView) -> None:
    told = dragged(view)
    drag(view, view.line_place(0).toPoint(), QPoint(299, 40))
    assert all(levels.low < levels.high for levels in told)


def test_a_double_click_resets(qtbot: QtBot, view: HistogramView) -> None:
    with qtbot.waitSignal(view.levelsReset):
        double_click(view)


def test_the_wheel_zooms_about_the_cursor(view: HistogramView) -> None:
    before = view.line_place(1).x() - view.line_place(0).x()
    turn_wheel(view, QPoint(150, 40), 2)
    assert view.line_place(1).x() - view.line_place(0).x() > before
    view.reset_range()
    assert view.line_place(1).x() - view.line_place(0).x() == pytest.approx(before)


def test_levels_far_away_come_into_sight(view: HistogramView) -> None:
    view.set_levels(Levels(0, 20_000))
    assert 0 <= view.line_place(0).x() < view.line_place(1).x() <= 300


def test_it_paints_whatever_there_is(view: HistogramView) -> None:
    for histogram in (None, numbers(np.ones((2, 2))).histogram):
        view.set_histogram(histogram)
        assert not view.grab().isNull()
