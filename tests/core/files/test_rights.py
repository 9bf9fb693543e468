"""What the system allows, and whose a file is."""

from __future__ import annotations

import getpass
import grp
import os
from pathlib import Path

import pytest

from dcsgui.core.files.rights import (
    current_groups,
    current_user,
    ownership,
    read_only_disk,
    unwritable,
)
from processes import in_child


def test_a_file_is_somebodys_with_group_and_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    words = f"owner {tmp_path.owner()}, group {tmp_path.group()}, mode 0750"
    assert ownership(tmp_path.stat()) == words


def test_owners_without_names_have_numbers(tmp_path: Path) -> None:
    status = list(tmp_path.stat())
    status[4] = status[5] = 987654321
    words = ownership(os.stat_result(status))
    assert words.startswith("owner user 987654321, group group 987654321, mode ")


def test_what_is_not_there_is_not_closed(tmp_path: Path) -> None:
    assert not unwritable(str(tmp_path / "none"))
    assert not unwritable(str(tmp_path))


def test_what_belongs_to_another_is_closed(tmp_path: Path) -> None:
    assert in_child(lambda: unwritable("/etc/passwd"), unprivileged=True)


def test_a_disk_that_cannot_be_asked_is_not_said_to_be_read_only(tmp_path: Path) -> None:
    assert not read_only_disk(str(tmp_path))
    assert not read_only_disk(str(tmp_path / "none"))


def test_the_user_is_who_the_system_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "ann")
    assert current_user() == "ann"


def test_a_user_without_a_name_has_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert current_user() == f"uid{os.getuid()}"


def test_groups_are_those_of_the_process() -> None:
    assert grp.getgrgid(os.getegid()).gr_name in current_groups()
    groups = in_child(current_groups, unprivileged=True)
    assert "root" not in groups
