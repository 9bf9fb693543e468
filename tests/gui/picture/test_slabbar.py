from __future__ import annotations

import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtWidgets import QSlider
from pytestqt.qtbot import QtBot

from dcsgui.core.values.axes import Axes
from dcsgui.gui.picture.namedslider import NamedSlider
from dcsgui.gui.picture.slabbar import SlabBar
from hands_on_pictures import click, press


@pytest.fixture
def bar(qtbot: QtBot) -> SlabBar:
    made = SlabBar()
    qtbot.addWidget(made)
    made.resize(500, 60)
    made.show()
    return made


def test_gain_modes_are_a_slider_with_names(qtbot: QtBot, bar: SlabBar) -> None:
    bar.lay(Axes.of((7, 16, 3, 4)), (2,), None)
    (slider,) = bar.findChildren(NamedSlider)
    assert slider.index == 2
    with qtbot.waitSignal(bar.slabChanged) as changed:
        bar.step_gain(1)
    assert changed.args == [(3,)]
    with qtbot.waitSignal(bar.slabChanged) as changed:
        press(slider.findChildren(QSlider)[0], Qt.Key.Key_Left)
    assert changed.args == [(2,)]


def test_a_click_on_a_name_chooses_it(qtbot: QtBot) -> None:
    slider = NamedSlider("Gain", 3, ("g0", "g1", "g2"))
    qtbot.addWidget(slider)
    slider.resize(200, 40)
    slider.show()
    names = slider.names
    assert names is not None
    with qtbot.waitSignal(slider.indexChanged) as changed:
        click(names, QPoint(names.width() - 5, names.height() // 2))
    assert changed.args == [2]


def test_each_leading_axis_has_a_slider(bar: SlabBar) -> None:
    bar.lay(Axes.of((2, 2, 3, 4, 5, 6)), (1, 0, 2), 3)
    assert bar.slab == (1, 0, 2)
    assert bar.panels.currentText() == "3"
    bar.lay(Axes.of((32, 185, 388)), (), None)
    assert not bar.slab
    assert bar.panels.count() == 33


def test_laying_it_out_tells_nothing(qtbot: QtBot, bar: SlabBar) -> None:
    bar.lay(Axes.of((3, 8, 5, 6)), (0,), None)
    with qtbot.assertNotEmitted(bar.slabChanged):
        bar.lay(Axes.of((3, 8, 5, 6)), (2,), 1)
    assert bar.slab == (2,)


def test_panels_are_chosen_by_keyboard(qtbot: QtBot, bar: SlabBar) -> None:
    bar.lay(Axes.of((8, 5, 6)), (), None)
    told: list[int | None] = []
    bar.panelChosen.connect(told.append)
    for _ in range(2):
        press(bar.panels, Qt.Key.Key_Down)
    press(bar.panels, Qt.Key.Key_Home)
    assert told == [0, 1, None]


def test_a_plain_image_needs_no_bar(bar: SlabBar) -> None:
    bar.lay(Axes.of((5, 6)), (), None)
    assert bar.isHidden()
