"""``dcs export-text``: what is written can be read again, to the last bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from dcsgui.core.actions.sources import read_source
from processes import foreign_program

GEOMETRY = "# geometry µ\nCSPAD:V1 0\n"
ARRAY = np.array([[0.1, np.nan], [1e-30, -np.inf]], "f4")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with DCStore.create(tmp_path, "cspad-0001") as cs:
        tsro = cs.add_ctype("pedestals").add_range("1000-2000")
        tsro.add_version(2000, ARRAY)
        tsro.add_version(3000, ARRAY[:1])
        tsro.set_versdef(1)
        cs.add_ctype("geometry").add_range(1000).add_version(2000, GEOMETRY)
        cs.add_ctype("pixel_rms").add_range(1000).add_version(2000)
    return cs.path


def test_a_whole_detector(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "texts"
    tried = dcs("export-text", file, target, "--dry-run", "--json").json
    assert not target.exists()
    real_dcs("export-text", file, target)
    written = sorted(str(path.relative_to(target)) for path in target.rglob("*.data"))
    assert written == ["geometry/1000.data", "pedestals/1000-2000.data"]
    assert sorted(one["path"] for one in tried) == [str(target / name) for name in written]
    assert (target / written[0]).read_bytes() == GEOMETRY.encode()
    found = np.asarray(read_source(target / written[1]))
    assert found.dtype == ARRAY.dtype
    assert found.tobytes() == ARRAY.tobytes()


def test_every_version_and_one(file: Path, tmp_path: Path) -> None:
    done = dcs("export-text", f"{file}/pedestals", tmp_path / "all", "--all", "--json").json
    assert [(one["versind"], Path(one["path"]).name) for one in done] == [
        (1, "1000-2000-v1.data"),
        (2, "1000-2000-v2.data"),
    ]
    one = tmp_path / "one.data"
    dcs("export-text", f"{file}/pedestals/1000-2000/2", one)
    assert np.asarray(read_source(one)).shape == (1, 2)


def test_each_refusal(file: Path, tmp_path: Path) -> None:
    dcs("export-text", f"{file}/pixel_rms", tmp_path / "x", code=3)
    dcs("export-text", f"{file}/none", tmp_path / "x", code=3)
    dcs("export-text", f"{file}/pedestals/1000-2000/2", tmp_path / "x.npy", code=2)
    (tmp_path / "plain").write_text("")
    dcs("export-text", file, tmp_path / "plain" / "x", code=8)


def test_who_waits_too_long_is_told_who_has_it(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DCS_PATIENCE", "0.05")
    with foreign_program(file, "r+") as pid:
        assert f"process {pid}" in dcs("export-text", file, tmp_path / "x", code=6).err
    assert not (tmp_path / "x").exists()
