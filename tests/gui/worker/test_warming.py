from __future__ import annotations

import sys

import pytest

from dcsgui.core.actions.answers import nodes  # noqa: F401 - there is such a package
from dcsgui.gui.jobs.jobs import ACTIONS
from dcsgui.gui.worker import warming
from dcsgui.gui.worker.warming import FIRST, Warming


def test_what_is_imported_first_is_there() -> None:
    first = Warming(ACTIONS)
    while not first.over:
        first.step()
    assert {f"{ACTIONS}.{name}" for name in FIRST} <= set(sys.modules)


def test_what_can_not_be_imported_is_left_to_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "FIRST", ("missing",))
    first = Warming("worker_actions")
    assert not first.over
    first.step()
    assert first.over
