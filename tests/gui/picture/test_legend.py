from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from dcsgui.gui.picture.beyond import Beyond
from dcsgui.gui.picture.colours import ColourMap, Colours
from dcsgui.gui.picture.legend import Legend
from dcsgui.gui.picture.levels import Levels
from picture_answers import numbers

COLOURS = Colours.of(ColourMap.VIRIDIS)


def test_what_was_counted_is_told_instead_of_what_is_about(qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    told, levels = numbers(np.random.default_rng(1).normal(0, 1, 10_000)), Levels(-1.001, 1.001)
    legend.show_amounts(COLOURS, levels, numbers=told)
    assert "about" in legend.text()
    legend.show_amounts(COLOURS, levels, numbers=told, counted=Beyond(levels, 1601, 1579))
    assert "about" not in legend.text()
    assert "1601&nbsp;below" in legend.text()
    assert "1579&nbsp;above" in legend.text()


def test_without_numbers_there_are_colours_only(qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_amounts(COLOURS, Levels(0, 1), numbers=None)
    for words in (">&nbsp;below", ">&nbsp;above", ">&nbsp;not&nbsp;finite"):
        assert words in legend.text()
