"""The configuration: environment, then file, then the site's usual places."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui.core.files.config import EXPERIMENTS, REPOSITORY, Config, config_file, load_config
from dcsgui.core.values.errors import BadValue
from processes import in_child


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config.toml"
    monkeypatch.setenv("DCS_CONFIG", str(path))
    monkeypatch.delenv("DCS_REPOSITORY", raising=False)
    monkeypatch.delenv("DCS_EXPERIMENTS", raising=False)
    return path


def test_without_a_file_the_usual_places_count(written: Path) -> None:
    assert load_config() == Config(Path(REPOSITORY), EXPERIMENTS, {})


def test_the_file_is_in_the_directory_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DCS_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/home/me/.config")
    assert config_file() == Path("/home/me/.config/dcs/config.toml")


def test_the_file_counts_and_the_environment_more(
    written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written.write_text('repository = "/repo"\nexperiments = "/exp/{exp}"\n[runs]\nx = "/x"\n')
    assert load_config() == Config(Path("/repo"), "/exp/{exp}", {"x": "/x"})
    monkeypatch.setenv("DCS_REPOSITORY", "/other")
    monkeypatch.setenv("DCS_EXPERIMENTS", "/others/{exp}")
    assert load_config() == Config(Path("/other"), "/others/{exp}", {"x": "/x"})


@pytest.mark.parametrize(
    "text", ["repository = ", "repository = 5", "experiments = []", "runs = 1", "[runs]\na = 1"]
)
def test_what_cannot_be_understood_is_named(written: Path, text: str) -> None:
    written.write_text(text)
    with pytest.raises(BadValue, match=str(written)):
        load_config()


def test_a_file_that_is_not_utf8_is_named(written: Path) -> None:
    written.write_bytes(b'repository = "\xff"')
    with pytest.raises(BadValue, match="it is no TOML"):
        load_config()


def test_run_tables_are_filled_in() -> None:
    config = Config(runs={"xpptut15": "/tables/tut.txt", "*": "/{INS}/{exp}.txt"})
    assert config.run_table("xpptut15") == Path("/tables/tut.txt")
    assert config.run_table("cxi12316") == Path("/CXI/cxi12316.txt")
    assert Config().run_table("cxi12316") is None


def test_the_directory_of_an_experiment_is_filled_in() -> None:
    assert Config().calib_of("xpptut15") == Path("/reg/d/psdm/XPP/xpptut15/calib")
    assert Config(experiments="/data/{exp}").calib_of("cxi12316") == Path("/data/cxi12316")


def test_a_configuration_in_a_closed_directory_is_none(
    reachable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DCS_CONFIG", str(reachable / "closed" / "config.toml"))
    (reachable / "closed").mkdir(0)
    in_child(load_config, unprivileged=True)


@pytest.mark.parametrize("pattern", ["/{run}", "/{", "/{}", "/{exp.x}", "/{0}"])
def test_braces_that_cannot_be_filled_in(pattern: str) -> None:
    with pytest.raises(BadValue, match="can't be filled in"):
        Config(runs={"*": pattern}).run_table("cxi12316")
    with pytest.raises(BadValue, match="can't be filled in"):
        Config(experiments=pattern).calib_of("cxi12316")
