"""Alias files: what a line says, what is wrong with one, and which files there are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.files.alias_files import (
    LARGEST,
    AliasRecord,
    alias_files,
    check_alias_name,
    parse_alias_file,
    read_alias_file,
)
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.timestamps import Timestamp
from processes import in_child

T1 = Timestamp.of("2016-10-27T00:00:00Z")
T2 = Timestamp.of("2017-03-01T00:00:00Z")


def is_name(text: str) -> bool:
    try:
        check_alias_name(text)
    except BadValue:
        return False
    return True


names = st.text(min_size=1, max_size=20).filter(is_name)
moments = st.none() | st.integers(-(9 * 10**18), 9 * 10**18).map(Timestamp)


@given(names, names, moments, moments)
def test_a_record_is_read_as_it_was_written(
    alias: str, target: str, begin: Timestamp | None, end: Timestamp | None
) -> None:
    if begin is not None and end is not None and end < begin:
        begin, end = end, begin
    record = AliasRecord(alias, target, begin, end)
    (read,) = parse_alias_file(record.text.encode() + b"\r\n# the last\n", "x").records
    assert read.same == record.same


@given(st.lists(st.binary(max_size=40).filter(lambda line: b"\n" not in line), max_size=8))
def test_whatever_stands_in_a_line_only_that_line_is_bad(lines: list[bytes]) -> None:
    good = b"front cspad-0001 5"
    data = b"\n".join([good, *lines, good])
    found = parse_alias_file(data, "x.als")
    numbers = [record.line for record in found.records]
    assert numbers[0] == 1
    assert numbers[-1] == len(lines) + 2
    assert not {problem.line for problem in found.problems} & set(numbers)
    assert all(problem.words.startswith("Line ") for problem in found.problems)


def test_all_forms_of_a_line() -> None:
    text = f"""\ufeff# people's names
    front cspad-0001 2016-10-27T00:00:00Z 2017-03-01T00:00:00Z  # till it broke
front\tcspad-0002\t{T2.text}\tend

    cam Camp.0:pnCCD.1
    cam2 cam 1477526400.5#no-comment
"""
    found = parse_alias_file(text.encode(), "x.als")
    assert [record.same for record in found.records] == [
        ("front", "cspad-0001", T1, T2),
        ("front", "cspad-0002", T2, None),
        ("cam", "Camp.0:pnCCD.1", None, None),
    ]
    assert [record.line for record in found.records] == [2, 3, 5]
    assert [problem.line for problem in found.problems] == [6]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("front", "has 1 words and not those of a record, <alias> <detname or source>"),
        ("front cspad-0001 1 2 3", "has 5 words"),
        ("fr/ont cspad-0001", "'fr/ont' is no alias"),
        ("front calib/cspad-0001", "is no detector or source"),
        ("front cspad-0001.h5", "is no detector or source"),
        ("front cspad-0001 soon", "soon"),
        ("front cspad-0001 end", "end"),
        ("front cspad-0001 20 10", "it would end at"),
        ("front " + "x" * 201, "too long"),
    ],
)
def test_what_is_wrong_with_a_line_is_told_with_its_number(line: str, words: str) -> None:
    found = parse_alias_file(f"# first\n{line}\nfront cspad-0002\n".encode(), "/c/x.als")
    (problem,) = found.problems
    assert problem.words.startswith("Line 2 of /c/x.als can't be understood: ")
    assert words in problem.words
    assert [record.target for record in found.records] == ["cspad-0002"]


def test_a_line_that_is_no_text_is_told() -> None:
    (problem,) = parse_alias_file(b"fr\xff cspad-0001", "x").problems
    assert "no text in UTF-8" in problem.words


def test_both_ends_belong_to_the_validity() -> None:
    record = AliasRecord("a", "b-1", T1, T2)
    inside = [T1, T2, Timestamp(T1.ns + 1)]
    assert all(map(record.contains, inside))
    assert not record.contains(Timestamp(T1.ns - 1))
    assert not record.contains(Timestamp(T2.ns + 1))
    assert AliasRecord("a", "b-1").contains(Timestamp(0))


def test_the_validity_is_said_in_words() -> None:
    assert AliasRecord("a", "b-1").validity == "always"
    assert AliasRecord("a", "b-1", T1).validity == f"from {T1} on"
    assert AliasRecord("a", "b-1", T1, T2).validity == f"from {T1} to {T2}"
    assert AliasRecord("a", "b-1", None, T2).validity == f"to {T2}"


def test_the_files_of_a_calib_directory_by_path(tmp_path: Path) -> None:
    for name in ("pnccd/b.als", "pnccd/a.als", "cspad/z.als", "top.als"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("front cspad-0001\n")
    for name in ("pnccd/.hidden.als", "pnccd/a.als~", "pnccd/a.h5"):
        (tmp_path / name).write_text("no no\n")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.als").write_text("no no\n")
    (tmp_path / "round").symlink_to("round")
    found = alias_files(str(tmp_path))
    names = [os.path.relpath(file.path, tmp_path) for file in found]
    assert names == ["cspad/z.als", "pnccd/a.als", "pnccd/b.als", "top.als"]
    assert not any(file.problems for file in found)


def test_no_directory_has_no_files(tmp_path: Path) -> None:
    assert alias_files(str(tmp_path / "none")) == []


def test_what_cannot_be_read_is_told_and_blocks_nothing(reachable: Path) -> None:
    (reachable / "cspad").mkdir()
    (reachable / "cspad" / "open.als").write_text("front cspad-0001\n")
    closed = reachable / "cspad" / "closed.als"
    closed.write_text("back cspad-0002\n")
    closed.chmod(0)
    (reachable / "shut").mkdir(mode=0)
    found = in_child(lambda: alias_files(str(reachable)), unprivileged=True)
    assert [record.alias for file in found for record in file.records] == ["front"]
    problems = [problem.words for file in found for problem in file.problems]
    reason = "can't be understood: it can't be read: permission denied."
    assert problems == [
        f"The alias file {reachable}/shut {reason}",
        f"The alias file {closed} {reason}",
    ]


def test_of_a_file_that_is_mostly_something_else_nothing_counts() -> None:
    found = parse_alias_file(b"front cspad-0001\n" + b"y\n" * 101, "x.als")
    assert found.records == ()
    assert "over 100 of its lines mean nothing" in found.problems[0].words
    assert len(parse_alias_file(b"front cspad-0001\n" + b"y\n" * 100, "x.als").records) == 1


def test_a_file_that_is_no_table_of_names_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.als"
    path.touch()
    os.truncate(path, LARGEST + 1)
    (problem,) = read_alias_file(str(path)).problems
    assert f"has over {LARGEST} bytes" in problem.words
