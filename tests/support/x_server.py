"""An X server that nobody sees, with a window manager, for tests that run on a real desktop.

A test that is to run on one is run by another pytest there::

    def test_the_drags_on_a_real_desktop() -> None:
        assert_passes_under_x("tests/gui/carrying/test_dragging.py")

or, from a shell: ``xvfb-run -s "-screen 0 3200x1000x24" env QT_QPA_PLATFORM=xcb pytest ...``, with
``openbox`` started in it: without a window manager no window ever is the active one, and shortcuts
are not heard. It takes Xvfb, openbox and xdotool, see `MISSING`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["MISSING", "assert_passes_under_x", "x_server"]

PROGRAMS = ("Xvfb", "openbox", "xdotool")

MISSING = tuple(name for name in PROGRAMS if not shutil.which(name))
"""Those that are not installed."""

_SCREEN = "3200x1000x24"  # room for two windows beside each other
_ROOT = Path(__file__).parents[2]
_PATIENCE = 300  # seconds


@contextmanager
def x_server() -> Iterator[dict[str, str]]:
    """Run an X server; give the environment of programs that are to be seen on it."""
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", _SCREEN, "-nolisten", "tcp"]
    with subprocess.Popen(
        [*command, "-noreset"], pass_fds=[theirs], stderr=subprocess.DEVNULL
    ) as server:
        os.close(theirs)
        try:
            with os.fdopen(ours) as told:
                display = f":{int(told.readline())}"
            environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
            with _window_manager(environment):
                yield environment
        finally:
            server.terminate()


@contextmanager
def _window_manager(environment: dict[str, str]) -> Iterator[None]:
    with subprocess.Popen(
        ["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as manager:
        try:
            yield
        finally:
            manager.terminate()


def assert_passes_under_x(*tests: str) -> None:
    """Run tests on an X server; what they say is shown if they fail."""
    with x_server() as environment:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
        done = subprocess.run(
            command,
            cwd=_ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
