"""Stored constants read part by part: what does not need the whole of a large array."""

from __future__ import annotations

import hashlib
import math
from typing import Any, Self

import h5py
import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files import constants, guard
from dcsgui.core.files.records import Allocate, Kind
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.parts import Part, parts_of

__all__ = ["StoredArray", "digest_of_stored"]

PIECE = 2**22
"""A digest is made of pieces of about so many bytes."""


class StoredArray:
    """Constants that are an array, of which parts can be read while their file is open.

    Attributes
    ----------
    shape : tuple of int
    dtype : numpy.dtype
    chunks : tuple of int or None
        What is stored together, for each axis; None if it lies in one piece.

    Raises
    ------
    Damaged
        If the dataset declares more than the file holds.
    """

    @classmethod
    def of(cls, dset: h5py.Dataset) -> Self | None:
        """Open a dataset; None if it is a text."""
        return None if constants.is_text(dset) else cls(dset)

    def __init__(self, dset: h5py.Dataset) -> None:
        _, self.shape, _, _ = constants.describe(dset)
        guard.check_stored(dset)
        self.dtype: np.dtype[Any] = dset.dtype
        self.chunks = None if dset.chunks is None else tuple(map(int, dset.chunks))
        self._dset, self._where = dset, guard.where(dset)

    @property
    def nbytes(self) -> int:
        """How large it is in memory, in bytes."""
        return math.prod(self.shape) * self.dtype.itemsize

    def read(self, part: Part, allocate: Allocate = np.empty) -> NDArray[Any]:
        """Read a part into an array in C order that `allocate` makes; `BadValue` if it is none."""
        if not self._has(part):
            raise BadValue(f"{part} is no part of {self._where}, whose shape is {self.shape}.")
        lengths = tuple(one.stop - one.start for one in part)
        array = allocate(lengths, self.dtype)
        with guard.damage_reported(self._where):
            self._read_into(array, tuple(one.start for one in part))
        return array

    def _read_into(self, array: NDArray[Any], start: tuple[int, ...]) -> None:
        """Read without the slicing of h5py, which takes longer than a small part itself."""
        dset = self._dset.id
        if not start:
            dset.read(h5py.h5s.ALL, h5py.h5s.ALL, array)
        elif array.size:
            in_file = dset.get_space()
            in_file.select_hyperslab(start, array.shape)
            dset.read(h5py.h5s.create_simple(array.shape), in_file, array)

    def _has(self, part: Part) -> bool:
        return len(part) == len(self.shape) and all(
            0 <= one.start <= one.stop <= length and one.step in (None, 1)
            for one, length in zip(part, self.shape, strict=True)
        )


def digest_of_stored(dset: h5py.Dataset) -> str:
    """Return what `constants.digest_of` says of stored constants, with a piece in memory."""
    kind, shape, _, _ = constants.describe(dset)
    if kind is not Kind.ARRAY or not shape:
        return constants.digest_of(constants.read_constants(dset))
    stored = StoredArray(dset)
    digest = hashlib.sha256()
    unit = _whole_rows(shape, stored.chunks)
    for part in parts_of(shape, itemsize=stored.dtype.itemsize, nbytes=PIECE, unit=unit):
        digest.update(stored.read(part).reshape(-1).view(np.uint8).data)
    return f"sha256:{digest.hexdigest()}"


def _whole_rows(shape: tuple[int, ...], chunks: tuple[int, ...] | None) -> tuple[int, ...] | None:
    """Return the units that go through an array in the order of its bytes, no chunk twice."""
    if chunks is None:
        return None
    first = next((axis for axis, length in enumerate(chunks) if length > 1), len(shape) - 1)
    return (*(1 for _ in shape[:first]), chunks[first], *shape[first + 1 :])
