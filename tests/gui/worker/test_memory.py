from __future__ import annotations

import os
from collections.abc import Iterator

import numpy as np
import pytest

from dcsgui.gui.worker.anonymous import look_at
from dcsgui.gui.worker.memory import SMALLEST, Memory, Segment

BIG = (SMALLEST,)
U1 = np.dtype("u1")


@pytest.fixture
def memory() -> Iterator[Memory]:
    made = Memory()
    yield made
    for segment in made._segments.values():
        os.close(segment.descriptor)


def only(memory: Memory) -> Segment:
    (segment,) = memory._segments.values()
    return segment


def test_an_array_is_where_its_segment_is(memory: Memory) -> None:
    array = memory.allocate((2, *BIG), np.dtype(">i4"))
    assert (array.shape, array.dtype) == ((2, *BIG), np.dtype(">i4"))
    array[...] = 7
    segment = only(memory)
    assert memory.find(array[1].view("u1").data) == (segment, 4 * SMALLEST)
    seen = np.frombuffer(look_at(segment.descriptor, segment.nbytes), ">i4")
    assert (seen[: array.size] == 7).all()


def test_small_arrays_and_objects_are_ordinary(memory: Memory) -> None:
    memory.allocate((SMALLEST - 1,), U1)
    memory.allocate((0, 10**6), U1)
    memory.allocate((), U1)
    memory.allocate(BIG, np.dtype(object))
    assert memory._segments == {}


def test_other_arrays_are_not_found(memory: Memory) -> None:
    assert memory.find(np.zeros(5).data) is None
    kept = memory.allocate(BIG, U1)
    assert memory.find(np.zeros(5).data) is None
    assert memory.find(kept[:0].data) is None


def test_too_much_is_no_memory(memory: Memory) -> None:
    with pytest.raises(MemoryError, match="shared memory"):
        memory.allocate((2**62,), U1)
    assert memory._segments == {}


def test_memory_is_used_again_when_nobody_looks_at_it(memory: Memory) -> None:
    array = memory.allocate(BIG, U1)
    segment = only(memory)
    segment.lent += 1
    del array
    other = memory.allocate(BIG, U1)  # the window looks at the first
    assert len(memory._segments) == 2
    memory.released(segment.number)
    again = memory.allocate((SMALLEST - 5 + 5,), U1)
    assert len(memory._segments) == 2
    assert memory.find(again.data) == (segment, 0)
    assert memory.find(other.data) != (segment, 0)


def test_memory_much_too_big_is_not_used_again(memory: Memory) -> None:
    memory.allocate((3 * SMALLEST,), U1)
    memory.allocate(BIG, U1)
    assert len(memory._segments) == 2


def test_spare_memory_is_given_back(memory: Memory) -> None:
    kept = memory.allocate(BIG, U1)
    for _ in range(2):
        lent = [memory.allocate(BIG, U1) for _ in range(3)]
        del lent
    assert memory.spare == 3 * SMALLEST
    memory.tidy(2 * SMALLEST)
    assert memory.spare == 2 * SMALLEST
    descriptors = {segment.descriptor for segment in memory._segments.values()}
    memory.tidy(0)
    assert memory.spare == 0
    assert memory.find(kept.data) == (only(memory), 0)
    for descriptor in descriptors - {only(memory).descriptor}:
        with pytest.raises(OSError, match="Bad file"):
            os.fstat(descriptor)


def test_what_is_lent_is_not_given_back(memory: Memory) -> None:
    memory.allocate(BIG, U1)
    only(memory).lent += 2
    memory.released(1)
    memory.tidy(0)
    assert only(memory).lent == 1
    memory.released(1)
    memory.tidy(0)
    assert memory._segments == {}
