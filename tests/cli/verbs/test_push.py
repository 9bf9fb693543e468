"""``dcs push`` and ``dcs pull``: the plan, the question, what is there, and each exit status."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from dcsgui.cli.failures import Status
from dcsgui.core.files.transaction import write_transaction
from small_stores import make_store
from transfers import OPEN, T0, content, filled


@pytest.fixture
def source(tmp_path: Path) -> DCStore:
    return filled(tmp_path / "mine")


@pytest.fixture
def mine(source: DCStore) -> str:
    return f"local:{source.path.parents[1]}"


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    (tmp_path / "theirs").mkdir()
    return tmp_path / "theirs"


@pytest.mark.parametrize("verb", ["push", "pull"])
def test_all_of_it(source: DCStore, mine: str, theirs: Path, verb: str) -> None:
    result = dcs(verb, "cspad-0001", theirs, "-c", mine, "--yes", "-m", "why", "--json")
    assert content(DCStore(theirs, "cspad-0001")) == content(source)
    assert result.json["verified"] == 6
    assert result.json["agreed"] is True
    assert "pedestals, from 2016-10-2" in result.err
    assert "6 verified" not in result.err
    again = dcs(verb, "cspad-0001", theirs, "-c", mine)
    assert again.out.startswith("Nothing to do")
    assert again.err == ""


def test_the_real_command_asks_on_a_terminal_only(mine: str, theirs: Path) -> None:
    result = real_dcs("push", "cspad-0001", theirs, "-c", mine, code=Status.USAGE)
    assert "--yes" in result.err
    assert list(theirs.iterdir()) == []
    done = real_dcs("push", "cspad-0001", theirs, "-c", mine, "--yes")
    assert "6 verified by SHA-256" in done.out


def test_a_dry_run(mine: str, theirs: Path) -> None:
    result = dcs("push", "cspad-0001/pedestals", theirs, "-c", mine, "--dry-run")
    assert "Would transfer" in result.out
    assert list(theirs.iterdir()) == []


def test_a_selection(mine: str, theirs: Path) -> None:
    words = ("--ctype", "pedestals", "--to", "2016-10-27T00:00:30Z", "--default-only")
    dcs("push", "cspad-0001", theirs, "-c", mine, "--yes", *words)
    cs = DCStore(theirs, "cspad-0001")
    assert cs.ctypes() == ["pedestals"]
    assert cs.ctypeobj("pedestals").rangeobj(OPEN).versions() == [T0 + 6]


def test_conflicts_and_policies(mine: str, theirs: Path) -> None:
    cs = make_store(theirs, "native")
    cs.add_ctype("pedestals").add_range(OPEN).add_version(T0 + 5, [1.0], comment="other")
    cs.save()
    words = ("push", "cspad-0001/pedestals", theirs, "-c", mine, "--yes")
    refused = dcs(*words, code=Status.CONFLICT)
    assert "conflict" in refused.err
    dcs(*words, "--policy", "both")
    assert len(cs.ctypeobj("pedestals").rangeobj(OPEN).versions()) == 4


def test_nothing_is_found(mine: str, theirs: Path) -> None:
    for what in ("cspad-0009", "cspad-0001/pixel_gain"):
        dcs("push", what, theirs, "-c", mine, "--yes", code=Status.NOTHING)


def test_damage(source: DCStore, mine: str, theirs: Path) -> None:
    os.truncate(source.path, 300)
    dcs("push", "cspad-0001", theirs, "-c", mine, "--yes", code=Status.DAMAGED)


def test_access(mine: str, theirs: Path) -> None:
    (theirs / "access.toml").write_text('[[rule]]\nrole = "reader"\nusers = ["nobody else"]\n')
    result = dcs("push", "cspad-0001", theirs, "-c", mine, "--yes", code=Status.ACCESS)
    assert "access.toml" in result.err


def test_busy(mine: str, theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dcsgui.core.actions.transfer.PATIENCE", 0.05)
    cs = make_store(theirs, "native")
    with write_transaction(cs.path):
        words = ("push", "cspad-0001", theirs, "-c", mine, "--yes", "--policy", "ours")
        result = dcs(*words, code=Status.BUSY)
    assert "is being changed by" in result.err
