"""Reading constants back as they were written, to compare their digest before it counts.

Large ones lie in one piece behind the old end of the file, where a draft writes at once: they are
read from there without HDF5, so another thread can do it while the next ones are written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import h5py

from dcsgui.core.files import constants
from dcsgui.core.files.draft import Draft
from dcsgui.core.files.refusals import refusals_reported

__all__ = ["digest_of_written"]

PIECE = 2**19
"""Bytes that are read at a time."""

LEAST = 2**18
"""Bytes of an array from which on it is read without HDF5."""


def digest_of_written(dset: h5py.Dataset | None, draft: Draft | None) -> Callable[[], str]:
    """Return what computes the digest of what a dataset of constants was written as.

    Parameters
    ----------
    dset : Dataset or None
        None where a version holds no constants: the digest is "".
    draft : Draft or None
        What the dataset was written to; None reads through HDF5.
    """
    if dset is None:
        return str
    place = dset.id.get_offset()
    nbytes = int(dset.id.get_storage_size())
    if draft is None or not _read_at_once(dset, place, nbytes) or place < draft.old_size:
        digest = constants.digest_of(constants.read_constants(dset))
        return lambda: digest
    return lambda: _digest_at(draft, place, nbytes)


def _read_at_once(dset: h5py.Dataset, place: int | None, nbytes: int) -> bool:
    """Whether the bytes in the file are those of the array, one after the other."""
    whole = nbytes == dset.size * dset.dtype.itemsize and nbytes >= LEAST
    return place is not None and whole and not constants.is_text(dset)


def _digest_at(draft: Draft, place: int, nbytes: int) -> str:
    found, page = hashlib.sha256(), memoryview(bytearray(min(PIECE, nbytes)))
    with refusals_reported(draft.name, "read back"):
        for start in range(0, nbytes, PIECE):
            piece = page[: min(PIECE, nbytes - start)]
            draft.read_back(piece, place + start)
            found.update(piece)
    draft.begin_writing(place, nbytes)
    return f"sha256:{found.hexdigest()}"
