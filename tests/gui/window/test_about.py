from __future__ import annotations

import platform
from collections.abc import Iterator

import pytest
from PyQt5.QtCore import PYQT_VERSION_STR, Qt, qVersion
from PyQt5.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

import dcsgui
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import ReadLibraries
from dcsgui.gui.window.about import AboutDialog
from told_jobs import ToldJobs


@pytest.fixture
def asked() -> Iterator[ToldJobs]:
    made = ToldJobs()
    yield made
    made.close()


@pytest.fixture
def dialog(asked: ToldJobs, qtbot: QtBot) -> AboutDialog:
    made = AboutDialog(asked)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def told(dialog: AboutDialog) -> dict[str, str]:
    return {
        name: text.strip()
        for name, text in (line.split(maxsplit=1) for line in dialog.as_text().splitlines())
    }


def test_it_tells_versions_before_the_worker_answers(dialog: AboutDialog, asked: ToldJobs) -> None:
    assert asked.last.request == ReadLibraries()
    versions = told(dialog)
    assert versions["dcsgui"] == dcsgui.__version__
    assert versions["Python"] == platform.python_version()
    assert versions["Qt"] == qVersion()
    assert versions["PyQt"] == PYQT_VERSION_STR
    assert versions["pyqtgraph"][0].isdigit()
    assert versions["worker"] == "(being asked)"


def test_it_tells_the_versions_of_the_worker(dialog: AboutDialog, asked: ToldJobs) -> None:
    asked.answer((("h5py", "3.16.0"), ("HDF5", "1.14.6"), ("numpy", "2.4.6")))
    versions = told(dialog)
    assert (versions["h5py"], versions["HDF5"], versions["numpy"]) == ("3.16.0", "1.14.6", "2.4.6")
    assert "worker" not in versions


def test_it_tells_why_the_worker_does_not_answer(dialog: AboutDialog, asked: ToldJobs) -> None:
    asked.fail("The worker ended.")
    assert told(dialog)["worker"] == "The worker ended."


def test_it_tells_the_licence(dialog: AboutDialog) -> None:
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "GPL-3.0-or-later" in words


def test_it_can_be_copied(dialog: AboutDialog) -> None:
    copy = next(one for one in dialog.findChildren(QPushButton) if "Copy" in one.text())
    QtBot.mouseClick(copy, Qt.MouseButton.LeftButton)
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text() == dialog.as_text()


def test_escape_closes_it(dialog: AboutDialog) -> None:
    QtBot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_real_worker_answers(jobs: Jobs, qtbot: QtBot) -> None:
    dialog = AboutDialog(jobs)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "h5py" in told(dialog), timeout=20_000)
