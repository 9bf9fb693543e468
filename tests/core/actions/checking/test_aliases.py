"""Alias files: lines that mean nothing, circles, and names that lead nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.core.actions.checking.aliases import check_aliases


@pytest.fixture
def als(calib: Path) -> Path:
    """Return the path of an alias file beside a detector file."""
    DCStore.create(calib, "cspad-0001")
    return calib / "cspad" / "names.als"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# a comment\nfront cspad-0001\nmiddle front 100 200\n", []),
        ("front cspad-0002\n", ["dangling-alias"]),
        ("front nothing\n", ["dangling-alias"]),
        ("front middle\nmiddle cspad-0002\n", ["dangling-alias", "dangling-alias"]),
        ("front middle\nmiddle front\n", ["bad-alias", "bad-alias"]),
        ("front cspad-0001 yesterday\n", ["bad-alias"]),
        ("front\n", ["bad-alias"]),
        ("front middle 100\nmiddle cspad-0001 100 200\n", ["dangling-alias"]),
        ("front middle 100\nmiddle cspad-0001\nmiddle front 200 300\n", ["bad-alias"] * 2),
        ("front middle\nmiddle cspad-0001 100\n", []),
        ("front middle - 50\n", ["bad-alias"]),
    ],
)
def test_what_is_wrong_with_aliases(als: Path, text: str, kinds: list[str]) -> None:
    als.write_text(text)
    found = list(check_aliases([str(als)]))
    assert [one.kind.value for one in found] == kinds
    assert {one.file for one in found} <= {str(als)}


def test_only_files_that_are_asked_for_are_told(als: Path) -> None:
    als.write_text("front middle\n")
    als.with_name("more.als").write_text("middle nothing\n")
    found = list(check_aliases([str(als)]))
    assert len(found) == 1
    assert "front -> middle -> nothing" in found[0].words
