"""``dcs apply``: a saved plan is done as it is, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from dcsgui.cli.failures import Status
from dcsgui.core.actions.planning.plan_files import save_plan
from small_stores import make_store
from transfers import OPEN, T0, content, filled, plan_of


@pytest.fixture
def source(tmp_path: Path) -> DCStore:
    return filled(tmp_path / "mine")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "theirs" / "cspad" / "cspad-0001.h5"


@pytest.fixture
def saved(source: DCStore, path: Path, tmp_path: Path) -> Path:
    """Return the file of a plan."""
    save_plan(plan_of(source, path), tmp_path / "plan.json")
    return tmp_path / "plan.json"


def test_a_plan_is_done_once(source: DCStore, path: Path, saved: Path) -> None:
    assert dcs("apply", saved, "--dry-run").out.startswith("Would transfer")
    assert not path.exists()
    done = real_dcs("apply", saved, "--yes", "-m", "agreed with Ana", "--json")
    assert done.json["verified"] == 6
    assert content(DCStore(path)) == content(source)
    assert DCStore(path).records()[-1].comment.endswith(": agreed with Ana")
    assert dcs("apply", saved, "--yes").out.startswith("Nothing to do")


def test_it_is_asked_for_on_a_terminal_only(path: Path, saved: Path) -> None:
    assert "--yes" in dcs("apply", saved, code=Status.USAGE).err
    assert not path.exists()


def test_a_destination_that_moved_on(source: DCStore, tmp_path: Path) -> None:
    theirs = make_store(tmp_path / "theirs", "native")
    theirs.set_dictpars(source.dictpars())
    theirs.save()
    save_plan(plan_of(source, theirs), tmp_path / "plan.json")
    theirs.add_ctype("pedestals").add_range(OPEN).add_version(T0, [1.0], comment="mine")
    theirs.save()
    result = dcs("apply", tmp_path / "plan.json", "--yes", code=Status.CONFLICT)
    assert "has changed since the plan was made" in result.err


def test_a_plan_that_was_edited(saved: Path) -> None:
    saved.write_text(saved.read_text().replace("1477526405", "1477526404"))
    dcs("apply", saved, "--yes", code=Status.USAGE)


def test_there_is_no_such_plan(tmp_path: Path) -> None:
    dcs("apply", tmp_path / "none.json", "--yes", code=Status.NOTHING)
