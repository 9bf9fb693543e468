"""Whether something can be changed, and the reason why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dcsgui.core.actions.access import access_of_directory, access_of_file
from dcsgui.core.actions.answers.listings import WRITABLE, Access


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the system allow nothing, whoever asks."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)


def test_what_may_be_written_needs_no_reason(tmp_path: Path) -> None:
    path = tmp_path / "cspad-1.h5"
    path.touch()
    directory = access_of_directory(str(tmp_path))
    assert directory == WRITABLE
    assert access_of_file(str(path), directory, path.stat()) == WRITABLE


@pytest.mark.usefixtures("refused")
def test_the_reason_names_owner_and_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert access_of_directory(str(tmp_path)) == Access(
        writable=False,
        reason=f"read-only: you may not write {tmp_path} (owner {tmp_path.owner()}, "
        f"group {tmp_path.group()}, mode 0755)",
    )


@pytest.mark.usefixtures("refused")
def test_an_owner_without_a_name_has_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status = list(tmp_path.stat())
    status[4] = 987654321
    access = access_of_file(str(tmp_path), WRITABLE, os.stat_result(status))
    assert "(owner user 987654321, group " in access.reason


@pytest.mark.usefixtures("refused")
def test_a_disk_that_is_mounted_read_only_is_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = list(os.statvfs(tmp_path))
    facts[8] |= os.ST_RDONLY
    monkeypatch.setattr(os, "statvfs", lambda path: os.statvfs_result(facts))
    reason = access_of_directory(str(tmp_path)).reason
    assert reason == f"read-only: the disk of {tmp_path} is mounted read-only"


@pytest.mark.usefixtures("refused")
def test_what_is_gone_is_told(tmp_path: Path) -> None:
    access = access_of_directory(str(tmp_path / "gone"))
    assert access.reason == f"read-only: {tmp_path}/gone: no such file or directory"
