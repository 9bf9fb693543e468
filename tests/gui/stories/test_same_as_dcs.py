"""For each change that the window makes, ``dcs`` leaves identical files, but for the times.

Each story is told in a real window, taken back by Ctrl+Z and done again; then the commands of its
log are run, as a shell reads them, on a copy of the files from before. What they leave is compared
byte by byte: groups, attributes, datasets, links, histories, and how changes are taken back.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import dcsgui.gui
import same_defaults
import same_deleting
import same_parameters
import same_structure
import same_transfers
from dcsgui.gui.jobs.requests import Request
from dcsgui.gui.undo.parts import Part
from dcsgui.gui.window.main import MainWindow
from same_bench import Bench, make_files
from same_stories import STORIES
from small_stores import LAYOUTS

TABLES = (same_defaults, same_deleting, same_parameters, same_structure, same_transfers)

ELSEWHERE = {"SaveConstants", "SaveBytes", "MakeDemonstration"}
"""Requests that write files, and change none that holds constants."""


@pytest.fixture(scope="module", params=LAYOUTS)
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return files as they are before each story, in one of the layouts."""
    root = tmp_path_factory.mktemp("prepared")
    make_files(root, request.param)
    return root


@pytest.fixture
def bench(
    qtbot: QtBot,
    windows: list[MainWindow],
    prepared: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Bench:
    """Return a window on a copy of the files, below a directory that has to be quoted."""
    root = tmp_path / "it's $HOME"
    shutil.copytree(prepared, root)
    monkeypatch.setenv("DCS_REPOSITORY", str(root / "repository"))
    return Bench(qtbot, windows, root)


@pytest.mark.parametrize("name", STORIES)
def test_dcs_does_the_same(bench: Bench, name: str) -> None:
    told = STORIES[name]
    told.tell(bench)
    bench.mark()
    bench.undo_all()
    bench.mark()
    bench.redo_all()
    bench.mark()
    assert bench.asked == told.covers
    bench.compare()


def classes() -> Iterator[type]:
    """Go through all classes of the modules of the window."""
    for module in pkgutil.walk_packages(dcsgui.gui.__path__, "dcsgui.gui."):
        if not module.name.endswith("__main__"):
            values = vars(importlib.import_module(module.name)).values()
            yield from filter(inspect.isclass, values)


def covered() -> set[str]:
    return {name for told in STORIES.values() for name in told.covers}


def test_no_request_that_changes_files_is_forgotten() -> None:
    changing = {
        one.__name__
        for one in classes()
        if issubclass(one, Request) and one.changes and one is not Request
    }
    assert changing - ELSEWHERE <= covered()


def test_no_part_of_a_step_is_forgotten() -> None:
    parts = {
        one.__name__ for one in classes() if issubclass(one, Part) and not inspect.isabstract(one)
    }
    assert parts <= covered()


def test_nothing_is_covered_that_there_is_not() -> None:
    there = {one.__name__ for one in classes() if issubclass(one, Request | Part)}
    assert covered() <= there
