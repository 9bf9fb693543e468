"""What shells offer for words that are not complete."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.cli.completing import ctypes, detectors


@pytest.fixture
def calib(own_configuration: Path) -> Path:
    calib = own_configuration / "repository"
    for name in ("cspad-0001", "cspad-0002", "pnccd-0001"):
        with DCStore.create(calib, name) as cs:
            cs.add_ctype("pedestals")
    return calib


def test_detectors_of_the_place_that_begin_like_that(calib: Path) -> None:
    assert detectors(None, "cs") == ["cspad-0001", "cspad-0002"]
    assert detectors(str(calib), "p") == ["pnccd-0001"]
    assert detectors("exp:nowhere1", "") == []


def test_types_of_the_detector_or_else_the_known_ones(calib: Path) -> None:
    assert ctypes(None, "cspad-0001", "") == ["pedestals"]
    assert ctypes(None, "cspad-9999", "pixel_g") == ["pixel_gain"]


@pytest.mark.usefixtures("calib")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("dcs tim", ["timeline"]),
        ("dcs get pn", ["pnccd-0001"]),
        ("dcs get cspad-0001 p", ["pedestals"]),
        ("dcs get --fol", ["--follow"]),
    ],
)
def test_a_shell_is_offered_verbs_options_and_names(words: str, offered: list[str]) -> None:
    environment = {
        **os.environ,
        "_DCS_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-m", "dcsgui.cli"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line.partition(",")[2] for line in done.stdout.splitlines()] == offered
