"""Actions that answer arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from worker_actions.pictures import Picture

Allocate = Callable[..., NDArray[Any]]


def counting(shape: tuple[int, ...], dtype: str = "f4", allocate: Allocate = np.empty) -> Picture:
    """Answer numbers that count up."""
    values = allocate(shape, np.dtype(dtype))
    values[...] = np.arange(values.size).reshape(shape)
    return Picture("counting", values)


def parts(n: int, allocate: Allocate = np.empty) -> Iterator[Picture]:
    """Answer parts of one array: all of it, its second half, every other column, transposed."""
    values = allocate((n, n), np.dtype("f8"))
    values[...] = np.arange(values.size).reshape(values.shape)
    yield Picture("all", values)
    yield Picture("half", values[n // 2 :])
    yield Picture("columns", values[:, ::2])
    yield Picture("transposed", values.T)


def ordinary(n: int) -> NDArray[np.int64]:
    """Answer an array in ordinary memory."""
    return np.arange(n)


def read(file: str, allocate: Allocate = np.empty) -> Picture:
    """Read the dataset "x" of a file."""
    with h5py.File(file) as opened:
        dataset = opened["x"]
        values = allocate(dataset.shape, dataset.dtype)
        dataset.read_direct(values)
    return Picture("x", values)
