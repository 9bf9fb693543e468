"""Changing alias files: other lines byte for byte, whole or not at all, one after the other."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.files import disk
from dcsgui.core.files.alias_editing import (
    alias_text,
    edit_alias_file,
    with_record,
    without_line,
)
from dcsgui.core.files.alias_files import LARGEST, AliasRecord, parse_alias_file
from dcsgui.core.files.replacing import new_file
from dcsgui.core.values.errors import AccessDenied, BadValue, Busy
from dying_disk import Died, DyingDisk
from processes import ended, in_child, start

RECORD = AliasRecord("front", "cspad-0001")


@given(st.binary(max_size=80))
def test_a_record_is_added_behind_what_is_there(data: bytes) -> None:
    made = with_record(data, RECORD, "added")
    assert made.startswith(data)
    assert parse_alias_file(made, "x").records[-1].same == RECORD.same


@given(st.binary(max_size=80), st.data())
def test_only_the_line_that_is_removed_changes(data: bytes, draw: st.DataObject) -> None:
    lines = data.split(b"\n")
    number = draw.draw(st.integers(1, len(lines)))
    made = without_line(data, number, "removed").split(b"\n")
    assert made[: number - 1] == lines[: number - 1]
    assert made[number:] == lines[number:]
    assert made[number - 1].removeprefix(b"\xef\xbb\xbf").rstrip(b"\r") == b"# removed"


def test_the_line_ends_of_the_file_are_kept() -> None:
    made = with_record(b"a x-1\r\n", RECORD, "added")
    assert made == b"a x-1\r\n# added\r\nfront cspad-0001\r\n"
    assert without_line(made, 3, "gone") == b"a x-1\r\n# added\r\n# gone\r\n"


def test_a_comment_has_one_line() -> None:
    with pytest.raises(BadValue):
        with_record(b"", RECORD, "two\nlines")


def test_a_file_and_its_directory_are_made(tmp_path: Path) -> None:
    path = tmp_path / "cspad" / "aliases.als"
    edit_alias_file(str(path), lambda data: data + b"a x-1\n")
    assert path.read_bytes() == b"a x-1\n"
    assert os.listdir(path.parent) == ["aliases.als"]


def test_the_mode_of_the_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.als"
    path.write_text("a x-1\n")
    path.chmod(0o664)
    edit_alias_file(str(path), lambda data: b"# shorter\n")
    assert path.read_bytes() == b"# shorter\n"
    assert path.stat().st_mode & 0o777 == 0o664


def test_an_error_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.als"
    path.write_text("a x-1\n")

    def refuse(data: bytes) -> bytes:
        raise BadValue("No.")

    with pytest.raises(BadValue):
        edit_alias_file(str(path), refuse)
    assert path.read_text() == "a x-1\n"
    assert os.listdir(tmp_path) == ["a.als"]


def test_a_file_that_nobody_would_read_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "names.als"
    with pytest.raises(BadValue, match="nobody reads any more"):
        edit_alias_file(str(path), lambda _: b"#" * (LARGEST + 1))
    assert not path.exists()
    path.mkdir()
    with pytest.raises(BadValue, match="can't be changed: it can't be read: is a directory"):
        alias_text(str(path))


def test_two_processes_lose_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "a.als")

    def add(who: str) -> None:
        for number in range(20):
            record = AliasRecord(f"{who}{number}", "cspad-0001")
            edit_alias_file(path, lambda data: with_record(data, record, "added"))  # noqa: B023

    pids = [start(partial(add, who)) for who in ("ann", "bob", "eve")]
    assert [ended(pid) for pid in pids] == [0, 0, 0]
    found = parse_alias_file(Path(path).read_bytes(), path)
    assert not found.problems
    assert len({record.alias for record in found.records}) == 60


def test_the_wait_for_another_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.als"
    path.write_text("a x-1\n")
    with new_file(path, replace=True), pytest.raises(Busy):
        edit_alias_file(str(path), lambda data: b"", timeout=0.05)


def test_whenever_it_dies_the_old_or_the_new_text_is_there(tmp_path: Path) -> None:
    old, new = b"a x-1\n", b"a x-1\nb x-2\n"
    seen = set()
    for number in range(1, 40):
        path = tmp_path / f"{number}.als"
        path.write_bytes(old)
        dying = DyingDisk(number)
        try:
            with disk.planted(dying):
                edit_alias_file(str(path), lambda data: new)
        except Died:
            seen.add(path.read_bytes())
            edit_alias_file(str(path), lambda data: data)
            assert path.read_bytes() in {old, new}
        else:
            break
    assert seen == {old, new}


def test_who_may_not_write_is_refused(reachable: Path) -> None:
    path = reachable / "a.als"
    path.write_text("a x-1\n")
    path.chmod(0o644)

    def edit() -> str:
        with pytest.raises(AccessDenied) as caught:
            edit_alias_file(str(path), lambda data: b"")
        return str(caught.value)

    assert str(path) in in_child(edit, unprivileged=True)
    assert path.read_text() == "a x-1\n"
