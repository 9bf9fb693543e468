"""Parts of an array: how a large one is gone through with little memory."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product

__all__ = ["Part", "parts_of"]

Part = tuple[slice, ...]
"""A slice for each axis, with both ends given: ``array[part]``."""


def parts_of(
    shape: tuple[int, ...],
    *,
    itemsize: int,
    nbytes: int,
    unit: tuple[int, ...] | None = None,
) -> Iterator[Part]:
    """Cut an array into parts, in C order, which together are all of it.

    Parameters
    ----------
    shape : tuple of int
        Of the array; an array without axes is one part, an empty one has none.
    itemsize : int
        Bytes of a value.
    nbytes : int
        How large a part is at most, unless `unit` makes it larger.
    unit : tuple of int, optional
        What is stored together, for each axis (the chunks of a dataset). A part holds such units
        whole, so that none is read twice; single values if None.

    Examples
    --------
    >>> for part in parts_of((2, 2, 5, 8), itemsize=4, nbytes=160):
    ...     print([(one.start, one.stop) for one in part])
    [(0, 1), (0, 1), (0, 5), (0, 8)]
    [(0, 1), (1, 2), (0, 5), (0, 8)]
    [(1, 2), (0, 1), (0, 5), (0, 8)]
    [(1, 2), (1, 2), (0, 5), (0, 8)]
    """
    if not math.prod(shape):
        return
    steps = _steps(shape, unit or (1,) * len(shape), max(1, nbytes // max(1, itemsize)))
    starts = (range(0, length, step) for length, step in zip(shape, steps, strict=True))
    for corner in product(*starts):
        ends = zip(corner, steps, shape, strict=True)
        yield tuple(slice(start, min(start + step, length)) for start, step, length in ends)


def _steps(shape: tuple[int, ...], unit: tuple[int, ...], most: int) -> list[int]:
    """Enlarge a unit from the last axis on, until a part would have more than `most` values."""
    steps = [max(1, min(one, length)) for one, length in zip(unit, shape, strict=True)]
    for axis in reversed(range(len(shape))):
        times = min(-(-shape[axis] // steps[axis]), max(1, most // math.prod(steps)))
        steps[axis] = min(steps[axis] * times, shape[axis])
        if steps[axis] < shape[axis]:
            break
    return steps
