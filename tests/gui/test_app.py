"""The program `dcsgui`, started as a person starts it, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PyQt5.QtGui import QImage

from dcsgui import DCStore
from dcsgui.version import __version__
from shared_data import ROOT
from window_stories import make_detector

PATIENCE = 60
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def environment(**others: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    return {**kept, "PYTHONPATH": str(ROOT), **others}


def dcsgui(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the program to its end."""
    command = [sys.executable, "-m", "dcsgui", *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=environment(**variables),
        check=False,
    )


@pytest.fixture
def cs(tmp_path: Path) -> DCStore:
    return make_detector(tmp_path / "calib")


def test_help_and_version() -> None:
    helped = dcsgui("--help")
    assert helped.returncode == 0
    for option in ("--demo", "--keep", "--select", "--screenshot"):
        assert option in helped.stdout
    assert dcsgui("--version").stdout == f"dcsgui, version {__version__}\n"


def test_without_a_display_it_says_what_to_do() -> None:
    done = dcsgui()
    assert done.returncode == 2
    assert "--screenshot" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_picture_of_what_is_selected(cs: DCStore, tmp_path: Path) -> None:
    target = tmp_path / "picture.png"
    select = f"{cs.detname()}/pedestals/{cs.ctypeobj('pedestals').ranges()[0]}/2"
    done = dcsgui(str(cs.path), "--select", select, "--screenshot", str(target))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    picture = QImage(str(target))
    assert picture.width() > 800
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, 900, 7)}
    assert len(colours) > 200  # constants are seen, in many colours


def test_what_is_not_there_is_told(cs: DCStore, tmp_path: Path) -> None:
    target = str(tmp_path / "picture.png")
    done = dcsgui(str(cs.path), "--select", "cspad-0001/pedestals", "--screenshot", target)
    assert done.returncode == 3
    assert "cspad-0001" in done.stderr
    done = dcsgui(str(tmp_path / "nowhere"), "--screenshot", target)
    assert done.returncode == 3
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_where_no_picture_can_be_written(cs: DCStore, tmp_path: Path) -> None:
    done = dcsgui(str(cs.path), "--screenshot", str(tmp_path / "none" / "picture.png"))
    assert done.returncode == 8
    assert "none" in done.stderr


def test_the_demonstration(tmp_path: Path) -> None:
    target = tmp_path / "picture.png"
    place = tmp_path / "demonstration"
    done = dcsgui("--keep", str(place), "--screenshot", str(target))
    assert (done.returncode, done.stderr) == (0, "")
    assert target.stat().st_size > 100_000
    assert len(list(place.rglob("*.h5"))) >= 10
    assert {path.name for path in tmp_path.iterdir()} >= {"demonstration", "picture.png"}


def test_the_demonstration_leaves_nothing(tmp_path: Path) -> None:
    done = dcsgui("--demo", "--screenshot", str(tmp_path / "a.png"), TMPDIR=str(tmp_path))
    assert done.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def wait_until_it_listens(process: subprocess.Popen[str]) -> None:
    """Wait until a program takes SIGTERM itself, as the system tells."""
    status = Path(f"/proc/{process.pid}/status")
    taken = 0
    while not taken & 1 << signal.SIGTERM - 1:
        assert process.poll() is None, "it ended"
        caught = next(line for line in status.read_text().splitlines() if "SigCgt" in line)
        taken = int(caught.split()[1], 16)
        os.sched_yield()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_closes_the_window_and_remembers(
    number: signal.Signals, cs: DCStore, own_configuration: Path
) -> None:
    command = [sys.executable, "-m", "dcsgui", str(cs.path)]
    settings = own_configuration / ".config" / "dcsgui" / "dcsgui.conf"
    with subprocess.Popen(
        command, env=environment(QT_QPA_PLATFORM="offscreen"), stderr=subprocess.PIPE, text=True
    ) as process:
        wait_until_it_listens(process)
        process.send_signal(number)
        assert process.wait(PATIENCE) == 0
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
    assert "geometry" in settings.read_text()
