"""What a window was like comes back with the next one."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.gui.window.main import MainWindow
from dcsgui.gui.window.remembering import put_back_theme
from dcsgui.gui.window.settings import Settings
from dcsgui.gui.window.theme import Appearance, Theme
from window_hands import Hands
from window_stories import make_detector, open_window


def test_places_selection_and_layout_come_back(
    qtbot: QtBot, windows: list[MainWindow], store: DCStore, tmp_path: Path
) -> None:
    def settings() -> Settings:
        path = str(tmp_path / "settings.ini")
        return Settings(QSettings(path, QSettings.Format.IniFormat))

    before = open_window(qtbot, windows, settings())
    before.window.resize(1300, 777)
    before.window.opening.open_path(str(store.path.parents[1]))
    before.walk(store.path.parents[2].name, "jungfrau", store.detname(), "pedestals", "2016-10-27")
    before.wait(lambda: len(before.rows()) == 3)
    before.trigger("utc")
    before.window.parts.splitter.setSizes([300, 700])
    sizes = before.window.parts.splitter.sizes()
    node, columns = before.window.showing.node, before.window.parts.versions.state()
    before.window.close()

    after = open_window(qtbot, windows, settings())
    after.window.restore_places()
    after.wait(lambda: after.window.showing.node == node)
    after.wait(lambda: len(after.rows()) == 3)
    assert (after.window.width(), after.window.height()) == (1300, 777)
    assert after.window.parts.splitter.sizes() == sizes
    assert after.window.parts.versions.state() == columns
    assert after.window.actions_["utc"].isChecked()
    assert after.window.opening.recent == [str(store.path.parents[1])]


def test_the_first_time_it_says_what_to_do(hands: Hands) -> None:
    hands.window.restore_places()
    hands.rest()
    assert hands.window.parts.empty.isVisible()
    assert hands.window.parts.places.places() == ()


def test_everything_has_a_place_to_be_reached_by_tab(hands: Hands, store: DCStore) -> None:
    hands.window.opening.open_path(str(store.path))
    hands.walk(store.detname(), "pedestals")
    hands.wait(lambda: len(hands.rows()) == 6)
    hands.rest()
    hands.shortcut("Ctrl+1")
    seen = set()
    for _ in range(60):
        focused = hands.window.focusWidget()
        seen.add(focused)
        hands.press(Qt.Key.Key_Tab)
    parts = hands.window.parts
    for widget in (parts.places.view, parts.versions.view, parts.versions.filter):
        assert widget in seen
    for part in (parts.moment_box, parts.picture_place, parts.parameters):
        assert any(part.isAncestorOf(widget) for widget in seen if widget is not None)


def test_appearance_and_columns_of_the_details_come_back(
    qtbot: QtBot, windows: list[MainWindow], tmp_path: Path
) -> None:
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    before = open_window(qtbot, windows, settings)
    before.window.theme.set_appearance(Appearance.DARK)
    history = before.window.parts.history
    history.view.setColumnWidth(1, 123)
    kept = history.state()
    before.window.close()

    theme = Theme()
    put_back_theme(theme, settings.load())
    assert theme.appearance is Appearance.DARK
    after = open_window(qtbot, windows, settings)
    assert after.window.parts.history.state() == kept


def test_the_recent_list_keeps_its_order(
    qtbot: QtBot, windows: list[MainWindow], store: DCStore, tmp_path: Path
) -> None:
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    other = make_detector(tmp_path / "other" / "calib")
    paths = [str(cs.path.parents[1]) for cs in (store, other)]
    before = open_window(qtbot, windows, settings)
    for path in paths:
        before.window.opening.open_path(path)
        before.rest()
    recent = before.window.opening.recent
    assert recent == paths[::-1]
    before.window.close()
    after = open_window(qtbot, windows, settings)
    after.window.restore_places()
    after.rest()
    assert len(after.window.parts.places.places()) == 2
    assert after.window.opening.recent == recent
