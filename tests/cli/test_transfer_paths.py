"""``dcs plan/push/pull``: options that name single nodes of the source, and of the destination."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from dcsgui.cli.failures import Status
from dcsgui.core.actions.planning import load_plan
from small_stores import LAYOUTS, make_store
from transfer_files import CTYPE, TIME, held, put

GAIN = "pixel_gain"


@pytest.fixture(params=LAYOUTS)
def mine(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    """Return a store to transfer from."""
    cs = make_store(tmp_path / "mine", request.param)
    put(cs, "100-200", 1, 2)
    put(cs, "300-400", 5, first=TIME + 50)
    put(cs, "100-200", 4, ctype=GAIN)
    return cs


@pytest.fixture
def theirs(tmp_path: Path) -> DCStore:
    """Return an empty store to transfer to."""
    return make_store(tmp_path / "theirs", "native")


def test_only_and_without(mine: DCStore, theirs: DCStore) -> None:
    def meant(*words: object) -> set[str]:
        items = dcs("plan", mine.path, theirs.path, "--json", *words).json["items"]
        return {"/".join(item["path"][:2]) for item in items if item["kind"] == "version"}

    assert meant("--only", GAIN) == {f"{GAIN}/100-200"}
    assert meant("--only", f"{CTYPE}/300-400/1", "--only", GAIN) == {
        f"{CTYPE}/300-400",
        f"{GAIN}/100-200",
    }
    assert meant("--only", CTYPE, "--without", f"{CTYPE}/150") == {f"{CTYPE}/300-400"}
    name = mine.ctypeobj(CTYPE).rangeobj("100-200").versobj(2).name
    assert meant("--without", CTYPE, "--without", GAIN) == set()
    dcs("push", mine.path, theirs.path, "--only", f"{CTYPE}/100-200/{name}", "--yes")
    assert held(theirs.path, "100-200") == [2]


def test_choose(mine: DCStore, theirs: DCStore) -> None:
    put(theirs, "100-200", 8, 9)
    put(theirs, "300-500", 5, first=TIME + 50)
    words = ("push", mine.path, theirs.path, "--yes")
    dcs(*words, code=Status.CONFLICT)
    choices = [f"{CTYPE}/100-200/1=ours", f"{CTYPE}/100-200/2=theirs", f"{CTYPE}/300-400=both"]
    options = [word for one in choices for word in ("--choose", one)]
    dcs(*words, *options[:-2], code=Status.CONFLICT)
    real_dcs(*words, *options)
    assert sorted(held(theirs.path, "100-200")) == [1, 9]
    assert held(theirs.path, "300-400") == [5]


def test_choose_parameters_and_defaults(mine: DCStore, theirs: DCStore) -> None:
    for cs, unit, default in ((mine, "ADU", 1), (theirs, "eV", 2)):
        put(cs, "100-200", *(() if cs is mine else (1, 2)), pin=default)
        cs.add_par("unit", unit)
        cs.ctypeobj(CTYPE).add_par("unit", unit)
        cs.save()
    options = (
        *("--choose", "parameters:=theirs"),
        *("--choose", f"parameters:{CTYPE}=ours"),
        *("--choose", f"default:{CTYPE}/100-200/1=ours"),
    )
    dcs("push", mine.path, theirs.path, "--default", "--yes", "-m", "why", *options)
    found = DCStore(theirs.path)
    assert found.dictpars()["unit"] == "eV"
    assert found.ctypeobj(CTYPE).dictpars()["unit"] == "ADU"
    assert found.find(CTYPE, 150).version.versind == 1


@pytest.mark.parametrize("text", ["pedestals", "pedestals=best", "=ours", "default:=", "x=ours"])
def test_choices_that_are_none(mine: DCStore, theirs: DCStore, text: str) -> None:
    result = dcs("plan", mine.path, theirs.path, "--choose", text, code=None)
    assert result.code in (Status.USAGE, Status.NOTHING)
    assert "Traceback" not in result.err


def test_make_default(mine: DCStore, theirs: DCStore, tmp_path: Path) -> None:
    put(theirs, "100-200", 1, 2, pin=2)
    saved = tmp_path / "plan.json"
    asked = ("--make-default", f"{CTYPE}/100-200/1")
    dcs("plan", mine.path, theirs.path, *asked, "-o", saved)
    assert len(load_plan(saved).defaults) == 1
    dcs("apply", saved, "--yes")
    assert DCStore(theirs.path).find(CTYPE, 150).version.versind == 1


def test_into(mine: DCStore, theirs: DCStore) -> None:
    put(theirs, "300-end")
    into = ("--into", f"{CTYPE}/300-end", "--yes")
    dcs("pull", f"{mine.path}/{CTYPE}/100-200", theirs.path, *into)
    assert held(theirs.path, "300-end") == [1, 2]
    same = ("--into", f"{CTYPE}/350", "--yes")
    real_dcs("push", f"{mine.path}/{CTYPE}/100-200/2", mine.path, *same)
    assert held(mine.path, "300-400") == [5, 2]
    missing = dcs("push", mine.path, theirs.path, "--into", f"{CTYPE}/1", code=Status.NOTHING)
    assert CTYPE in missing.err
    dcs("push", mine.path, theirs.path, *into, code=Status.USAGE)
