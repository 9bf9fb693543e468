"""What is remembered comes back; what is broken counts as never remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt5.QtCore import QSettings

from dcsgui.gui.window.settings import Remembered, Settings


def stored(path: Path) -> QSettings:
    return QSettings(str(path / "settings.ini"), QSettings.Format.IniFormat)


def test_it_comes_back(tmp_path: Path) -> None:
    remembered = Remembered(b"\x00geometry", b"layout", {"utc": True, "recent": ["/a", "/b ü"]})
    Settings(stored(tmp_path)).save(remembered)
    assert Settings(stored(tmp_path)).load() == remembered


def test_the_first_time_there_is_nothing(tmp_path: Path) -> None:
    assert Settings(stored(tmp_path)).load() == Remembered()


@pytest.mark.parametrize("values", ["{", "[]", "12", ""])
def test_what_is_broken_is_forgotten(tmp_path: Path, values: str) -> None:
    store = stored(tmp_path)
    store.setValue("values", values)
    store.setValue("geometry", 17)
    assert Settings(store).load() == Remembered()


def test_without_a_store_nothing_is_kept() -> None:
    settings = Settings(None)
    settings.save(Remembered(values={"utc": True}))
    assert settings.load() == Remembered()


def test_another_window_begins_like_this_one(tmp_path: Path) -> None:
    settings = Settings(stored(tmp_path))
    settings.save(Remembered(b"before"))
    other = settings.beginning_with(Remembered(b"this"))
    assert other.load() == Remembered(b"this")
    assert settings.load() == Remembered(b"before")
    other.save(Remembered(b"later"))
    assert settings.load() == Remembered(b"later")
