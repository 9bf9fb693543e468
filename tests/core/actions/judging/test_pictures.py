"""Going through arrays picture by picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from dcsgui.core.actions.judging.given import InMemory
from dcsgui.core.actions.judging.limits import PANELS
from dcsgui.core.actions.judging.pictures import pictures
from dcsgui.core.values.parts import Part
from dcsgui.core.values.progress import QUIET, Progress


@dataclass(frozen=True)
class Chunked(InMemory):
    """Pretends to be stored in chunks, and to have memory for one part."""

    stored: tuple[int, ...] = ()

    @property
    def chunks(self) -> tuple[int, ...]:
        return self.stored

    def parts(self, parts: Iterable[Part]) -> Iterator[NDArray[Any]]:
        for part in parts:
            assert all(
                one.start % step == 0 for one, step in zip(part, self.stored, strict=True)
            ), "a chunk would be unpacked twice"
            yield np.asarray(self.data)[part].copy()


@pytest.mark.parametrize(
    "shape", [(2, 3, 4, 5), (3, 4, 5), (1, 4, 5), (4, 5), (7,), (), (1, 1, 1, 1, 3, 2)], ids=str
)
def test_every_picture_comes_once_and_in_order(shape: tuple[int, ...]) -> None:
    array = np.arange(np.prod(shape, dtype=int)).reshape(shape)
    found = list(pictures([InMemory(array), InMemory(-array)], "", QUIET))
    assert [one.index for one in found] == list(np.ndindex(shape[:-2]))
    for one in found:
        assert np.array_equal(one.arrays[0], array[one.index])
        assert np.array_equal(one.arrays[1], -array[one.index])


def test_chunks_are_read_once() -> None:
    array = np.arange(2 * 6 * 40 * 50, dtype="f4").reshape(2, 6, 40, 50)
    one = Chunked(array, (1, 4, 16, 50))
    other = Chunked(array, (1, 2, 40, 7))
    seen = 0
    for picture in pictures([one, other], "", QUIET):
        assert np.array_equal(picture.arrays[0], array[picture.index])
        assert np.array_equal(picture.arrays[1], array[picture.index])
        seen += 1
    assert seen == 12


def test_of_too_many_pictures_pieces_come() -> None:
    array = np.arange((PANELS + 9) * 6).reshape(-1, 2, 3)
    found = list(pictures([InMemory(array)], "", QUIET))
    assert len(found) < PANELS
    assert np.array_equal(np.concatenate([one.arrays[0] for one in found]), array)


def test_an_empty_array_has_none() -> None:
    assert list(pictures([InMemory(np.zeros((3, 0)))], "", QUIET)) == []


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []

    class Listener(Progress):
        def report(self, done: int, total: int, what: str = "") -> None:
            told.append((done, total))

    for _ in pictures([InMemory(np.zeros((2, 600, 900)))], "", Listener()):
        pass
    assert told[-1] == (2 * 600 * 900 * 8, 2 * 600 * 900 * 8)
    assert told == sorted(told)
