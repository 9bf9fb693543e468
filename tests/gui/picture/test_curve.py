from __future__ import annotations

import numpy as np
import pytest
from PyQt5.QtCore import QPoint, QPointF
from pytestqt.qtbot import QtBot

from dcsgui.gui.picture.curve import CurveView
from dcsgui.gui.picture.curveplace import CurvePlace
from hands_on_pictures import point
from picture_answers import numbers


@pytest.fixture
def view(qtbot: QtBot) -> CurveView:
    made = CurveView()
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.set_values(np.array([6.0, 100, 100, np.nan, 256, np.inf]))
    with qtbot.waitExposed(made):
        made.show()
    return made


def place_of(view: CurveView, index: float) -> QPoint:
    box = view.plot.getPlotItem().vb
    middle = sum(box.viewRange()[1]) / 2
    place = view.plot.mapFromScene(box.mapViewToScene(QPointF(index, middle)))
    return QPoint(place)


@pytest.mark.parametrize(("index", "words"), [(1, "100"), (3, "NaN"), (5, "\N{INFINITY}")])
def test_the_cursor_tells_index_and_value(view: CurveView, index: int, words: str) -> None:
    told: list[str] = []
    view.pixelTold.connect(told.append)
    point(view.plot.viewport(), place_of(view, index))
    assert told[-1] == f"index {index}: {words}"


def test_deviations_are_told_once_numbers_are_there(view: CurveView) -> None:
    values = np.array([1.0, 2, 3, 4, 9])
    view.set_values(values)
    view.set_numbers(numbers(values))
    told: list[str] = []
    view.pixelTold.connect(told.append)
    point(view.plot.viewport(), place_of(view, 4))
    assert told[-1] == "index 4: 9, +6 MAD"


@pytest.mark.parametrize("dtype", ["?", "u1", ">i8", "f2", "c8"])
def test_every_dtype_is_drawn(view: CurveView, dtype: str) -> None:
    view.set_values(np.arange(1000).astype(dtype))
    assert not view.grab().isNull()
    view.clear()
    assert not view.grab().isNull()


def test_it_says_which_values_are_not_finite(view: CurveView) -> None:
    assert view.note.isVisible()
    assert view.note.text() == "2 of 6 values are not finite: at index 3, 5."
    view.set_values(np.full(100, np.nan))
    assert view.note.text() == "All 100 values are not finite."
    values = np.arange(100.0)
    values[::2] = np.inf
    view.set_values(values)
    more = "at index 0, 2, 4, 6, 8, 10, 12, 14, \N{HORIZONTAL ELLIPSIS}."
    assert view.note.text() == f"50 of 100 values are not finite: {more}"
    view.set_values(np.arange(5.0))
    assert not view.note.isVisible()


@pytest.mark.parametrize("large", [1e308, float(np.finfo("f8").max)])
def test_extreme_values_are_drawn(view: CurveView, large: float) -> None:
    view.set_values(np.array([large, -large, 0]))
    assert not view.grab().isNull()


@pytest.mark.parametrize("values", [[np.nan], [7.0], [1e-12, 1e-12], [0, 1, 2]])
def test_all_is_seen_of_other_values(view: CurveView, values: list[float]) -> None:
    view.set_values(np.arange(200_000.0) + 1e6)
    view.set_values(np.array(values))
    (left, right), (bottom, top) = view.plot.getPlotItem().vb.viewRange()
    assert -2 < left < 0.01
    assert len(values) - 1 < right < len(values) + 1
    if np.isfinite(values).all():
        assert bottom < min(values) <= max(values) < top < max(values) + 2


def test_of_many_values_none_gets_a_dot(view: CurveView) -> None:
    view.set_values(np.arange(5.0))
    assert view._curve.opts["symbol"] == "o"
    view.set_values(np.arange(200_000.0))
    assert view._curve.opts["symbol"] is None
    assert len(view._curve.scatter.data) <= 5, "no dot was made"


def test_the_place_of_a_curve_fills_itself(qtbot: QtBot) -> None:
    place = CurvePlace()
    qtbot.addWidget(place)
    values = np.arange(5.0)
    place.set_values(values)
    place.set_numbers(numbers(values))
    qtbot.waitUntil(lambda: place.view is not None)
    place.reset_view()
    place.clear()
