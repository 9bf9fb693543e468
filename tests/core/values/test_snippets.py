"""Snippets as texts; that they load what they say is told in core/actions/test_snippets.py."""

from __future__ import annotations

import ast

import pytest

from dcsgui.core.values.snippets import snippet


@pytest.mark.parametrize(
    "file",
    ['/calib/it\'s "here"\n/cspad-1.h5', "/größer/µ.h5", "/\udcff.h5", "C:\\n"],
)
def test_a_snippet_is_python_whatever_the_path(file: str) -> None:
    text = snippet(file, "gain", range_name="1-2", versind=3)
    assert repr(file) in text
    ast.parse(text)


def test_times_that_are_no_whole_seconds_are_exact() -> None:
    text = snippet("f.h5", "gain", range_name="0", versind=1, at_ns=1_000_000_001)
    assert "cs.get('gain', '1.000000001', vers=1)" in text
    assert "cs.get('gain', -5, " in snippet(
        "f.h5", "gain", range_name="0", versind=1, at_ns=-5_000_000_000
    )


def test_a_text_is_called_so() -> None:
    text = snippet("f.h5", "geometry", range_name="0", versind=1, is_text=True)
    assert text.endswith("text = verso.calib()\n")
