"""``dcs delete``: a type, a range or a version, so that it can be restored."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from filled_detectors import CONTRIBUTORS_ONLY, filled
from small_stores import LAYOUTS
from store_pictures import picture


@pytest.fixture(params=LAYOUTS)
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return filled(tmp_path, request.param).path


def test_a_version_is_deleted_without_a_question(file: Path) -> None:
    before = picture(file)
    tried = dcs("delete", f"{file}/pedestals/50-100/2", "--dry-run")
    assert "v1 instead of v2" in tried.out
    assert "Nothing was changed" in tried.err
    assert picture(file) == before
    done = real_dcs("delete", f"{file}/pedestals/50-100/2", "-m", "shutter open", "--json").json
    assert done["did"] == ["pedestals/50-100: del version 2"]
    assert done["changes"][0]["after"]["versind"] == 1
    dcs("restore", file)
    assert picture(file) == before


def test_a_range_or_a_type_is_asked_for_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = file.read_bytes()
    for node in ("pedestals", "pedestals/50-100"):
        asked = real_dcs("delete", f"{file}/{node}", code=2)
        assert f"Delete all of cspad-0001/{node} from {file}; " in asked.err
        assert "--yes" in asked.err
    questions = []

    def no(question: str, *, yes: bool, before: Iterable[str]) -> bool:
        questions.append((question, list(before)))
        return yes

    monkeypatch.setattr("dcsgui.cli.verbs.delete.agreed", no)
    assert "Nothing was done." in dcs("delete", f"{file}/pedestals").err
    assert "in 2 stretches of time" in questions[0][0]
    assert len(questions[0][1]) == 2
    assert file.read_bytes() == raw
    dcs("delete", f"{file}/pedestals", "--yes")
    assert "pedestals" not in picture(file)


def test_what_is_refused_changes_nothing(file: Path, tmp_path: Path) -> None:
    raw = file.read_bytes()
    assert "whole detector" in dcs("delete", file, "--yes", code=2).err
    dcs("delete", f"{file}/pixel_gain", "--yes", code=3)
    dcs("delete", f"{file}/pedestals/50-100/9", code=3)
    (tmp_path / "access.toml").write_text(CONTRIBUTORS_ONLY)
    dcs("delete", f"{file}/pedestals/50-100/1", code=4)
    dcs("delete", f"{file}/pedestals/50-100/1", "--dry-run", code=4)
    assert file.read_bytes() == raw


def test_several_are_deleted_together_and_come_back_together(file: Path) -> None:
    before = picture(file)
    one, two = f"{file}/pedestals/50-100/1", f"{file}/pedestals/50-100/2"
    done = dcs("delete", one, two, "--json").json
    assert DCStore(file).ctypeobj("pedestals").rangeobj((50, 100)).versions() == []
    dcs("undo", file, "--change", done["change"])
    assert picture(file) == before
    dcs("delete", one, f"{file}/pedestals/50-100/9", code=3)
    assert picture(file) == before


def test_a_detector_that_holds_nothing_goes_with_its_file(tmp_path: Path) -> None:
    empty = tmp_path / "cspad" / "cspad-0007.h5"
    dcs("create", "cspad-0007", "-c", tmp_path)
    dcs("delete", empty, "--dry-run")
    assert empty.exists()
    assert "Removed the file" in dcs("delete", empty).err
    assert list(empty.parent.iterdir()) == []
