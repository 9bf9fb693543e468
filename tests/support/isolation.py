"""Plugin: no test sees, or changes, the configuration of whoever runs it.

A plugin rather than a part of conftest.py, so that it also covers the doctests of the package and
of README.md, which lie outside of tests/.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME_VARIABLES = {
    "HOME": ".",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
}


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield the paths of home directories, each another one, none of which exists yet."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def own_configuration(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty home directory and places that do not exist yet; return the home."""
    home = next(homes)
    home.mkdir()
    for variable, folder in HOME_VARIABLES.items():
        monkeypatch.setenv(variable, str(home / folder))
    monkeypatch.setenv("DCS_REPOSITORY", str(home / "repository"))
    monkeypatch.setenv("DCS_EXPERIMENTS", str(home / "experiments" / "{INS}" / "{exp}" / "calib"))
    monkeypatch.setenv("DCS_CONFIG", str(home / "config.toml"))
    return home


@pytest.fixture(autouse=True)
def doctest_surroundings(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Run the examples of the documentation in an empty directory, with UTC as local time."""
    if not isinstance(request.node, pytest.DoctestItem):
        yield
        return
    monkeypatch.chdir(request.getfixturevalue("tmp_path"))
    with monkeypatch.context() as zone:
        zone.setenv("TZ", "UTC0")
        time.tzset()
        yield
    time.tzset()
