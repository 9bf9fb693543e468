"""Stored constants read part by part: what does not need the whole of a large array."""

from __future__ import annotations

import hashlib
import math
import os
from typing import Any, NamedTuple, Self

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

LARGE = 2**16
"""From so many bytes on it is worth the while to read without HDF5."""


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
        self._bytes: _Bytes | None = None

    @property
    def nbytes(self) -> int:
        """How large it is in memory, in bytes."""
        return math.prod(self.shape) * self.dtype.itemsize

    def read(self, part: Part, allocate: Allocate = np.empty) -> NDArray[Any]:
        """Read a part into an array in C order that `allocate` makes; `BadValue` if it is none."""
        if not self._has(part):
            raise BadValue(f"{part} is no part of {self._where}, whose shape is {self.shape}.")
        start = tuple([one.start for one in part])
        array = allocate(tuple([one.stop - one.start for one in part]), self.dtype)
        with guard.damage_reported(self._where):
            self._read_into(array, start)
        return array

    def _read_into(self, array: NDArray[Any], start: tuple[int, ...]) -> None:
        """Read without the slicing of h5py, which takes longer than a small part itself."""
        dset = self._dset.id
        if not start:
            dset.read(h5py.h5s.ALL, h5py.h5s.ALL, array)
        elif array.size and not self._read_bytes(array, start):
            in_file = dset.get_space()
            in_file.select_hyperslab(start, array.shape)
            dset.read(h5py.h5s.create_simple(array.shape), in_file, array)

    def _read_bytes(self, array: NDArray[Any], start: tuple[int, ...]) -> bool:
        """Read what the file has in one run, in a third of HDF5's time; False if it did not."""
        if array.nbytes < LARGE or not _is_run(array.shape, self.shape):
            return False
        if self._bytes is None:
            self._bytes = _bytes_of(self._dset)
        descriptor, offset = self._bytes
        if offset == NOWHERE:
            return False
        first = 0
        for index, length in zip(start, self.shape, strict=True):
            first = first * length + index
        found = _read_run(descriptor, array, offset + first * self.dtype.itemsize)
        if not self._dset:  # closed meanwhile, so it may have been another file
            return False
        if not found:
            raise OSError("the file ends within it")
        return True

    def _has(self, part: Part) -> bool:
        if len(part) != len(self.shape):
            return False
        for one, length in zip(part, self.shape, strict=True):
            if not 0 <= one.start <= one.stop <= length or one.step not in (None, 1):
                return False
        return True


NOWHERE = -1
"""For bytes that are not in the file as they are in memory."""


class _Bytes(NamedTuple):
    """Where the bytes of an array are: in which open file, from where on."""

    descriptor: int
    offset: int


def _bytes_of(dset: h5py.Dataset) -> _Bytes:
    """Tell where in its file a dataset has the very bytes of its array, or that it is `NOWHERE`.

    A file that is written may have newer ones in memory; another driver may keep them elsewhere.
    """
    file = dset.file
    is_plain = (
        hasattr(os, "preadv")
        and file.id.get_intent() == h5py.h5f.ACC_RDONLY
        and file.driver == "sec2"
        and dset.id.get_create_plist().get_layout() == h5py.h5d.CONTIGUOUS
        and dset.id.get_type() == h5py.h5t.py_create(dset.dtype)
    )
    offset = dset.id.get_offset() if is_plain else None
    if offset is None:
        return _Bytes(NOWHERE, NOWHERE)
    return _Bytes(int(file.id.get_vfd_handle()), int(offset))


def _read_run(descriptor: int, array: NDArray[Any], offset: int) -> bool:
    """Fill an array with the bytes of a file; False if it ends before, where HDF5 takes zeros."""
    left = array.reshape(-1).view(np.uint8)
    while len(left) and (count := os.preadv(descriptor, [left.data], offset)):
        left, offset = left[count:], offset + count
    return not len(left)


def _is_run(lengths: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    """Whether a part of an array is one run of it, in C order."""
    first = next((axis for axis, length in enumerate(lengths) if length > 1), len(shape))
    return lengths[first + 1 :] == shape[first + 1 :]


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
