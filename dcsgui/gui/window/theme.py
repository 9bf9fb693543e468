"""Light or dark: as the desktop says, or as the user chose."""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import Enum

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot
from PyQt5.QtWidgets import QApplication, QToolTip

from dcsgui.gui.window.palettes import is_dark, tick_palette, window_palette

__all__ = ["Appearance", "Theme"]

_DARK, _LIGHT = 1, 2  # color-scheme of the freedesktop portal; 0 is no preference
_ENVIRONMENT = ("GTK_THEME", "KDE_COLOR_SCHEME", "QT_STYLE_OVERRIDE")
_TICKED = ("QCheckBox", "QRadioButton")


class Appearance(Enum):
    """What the user can choose."""

    FOLLOW = "follow"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The look of the window: the Fusion style, with light or dark colours.

    Following the desktop starts with what is known without asking: the last answer of the
    desktop (see `restore`), the environment, or the colours that the platform gave the
    application. `listen` asks the desktop, once the window is up, and hears of changes.

    Signals
    -------
    changed()
        The colours are others now: icons and pictures are to be made anew.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance = Appearance.FOLLOW
        self._scheme: int | None = None
        self._platform_dark = False
        self._dark: bool | None = None
        self._app: QApplication | None = None
        self._portal: QObject | None = None

    @property
    def appearance(self) -> Appearance:
        """What was chosen."""
        return self._appearance

    @property
    def dark(self) -> bool:
        """Whether the window is dark now."""
        return bool(self._dark)

    def apply(self, app: QApplication) -> None:
        """Give an application this look; takes a few ms."""
        self._platform_dark = is_dark(app.palette())
        self._app = app
        app.setStyle("Fusion")
        self._update()

    def set_appearance(self, appearance: Appearance) -> None:
        """Follow the desktop, or be light or dark whatever it says."""
        self._appearance = appearance
        self._update()

    def listen(self) -> None:
        """Ask the desktop, and hear of its changes; call it once the window is up."""
        if self._portal is not None or not _has_session_bus():
            return
        try:
            from dcsgui.gui.window.portal import Portal
        except ImportError:  # a system without the D-Bus library
            return
        portal = Portal(parent=self)
        portal.schemeTold.connect(self._on_scheme_told)
        portal.ask()
        self._portal = portal

    def state(self) -> dict[str, object]:
        """Return what was chosen, and what the desktop said last, as JSON values."""
        return {"appearance": self._appearance.value, "scheme": self._scheme}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up a `state`; what cannot be understood is left out."""
        wanted = [choice for choice in Appearance if choice.value == state.get("appearance")]
        scheme = state.get("scheme")
        self._scheme = scheme if isinstance(scheme, int) else None
        self.set_appearance(wanted[0] if wanted else Appearance.FOLLOW)

    @pyqtSlot(int)
    def _on_scheme_told(self, scheme: int) -> None:
        self._scheme = scheme
        self._update()

    def _update(self) -> None:
        if self._app is None:
            return
        dark = self._wanted_dark()
        if dark == self._dark:
            return
        self._dark = dark
        palette = window_palette(dark=dark)
        self._app.setPalette(palette)
        for kind in _TICKED:
            self._app.setPalette(tick_palette(palette), kind)
        QToolTip.setPalette(palette)  # Qt leaves it as it was, now that others have their own
        self.changed.emit()

    def _wanted_dark(self) -> bool:
        if self._appearance is not Appearance.FOLLOW:
            return self._appearance is Appearance.DARK
        if self._scheme in {_DARK, _LIGHT}:
            return self._scheme == _DARK
        return _environment_says_dark() or self._platform_dark


def _environment_says_dark() -> bool:
    """Return whether the environment names a dark theme, as in ``GTK_THEME=Adwaita:dark``."""
    return any("dark" in os.environ.get(name, "").lower() for name in _ENVIRONMENT)


def _has_session_bus() -> bool:
    """Return whether there is a bus to ask; without one the D-Bus library would start one."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(runtime) and os.path.exists(os.path.join(runtime, "bus"))  # noqa: PTH110, PTH118
