"""``dcs meta``: parameters, shown, set and removed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from dcsgui.core.values.parameter_texts import same_value
from filled_detectors import CONTRIBUTORS_ONLY, filled
from small_stores import LAYOUTS
from store_pictures import picture


@pytest.fixture(params=LAYOUTS)
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return filled(tmp_path, request.param).path


PAIRS = ("run=12", "gain=0.5", "good=true", "list=[1.5,2]", 'digits="007"', "who=ana=b")
VALUES = {
    "run": 12,
    "gain": 0.5,
    "good": True,
    "list": [1.5, 2.0],
    "digits": "007",
    "who": "ana=b",
}


@pytest.mark.parametrize("node", ["", "/pedestals", "/pedestals/50-100", "/pedestals/50-100/1"])
def test_parameters_have_types(file: Path, node: str) -> None:
    before = picture(file)
    dcs("meta", "set", f"{file}{node}", *PAIRS, "--dry-run")
    assert picture(file) == before
    real_dcs("meta", "set", f"{file}{node}", *PAIRS, "-m", "x")
    assert dcs("meta", "get", f"{file}{node}", "--json").json["pars"] == VALUES
    assert dcs("meta", "get", f"{file}{node}", "digits").out == "007\n"
    assert "gain" in dcs("meta", "get", f"{file}{node}", "run", "gain").out
    done = dcs("meta", "unset", f"{file}{node}", *VALUES, "--json").json
    assert done["changes"] == []
    assert picture(file) == before


def test_all_can_be_texts(file: Path) -> None:
    dcs("meta", "set", file, "run=12", "empty=", "--text")
    assert dcs("meta", "get", file, "--json").json["pars"] == {"run": "12", "empty": ""}


def test_arrays_of_a_dtype(file: Path) -> None:
    dcs("meta", "set", file, "gains=[0.1, NaN]", "n=5", "--dtype", "float32")
    pars = DCStore(file, mode="r").dictpars()
    assert same_value(pars["gains"], np.array([0.1, np.nan], "f4"))
    assert pars["n"] == 5
    for value in ("[1.5]", "[300]", '["a"]'):
        told = dcs("meta", "set", file, f"a={value}", "--dtype", "no", code=2).err
        assert "can't be an array of no; give a dtype" in told
    dcs("meta", "set", file, "a=[300]", "--dtype", "int8", code=2)


def test_what_is_refused_changes_nothing(file: Path, tmp_path: Path) -> None:
    raw = file.read_bytes()
    dcs("meta", "set", file, "run", code=2)
    dcs("meta", "set", file, "=5", code=2)
    dcs("meta", "set", file, 'k=[1,"a"]', "--dry-run", code=2)
    dcs("meta", "set", file, code=2)
    dcs("meta", "unset", file, "k", code=3)
    dcs("meta", "get", file, "k", code=3)
    dcs("meta", "get", f"{file}/pixel_gain", code=3)
    (tmp_path / "access.toml").write_text(CONTRIBUTORS_ONLY)
    for more in ((), ("--dry-run",)):
        dcs("meta", "set", f"{file}/pedestals", "k=1", *more, code=4)
    assert file.read_bytes() == raw


def test_a_parameter_gets_another_name(file: Path) -> None:
    dcs("meta", "set", f"{file}/pedestals", "run=12", "gains=[1, 2]")
    before = picture(file)
    done = dcs("meta", "rename", f"{file}/pedestals", "run", "runs", "-m", "as all others")
    assert "Renamed the parameter run of pedestals to runs" in done.err
    pars = dcs("meta", "get", f"{file}/pedestals", "--json").json["pars"]
    assert pars["runs"] == 12
    assert "run" not in pars
    dcs("undo", file)
    assert picture(file) == before
    for old, new, code in (("run", "gains", 5), ("none", "x", 3), ("run", "run", 2)):
        dcs("meta", "rename", f"{file}/pedestals", old, new, code=code)
    assert picture(file) == before


def test_several_nodes_are_edited_in_one_change(file: Path) -> None:
    dcs("meta", "set", f"{file}/pedestals", "run=12", "old=1")
    dcs("meta", "set", file, "gone=1")
    before, generation = picture(file), DCStore(file, mode="r").generation
    words = ["set", "pedestals/50-100", "a=b", "-0.5", "rename", "pedestals", "run", "runs"]
    words += ["set:int16", "pedestals", "gains", "[1, 2]", "unset", ".", "gone"]
    dcs("meta", "edit", "--dry-run", "--", file, *words)
    assert picture(file) == before
    real_dcs("meta", "edit", "-m", "why", "--", file, *words)
    assert DCStore(file, mode="r").generation == generation + 1
    assert dcs("meta", "get", f"{file}/pedestals/50-100", "--json").json["pars"] == {"a=b": -0.5}
    assert dcs("meta", "get", f"{file}/pedestals", "runs").out == "12\n"
    pars = DCStore(file, mode="r").ctypeobj("pedestals").dictpars()
    assert same_value(pars["gains"], np.array([1, 2], "i2"))
    assert dcs("meta", "get", file, "--json").json["pars"] == {}
    dcs("undo", file)
    assert picture(file) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("sett pedestals run 5", "is no edit"),
        ("set pedestals run", "Words are missing"),
        ("unset pedestals run set", "Words are missing"),
        ("set:no pedestals run [1]", "int16"),
    ],
)
def test_what_is_no_edit_is_told(file: Path, words: str, told: str) -> None:
    assert told in dcs("meta", "edit", file, *words.split(), code=2).err


def test_of_several_edits_all_or_none_are_made(file: Path) -> None:
    before = picture(file)
    dcs("meta", "edit", file, "set", "pedestals", "run", "5", "unset", ".", "none", code=3)
    dcs("meta", "edit", file, "set", ".", "run", "5", "unset", "pixel_gain", "none", code=3)
    assert picture(file) == before
