from __future__ import annotations

import os
from collections.abc import Iterator

import numpy as np
import pytest

from dcsgui.gui.jobs.unpacking import unpack
from dcsgui.gui.worker import packing
from dcsgui.gui.worker.memory import SMALLEST, Memory
from dcsgui.gui.worker.packing import pack

BIG = (4, SMALLEST)
F4 = np.dtype("f4")


@pytest.fixture
def memory() -> Iterator[Memory]:
    made = Memory()
    yield made
    for segment in made._segments.values():
        os.close(segment.descriptor)


def passed(answer: object, memory: Memory) -> tuple[object, int, int]:
    """Return an answer as it comes, how long its pickle is, and how many descriptors it needs."""
    message, descriptors = pack(1, answer, last=True, memory=memory)
    copies = [os.dup(descriptor) for descriptor in descriptors]
    value = unpack(message, copies, released=memory.released)
    for copy in copies:
        with pytest.raises(OSError, match="Bad file"):
            os.fstat(copy)
    return value, len(message.payload), len(descriptors)


def test_arrays_of_one_segment_share_it(memory: Memory) -> None:
    array = memory.allocate(BIG, F4)
    array[...] = np.arange(array.size).reshape(BIG)
    answer, length, descriptors = passed((array, array[1], array[2:].T, "text"), memory)
    assert isinstance(answer, tuple)
    assert (length < 1000, descriptors) == (True, 1)
    np.testing.assert_array_equal(answer[0], array)
    np.testing.assert_array_equal(answer[1], array[1])
    np.testing.assert_array_equal(answer[2], array[2:].T)
    assert not any(part.flags.writeable for part in answer[:3])


def test_small_parts_are_sent(memory: Memory) -> None:
    array = memory.allocate(BIG, F4)
    array[...] = 5
    answer, length, descriptors = passed(array[0, :10], memory)
    np.testing.assert_array_equal(answer, [5] * 10)
    assert (length > 40, descriptors) == (True, 0)


def test_big_ordinary_arrays_are_copied_to_shared_memory(memory: Memory) -> None:
    array = np.arange(SMALLEST)
    answer, _length, descriptors = passed((array, array[::-1]), memory)
    assert isinstance(answer, tuple)
    assert descriptors >= 1
    np.testing.assert_array_equal(answer[0], array)
    np.testing.assert_array_equal(answer[1], array[::-1])


def test_memory_is_lent_as_long_as_somebody_looks(memory: Memory) -> None:
    array = memory.allocate(BIG, F4)
    (segment,) = memory._segments.values()
    first = passed(array, memory)[0]
    second = passed(array[1:], memory)[0]
    del array, first
    memory.tidy(0)
    assert segment.lent == 1
    assert isinstance(second, np.ndarray)
    part = second[0, 5:7]
    del second
    memory.tidy(0)
    assert segment.lent == 1
    del part
    memory.tidy(0)
    assert memory._segments == {}


def test_an_answer_that_can_not_be_pickled_lends_nothing(memory: Memory) -> None:
    array = memory.allocate(BIG, F4)
    with pytest.raises((AttributeError, TypeError)):
        pack(1, (array, lambda: None), last=True, memory=memory)
    (segment,) = memory._segments.values()
    assert segment.lent == 0


def test_an_answer_that_can_not_be_mapped_is_released(memory: Memory) -> None:
    array = memory.allocate(BIG, F4)
    message, _descriptors = pack(1, array, last=True, memory=memory)
    receive, send = os.pipe()  # no memory
    with pytest.raises(OSError, match="No such device"):
        unpack(message, [receive], released=memory.released)
    os.close(send)
    del array
    memory.tidy(0)
    assert memory._segments == {}


def test_more_arrays_than_descriptors_can_be_passed(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "MOST_DESCRIPTORS", 3)
    arrays = [memory.allocate((SMALLEST,), np.dtype("u1")) for _ in range(5)]
    for number, array in enumerate(arrays):
        array[...] = number
    answer, _length, descriptors = passed(arrays, memory)
    assert descriptors == 3
    np.testing.assert_array_equal(np.array(answer)[:, 0], range(5))
