"""Run tables: when the runs of an experiment began."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui.core.files.runtables import read_run_table, time_of_run
from dcsgui.core.values.errors import BadValue, NotFound
from dcsgui.core.values.runs import RunNumber
from dcsgui.core.values.timestamps import Timestamp


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "runs.txt"
    config = tmp_path / "config.toml"
    config.write_text(f'[runs]\nxpptut15 = "{path}"\n')
    monkeypatch.setenv("DCS_CONFIG", str(config))
    path.write_text(
        "# run begin end\n\n260 1477526400 1477530000\n261 2016-10-27T10:00:00-07:00  # dark\n"
    )
    return path


def test_a_run_begins_when_the_table_says(table: Path) -> None:
    assert time_of_run(RunNumber("xpptut15", 260)) == Timestamp.of(1477526400)
    assert time_of_run(RunNumber("xpptut15", 261)) == Timestamp.of("2016-10-27T17:00:00Z")


def test_a_run_that_is_not_listed(table: Path) -> None:
    with pytest.raises(NotFound, match="it lists runs 260 to 261"):
        time_of_run(RunNumber("xpptut15", 7))
    table.write_text("# nothing yet\n")
    with pytest.raises(NotFound, match="it lists none"):
        time_of_run(RunNumber("xpptut15", 7))


def test_an_experiment_without_a_table(table: Path) -> None:
    with pytest.raises(NotFound, match="No run table is known for cxi12316"):
        time_of_run(RunNumber("cxi12316", 1))


def test_a_table_that_is_missing(table: Path) -> None:
    table.unlink()
    with pytest.raises(NotFound, match="can't be read"):
        time_of_run(RunNumber("xpptut15", 260))


@pytest.mark.parametrize(
    "line", ["260", "a 1", "² 1", "-1 1", "1 2 3 4", "260 yesterday", "1 nan"]
)
def test_lines_that_cannot_be_understood(table: Path, line: str) -> None:
    table.write_text(f"259 1\n{line}\n")
    with pytest.raises(BadValue, match="Line 2 of the run table"):
        read_run_table(table)
