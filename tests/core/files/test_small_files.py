"""Small files that people write: read whole, never waited for, never without an end."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dcsgui.core.files.access_rules import access_rules
from dcsgui.core.files.alias_files import read_alias_file
from dcsgui.core.files.config import load_config
from dcsgui.core.files.runtables import read_run_table
from dcsgui.core.files.small_files import BOM, read_small, toml_entries
from dcsgui.core.values.errors import BadValue, NotFound

MOST = 100


def text(path: Path) -> None:
    path.write_bytes(b"x" * (MOST + 1))


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


KINDS = [
    (os.mkfifo, "it can't be read: it is a device or a pipe"),
    (endless, "it can't be read: it is a device or a pipe"),
    (os.mkdir, "it can't be read: is a directory"),
    (loop, "it can't be read: too many levels of symbolic links"),
    (text, "it has over 100 bytes"),
]


def test_a_small_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "small"
    path.write_bytes(b"x" * MOST)
    assert read_small(path, MOST) == b"x" * MOST


@pytest.mark.parametrize(("make", "words"), KINDS)
@pytest.mark.timeout(10)
def test_whatever_else_stands_there_is_refused(
    tmp_path: Path, make: Callable[[Path], None], words: str
) -> None:
    make(tmp_path / "small")
    open_before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(BadValue, match=words):
        read_small(tmp_path / "small", MOST)
    assert len(os.listdir("/proc/self/fd")) == open_before


@pytest.mark.timeout(10)
def test_a_pipe_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("names.als", "access.toml", "runs.txt", "config.toml"):
        os.mkfifo(tmp_path / name)
    assert "a pipe" in read_alias_file(str(tmp_path / "names.als")).problems[0].words
    rules = access_rules(str(tmp_path))
    assert rules is not None
    assert "a pipe" in rules.problem
    with pytest.raises(NotFound, match="a pipe"):
        read_run_table(tmp_path / "runs.txt")
    monkeypatch.setenv("DCS_CONFIG", str(tmp_path / "config.toml"))
    with pytest.raises(BadValue, match="a pipe"):
        load_config()


@pytest.mark.parametrize(
    "data",
    [b"\xff", b"a = [", b"a = " + b"[" * 100_000, b"a = " + b"1" * 5_000],
    ids=["no text", "unfinished", "deep", "large number"],
)
def test_what_is_no_toml_is_said(data: bytes) -> None:
    with pytest.raises(BadValue, match="it is no TOML"):
        toml_entries(data)


def test_the_mark_of_utf8_is_passed_over(tmp_path: Path) -> None:
    assert toml_entries(BOM + b"a = 1") == {"a": 1}
    table = tmp_path / "runs.txt"
    table.write_bytes(BOM + b"3 100")
    assert list(read_run_table(table)) == [3]
