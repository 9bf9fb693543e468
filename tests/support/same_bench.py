"""A window in which something is changed, and ``dcs``, which does the same after it.

The window works on real files below one directory, and is closed. Then the directory is put aside,
a copy of it from before takes its place, byte by byte, and the commands that a person copies out
of the window's log are run there, as a shell reads them. So both have worked on the same paths,
and all files are compared in full.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dcs_command import dcs
from dcs_texts import commands
from dcsgui import DCStore
from dcsgui.gui.undo.parts import Part, Way
from dcsgui.gui.undo.steps import Step
from dcsgui.gui.window.main import MainWindow
from promote_desk import Desk
from small_stores import LAYOUTS, T0, make_store
from structure_hands import StructureHands
from whole_files import Times, whole

__all__ = ["EARLY", "FIRST", "LATE", "SECOND", "Bench", "make_files"]

FIRST, SECOND = "jungfrau-0001", "jungfrau-0002"
EARLY, LATE = (T0, T0 + 999), (T0 + 1000, None)
SHAPE = (2, 4, 8)


def make_files(root: Path, layout: str) -> None:
    """Make two detectors of an experiment, and one of the repository in the other layout.

    The first is also in the repository, with one version in common, and one of the same time with
    other constants.
    """
    mine, theirs = root / "xpptut15" / "calib", root / "repository"
    other = next(one for one in LAYOUTS if one != layout)
    for detname in (FIRST, SECOND):
        cs = make_store(mine, layout, detname)
        cto = cs.add_ctype("pedestals")
        cto.add_par("gain", 1.5)
        cto.add_par("run", 5)
        for ends in (EARLY, LATE):
            _fill(cto.add_range(ends, comment="dark runs"), ends[0], 0, 1, 2)
        text = cs.add_ctype("geometry").add_range((T0, None))
        text.add_version(T0, "# geometry\nIP 0 0 0\n", comment="as surveyed")
        cs.save()
    cs = make_store(theirs, other, FIRST)
    tsro = cs.add_ctype("pedestals").add_range(EARLY)
    _fill(tsro, T0, 0, 7)
    tsro.set_versdef(1, comment="tried")
    cs.save()
    (mine / "jungfrau" / "aliases.als").write_text(
        f"front {FIRST} 2016-10-27T00:00:00+00:00\nback {SECOND}\n"
    )
    desktop = root / "desktop"
    desktop.mkdir()
    np.save(desktop / "pedestals.npy", _constants(3))
    np.savetxt(desktop / "pixel_gain.txt", _constants(4)[0])
    (desktop / "geometry.data").write_text("# geometry\nIP 0 0 0\nCAM 1 1 1\n")
    for path in desktop.iterdir():
        os.utime(path, (T0 + 50_000, T0 + 50_000))


def _constants(level: float) -> np.ndarray[Any, np.dtype[np.float32]]:
    return (np.arange(np.prod(SHAPE)) + level * 100).astype("f4").reshape(SHAPE)


def _fill(tsro: Any, begin: int, *levels: float) -> None:
    for number, level in enumerate(levels):
        pars = {"run": number} if number else {}
        tsro.add_version(begin + number, _constants(level), comment=f"run {number}", pars=pars)


@dataclass
class _Done:
    """What was done by now: the commands, and the files as they are."""

    commands: int
    files: dict[str, Any]


class Bench(Desk):
    """A window on an experiment and on the repository, below one directory.

    Attributes
    ----------
    root, desktop : Path
    asked : set of str
        The names of all parts that were carried out, and of what they have asked for.
    """

    hands: StructureHands

    def __init__(self, qtbot: QtBot, windows: list[MainWindow], root: Path) -> None:
        self.root, self.desktop = root, root / "desktop"
        self._before = root.with_name("before")
        shutil.copytree(root, self._before)
        self._times = Times(time.time())
        super().__init__(qtbot, windows, root)
        self.hands = StructureHands(qtbot, self.window).watch()
        self.asked: set[str] = set()
        self._done: list[_Done] = []
        self.window.changes.partDone.connect(self._on_part_done)
        self.open_both()

    def _on_part_done(self, _step: Step, way: Way, part: Part, _answer: object) -> None:
        self.asked |= {type(part).__name__, type(part.request(way)).__name__}

    def store(self, detname: str = FIRST, *, theirs: bool = False) -> DCStore:
        """Return a detector as it is now, to look at."""
        calib = self.repository if theirs else self.experiment
        return DCStore(self.file(calib, detname), mode="r")

    # --- what the window did

    def settle(self) -> None:
        """Wait until what was asked for is done and shown."""
        self.rest()

    def mark(self) -> None:
        """Keep how the files are now, and which commands have led there."""
        self.settle()
        self._done.append(_Done(len(self.commands()), whole(self.root, self._times)))

    def undo_all(self) -> None:
        """Take back all that can be, from the end, with Ctrl+Z."""
        while self.window.changes.stack.canUndo():
            self.hands.undo()

    def redo_all(self) -> None:
        """Do all of it again."""
        while self.window.changes.stack.canRedo():
            self.hands.redo()

    def commands(self) -> list[str]:
        """Return what a person copies out of the log, all of it, command by command."""
        log = self.window.records.log
        if not log.log.entries:
            return []
        log.copy_all.trigger()
        clipboard = QApplication.clipboard()
        assert clipboard is not None
        return commands(clipboard.text())

    # --- what dcs does

    def compare(self) -> None:
        """Close the window, and let the commands do the same on a copy from before."""
        copied, messages = self.commands(), self.hands.told()
        self.window.close()
        self.root.rename(self.root.with_name("after"))
        self._before.rename(self.root)
        begin = 0
        for done in self._done:
            _run("\n".join(copied[begin : done.commands]))
            begin = done.commands
            _assert_same(done.files, whole(self.root, self._times), copied[:begin])
        assert begin == len(copied), messages


_SHELL = """dcs() { printf '%s\\0' "$#" "$@"; }
"""
"""Lets a shell say which words it makes of the command lines that follow."""


def _run(script: str) -> None:
    """Run command lines, in this process, with the words that a shell makes of them."""
    done = subprocess.run(
        ["sh", "-eu"], input=_SHELL + script, capture_output=True, text=True, check=True
    )
    words = iter(done.stdout.split("\0")[:-1])
    for count in words:
        dcs(*(next(words) for _ in range(int(count))))


def _assert_same(ours: dict[str, Any], theirs: dict[str, Any], lines: list[str]) -> None:
    keys = sorted({*ours, *theirs})
    others = [key for key in keys if ours.get(key) != theirs.get(key)]
    told = [f"{key}: {_difference(ours.get(key), theirs.get(key))}" for key in others]
    assert not others, "\n".join([*lines, "", *told])


def _difference(ours: Any, theirs: Any) -> str:
    """Return where two values differ, as deep in them as can be."""
    if type(ours) is type(theirs) and isinstance(ours, tuple | list) and len(ours) == len(theirs):
        pairs = zip(ours, theirs, strict=True)
        return "; ".join(_difference(*pair) for pair in pairs if pair[0] != pair[1])
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        keys = [key for key in ours if ours[key] != theirs[key]]
        return "; ".join(f"{key}: {_difference(ours[key], theirs[key])}" for key in keys)
    return f"{ours!r} by the window, {theirs!r} by dcs"
