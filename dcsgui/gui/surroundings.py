"""What the program arranges with Qt and Python before its first window."""

from __future__ import annotations

import gc
import sys

from PyQt5.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PyQt5.QtWidgets import QApplication

from dcsgui.version import __version__

UNSEEN = "offscreen"
"""The platform of Qt for windows that nobody sees."""

UNSEEN_FONT_POINTS = 9.0
"""As desktops have it; Qt takes 12 where there is no desktop."""

NOISE = "This plugin does not support"
"""How Qt complains of each window that is shown nowhere."""

COLLECTIONS = (4_000, 5, 1_000_000)
"""When Python looks for rubbish: often at what is new, by itself never at all of it.

A look at 100,000 rows takes 200 ms, in which the window waits.
"""


def make_application() -> QApplication:
    """Make the application, before any window."""
    qInstallMessageHandler(_on_message)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_EnableHighDpiScaling)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_UseHighDpiPixmaps)
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication(["dcsgui"])
    app.setOrganizationName("dcsgui")
    app.setApplicationName("dcsgui")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("dcsgui")
    if app.platformName() == UNSEEN:
        font = app.font()
        font.setPointSizeF(UNSEEN_FONT_POINTS)
        app.setFont(font)
    return app


def spare_collections() -> None:
    """Look for rubbish seldom from here on, and never again in what the program is made of."""
    if not gc.get_freeze_count():  # once: what a window holds goes when it is closed
        gc.freeze()
    gc.set_threshold(*COLLECTIONS)


def collect_closed_windows() -> None:
    """Look for rubbish once, also in what is spared: there may be whole windows in it."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _on_message(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    """Write what Qt has to say to standard error, as it does itself, without the noise."""
    del kind, context
    if message and not message.startswith(NOISE):
        sys.stderr.write(f"{message}\n")
