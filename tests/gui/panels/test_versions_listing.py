"""The version table with a real worker, on a real file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.panels.details import DetailsSource, HistoryPanel, ParametersPanel
from dcsgui.gui.panels.versions import VersionsPanel


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Return a detector file with two types of two versions each."""
    with DCStore.create(tmp_path, "cspad-0001") as cs:
        for ctype in ("pedestals", "pixel_rms"):
            tsro = cs.add_ctype(ctype).add_range("2016-10-27T00:00:00Z")
            for value in (1, 2):
                tsro.add_version(nda=np.full((2, 3), value, "f4"), default=value == 1)
    return str(tmp_path / "cspad" / "cspad-0001.h5")


@pytest.fixture
def panel(qtbot: QtBot, jobs: Jobs) -> VersionsPanel:
    made = VersionsPanel(jobs)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(panel: VersionsPanel) -> list[tuple[str, int, bool]]:
    rows = map(panel.model.row, range(panel.model.rowCount()))
    return [(row.ctype, row.versind, row.pinned) for row in rows]


def test_from_the_file_to_the_table_and_back_to_what_others_change(
    panel: VersionsPanel, file: str, qtbot: QtBot
) -> None:
    panel.show_node(NodeId(file))
    qtbot.waitUntil(lambda: len(shown(panel)) == 4 and not panel.busy)
    assert shown(panel) == [
        ("pedestals", 1, True), ("pedestals", 2, False),
        ("pixel_rms", 1, True), ("pixel_rms", 2, False),
    ]  # fmt: skip
    current = panel.current()
    assert current is not None
    assert current.ctype == "pedestals"
    with DCStore(file) as cs:
        tsro = cs.ctypeobj("pedestals").rangeobj(current.range_name)
        tsro.add_version(nda=np.zeros((2, 3), "f4"), default=True)
    panel.refresh()
    qtbot.waitUntil(lambda: len(shown(panel)) == 5)
    assert shown(panel)[:3] == [
        ("pedestals", 1, False), ("pedestals", 2, False), ("pedestals", 3, True),
    ]  # fmt: skip
    assert panel.current() == current


def test_a_file_that_is_no_detector_file(
    panel: VersionsPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "broken.h5"
    broken.write_bytes(b"no HDF5")
    panel.show_node(NodeId(str(broken)))
    qtbot.waitUntil(panel.notice.isVisible)
    qtbot.waitUntil(lambda: str(broken) in panel.notice.text)
    assert panel.notice.action.isVisible()


def test_details_of_a_real_file(jobs: Jobs, file: str, qtbot: QtBot) -> None:
    source = DetailsSource(jobs, jobs)
    parameters, history = ParametersPanel(source), HistoryPanel(source)
    for panel in (parameters, history):
        qtbot.addWidget(panel)
        panel.show()
    with DCStore(file) as cs:
        names = cs.ctypeobj("pedestals").ranges()
    source.show_node(NodeId(file, ("pedestals", names[0])))
    qtbot.waitUntil(lambda: parameters.model.rowCount() > 0)
    qtbot.waitUntil(lambda: history.model.rowCount() > 0)
    assert "default" in history.text()
