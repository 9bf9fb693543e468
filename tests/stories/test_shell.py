"""A story in the shell, from an empty directory: made, added, pushed, asked, taken back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dcsgui import DCStore

MORNING, NOON, EVENING = "2026-03-01T08:00:00Z", "2026-03-01T12:00:00Z", "2026-03-01T18:00:00Z"


class Shell:
    """A shell with `dcs` in it, in a directory of its own."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        programs = directory / "programs"
        programs.mkdir()
        command = programs / "dcs"
        command.write_text(f'#!/bin/sh\nexec {sys.executable} -m dcsgui.cli "$@"\n')
        command.chmod(0o755)
        self._environment = {
            **os.environ,
            "PATH": f"{programs}:{os.environ['PATH']}",
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "TZ": "UTC",
        }

    def run(self, line: str, code: int = 0) -> str:
        """Run a line, which has to end with that status, and return what it printed."""
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            cwd=self.directory,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, f"{line}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stdout

    def json(self, line: str, code: int = 0) -> Any:
        """Run a line with --json."""
        return json.loads(self.run(f"{line} --json", code))


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_from_an_empty_directory_to_the_repository_and_back(
    shell: Shell, own_configuration: Path, tmp_path: Path
) -> None:
    morning, evening = (np.full((2, 3), level, "f4") for level in (1000.5, 1001.5))
    np.save(tmp_path / "morning.npy", morning)
    np.savetxt(tmp_path / "evening.txt", evening)
    repository = own_configuration / "repository"
    repository.mkdir()

    # a new detector in a directory of one's own
    shell.run("dcs create cspad-0042 -c local:calib -m 'arrived today'")
    add = f"--begin {MORNING} -c local:calib"
    shell.run(f"dcs add cspad-0042 pedestals morning.npy {add} -m 'dark, run 1'")
    shell.run(f"dcs add cspad-0042 pedestals evening.txt {add} -m 'run 9'")
    asked = f"cspad-0042 pedestals -t {NOON}"
    assert shell.json(f"dcs get {asked} -c local:calib")["versind"] == 2

    # the first one was better
    shell.run(f"dcs default cspad-0042 pedestals {MORNING} 1 -c local:calib -m 'run 9 was lit'")
    got = shell.json(f"dcs get {asked} -c local:calib -o got.npy")
    assert (got["versind"], got["pinned"]) == (1, True)
    np.testing.assert_array_equal(np.load(tmp_path / "got.npy"), morning)

    # to the repository: looked at first, then done, then there is nothing left to do
    shell.run(f"dcs get {asked}", code=3)
    push = "dcs push cspad-0042 repo -c local:calib -m 'for the experiment'"
    shell.run(f"{push} --dry-run")
    assert not (repository / "cspad" / "cspad-0042.h5").exists()
    shell.run(f"{push} --yes")
    assert shell.json("dcs plan cspad-0042 repo -c local:calib")["nbytes"] == 0
    assert shell.json(f"dcs get {asked}")["digest"] == got["digest"]
    assert shell.run("dcs diff calib/cspad/cspad-0042.h5 cspad-0042 --effective") is not None

    # everybody gets the same answer, and hears why
    explained = shell.json(f"dcs explain {asked}")
    cs = DCStore(None, "cspad-0042")
    np.testing.assert_array_equal(cs.get("pedestals", NOON), morning)
    assert cs.find("pedestals", NOON).why in explained["why"]
    assert "is its default" in shell.run(f"dcs explain {asked}")

    # new constants from the evening on, and back again
    shell.run(f"dcs add cspad-0042 pedestals evening.txt --begin {EVENING} -m 'warmer'")
    later = f"cspad-0042 pedestals -t {EVENING}"
    assert shell.json(f"dcs get {later}")["digest"] != got["digest"]
    shell.run("dcs undo cspad-0042 -m 'it was not warmer'")
    assert shell.json(f"dcs get {later}")["digest"] == got["digest"]
    assert "warmer" in shell.run("dcs history cspad-0042/pedestals")
    shell.run("dcs check repo")
