"""``dcs check``: findings, a sum, and an exit status that scripts can use."""

from __future__ import annotations

from pathlib import Path

import h5py
import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from dcsgui.core.actions.answers.checks import FindingKind
from processes import foreign_program
from small_stores import NDA, T0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Make a sound file."""
    with DCStore.create(tmp_path / "calib", "cspad-0001") as cs:
        cs.add_ctype("pedestals").add_range((100, 200)).add_version(T0, NDA)
    return cs.path


def test_a_sound_place(path: Path) -> None:
    done = dcs("check", path.parent.parent)
    assert done.out == ""
    assert "1 file with 1 version checked, 1 digest compared: 0 errors" in done.err


def test_notes_are_listed_and_do_not_count(path: Path) -> None:
    with DCStore(path) as cs:
        cs.ctypeobj("pedestals").add_range((1, 2))
    assert "note empty-range" in dcs("check", path).out
    assert dcs("check", path, "--no-notes").out == ""


def test_findings_are_listed_with_what_to_do(path: Path) -> None:
    with h5py.File(path, "r+") as file:
        file[f"pedestals/100-200/{T0}/calib"].write_direct(NDA + 1)
    out = dcs("check", path, code=1).out
    assert out.startswith(f"error wrong-digest: {path}: pedestals/100-200/{T0}\n    ")
    found = dcs("check", path, "--json", code=1).json
    assert (found["errors"], found["findings"][0]["severity"]) == (1, "error")
    assert FindingKind(found["findings"][0]["kind"]) is FindingKind.WRONG_DIGEST
    dcs("check", path, "--no-digests", code=0)


def test_what_can_not_be_examined_in_a_directory_is_a_finding(path: Path) -> None:
    path.with_name("cspad-0002.h5").write_text("nothing")
    assert "error damaged" in dcs("check", path.parent, code=1).out


def test_its_exit_statuses(path: Path, tmp_path: Path) -> None:
    real_dcs("check", path, code=0)
    (path.parent / "notes.txt").write_text("x")
    real_dcs("check", path.parent, code=1)
    real_dcs("check", code=2)
    real_dcs("check", path, tmp_path / "none-1.h5", code=3)
    with foreign_program(path, "r+"):
        real_dcs("check", path, code=6)
    bad = tmp_path / "bad-1.h5"
    bad.write_text("nothing")
    real_dcs("check", bad, code=7)
    path.chmod(0)
    real_dcs("check", path, code=4, plain_user=True)
