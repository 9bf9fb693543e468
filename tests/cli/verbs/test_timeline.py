"""``dcs timeline``: all of time, with its gaps."""

from __future__ import annotations

from pathlib import Path

import h5py
import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from told_times import make_told


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_told(tmp_path / "calib")


def test_the_stretches_are_those_of_the_python_interface(path: Path) -> None:
    (found,) = dcs("timeline", path, "--json").json["types"]
    assert found["ctype"] == "pedestals"
    assert [one["gap"] for one in found["stretches"]] == [False, False, False, True, False, True]
    store = DCStore(path)
    for one in found["stretches"]:
        if not one["gap"]:
            sel = store.find("pedestals", one["begin"])
            assert (sel.range.name, sel.version.versind) == (one["range_name"], one["versind"])
    assert found["stretches"][-1]["end_ns"] is None


def test_a_person_sees_gaps_and_shadows(path: Path) -> None:
    out = dcs("timeline", path, "pedestals").out
    assert out.count("- gap -") == 2
    assert "v1 (set)" in out
    assert "100-200: partly shadowed by 150-170" in out
    assert "160-165: empty" in out


def test_a_type_may_stand_with_its_detector(path: Path) -> None:
    assert dcs("timeline", f"{path}/pedestals").out == dcs("timeline", path, "pedestals").out


def test_a_detector_without_types(tmp_path: Path) -> None:
    path = DCStore.create(tmp_path, "cspad-0002").path
    assert "no calibration types" in dcs("timeline", path).out
    with DCStore(path) as cs:
        cs.add_ctype("pedestals")
    assert "nothing is valid at any time" in dcs("timeline", path).out


def test_damage_of_a_type_is_told(path: Path) -> None:
    with h5py.File(path, "r+") as file:
        file["pedestals/1-2"] = h5py.ExternalLink("other.h5", "/")
    assert "leads to another file" in dcs("timeline", path).out


def test_its_exit_statuses(path: Path, tmp_path: Path) -> None:
    real_dcs("timeline", path, code=0)
    real_dcs("timeline", code=2)
    real_dcs("timeline", path, "pixel_mask", code=3)
    (tmp_path / "bad-1.h5").write_text("nothing")
    real_dcs("timeline", tmp_path / "bad-1.h5", code=7)
    path.chmod(0)
    real_dcs("timeline", path, code=4, plain_user=True)
