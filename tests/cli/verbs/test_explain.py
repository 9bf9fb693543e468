"""``dcs explain``: the sentence of the store, and what there was to choose from."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from told_times import make_told


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_told(tmp_path / "calib")


def test_it_says_what_the_python_interface_says(path: Path) -> None:
    said = dcs("explain", path, "pedestals", "-t", 160, "--json").json
    found = DCStore(path).find("pedestals", 160)
    assert (said["found"], said["why"]) == (True, found.why)
    assert said["version"]["name"] == found.version.name
    assert tuple(one["range"]["name"] for one in said["candidates"]) == found.ranges
    assert said["range_age_seconds"] == 10


def test_a_person_reads_why(path: Path) -> None:
    out = dcs("explain", path, "pedestals", "-t", 160).out
    assert DCStore(path).find("pedestals", 160).why in out
    assert "v2 is noisy" in out
    assert "The range began 10 seconds before that time." in out
    assert "after that time" in out
    assert "begins earlier" in out
    assert "it holds no version" in out


def test_another_version(path: Path) -> None:
    said = dcs("explain", path, "pedestals", "-t", 160, "--vers", 2, "--json").json
    assert said["version"]["versind"] == 2


def test_many_candidates_are_cut_for_people_only(path: Path) -> None:
    with DCStore(path) as cs:
        for end in range(1000, 1020):
            cs.ctypeobj("pedestals").add_range((90, end)).add_version(5, [1.0])
    assert "... and 10 more candidates" in dcs("explain", path, "pedestals", "-t", 160).out
    assert len(dcs("explain", path, "pedestals", "-t", 160, "--json").json["candidates"]) == 22


def test_its_exit_statuses(path: Path, tmp_path: Path) -> None:
    real_dcs("explain", path, "pedestals", "-t", "160", code=0)
    assert "nearest later" in real_dcs("explain", path, "pedestals", "-t", "250", code=3).out
    real_dcs("explain", path, "pedestals", "-t", "yesterday", code=2)
    real_dcs("explain", path, "pedestals", code=2)
    real_dcs("explain", tmp_path / "none-1.h5", "pedestals", "-t", "0", code=3)
    (tmp_path / "bad-1.h5").write_text("nothing")
    real_dcs("explain", tmp_path / "bad-1.h5", "pedestals", "-t", "0", code=7)
    path.chmod(0)
    real_dcs("explain", path, "pedestals", "-t", "160", code=4, plain_user=True)
