"""``dcs ends``: from when to when a range is valid."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcs_command import dcs
from dcsgui import DCStore
from filled_detectors import filled
from small_stores import LAYOUTS
from store_pictures import picture


@pytest.fixture(params=LAYOUTS)
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return filled(tmp_path, request.param).path


def ends(file: Path) -> list[tuple[object, object]]:
    cto = DCStore(file).ctypeobj("pedestals")
    return [(one.begin(), one.end()) for one in map(cto.rangeobj, cto.ranges())]


def test_a_range_gets_other_ends_and_back(file: Path) -> None:
    before = picture(file)
    words = ("ends", file, "pedestals", "50-100", "--begin", "40", "--end", "90")
    tried = dcs(*words, "--dry-run")
    assert picture(file) == before
    done = dcs(*words, "-m", "the run was shorter", "--json").json
    assert tried.out.splitlines() == list(done["words"])
    assert (40, 90) in ends(file)
    assert done["words"]
    dcs("undo", file, "--change", done["change"])
    assert picture(file) == before


def test_without_an_end_it_is_open(file: Path) -> None:
    for end in ((), ("--end", "end")):
        dcs("ends", file, "pedestals", "50-100", "--begin", "50", *end)
        assert (50, None) in ends(file)
        dcs("undo", file)


def test_what_is_refused_changes_nothing(file: Path) -> None:
    raw = file.read_bytes()
    dcs("ends", file, "pedestals", "50-100", "--begin", "50", "--end", "100", code=2)
    dcs("ends", file, "pedestals", "50-100", "--begin", "50", "--end", "10", code=2)
    dcs("ends", file, "nothing", "50-100", "--begin", "50", code=3)
    dcs("ends", file, "pedestals", "50-100", code=2)
    other = next(one for one in ends(file) if one != (50, 100))
    last = "end" if other[1] is None else str(other[1])
    dcs("ends", file, "pedestals", "50-100", "--begin", str(other[0]), "--end", last, code=5)
    assert file.read_bytes() == raw
