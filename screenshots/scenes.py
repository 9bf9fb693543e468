"""What is done in the window for each picture."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QDockWidget, QWidget

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.app import Application
from dcsgui.gui.structure.source_form import SourceForm
from dcsgui.gui.window.main import MainWindow
from dcsgui.gui.window.theme import Appearance

HERE = Path(__file__).parent

hands: Any = QTest
"""Its type information takes its functions for methods."""

LAST_ROW = 6
"""Of the pedestals of the epix100a: v3, added after the default, which is v2."""

BEGIN = 1792713600.0
"""From when what is added is valid: 2026-10-23, Unix seconds."""

Steps = Iterator[Callable[[], bool]]


def steps(window: MainWindow, application: Application) -> Steps:
    """Use the window, and take a picture after each step."""
    yield shows(window, "pedestals")
    yield from taken(window, "window")
    yield from default(window)
    yield from promoting(window)
    yield from adding(window)
    yield from editing(window)
    yield from deleting(window)
    application.theme.set_appearance(Appearance.DARK)
    yield from at_a_time(window)


def default(window: MainWindow) -> Steps:
    """Set a default in the repository, with the reason."""
    yield from opened(window, "epix100a.1/pedestals")
    window.parts.versions.view.go_to(LAST_ROW)
    yield shows(window, "pedestals")
    window.actions_["make_default"].trigger()
    yield window.defaulting.dialog.isVisible
    window.defaulting.dialog.restore({"draft": "run 41 was taken with the shutter open"})
    window.defaulting.dialog.accept()
    yield lambda: bool(window.parts.banner.messages)
    yield from taken(window, "default")
    window.parts.banner.clear()


def promoting(window: MainWindow) -> Steps:
    """Show the plan of new pedestals, which are to be the default."""
    yield from opened(window, f"{detector(window, 'xpptut15', 'epix100a')}/pedestals")
    window.actions_["promote"].trigger()
    yield lambda: window.transferring.dialog is not None
    dialog = window.transferring.dialog
    assert dialog is not None  # noqa: S101 - waited for
    yield lambda: not any(one.waiting for one in dialog.proposals)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_D):  # to the second one; make it the default
        hands.keyClick(dialog.page.tree, key)
    dialog.page.comment.setPlainText("darks of 23 October, compared with those of the 12th")
    yield lambda: not any(one.waiting for one in dialog.proposals)
    yield from taken(dialog, "plan")
    dialog.close()


def adding(window: MainWindow) -> Steps:
    """Show what becomes of an array from the desktop."""
    file = detector(window, "cxitut13", "pnccd")
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "pedestals.npy"
        np.save(path, np.random.default_rng(1).normal(1200, 9, (4, 512, 512)).astype("f4"))
        window.structure.add_files(NodeId(file, ("pedestals",)), (str(path),))
        dialog = window.structure.adding
        yield lambda: dialog.isVisible() and bool(dialog.findChildren(SourceForm))
        dialog.findChildren(SourceForm)[0].range.ends.begin.set_ns(int(BEGIN * 1e9))
        yield from taken(dialog, "add")
        dialog.close()


def editing(window: MainWindow) -> Steps:
    """Edit the parameters of several versions at once."""
    yield from opened(window, f"{detector(window, 'xpptut15', 'epix100a')}/pedestals")
    window.parts.versions.view.selectAll()
    window.actions_["edit_parameters"].trigger()
    yield window.parameter_editing.dialog.isVisible
    yield from taken(window.parameter_editing.dialog, "parameters")
    window.parameter_editing.dialog.close()


def deleting(window: MainWindow) -> Steps:
    """Delete a version, and show what is kept of it."""
    window.parts.versions.view.go_to(0)
    window.parts.versions.view.setFocus()
    window.actions_["delete"].trigger()
    yield lambda: bool(window.parts.banner.messages)
    dock(window, "Deleted").raise_()
    yield lambda: True
    window.deleting.deleted.panel.view.columns.restore({"hidden": ["when", "who"]})
    yield from taken(window, "deleted")
    window.parts.banner.clear()


def at_a_time(window: MainWindow) -> Steps:
    """Look into the past."""
    dock(window, "History").raise_()
    yield from opened(window, "cspad-0002/pedestals")
    window.parts.moment_box.set_text("2026-09-20 12:00")
    window.parts.moment_box.choose()
    yield lambda: bool(window.parts.words.text())
    yield from taken(window, "dark")


def opened(window: MainWindow, text: str) -> Steps:
    """Go to a node, and wait until its constants are seen."""
    name = Path(text.rpartition("/")[0]).stem.split(".")[0]
    window.opening.select(text)
    yield lambda: window.showing.node is not None and name in window.showing.node.file
    yield shows(window, text.rpartition("/")[2])


def shows(window: MainWindow, ctype: str) -> Callable[[], bool]:
    """Tell whether constants of a type are seen."""
    return lambda: window.showing.version is not None and window.showing.version.ctype == ctype


def detector(window: MainWindow, place: str, dettype: str) -> str:
    """Return the file of the first detector of a type in a place."""
    paths = (one.path for one in window.parts.places.places() if one.title == place)
    return str(min(Path(next(paths)).glob(f"{dettype}/*.h5")))


def dock(window: MainWindow, title: str) -> QDockWidget:
    """Return a panel."""
    return next(one for one in window.parts.docks if one.windowTitle() == title)


def taken(widget: QWidget, name: str) -> Steps:
    """Take a picture."""
    yield lambda: True
    if not widget.grab().save(str(HERE / f"{name}.png")):
        raise OSError(f"{name}.png could not be written to {HERE}")
