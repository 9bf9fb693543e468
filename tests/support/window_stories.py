"""A window on a detector, for the stories that are told of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.window.main import MainWindow
from dcsgui.gui.window.settings import Settings
from dcsgui.gui.window.theme import Theme
from small_stores import T0, make_store
from window_hands import Hands

SHAPE = (3, 2, 32, 64)
"""Gain modes, panels, rows and columns."""


def open_window(
    qtbot: QtBot,
    windows: list[MainWindow],
    settings: Settings | None = None,
    *,
    who: str = "",
) -> Hands:
    """Open a window with a worker of its own, of somebody, and wait until it is up."""
    jobs = Jobs(environment={"LOGNAME": who} if who else {})
    jobs.start()
    window = MainWindow(jobs, settings or Settings(None), Theme())
    windows.append(window)
    qtbot.addWidget(window, before_close_func=_forget_typed)
    window.show()
    qtbot.waitExposed(window)
    hands = Hands(qtbot, window)
    hands.wait(lambda: window.picturing.panel is not None)
    return hands


def _forget_typed(window: MainWindow) -> None:
    """Leave nothing typed, about which a window would ask before it closes."""
    drafts = window.parts.parameters.typed.drafts
    for draft in drafts:
        drafts.drop(draft)


def show_pedestals(hands: Hands, cs: DCStore) -> Hands:
    """Show the six pedestals of what `make_detector` made."""
    hands.window.opening.open_path(str(cs.path))
    hands.walk(cs.detname(), "pedestals")
    hands.wait(lambda: len(hands.rows()) == 6)
    hands.rest()
    return hands


def make_detector(calib: Path, layout: str = "native", detname: str = "jungfrau-0001") -> DCStore:
    """Make a detector with two types, two ranges and some versions."""
    cs = make_store(calib, layout, detname)
    random = np.random.default_rng(1)
    cto = cs.add_ctype("pedestals")
    for begin, end in ((T0, T0 + 999), (T0 + 1000, None)):
        tsro = cto.add_range((begin, end), comment="dark runs")
        for number in range(3):
            nda = random.normal(2800 + number, 4, SHAPE).astype("f4")
            nda[0, 0, 1, 1], nda[0, 0, 2, 2] = 16383, np.nan
            tsro.add_version(begin + number, nda, comment=f"run {number}", pars={"run": number})
    cs.add_ctype("geometry").add_range((T0, None)).add_version(T0, "# geometry\nIP 0 0 0\n")
    cs.save()
    return cs
