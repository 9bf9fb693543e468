"""Start the window, against `hdf5view`: until it is mapped and answers a click.

Both run on an X server of their own, without a window manager. As soon as the window is mapped
the mouse clicks on its first menu; the window answers when the menu is mapped, too.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any, Self

from tests.bench.harness import Bench, Row, compiled_environment, in_turns, milliseconds, note

NEEDS = ("jungfrau-10ranges.h5",)

_TIMES = 1.0
_PEER = "hdf5view"
_PATIENCE = 20.0
_SMALLEST = 300  # dots: what is smaller is no main window, or not yet
_MENU = (16, 10)  # dots from the corner of the window

Seconds = tuple[float, float]
"""Until the window is mapped, and until it has answered."""


def rows(bench: Bench) -> list[Row]:
    """Measure it without a file, and with one."""
    peer = shutil.which(_PEER) or shutil.which(_PEER, path=str(Path(sys.executable).parent))
    for missing, there in (("Xvfb", shutil.which("Xvfb")), (_PEER, peer)):
        if there is None:
            note(f"Not measured: there is no {missing} here.")
            return []
    if find_spec("Xlib") is None:
        note("Not measured: python-xlib is not installed; pip install '.[bench]' has it.")
        return []
    file = str(bench.directory / NEEDS[0])
    with _server() as number:
        directory = bench.directory / "start"
        directory.mkdir(exist_ok=True)
        return _rows(bench, _Screen(number, directory), str(peer), file)


def _rows(bench: Bench, screen: _Screen, peer: str, file: str) -> list[Row]:
    ours = [sys.executable, "-m", "dcsgui"]
    measured: list[Row] = []
    for what, mine, theirs in (
        ("without a file", ours, [peer]),
        ("with a file", [*ours, file], [peer, "-f", file]),
    ):
        mapped: dict[str, list[float]] = {"ours": [], _PEER: []}
        of_ours, of_peer = in_turns(
            screen.starting(mine, mapped["ours"]),
            screen.starting(theirs, mapped[_PEER]),
            runs=bench.runs(15),
        )
        for name, answered in (("ours", of_ours), (_PEER, of_peer)):
            note(f"{name}, {what}: mapped {milliseconds(mapped[name][1:])}")
            note(f"{' ' * len(name)}  {' ' * len(what)}  answered {milliseconds(answered)}")
        ratio = median(of_ours) / median(of_peer)
        words = f"start {what} to a window that answers, against {_PEER}"
        measured.append(Row(words, ratio, _TIMES, "x"))
    return measured


@contextmanager
def _server() -> Iterator[int]:
    """Run an X server that nobody sees; give its number."""
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1600x1000x24"]
    with subprocess.Popen(
        [*command, "-nolisten", "tcp", "-noreset"], pass_fds=[theirs], stderr=subprocess.DEVNULL
    ) as server:
        os.close(theirs)
        try:
            with os.fdopen(ours) as told:
                yield int(told.readline())
        finally:
            server.terminate()


class _Screen:
    """The X server, and the programs on it."""

    def __init__(self, number: int, directory: Path) -> None:
        self._name = f":{number}"
        self._environment = {
            **compiled_environment(directory),
            "DISPLAY": self._name,
            "QT_QPA_PLATFORM": "xcb",
            # nothing of the person who runs this is read, or changed
            "HOME": str(directory),
            "XDG_CONFIG_HOME": str(directory),
            "XDG_RUNTIME_DIR": str(directory),
        }
        directory.chmod(0o700)

    def starting(self, command: Sequence[str], mapped: list[float]) -> Callable[[], None]:
        """Return what runs a program until it answers, and takes down when it was mapped."""

        def start() -> None:
            with _Started(command, self._name, self._environment) as started:
                mapped.append(started.wait_for_window())
                started.wait_for_answer()

        return start


class _Started:
    """A program that is being started; over when its window has answered."""

    def __init__(self, command: Sequence[str], name: str, environment: dict[str, str]) -> None:
        from Xlib import X  # noqa: PLC0415 - may not be installed
        from Xlib.display import Display  # noqa: PLC0415
        from Xlib.ext import xtest  # noqa: PLC0415

        self._x, self._xtest = X, xtest
        self._display: Any = Display(name)
        self._root = self._display.screen().root
        self._root.change_attributes(event_mask=X.SubstructureNotifyMask)
        self._root.warp_pointer(1500, 950)
        self._display.sync()
        self._begin = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()  # its worker ends with it
        self._process.wait()
        self._display.close()

    def wait_for_window(self) -> float:
        """Wait until a main window is mapped, and click on its menu; return the seconds."""
        window = self._mapped(at_least=_SMALLEST)
        seconds = time.perf_counter() - self._begin
        corner = window.translate_coords(self._root, 0, 0)
        x, y = (-corner.x + _MENU[0], -corner.y + _MENU[1])
        self._xtest.fake_input(self._display, self._x.MotionNotify, x=x, y=y)
        self._xtest.fake_input(self._display, self._x.ButtonPress, 1)
        self._xtest.fake_input(self._display, self._x.ButtonRelease, 1)
        self._display.sync()
        return seconds

    def wait_for_answer(self) -> None:
        """Wait until the menu is mapped."""
        self._mapped(at_least=20)

    def _mapped(self, *, at_least: int) -> Any:
        """Wait for the next window to be mapped that has that width and height, in dots."""
        while True:
            left = self._begin + _PATIENCE - time.perf_counter()
            if not self._display.pending_events():
                ready, _, _ = select.select([self._display], [], [], max(left, 0))
                if not ready:
                    raise TimeoutError("the program shows no window, or that does not answer")
                continue
            event = self._display.next_event()
            if event.type == self._x.MapNotify:
                shape = event.window.get_geometry()
                if min(shape.width, shape.height) >= at_least:
                    return event.window
