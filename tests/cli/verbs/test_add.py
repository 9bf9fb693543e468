"""``dcs add``: constants from a file of numbers or text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from filled_detectors import filled
from small_stores import LAYOUTS, T0
from store_pictures import picture


@pytest.fixture(params=LAYOUTS)
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return filled(tmp_path, request.param).path


@pytest.fixture
def dark(tmp_path: Path) -> Path:
    np.save(tmp_path / "dark.npy", np.ones((2, 3)))
    return tmp_path / "dark.npy"


def test_constants_are_added_with_what_belongs_to_them(file: Path, dark: Path) -> None:
    words = ("add", file, "pixel_gain", dark, "--begin", "100", "--end", "200", "-m", "flat")
    before = picture(file)
    tried = dcs(*words, "--dry-run", "--json").json
    assert picture(file) == before
    done = real_dcs(*words, "--par", "run=12", "--par", "who=ana", "--json").json
    assert tried["did"] == done["did"]
    assert done["did"][-1] == "pixel_gain/100-200: add version 1"
    assert done["changes"][0]["begin"] == "1970-01-01T00:01:40+00:00"
    verso = DCStore(file).ctypeobj("pixel_gain").rangeobj((100, 200)).versobj()
    assert verso.dictpars() == {"run": 12, "who": "ana"}
    assert verso.info is not None
    assert verso.info.comment == "flat"


def test_what_changes_is_said(file: Path, dark: Path) -> None:
    words = ("add", file, "pedestals", dark, "--begin", "50", "--end", "100")
    done = dcs(*words, "--default", "-m", "x")
    assert "v3 instead of v2" in done.out
    assert "Set the default of pedestals, valid from " in done.err
    assert "to v3; it was auto (v3)" in done.err
    assert DCStore(file).ctypeobj("pedestals").rangeobj((50, 100)).pinned
    assert "No answer changes" in dcs(*words).out


def test_texts_and_times(file: Path, tmp_path: Path) -> None:
    text = tmp_path / "geo.data"
    text.write_text("1 2 3\n")
    dcs("add", file, "geometry", text, "--begin", "2016-10-27T10:00:00Z", "--end", "end")
    assert DCStore(file).get("geometry", 1477562401) == "1 2 3\n"
    dcs("add", file, "geometry", text, "--begin", "0", "--array", "--produced", "77.5")
    verso = DCStore(file).ctypeobj("geometry").rangeobj(0).versobj()
    assert (verso.shape, verso.tsprod()) == ((3,), 77.5)


def test_what_is_refused_changes_nothing(file: Path, dark: Path, tmp_path: Path) -> None:
    raw = file.read_bytes()
    dcs("add", file, "pedestals", dark, code=2)
    dcs("add", file, "pedestals", dark, "--begin", "tomorrowish", code=2)
    dcs("add", file, "pedestals", dark, "--begin", "200", "--end", "100", code=2)
    dcs("add", file, "pedestals", dark, "--begin", "0", "--par", "nothing", code=2)
    dcs("add", tmp_path / "cspad-0009.h5", "pedestals", dark, "--begin", "0", code=3)
    broken = tmp_path / "broken.npy"
    broken.write_bytes(b"\x93NUMPY")
    dcs("add", file, "pedestals", broken, "--begin", "0", code=2)
    missing = dcs("add", file, "pedestals", tmp_path / "no.npy", "--begin", "0", code=3)
    assert "There is no file" in missing.err
    dcs("add", file, "pedestals", dark, "--begin", "0", "--end", "100", "--produced", T0, code=5)
    (tmp_path / "access.toml").write_text('[[rule]]\nrole = "admin"\nusers = ["ana"]\n')
    assert "ana" in dcs("add", file, "pedestals", dark, "--begin", "0", code=4).err
    assert file.read_bytes() == raw
