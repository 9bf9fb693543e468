"""What a person does with the docks that tell what was done."""

from __future__ import annotations

from typing import Any

from PyQt5.QtTest import QAbstractItemModelTester

from dcsgui import DCStore
from dcsgui.gui.records.list_panel import ListPanel
from small_stores import T0
from window_hands import Hands

__all__ = ["answer", "cells", "make_default", "shown"]


def shown(hands: Hands, title: str, panel: ListPanel[Any]) -> ListPanel[Any]:
    """Bring a dock into sight, with Qt's tester on its model."""
    dock = next(dock for dock in hands.window.parts.docks if dock.windowTitle() == title)
    dock.raise_()
    hands.wait(panel.isVisible)
    QAbstractItemModelTester(
        panel.model, QAbstractItemModelTester.FailureReportingMode.Warning, panel
    )
    return panel


def cells(panel: ListPanel[Any], column: str) -> list[str]:
    """Return what a column shows, from top to bottom."""
    names = [one.id for one in panel.model.columns]
    at, model = names.index(column), panel.model
    return [str(model.index(row, at).data()).strip() for row in range(model.rowCount())]


def answer(cs: DCStore) -> int:
    """Return which version of the pedestals answers in the first range."""
    return cs.find("pedestals", T0 + 5).version.versind


def make_default(hands: Hands, cs: DCStore, row: int) -> None:
    """Click on the star of a row of the first range, and wait until it is the default."""
    hands.click_star(row)
    hands.wait(lambda: answer(cs) == row + 1)
    hands.wait(lambda: hands.answering()[0] == (f"v{row + 1}", True))
    hands.rest()
