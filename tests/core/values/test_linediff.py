"""Differences of texts: those of difflib, and enough to make one text of the other."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.values.linediff import line_difference, lines_of

TEXTS = st.lists(
    st.sampled_from(["a", "b", "c", "", "a\r", " d", "-x", "\\ y"]), max_size=24
).flatmap(lambda lines: st.sampled_from(["\n".join(lines), "\n".join([*lines, ""])]))


def patched(text: str, difference: tuple[str, ...]) -> str:
    """Apply a unified difference, as patch(1) does."""
    lines, made, at = lines_of(text), list[str](), 0
    for number, line in enumerate(difference):
        if found := re.fullmatch(r"@@ -(\d+)(?:,(\d+))? \+.* @@", line):
            start = int(found[1]) - (found[2] != "0")
            made += lines[at:start]
            at = start
            continue
        if line.startswith("\\ No newline"):
            continue
        cut = number + 1 < len(difference) and difference[number + 1].startswith("\\ No newline")
        body = line[1:] + ("" if cut else "\n")
        if line[0] in " -":
            assert lines[at] == body
            at += 1
        if line[0] in " +":
            made.append(body)
    return "".join(made + lines[at:])


@given(TEXTS, TEXTS)
def test_a_difference_makes_one_text_of_the_other(a: str, b: str) -> None:
    difference = line_difference(a, b)
    assert patched(a, difference) == b
    assert (difference == ()) == (a == b)


@given(TEXTS)
def test_lines_are_all_of_the_text(text: str) -> None:
    lines = lines_of(text)
    assert "".join(lines) == text
    assert all(line.index("\n") == len(line) - 1 for line in lines[:-1])


def test_other_line_ends_are_a_difference() -> None:
    assert line_difference("IP\nCAM\n", "IP\r\nCAM\n") == (
        "@@ -1,2 +1,2 @@",
        "-IP",
        "+IP\r",
        " CAM",
    )


def test_a_missing_last_line_end_is_told() -> None:
    assert line_difference("IP\n", "IP") == (
        "@@ -1 +1 @@",
        "-IP",
        "+IP",
        "\\ No newline at end of text",
    )


def test_far_changes_are_told_apart_with_a_little_around_them() -> None:
    lines = [f"{number}\n" for number in range(100_000)]
    changed = [*lines]
    changed[10], changed[99_990] = "ten\n", "last\n"
    difference = line_difference("".join(lines), "".join(changed))
    assert [line for line in difference if line.startswith("@@")] == [
        "@@ -8,7 +8,7 @@",
        "@@ -99988,7 +99988,7 @@",
    ]
    assert len(difference) == 2 * (1 + 6 + 2)
