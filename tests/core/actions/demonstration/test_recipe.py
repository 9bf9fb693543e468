"""The recipe of the demonstration: what it says, and how it is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dcsgui.core.actions.demonstration.recipe import moment, read_recipe
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.resources import resource
from dcsgui.core.values.timestamps import Timestamp

DAY = Timestamp.of("2026-04-20T00:00:00Z")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the recipe, to be spoiled."""
    return Path(shutil.copytree(resource("demonstration"), tmp_path / "recipe"))


def test_the_recipe_can_be_read_and_all_is_in_the_past() -> None:
    places = read_recipe().places
    assert [place.folder.split("/")[0] for place in places] == [
        "repository",
        "experiments",
        "experiments",
        "reanalysis",
    ]
    steps = [step for place in places for one in place.detectors for step in one.steps]
    assert all(moment(step.at, DAY) < DAY for step in steps)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("-1", "2026-04-19T00:00:00+00:00"),
        ("-12 14:30", "2026-04-08T14:30:00+00:00"),
        ("0 00:01", "2026-04-20T00:01:00+00:00"),
    ],
)
def test_times_are_days_before(text: str, iso: str) -> None:
    assert moment(text, DAY).iso(utc=True) == iso


@pytest.mark.parametrize("text", ["", "yesterday", "-1 9:00", "-1T09:00"])
def test_other_times_are_refused(text: str) -> None:
    with pytest.raises(BadValue, match="is no time of the demonstration"):
        moment(text, DAY)


@pytest.mark.parametrize(
    ("file", "old", "new", "why"),
    [
        ("local.toml", 'camera = "cspad"', 'camera = "lambda"', "lambda"),
        ("local.toml", 'who = "jonas"', 'who = "nobody"', "nobody"),
        ("local.toml", 'at = "-1 13:00"', 'at = "-1 23:00"', "not in the order"),
        ("local.toml", 'at = "-1 13:00"', 'at = "lunch"', "lunch"),
        ("local.toml", "why =", "because =", "because"),
        ("local.toml", 'add = "mask"', 'brew = "coffee"', ""),
        ("local.toml", 'kind = "local"', 'kind = "moon"', "moon"),
        ("cameras.toml", "[cspad]", "[cspad", ""),
        ("cameras.toml", "banks = 1", "flanks = 1", "flanks"),
    ],
)
def test_a_spoilt_recipe_is_refused(copy: Path, file: str, old: str, new: str, why: str) -> None:
    path = copy / file
    words = path.read_text("utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), "utf-8")
    with pytest.raises(BadValue, match=f"recipe of the demonstration .*{why}.* Install"):
        read_recipe(copy)


def test_a_missing_recipe_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="can't be read"):
        read_recipe(tmp_path)
