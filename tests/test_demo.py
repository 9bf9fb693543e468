"""The demonstration makes a store and prints what is valid now."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui import DCStore, Timestamp, demo


def test_it_prints_the_constants_valid_now(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert demo.main([str(tmp_path)]) == 0
    said = capsys.readouterr().out
    cs = DCStore(tmp_path / "calib", demo.DETNAME)
    for ctype in cs.ctypes():
        assert cs.find(ctype, Timestamp.now()).version.digest in said
    assert "run 57 was taken with the shutter open" in said


def test_without_a_directory_it_leaves_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert demo.main([]) == 0
    assert str(tmp_path) in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_second_time_it_says_why_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.main([str(tmp_path)]) == 0
    assert demo.main([str(tmp_path)]) == 1
    assert "exists already" in capsys.readouterr().err
