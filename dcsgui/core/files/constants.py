"""The constants themselves: checked, written, read back and identified by digest."""

from __future__ import annotations

import hashlib
from typing import Any

import h5py
import numpy as np

from dcsgui.core.files import guard
from dcsgui.core.files.parameters import text_bytes, text_of, text_type
from dcsgui.core.files.records import Constants, Kind
from dcsgui.core.values.errors import BadValue, Damaged

NUMERIC = "biufc"
"""The numpy kinds that constants may have: bool, integers, floating point, complex."""


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
        try:
            nda.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError as error:
            raise BadValue(f"A text of constants has to be UTF-8: {error.reason}.") from error
        return nda
    if isinstance(nda, np.ma.MaskedArray):
        raise BadValue("A masked array can't be stored without losing its mask; fill it first.")
    try:
        array = np.array(nda, copy=True, order="C", subok=False)
    except ValueError as error:
        raise BadValue(f"Constants have to be a regular array: {error}.") from error
    if array.dtype.kind not in NUMERIC or array.dtype.itemsize > np.dtype(np.clongdouble).itemsize:
        raise BadValue(
            f"Constants have to be numbers, bools or a text; an array of {array.dtype} "
            f"can't be stored."
        )
    return array


def digest_of(constants: Constants) -> str:
    """Return ``"sha256:..."`` of the constants: the bytes in C order, or those of the UTF-8 text."""
    if isinstance(constants, str):
        return f"sha256:{hashlib.sha256(constants.encode('utf-8', 'surrogateescape')).hexdigest()}"
    flat = np.ascontiguousarray(constants).reshape(-1).view(np.uint8)
    return f"sha256:{hashlib.sha256(flat.data).hexdigest()}"


def write_array(group: h5py.Group, name: str, array: np.ndarray[Any, Any]) -> h5py.Dataset:
    """Write an array as a plain dataset of its own shape, dtype and byte order."""
    return group.create_dataset(name, data=array, dtype=array.dtype, track_times=False)


def write_text(group: h5py.Group, name: str, text: str) -> h5py.Dataset:
    """Write a text as a scalar of fixed length in UTF-8."""
    data = text_bytes(text)
    return group.create_dataset(
        name, data=np.array(data, f"S{len(data)}"), dtype=text_type(len(data)), track_times=False
    )


def is_text(dset: h5py.Dataset) -> bool:
    """Whether a dataset holds a text, in any of the ways HDF5 has for it."""
    return h5py.check_string_dtype(dset.dtype) is not None


def describe(dset: h5py.Dataset) -> tuple[Kind, tuple[int, ...], str, int]:
    """Return kind, shape, dtype and bytes of constants without reading them."""
    if dset.shape is None:
        raise Damaged(f"{guard.where(dset)} holds nothing where constants should be.")
    if is_text(dset):
        return Kind.TEXT, (), "text", int(dset.dtype.itemsize * dset.size)
    if dset.dtype.kind not in NUMERIC:
        raise Damaged(
            f"{guard.where(dset)} is no array of numbers (its type is {dset.dtype}), so it can't be "
            f"constants."
        )
    return Kind.ARRAY, tuple(dset.shape), dset.dtype.str, int(dset.size * dset.dtype.itemsize)


def read_constants(dset: h5py.Dataset) -> Constants:
    """Read constants whole: a new, writable array in C order, or a text."""
    kind, shape, _, _ = describe(dset)
    guard.check_stored(dset)
    if kind is Kind.TEXT:
        return _read_text(dset)
    array = np.empty(shape, dset.dtype)
    if array.size:
        dset.read_direct(array)
    return array


def _read_text(dset: h5py.Dataset) -> str:
    raw = np.asarray(dset[()]).reshape(-1)
    if raw.size != 1:
        raise Damaged(f"{guard.where(dset)} holds {raw.size} texts where one should be.")
    return text_of(raw[0])
