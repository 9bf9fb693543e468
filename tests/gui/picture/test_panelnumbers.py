from __future__ import annotations

from dataclasses import asdict

import numpy as np
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.constants import Numbers
from dcsgui.gui.picture.panelnumbers import PanelNumbers
from dcsgui.gui.picture.pictures import Pictures
from picture_answers import constants, numbers, pedestals


def test_they_are_those_of_the_panel(qtbot: QtBot) -> None:
    values = pedestals()
    pictures, panels = Pictures(constants(values)), PanelNumbers()
    with qtbot.waitSignal(panels.told) as told:
        assert panels.of(pictures, (1,), 5) is None
    expected = numbers(values, (1, 5))
    np.testing.assert_equal(asdict(told.args[0]), asdict(expected))
    known = panels.of(pictures, (1,), 5)
    assert known is told.args[0], "kept"


def test_only_the_panel_asked_for_last_is_told(qtbot: QtBot) -> None:
    pictures, panels = Pictures(constants(pedestals((8, 300, 400)))), PanelNumbers()
    told: list[Numbers] = []
    panels.told.connect(told.append)
    for panel in range(8):
        assert panels.of(pictures, (), panel) is None
    qtbot.waitUntil(lambda: bool(told))
    assert [one.slab for one in told] == [(7,)]
    assert panels.of(pictures, (), 3) is None
    qtbot.waitUntil(lambda: len(told) > 1)
    assert told[-1].slab == (3,)


def test_another_array_has_other_numbers(qtbot: QtBot) -> None:
    panels = PanelNumbers()
    for shift in (0, 100):
        pictures = Pictures(constants(pedestals() + shift))
        with qtbot.waitSignal(panels.told) as told:
            assert panels.of(pictures, (0,), 2) is None
        assert abs(told.args[0].median - 2800 - shift) < 5
        panels.forget()
