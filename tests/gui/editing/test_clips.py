"""Parameters on the clipboard, exactly and as text."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy
from PyQt5.QtCore import QMimeData

from dcsgui.core.values.parameter_texts import same_value
from dcsgui.gui.editing.clips import MIME, Clip, clip_text, clips_of, mime_of

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
SCALARS = st.one_of(TEXTS, st.booleans(), st.integers(-(2**63), 2**64 - 1), st.floats())
ARRAYS = st_numpy.arrays(
    st.sampled_from(["i1", "u8", "f4", "f8", ">i4", "?", "c16"]),
    st_numpy.array_shapes(max_dims=3, max_side=3),
)
KEYS = st.text("abc:01_", min_size=1)


def of_text(text: str) -> list[Clip]:
    data = QMimeData()
    data.setText(text)
    return clips_of(data)


@given(st.lists(st.builds(Clip, KEYS, st.one_of(SCALARS, ARRAYS))))
def test_all_values_come_back_exactly(clips: list[Clip]) -> None:
    again = clips_of(mime_of(clips, "something else"))
    assert [clip.key for clip in again] == [clip.key for clip in clips]
    assert all(same_value(a.value, b.value) for a, b in zip(again, clips, strict=True))


@given(KEYS, SCALARS)
def test_a_value_comes_back_from_its_line(key: str, value: Any) -> None:
    (again,) = of_text(clip_text([Clip(key, value)]))
    assert (again.key, same_value(again.value, value)) == (key, True)


@pytest.mark.parametrize(
    ("text", "clips"),
    [
        ("a = 1\nb=2.5", {"a": 1, "b": 2.5}),
        ("a\t1\tinteger\tmeaning\nb\t", {"a": 1, "b": ""}),
        ("key        value\nrun        5\nexp        xpptut15", {"run": 5, "exp": "xpptut15"}),
        ("dcs meta set x-1/y -m 'why=not' 'a b=c d' run=5", {"a b": "c d", "run": 5}),
        ("a='5 6'", {"a": "5 6"}),
        ("a=b=c", {"a": "b=c"}),
        ("words\n\n", {}),
        ("= 5", {}),
        ("dcs meta set x 'a=1", {}),
        ('a = [1, "b"]', {"a": '[1, "b"]'}),
    ],
)
def test_texts_of_other_programs(text: str, clips: dict[str, object]) -> None:
    assert {clip.key: clip.value for clip in of_text(text)} == clips


def test_arrays_of_a_text() -> None:
    (clip,) = of_text("gains = [[1, 2], [3, 4]]")
    assert same_value(clip.value, np.array([[1, 2], [3, 4]]))


def test_what_is_not_understood_is_nothing() -> None:
    data = QMimeData()
    assert clips_of(data) == clips_of(None) == []
    for broken in (b"{", b"[1]", b'[["a", {"data": "!", "dtype": "f8"}]]'):
        data.setData(MIME, broken)
        assert clips_of(data) == []
