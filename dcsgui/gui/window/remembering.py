"""What a window was like: taken when it closes, put back when the next one opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QByteArray

from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.gui.window.settings import LAYOUT_VERSION, Remembered

if TYPE_CHECKING:
    from dcsgui.gui.window.main import MainWindow
    from dcsgui.gui.window.theme import Theme


def remembered(window: MainWindow) -> Remembered:
    """Return what is to be remembered of a window."""
    parts = window.parts
    return Remembered(
        bytes(window.saveGeometry()),
        bytes(window.saveState(LAYOUT_VERSION)),
        {
            "places": [
                [place.kind.value, place.path, place.name] for place in parts.places.places()
            ],
            "tree": parts.places.state(),
            "versions": parts.versions.state(),
            "parameters": parts.parameters.state(),
            "history": parts.history.state(),
            "picture": window.picturing.state(),
            "moment": parts.moment_box.state(),
            "reasons": window.defaulting.dialog.state(),
            "deleted": window.late_deleting.state(),
            "records": window.records.state(),
            "transfers": window.transferring.state(),
            "splitter": parts.splitter.sizes(),
            "recent": window.opening.recent,
            "utc": window.actions_["utc"].isChecked(),
            "theme": window.theme.state(),
        },
    )


def put_back(window: MainWindow, was: Remembered) -> None:
    """Make a window like the one before; what does not fit is left as it is."""
    window.restoreGeometry(QByteArray(was.geometry))
    window.restoreState(QByteArray(was.layout), LAYOUT_VERSION)
    parts, values = window.parts, was.values
    _give(values, "versions", parts.versions.restore)
    _give(values, "parameters", parts.parameters.restore)
    _give(values, "history", parts.history.restore)
    _give(values, "picture", window.picturing.restore)
    _give(values, "moment", parts.moment_box.restore)
    _give(values, "reasons", window.defaulting.dialog.restore)
    _give(values, "deleted", window.late_deleting.restore)
    _give(values, "records", window.records.restore)
    _give(values, "transfers", window.transferring.restore)
    sizes, recent = values.get("splitter"), values.get("recent")
    if isinstance(sizes, list) and all(isinstance(size, int) for size in sizes):
        parts.splitter.setSizes(sizes)
    if isinstance(recent, list):
        window.opening.recent = [path for path in recent if isinstance(path, str)]
    window.actions_["utc"].setChecked(values.get("utc") is True)


def places_of(was: Remembered) -> list[Place]:
    """Return the places that were open."""
    places = was.values.get("places")
    return [] if not isinstance(places, list) else list(filter(None, map(_place, places)))


def put_back_theme(theme: Theme, was: Remembered) -> None:
    """Let the windows look as they did: before the first one is made."""
    _give(was.values, "theme", theme.restore)


def put_back_tree(window: MainWindow, was: Remembered) -> None:
    """Open in the tree what was open, and go where the window was."""
    _give(was.values, "tree", window.parts.places.restore)


def _place(value: object) -> Place | None:
    kinds = {kind.value: kind for kind in PlaceKind}
    match value:
        case [str(kind), str(path), str(name)] if kind in kinds:
            return Place(kinds[kind], path, name)
    return None


def _give(
    values: Mapping[str, Any], name: str, restore: Callable[[dict[str, Any]], object]
) -> None:
    value = values.get(name)
    if isinstance(value, dict):
        restore(value)
