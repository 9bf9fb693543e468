"""How long actions wait for others is for the environment to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.core.actions import browsing
from dcsgui.core.actions.patience import patience
from dcsgui.core.values.errors import BadValue, Busy
from processes import foreign_program


def test_it_is_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DCS_PATIENCE", "0.25")
    assert patience(3.0) == 0.25
    monkeypatch.setenv("DCS_PATIENCE", "")
    assert patience(3.0) == 3.0


@pytest.mark.parametrize("text", ["-1", "nan", "inf", "soon"])
def test_anything_else_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("DCS_PATIENCE", text)
    with pytest.raises(BadValue, match="DCS_PATIENCE is a number of seconds"):
        patience(3.0)


def test_actions_keep_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cs = DCStore.create(tmp_path, "cspad-0001")
    monkeypatch.setenv("DCS_PATIENCE", "0.1")
    with foreign_program(cs.path, "r+"), pytest.raises(Busy, match=r"0\.1 s"):
        browsing.detector(str(cs.path))
