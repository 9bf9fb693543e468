"""Constants of a version in a PSCalib file: its dataset ``data``, and their digest beside it."""

from __future__ import annotations

import h5py
import numpy as np

from dcsgui.core.files import constants as stored
from dcsgui.core.files import guard
from dcsgui.core.files.parameters import text_of
from dcsgui.core.files.parts import StoredArray, digest_of_stored
from dcsgui.core.files.pscalib import elements, nodes
from dcsgui.core.files.records import Allocate, Constants, InParts, Kind
from dcsgui.core.values.progress import QUIET, Progress

DATA = "data"

DIGEST = "digest"
"""Attribute of the constants: their SHA-256; the older code writes none."""

_NEW = "data.new"


def describe(version_group: h5py.Group) -> tuple[Kind, tuple[int, ...], str, int, str]:
    """Return kind, shape, dtype, bytes and digest of constants without reading them."""
    dset = guard.dataset(version_group, DATA)
    if dset is None:
        return Kind.NOTHING, (), "", 0, ""
    with guard.damage_reported(dset):
        digest = text_of(guard.attribute(dset, DIGEST) or "")
        return *stored.describe(dset), digest


def read(
    version_group: h5py.Group, allocate: Allocate = np.empty, progress: Progress = QUIET
) -> Constants | None:
    """Read the constants of a version; None where it holds none."""
    dset = guard.dataset(version_group, DATA)
    if dset is None:
        return None
    with guard.damage_reported(dset):
        return stored.read_constants(dset, allocate, progress)


def open_array(version_group: h5py.Group) -> StoredArray | None:
    """Open the constants of a version, to read parts of them; None if they are no array."""
    dset = guard.dataset(version_group, DATA)
    if dset is None:
        return None
    with guard.damage_reported(dset):
        return StoredArray.of(dset)


def digest(version_group: h5py.Group) -> str:
    """Compute the digest of the constants as they are stored; "" where there are none."""
    dset = guard.dataset(version_group, DATA)
    if dset is None:
        return ""
    with guard.damage_reported(dset):
        return digest_of_stored(dset)


def write(
    version_group: h5py.Group, constants: Constants | InParts, known_digest: str = ""
) -> None:
    """Write the constants of a version, and let go of those it had when the new ones are in."""
    replacing = guard.has(version_group, DATA)
    name = _NEW if replacing else DATA
    if isinstance(constants, str):
        dset = elements.write_text(version_group, name, constants)
    else:
        dset = stored.write_array(version_group, name, constants)
    digest = (known_digest or stored.digest_of(constants)).encode()
    dset.attrs.create(DIGEST, np.bytes_(digest), dtype=elements.ascii_type(len(digest)))
    if replacing:
        del version_group[DATA]
        nodes.move(version_group, _NEW, version_group, DATA)
