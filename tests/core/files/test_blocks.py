"""Kept bytes against a plain array of bytes."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.files.blocks import Blocks

PIECES = st.lists(st.tuples(st.integers(0, 60), st.binary(max_size=30)), max_size=12)


@given(PIECES, st.integers(0, 100), st.integers(0, 100), st.integers(1, 60))
def test_the_latest_bytes_win(
    pieces: list[tuple[int, bytes]], size: int, begin: int, length: int
) -> None:
    model: dict[int, int] = {}
    blocks = Blocks()
    for offset, data in pieces:
        blocks.put(offset, data)
        model.update(enumerate(data, offset))
    blocks.cut(size)
    model = {offset: value for offset, value in model.items() if offset < size}

    kept = list(blocks)
    assert {o + i: v for o, data in kept for i, v in enumerate(data)} == model
    assert all(o + len(data) < after for (o, data), (after, _) in pairwise(kept))
    page = bytearray(length)
    blocks.lay_over(page, begin)
    assert page == bytes(model.get(begin + i, 0) for i in range(length))
    touched = any(begin <= offset < begin + length for offset in model)
    assert blocks.touches(begin, begin + length) == touched


def test_a_copy_is_kept() -> None:
    blocks = Blocks()
    data = bytearray(b"abc")
    blocks.put(0, data)
    data[0] = 0
    assert [bytes(kept) for _, kept in blocks] == [b"abc"]
