"""Files that people have constants in: ``.npy``, n-d array text, geometry and other text."""

from __future__ import annotations

import math
import os
import re
from enum import Enum
from typing import Any, BinaryIO

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from dcsgui.core.files.constants import NUMERIC, check_constants
from dcsgui.core.files.records import Constants
from dcsgui.core.files.refusals import open_regular, refusals_reported
from dcsgui.core.files.text_numbers import EXACT
from dcsgui.core.files.text_reading import read_text_array, text_header
from dcsgui.core.values.errors import BadValue, shown
from dcsgui.core.values.progress import QUIET, Progress

__all__ = [
    "LONGEST_TEXT",
    "TEXT_CTYPES",
    "FileForm",
    "check_text",
    "form_of_file",
    "head_of_file",
    "npy_form",
    "read_constants_file",
]

TEXT_CTYPES = frozenset({"geometry"})
"""Types whose constants are texts, unless one says otherwise."""

LONGEST_TEXT = 2**26
"""Bytes of a file that are taken as one text."""

_USUAL = {
    "pixel_status": "u2",
    "status": "u2",
    "status_data": "u2",
    "status_extra": "u8",
    "pixel_mask": "u1",
    "mask": "u1",
}
"""Types of whole numbers: a text that does not say its dtype has these, if its values fit."""

_NPY, _HDF5 = b"\x93NUMPY", b"\x89HDF\r\n\x1a\n"
_HEAD = 2**16
_CRYSTFEL = re.compile(
    rb"^\s*(?:photon_energy|clen|adu_per_(?:eV|photon)|rigid_group\w*|\S+/(?:[fs]s|corner_[xy]|"
    rb"min_[fs]s|max_[fs]s|res|coffset))\s*=",
    re.MULTILINE,
)
_HEADERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}


def read_constants_file(
    path: str | os.PathLike[str],
    ctype: str,
    *,
    text: bool | None = None,
    progress: Progress = QUIET,
) -> Constants:
    """Read constants that somebody has in a file.

    Parameters
    ----------
    path : path
        ``.npy`` (told by how it begins, not by its name), or a text.
    ctype : str
        The calibration type they are for: those of `TEXT_CTYPES` take a text as it is, byte for
        byte, the others the array that it is of.
    text : bool, optional
        Take a text as it is, or as an array, whatever the type.
    progress : Progress
        Hears how many bytes are read; can call it off.

    Returns
    -------
    ndarray or str
        The constants. An array text that does not say its dtype gives float64, or for types of
        whole numbers (status, mask) their usual dtype, where no value loses anything by that.

    Raises
    ------
    BadValue
        The file holds nothing that can be constants of that type.
    StoreNotAvailable, AccessDenied
        There is no such file, or it can't be read.
    """
    name = os.fspath(path)
    head = _head(name)
    as_text = ctype in TEXT_CTYPES if text is None else text
    if head.startswith(_HDF5):
        raise BadValue(
            f"{name} is an HDF5 file, and constants are taken from .npy or text. If it is a "
            f"detector file, copy its constants with 'dcs push'."
        )
    if head.startswith(_NPY):
        if as_text:
            raise BadValue(f"{name} is an array, and {ctype or 'this'} has to be a text.")
        return _read_npy(name)
    if as_text or _CRYSTFEL.search(head):
        _refuse_crystfel(name, head)
        return _read_text(name)
    found = read_text_array(name, progress=progress)
    return _usual(found, ctype) if text_header(name).dtype is None else found


class FileForm(Enum):
    """What a file is, by how it begins."""

    NPY = "npy"
    HDF5 = "hdf5"
    TEXT = "text"


def form_of_file(head: bytes) -> FileForm:
    """Tell what a file is, by its first bytes; what is nothing else is a text, or nothing."""
    if head.startswith(_HDF5):
        return FileForm.HDF5
    return FileForm.NPY if head.startswith(_NPY) else FileForm.TEXT


def head_of_file(path: str | os.PathLike[str]) -> bytes:
    """Read how a file begins: at most 64 KB of it.

    Raises
    ------
    StoreNotAvailable, AccessDenied
        There is no such file, or it can't be read.
    """
    return _head(os.fspath(path))


def check_text(path: str | os.PathLike[str], head: bytes) -> None:
    """Raise `BadValue` if a text, which begins like that, is one that can't be taken."""
    _refuse_crystfel(os.fspath(path), head)


def npy_form(path: str | os.PathLike[str]) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Read shape and dtype of a ``.npy`` file; raises as `read_constants_file`."""
    name = os.fspath(path)
    with _opened(name) as file, refusals_reported(name, "read"):
        shape, _, dtype = _checked_header(name, file)
    return shape, dtype


def _head(name: str) -> bytes:
    with _opened(name) as file, refusals_reported(name, "read"):
        return file.read(_HEAD)


def _opened(name: str) -> BinaryIO:
    return open(open_regular(name, os.O_RDONLY, "read"), "rb")


def _refuse_crystfel(name: str, head: bytes) -> None:
    if _CRYSTFEL.search(head):
        raise BadValue(
            f"{name} is a geometry of CrystFEL, neither an array nor a geometry as psana reads "
            f"it (13 columns a line, as '# HDR PARENT IND OBJECT ...' says). Convert it first, "
            f"e.g. with psgeom."
        )


def _read_text(name: str) -> str:
    with _opened(name) as file, refusals_reported(name, "read"):
        data = file.read(LONGEST_TEXT + 1)
    if len(data) > LONGEST_TEXT:
        raise BadValue(f"{name} is too long for a text: it has more than {LONGEST_TEXT} bytes.")
    try:
        return str(check_constants(data))
    except BadValue as error:
        raise BadValue(f"{name} can't be stored as a text. {error}") from error


def _read_npy(name: str) -> NDArray[Any]:
    with _opened(name) as file, refusals_reported(name, "read"):
        shape, fortran, dtype = _checked_header(name, file)
        flat = np.fromfile(file, dtype, math.prod(shape))
    return np.asarray(flat.reshape(shape, order="F" if fortran else "C"), order="C")


def _checked_header(name: str, file: BinaryIO) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    """Read the header, and see that what it declares can be constants and is there."""
    shape, fortran, dtype = _npy_header(name, file)
    if dtype.kind not in NUMERIC:
        raise BadValue(
            f"{name} holds an array of {shown(str(dtype))}, and constants are numbers. "
            f"Nothing was read of it."
        )
    count = math.prod(shape)
    there = os.fstat(file.fileno()).st_size - file.tell()
    if count * dtype.itemsize > there:
        raise BadValue(
            f"{name} was cut off, or its header is wrong: it declares {shown(count)} values "
            f"of {dtype.itemsize} bytes, and only {there} bytes follow."
        )
    return shape, fortran, dtype


def _npy_header(name: str, file: BinaryIO) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    try:
        version = npy.read_magic(file)
        if version not in _HEADERS:
            raise BadValue(f"{name} is a .npy file of version {version}, which is for tables.")
        shape, fortran, dtype = _HEADERS[version](file)
    except ValueError as error:
        if isinstance(error, BadValue):
            raise
        raise BadValue(f"{name} is no sound .npy file: {error}.") from error
    return shape, fortran, dtype


def _usual(found: NDArray[Any], ctype: str) -> NDArray[Any]:
    """Give whole numbers the usual dtype of their type, where that loses nothing."""
    if ctype not in _USUAL:
        return found
    usual = np.dtype(_USUAL[ctype])
    limits = np.iinfo(usual)
    if not ((found >= limits.min) & (found <= min(limits.max, EXACT))).all():  # also for NaN
        return found
    fitted = found.astype(usual)
    return fitted if np.array_equal(fitted, found) else found
