from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from dcsgui.gui.picture.colours import ColourMap
from dcsgui.gui.picture.image import ImageView
from dcsgui.gui.picture.levels import LevelMode, Levels
from dcsgui.gui.picture.mosaic import Pixel
from dcsgui.gui.picture.pictures import Pictures
from hands_on_pictures import click, double_click, drag, point, press, turn_wheel
from picture_answers import constants, node, numbers, pedestals, slabs

BELOW = Qt.Orientation.Vertical


def show(view: ImageView, values: NDArray[Any], ctype: str = "pedestals") -> None:
    view.set_pictures(Pictures(constants(values, node(ctype))))
    for slab in slabs(values, view.slab):
        view.add_numbers(numbers(values, slab))


@pytest.fixture
def view(qtbot: QtBot) -> ImageView:
    made = ImageView()
    qtbot.addWidget(made)
    made.resize(520, 640)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_robust_levels_come_first(view: ImageView) -> None:
    values = pedestals()
    show(view, values)
    told = numbers(values, (0,))
    assert view.levels == (told.low, told.high)
    assert view.mode is LevelMode.ROBUST


def test_gain_panel_and_zoom_are_kept_for_the_next_version(view: ImageView) -> None:
    show(view, pedestals())
    view.step_gain(1)
    view.show_panel(5)
    turn_wheel(view.canvas, view.canvas.rect().center(), 3)
    zoom = view.canvas.zoom
    show(view, pedestals() + 3)
    assert (view.slab, view.panel, view.canvas.zoom) == ((1,), 5, zoom)
    show(view, pedestals((4, 20, 30)))
    assert (view.slab, view.panel, view.canvas.zoom) == ((), None, None)


def test_levels_follow_the_gain_mode(view: ImageView) -> None:
    values = pedestals()
    values[1] += 1000
    show(view, values)
    before = view.levels
    view.step_gain(1)
    assert view.levels.low > before.high
    view.set_mode(LevelMode.LOCKED)
    locked = view.levels
    view.step_gain(1)
    assert view.levels == locked
    show(view, values + 500)
    assert view.levels == locked


def test_a_dragged_line_makes_the_levels_manual(view: ImageView) -> None:
    show(view, pedestals())
    histogram = view.side.histogram
    begin = histogram.line_place(1).toPoint()
    high = view.levels.high
    drag(histogram, begin, begin - (begin - histogram.line_place(0).toPoint()) / 4)
    assert view.mode.by_hand
    assert view.levels.high < high
    assert float(view.levelbar.high.text()) == pytest.approx(view.levels.high, rel=1e-3)
    double_click(histogram)
    assert view.mode is LevelMode.ROBUST
    assert view.levels.high == high


def test_a_typed_level_is_taken_exactly(view: ImageView) -> None:
    show(view, pedestals())
    view.levelbar.low.levelTyped.emit(2801.25)
    assert view.levels.low == 2801.25
    view.levelbar.low.levelTyped.emit(99_999)
    assert view.levels.low < view.levels.high


def test_diverging_colours_have_zero_in_the_middle(view: ImageView) -> None:
    show(view, np.random.default_rng(1).normal(1, 1, (20, 30)))
    view.set_colour_map(ColourMap.DIVERGING)
    assert view.levels.low == -view.levels.high
    view.levelbar.levelsTyped.emit(Levels(view.levels.low, 3))
    assert view.levels == (-3, 3)
    view.set_colour_map(ColourMap.VIRIDIS)
    assert view.mode is LevelMode.MANUAL


def test_the_cursor_tells_panel_row_column_value_and_deviation(view: ImageView) -> None:
    values = pedestals()
    show(view, values)
    told: list[str] = []
    view.pixelTold.connect(told.append)
    point(view.canvas, view.canvas.place_of(Pixel(3, 10, 7)))
    assert told[-1].startswith(f"panel 3, row 10, column 7: {values[0, 3, 10, 7]!s}, ")
    assert told[-1].endswith(" MAD")
    point(view.canvas, view.canvas.place_of(Pixel(3, 1, 3)))
    assert told[-1] == "panel 3, row 1, column 3: NaN"
    view.step_gain(1)
    assert told[-1] == "panel 3, row 1, column 3: NaN"
    click(view.canvas, view.canvas.place_of(Pixel(2, 5, 5)))
    before = told[-1]
    view.step_gain(1)
    assert told[-1] != before, "the same pixel of another gain mode has another value"


def test_one_panel_alone_keeps_its_number(view: ImageView) -> None:
    show(view, pedestals())
    double_click(view.canvas, view.canvas.place_of(Pixel(6, 8, 8)))
    assert view.panel == 6
    assert view.slabs.panels.currentText() == "6"
    pixel = view.canvas.pixel_at(view.canvas.place_of(Pixel(0, 2, 3)))
    assert pixel == Pixel(6, 2, 3)
    press(view.canvas, Qt.Key.Key_Escape)
    assert view.panel is None


def test_panels_can_be_stepped_through(view: ImageView) -> None:
    show(view, pedestals())
    seen = []
    for _ in range(9):
        view.step_panel(1)
        seen.append(view.panel)
    assert seen == [*range(8), None]


def test_numbers_and_histogram_of_one_panel_are_its_own(qtbot: QtBot, view: ImageView) -> None:
    values = pedestals()
    values[0, 6] += 40
    show(view, values)
    told, side, levels = numbers(values, (0, 6)), view.side, view.levels
    view.show_panel(6)
    qtbot.waitUntil(lambda: side.numbers.text("from") == "panel 6")
    assert side.numbers.text("N") == "512"
    assert side.numbers.text("median") == f"{told.median:.6g}"
    assert side.histogram._histogram is not None
    assert side.histogram._histogram.low == told.histogram.low
    assert view.levels == levels, "they stay those of the picture"
    view.show_all()
    assert side.numbers.text("from") == "all values"
    assert side.numbers.text("median") == f"{numbers(values, (0,)).median:.6g}"


def test_the_cursor_compares_with_the_panel_that_is_alone(qtbot: QtBot, view: ImageView) -> None:
    values = pedestals()
    values[0, 6] += 40
    show(view, values)
    view.show_panel(6)
    qtbot.waitUntil(lambda: view.side.numbers.text("from") == "panel 6")
    told: list[str] = []
    view.pixelTold.connect(told.append)
    point(view.canvas, view.canvas.place_of(Pixel(0, 10, 7)))
    panel = numbers(values, (0, 6))
    far = (values[0, 6, 10, 7] - panel.median) / panel.mad
    assert float(told[-1].split()[-2].replace("\N{MINUS SIGN}", "-")) == pytest.approx(
        far, rel=0.1
    )


def test_the_panel_stays_alone_in_the_next_version_with_its_numbers(
    qtbot: QtBot, view: ImageView
) -> None:
    show(view, pedestals())
    view.show_panel(6)
    for shift in (30, 60):
        show(view, pedestals() + shift)
        told = numbers(pedestals() + shift, (0, 6))

        def is_told(median: str = f"{told.median:.6g}") -> bool:
            return view.side.numbers.text("median") == median

        qtbot.waitUntil(is_told)


def test_what_is_beyond_the_levels_is_counted_exactly(qtbot: QtBot, view: ImageView) -> None:
    values = np.random.default_rng(1).normal(0, 1, (4, 100, 100)).astype("f4")
    show(view, values)
    view.levelbar.levelsTyped.emit(Levels(-1.001, 1.001))
    assert "about" in view.side.legend.text()
    above = np.count_nonzero(values > np.float32(1.001))
    qtbot.waitUntil(lambda: f";{above}&nbsp;above" in view.side.legend.text())
    view.show_panel(1)
    above = np.count_nonzero(values[1] > np.float32(1.001))
    qtbot.waitUntil(lambda: f";{above}&nbsp;above" in view.side.legend.text())


LARGEST = float(np.finfo("f8").max)
EXTREMES = [
    [[1e308, -1e308], [0, 1]],
    [[LARGEST, -LARGEST]],
    [[0, 5e-324]],
    [[1e308 * (1 + 1j), 0]],
]


@pytest.mark.parametrize("extreme", EXTREMES)
@pytest.mark.parametrize("mode", LevelMode)
@pytest.mark.parametrize("colours", [ColourMap.VIRIDIS, ColourMap.DIVERGING])
def test_extreme_values_are_shown_and_spoil_nothing_after_them(
    view: ImageView, extreme: list[list[float]], mode: LevelMode, colours: ColourMap
) -> None:
    values = np.array(extreme)
    view.set_mode(mode)
    view.set_colour_map(colours)
    show(view, values)
    view.side.histogram.set_levels(view.levels)
    assert view.levels.low < view.levels.high
    assert np.isfinite(view.levels.high - view.levels.low)
    assert not view.grab().isNull()
    turn_wheel(view.side.histogram, view.side.histogram.rect().center(), 2)
    view.set_mode(LevelMode.ROBUST)
    show(view, np.arange(12.0).reshape(3, 4))
    assert view.side.numbers.text("median") == "5.5"
    assert not view.grab().isNull()


def test_resetting_the_view_resets_the_histogram_too(view: ImageView) -> None:
    show(view, pedestals())
    histogram = view.side.histogram
    before = histogram.line_place(1)
    turn_wheel(histogram, histogram.rect().center(), 5)
    turn_wheel(view.canvas, view.canvas.rect().center(), 5)
    assert histogram.line_place(1) != before
    view.reset_view()
    assert view.canvas.zoom is None
    assert histogram.line_place(1) == before


def test_numbers_say_whether_they_are_of_a_sample(view: ImageView) -> None:
    values = np.random.default_rng(1).normal(0, 1, (400, 500)).astype("f4")
    view.set_pictures(Pictures(constants(values)))
    assert view.side.numbers.text("N") == "\N{HORIZONTAL ELLIPSIS}"
    view.add_numbers(numbers(values, exact=False))
    assert view.side.numbers.text("median").startswith("\N{ALMOST EQUAL TO}")
    assert view.side.numbers.text("from") == "a sample"
    view.add_numbers(numbers(values))
    assert not view.side.numbers.text("median").startswith("\N{ALMOST EQUAL TO}")
    assert view.side.numbers.text("from") == "all values"
    view.add_numbers(numbers(values, exact=False))
    assert view.side.numbers.text("from") == "all values", "late numbers of a sample"


def test_levels_are_guessed_until_numbers_come(view: ImageView) -> None:
    values = pedestals((32, 64))
    view.set_pictures(Pictures(constants(values)))
    told = numbers(values)
    assert view.levels.low == pytest.approx(told.low, abs=10)
    assert view.levels.high == pytest.approx(told.high, abs=10)


def test_masks_have_counts_and_no_levels(qtbot: QtBot, view: ImageView) -> None:
    mask = np.ones((1024, 1024), "u1")
    mask[5, 6] = 0
    show(view, mask, "pixel_mask")
    assert view.levelbar.low.isHidden()
    qtbot.waitUntil(lambda: "1048575" in view.side.legend.text())
    told: list[str] = []
    view.pixelTold.connect(told.append)
    point(view.canvas, view.canvas.place_of(Pixel(0, 500, 500)))
    assert told[-1].endswith(": 1, good")
    show(view, pedestals((8, 16, 32)))
    assert not view.levelbar.low.isHidden()
    assert not view.side.histogram.isHidden()


def test_a_single_hot_pixel_is_seen_in_a_picture_made_smaller(
    qtbot: QtBot, view: ImageView
) -> None:
    values = np.random.default_rng(1).normal(0, 1, (1500, 1500)).astype("f4")
    values[701, 803] = 1e5
    show(view, values)
    over = ColourMap.VIRIDIS.over

    def is_seen() -> bool:
        image = view.canvas.grab().toImage()
        place = view.canvas.place_of(Pixel(0, 701, 803))
        near = [(place.x() + x, place.y() + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        return over in {image.pixel(x, y) & 0xFFFFFF for x, y in near}

    qtbot.waitUntil(is_seen)


def test_numbers_stand_beside_a_wide_picture(view: ImageView) -> None:
    show(view, pedestals())
    assert view.splitter.orientation() == BELOW
    view.resize(1000, 500)
    assert view.splitter.orientation() != BELOW
    view.resize(500, 700)
    assert view.splitter.orientation() == BELOW


def test_it_is_remembered(qtbot: QtBot, view: ImageView) -> None:
    show(view, pedestals())
    view.step_gain(1)
    view.show_panel(3)
    view.set_colour_map(ColourMap.GREY)
    view.set_mode(LevelMode.MINMAX)
    turn_wheel(view.canvas, view.canvas.rect().center(), 3)
    again = ImageView()
    qtbot.addWidget(again)
    again.restore(view.state())
    show(again, pedestals())
    assert (again.slab, again.panel, again.canvas.zoom) == ((1,), 3, view.canvas.zoom)
    assert (again.colour_map, again.mode) == (ColourMap.GREY, LevelMode.MINMAX)


def test_nonsense_is_not_remembered(qtbot: QtBot, view: ImageView) -> None:
    view.restore({"levels": 3, "colours": "x", "sizes": [1], "slab": "a", "panel": -2, "zoom": 1})
    view.restore({"sizes": {"below": "x"}, "slab": [9], "panel": 99, "zoom": ["a", 1, 2]})
    show(view, pedestals())
    assert (view.slab, view.panel, view.canvas.zoom) == ((0,), None, None)
    assert view.state() == view.state()


SHAPES = [(1024, 1024), (4, 192, 384), (32, 185, 388), (2, 2, 3, 4, 5, 6), (1, 1), (1, 5000)]


@pytest.mark.parametrize("shape", [*SHAPES, (7, 16, 8, 9), (3, 4, 5)])
def test_every_shape_is_shown(view: ImageView, shape: tuple[int, ...]) -> None:
    values = np.random.default_rng(1).normal(0, 1, shape).astype("f4")
    show(view, values)
    assert not view.grab().isNull()
    assert view.side.numbers.text("N") != ""


DTYPES = ["?", "u1", "i1", ">u2", "<i2", "u4", ">i4", "u8", "i8", "f2", ">f4", "f8", "c8", ">c16"]


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_dtype_is_shown(view: ImageView, dtype: str) -> None:
    values = np.arange(24).reshape(2, 3, 4).astype(dtype)
    show(view, values)
    told: list[str] = []
    view.pixelTold.connect(told.append)
    point(view.canvas, view.canvas.place_of(Pixel(1, 2, 3)))
    assert told[-1].startswith("panel 1, row 2, column 3: ")
    assert not view.grab().isNull()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 0.0, 1e300, -1e-300, 2800.0])
def test_an_array_of_one_value_is_shown(view: ImageView, value: float) -> None:
    show(view, np.full((20, 30), value))
    assert view.levels.low < view.levels.high
    assert not view.grab().isNull()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e30])
def test_a_single_odd_value_does_not_matter(view: ImageView, value: float) -> None:
    values = pedestals((20, 30))
    before = numbers(values)
    values[10, 10] = value
    show(view, values)
    assert view.levels.low == pytest.approx(before.low, abs=1)
    assert view.levels.high == pytest.approx(before.high, abs=1)
