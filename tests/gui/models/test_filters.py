"""Taking apart what is typed into a filter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.gui.models.filters import RowFilter, Token, by_words, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  ", []),
        ("dark", [("", "dark")]),
        ("two words", [("", "two"), ("", "words")]),
        ('"one word"', [("", "one word")]),
        ("author:ana", [("author", "ana")]),
        ("Author:Ana", [("author", "Ana")]),
        ('comment:"with beam" x', [("comment", "with beam"), ("", "x")]),
        ('comment:"still typing', [("comment", "still typing")]),
        ("author:", []),
        ("author: ana", [("", "ana")]),
        ("10:30:00", [("", "10:30:00")]),
        ("sha256:ab", [("", "sha256:ab")]),
        ('"author:ana"', [("", "author:ana")]),
        ("size:>10MB", [("size", ">10MB")]),
        ('"', []),
        ('""', []),
        (":x", [("", ":x")]),
    ],
)
def test_words_and_terms(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(tokens(text)) == [Token(*one) for one in expected]


@given(st.text())
def test_any_text_can_be_taken_apart(text: str) -> None:
    assert all(token.value for token in tokens(text))


def test_words_alone_keep_their_colons() -> None:
    wanted: RowFilter[object] = by_words("Exp:X dark")
    assert wanted.words == ("exp:x", "dark")


def test_a_filter_that_leaves_nothing_out() -> None:
    assert not RowFilter()
    assert not RowFilter(problems=("?",))
    assert RowFilter(words=("a",))
