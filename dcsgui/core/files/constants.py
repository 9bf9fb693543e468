"""The constants themselves: checked, written, read back and identified by digest."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import h5py
import numpy as np

from dcsgui.core.files import guard
from dcsgui.core.files.parameters import (
    regular_array,
    text_bytes,
    text_of,
    text_type,
)
from dcsgui.core.files.records import Allocate, Constants, InParts, Kind
from dcsgui.core.values.errors import BadValue, Damaged
from dcsgui.core.values.parts import Part, parts_of
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.texts import check_unicode

NUMERIC = "biufc"
"""The numpy kinds that constants may have: bool, integers, floating point, complex."""

PIECE = 2**25
"""Larger arrays are read in pieces of about so many bytes, to tell how far it is in between."""

PASSED_ON = 2**20
"""Bytes of an array that are fetched and written at a time: they are still in the CPU's cache."""


def check_constants(nda: object) -> Constants:
    """Return constants that can be stored: a copy of an array, or a text.

    Parameters
    ----------
    nda : array_like, str or bytes
        An array of any shape, byte order and numeric or bool dtype; or a UTF-8 text.

    Raises
    ------
    BadValue
        For objects, structured, masked and date arrays, and for texts that are not UTF-8.
    """
    if isinstance(nda, bytes):
        try:
            nda = nda.decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadValue(f"A text of constants has to be UTF-8: {error}.") from error
    if isinstance(nda, str):
        if "\0" in nda:
            raise BadValue("A text of constants can't hold a NUL character; remove it.")
        check_unicode(nda, "The text of constants")
        return str(nda)
    array = regular_array(nda, "The constants' array")
    if array.dtype.kind not in NUMERIC:
        raise BadValue(
            f"Constants have to be numbers, bools or a text; an array of {array.dtype} "
            f"can't be stored."
        )
    return array


def digest_of(constants: Constants | InParts) -> str:
    """Return ``"sha256:..."`` of the bytes: those in C order, or of the UTF-8 text."""
    if isinstance(constants, str):
        return f"sha256:{hashlib.sha256(constants.encode('utf-8', 'surrogateescape')).hexdigest()}"
    digest = hashlib.sha256()
    for _part, piece in _pieces(constants):
        digest.update(np.ascontiguousarray(piece).reshape(-1).view(np.uint8).data)
    return f"sha256:{digest.hexdigest()}"


def write_array(
    group: h5py.Group, name: str, array: np.ndarray[Any, Any] | InParts
) -> h5py.Dataset:
    """Write an array as a plain dataset of its own shape, dtype and byte order."""
    type_id = _array_type_id(array.dtype.str)
    if isinstance(array, np.ndarray):
        return _write(group, name, array, type_id)
    dset = _create(group, name, array.shape, type_id)
    in_file = dset.get_space()
    for part, piece in _pieces(array):
        in_file.select_hyperslab(tuple(one.start for one in part), piece.shape)
        dset.write(h5py.h5s.create_simple(piece.shape), in_file, piece, type_id)
    return h5py.Dataset(dset)


def write_text(group: h5py.Group, name: str, text: str) -> h5py.Dataset:
    """Write a text as a scalar of fixed length in UTF-8."""
    data = text_bytes(text)
    type_id = h5py.h5t.py_create(text_type(len(data)))
    return _write(group, name, np.array(data, f"S{len(data)}"), type_id)


def _pieces(
    array: np.ndarray[Any, Any] | InParts,
) -> Iterator[tuple[Part, np.ndarray[Any, Any]]]:
    """Go through an array in C order; a piece in parts is there until the next one is."""
    if isinstance(array, np.ndarray | np.generic):
        yield tuple(slice(0, length) for length in array.shape), array
        return
    room = Room()
    for part in parts_of(array.shape, itemsize=array.dtype.itemsize, nbytes=PASSED_ON):
        yield part, array.read(part, room)


@lru_cache(maxsize=64)
def _array_type_id(dtype: str) -> Any:
    return h5py.h5t.py_create(np.dtype(dtype), logical=True)


_PLAIN = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
_PLAIN.set_obj_track_times(False)


def _write(
    group: h5py.Group, name: str, array: np.ndarray[Any, Any], type_id: Any
) -> h5py.Dataset:
    """Write a contiguous dataset; h5py's `create_dataset` takes twice the time for a small one."""
    array = np.asarray(array, order="C")
    dset = _create(group, name, array.shape, type_id)
    if array.size:
        dset.write(h5py.h5s.ALL, h5py.h5s.ALL, array, type_id)
    return h5py.Dataset(dset)


def _create(group: h5py.Group, name: str, shape: tuple[int, ...], type_id: Any) -> Any:
    space = h5py.h5s.create_simple(shape) if shape else h5py.h5s.create(h5py.h5s.SCALAR)
    return h5py.h5d.create(group.id, name.encode(), type_id, space, _PLAIN)


class Room:
    """Memory for one array, used again for the next one: an `Allocate`."""

    def __init__(self) -> None:
        self._bytes: np.ndarray[Any, Any] = np.empty(0, np.uint8)

    def __call__(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> np.ndarray[Any, Any]:
        """Return an array in the memory that the one before had."""
        nbytes = math.prod(shape) * dtype.itemsize
        if nbytes > self._bytes.nbytes:
            self._bytes = np.empty(nbytes, np.uint8)
        return self._bytes[:nbytes].view(dtype).reshape(shape)


def description(constants: Constants | InParts | None) -> tuple[Kind, tuple[int, ...], str, int]:
    """Return kind, shape, dtype and bytes of constants, as `describe` does of stored ones."""
    if constants is None:
        return Kind.NOTHING, (), "", 0
    if isinstance(constants, str):
        return Kind.TEXT, (), "text", len(constants.encode("utf-8", "surrogateescape"))
    shape, dtype = constants.shape, constants.dtype
    return Kind.ARRAY, shape, dtype.str, math.prod(shape) * dtype.itemsize


def is_text(dset: h5py.Dataset) -> bool:
    """Whether a dataset holds a text, in any of the ways HDF5 has for it."""
    return h5py.check_string_dtype(dset.dtype) is not None


def describe(dset: h5py.Dataset) -> tuple[Kind, tuple[int, ...], str, int]:
    """Return kind, shape, dtype and bytes of constants without reading them."""
    shape, dtype = dset.shape, dset.dtype
    if shape is None:
        raise Damaged(f"{guard.where(dset)} holds nothing where constants should be.")
    if h5py.check_string_dtype(dtype) is not None:
        return Kind.TEXT, (), "text", _text_nbytes(dset)
    if dtype.kind not in NUMERIC:
        raise Damaged(
            f"{guard.where(dset)} is no array of numbers (its type is {dtype}), so it can't be "
            f"constants."
        )
    return Kind.ARRAY, tuple(shape), dtype.str, math.prod(shape) * dtype.itemsize


def _text_nbytes(dset: h5py.Dataset) -> int:
    nbytes = int(dset.dtype.itemsize * dset.size)
    fixed = h5py.check_string_dtype(dset.dtype).length is not None
    return nbytes if fixed and nbytes > 1 else len(text_bytes(_read_text(dset)).rstrip(b"\0"))


def read_constants(
    dset: h5py.Dataset,
    allocate: Allocate = np.empty,
    progress: Progress = QUIET,
) -> Constants:
    """Read constants whole: into a new array in C order that `allocate` makes, or as a text."""
    kind, shape, _, _ = describe(dset)
    guard.check_stored(dset)
    if kind is Kind.TEXT:
        return _read_text(dset)
    array = allocate(shape, dset.dtype)
    if (array.shape, array.dtype) != (shape, dset.dtype) or not array.flags.carray:
        raise TypeError(f"Memory for {shape} {dset.dtype} was asked for, not {array.shape}.")
    if array.size:
        _read_into(array, dset, progress)
    return array


def _read_into(array: np.ndarray[Any, Any], dset: h5py.Dataset, progress: Progress) -> None:
    """Fill an array, without the slicing of h5py; `Cancelled` if nobody wants it any more."""
    if array.nbytes <= PIECE:
        dset.id.read(h5py.h5s.ALL, h5py.h5s.ALL, array)
        return
    in_file = dset.id.get_space()
    rows = max(1, PIECE * len(array) // array.nbytes)
    if dset.chunks is not None:  # a chunk is unpacked for each piece that it is in
        rows = -(-rows // dset.chunks[0]) * dset.chunks[0]
    for start in range(0, len(array), rows):
        piece = array[start : start + rows]
        in_file.select_hyperslab((start, *(0 for _ in piece.shape[1:])), piece.shape)
        dset.id.read(h5py.h5s.create_simple(piece.shape), in_file, piece)
        progress.report(start * array[0].nbytes + piece.nbytes, array.nbytes, "bytes")


def _read_text(dset: h5py.Dataset) -> str:
    if dset.size != 1:
        raise Damaged(f"{guard.where(dset)} holds {dset.size} texts where one should be.")
    guard.check_stored(dset)
    return text_of(np.asarray(dset[()]).reshape(-1)[0])
