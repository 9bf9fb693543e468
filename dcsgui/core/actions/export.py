"""Writing constants to files that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.opening import range_of, to_look
from dcsgui.core.actions.room import Room
from dcsgui.core.files.exports import Output, exported
from dcsgui.core.files.text_arrays import write_text_array
from dcsgui.core.objects.store import DCStore
from dcsgui.core.objects.version import DCVersion
from dcsgui.core.values.axes import Axes
from dcsgui.core.values.errors import BadValue, NotFound
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["save_bytes", "save_constants"]

NPY = ".npy"

DETECTOR_FILES = (".h5", ".hdf5")
"""What a text must not be called: it would be taken for a damaged detector file."""


def save_constants(
    node: NodeId,
    target: str,
    slab: tuple[int, ...] = (),
    *,
    progress: Progress = QUIET,
) -> str:
    """Write the constants of a version to a file.

    Parameters
    ----------
    node : NodeId
        The version.
    target : str
        The file: ``.npy`` for numpy's own format, anything else for text: of a text byte for
        byte, of an array with dtype, shape and origin in comment lines and all digits, as
        `dcsgui.core.files.text_arrays` says. A file that is there is replaced.
    slab : tuple of int
        Indices of the leading axes, to take one picture of an array only.
    progress : Progress
        Hears how far it is; can call it off, and then nothing is left.

    Returns
    -------
    str
        `target`.

    Raises
    ------
    NotFound
        If there is no such version, or it holds no constants.
    BadValue
        If the name or the slab does not go with the constants, or `target` is an HDF5 file.
    AccessDenied, StoreNotAvailable
        If `target` can't be written.
    Damaged, Busy
        If the constants can't be read.
    NoRoomError
        If they are too large for the memory that there is.
    """
    suffix = Path(target).suffix.lower()
    if suffix in DETECTOR_FILES:
        raise BadValue(f"{suffix} is for detector files. Give a name that ends in .npy or .txt.")
    cs = to_look(node.file)
    with cs.opened():
        verso = range_of(cs, node).version_named(node.version_name)
        room = Room()
        room.check(verso.nbytes)
        data = verso.calib(allocate=room.allocate, progress=progress)
        notes = _notes(cs, verso, node)
    if data is None:
        raise NotFound(f"{'/'.join(node.path)} of {node.file} holds no constants to be written.")
    if isinstance(data, str):
        _save_text(target, data, suffix)
        return target
    if slab:
        data = _picture(data, slab, cs.dettype())
        notes = [note for note in notes if note[0] != "DIGEST"]  # that is of the whole
        notes.append(("SLAB", ", ".join(map(str, slab))))
    with exported(target) as output:
        if suffix == NPY:
            np.lib.format.write_array(_Told(output, data.nbytes, progress), data)
        else:
            write_text_array(output.write, data, notes, progress)
    return target


def save_bytes(target: str, data: bytes) -> str:
    """Write bytes to a file, and return its path; a file that is there is replaced."""
    with exported(target) as output:
        output.write(data)
    return target


def _save_text(target: str, text: str, suffix: str) -> None:
    if suffix == NPY:
        raise BadValue(
            "These constants are a text, and .npy is for arrays. Give a name that ends in .txt or "
            ".data."
        )
    save_bytes(target, text.encode("utf-8", "surrogateescape"))


def _picture(array: NDArray[Any], slab: tuple[int, ...], dettype: str) -> NDArray[Any]:
    axes = Axes.of(array.shape, dettype)
    if axes.nearest(slab, 1) != [slab]:
        raise BadValue(f"An array of shape {array.shape} has no picture {slab}.")
    return np.asarray(array[slab])


class _Told:
    """Passes on what numpy writes, and tells how far it is.

    Attributes
    ----------
    write : callable
        As numpy asks of a file that is none of the system.
    """

    def __init__(self, output: Output, nbytes: int, progress: Progress) -> None:
        self._output = output
        self._total = nbytes
        self._progress = progress
        self._done = 0

    def write(self, data: bytes) -> None:
        self._output.write(data)
        self._done += len(data)
        self._progress.report(min(self._done, self._total), self._total, "bytes")


def _notes(cs: DCStore, verso: DCVersion, node: NodeId) -> list[tuple[str, str]]:
    """Say where constants come from."""
    info = verso.info
    if info is None:
        raise NotFound(f"{'/'.join(node.path)} is not in {node.file} any more.")
    validity = range_of(cs, node).validity
    produced = "" if info.tsvers is None else f", produced {info.tsvers.iso()}"
    notes = [
        ("DETECTOR", cs.detname()),
        ("CTYPE", node.ctype),
        ("RANGE", f"{node.range_name} ({validity.words()})"),
        ("VERSION", f"{info.versind}{produced}"),
        ("DIGEST", info.digest),
        ("EXPERIMENT", info.experiment),
        ("RUN", info.run),
        ("AUTHOR", info.author),
        ("COMMENT", info.comment),
        ("FILE", node.file),
    ]
    return [(name, text) for name, text in notes if text]
