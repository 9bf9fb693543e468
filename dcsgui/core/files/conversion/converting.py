"""Writing a detector file in the other layout: whole, compared, and only then in its place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import h5py
import numpy as np

from dcsgui.core.files.conversion.comparing import differences
from dcsgui.core.files.conversion.copying import Copier
from dcsgui.core.files.conversion.deletions import copy_deletions
from dcsgui.core.files.conversion.refusing import nodes, obstacles
from dcsgui.core.files.fresh import fresh_draft
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.native.writing import NativeWriter
from dcsgui.core.files.opening import TIMEOUT, open_reader, open_unpublished
from dcsgui.core.files.pscalib import PscalibWriter
from dcsgui.core.files.records import Deleted, Head, LayoutName, Level, Record
from dcsgui.core.files.repacking import LIBVERS
from dcsgui.core.files.replacing import new_file
from dcsgui.core.values.errors import AlreadyExists, BadValue, Conflict, Damaged
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["Contents", "contents_of", "convert", "refusal_of"]

GENERATION = "generation"


@dataclass(frozen=True, slots=True)
class Contents:
    """What is to be converted.

    Attributes
    ----------
    head : Head
    counts : tuple of int
        How many types, ranges and versions.
    deleted : tuple of Deleted
    obstacles : tuple of str
        What the other layout can't hold.
    """

    head: Head
    counts: tuple[int, int, int]
    deleted: tuple[Deleted, ...]
    obstacles: tuple[str, ...]


def contents_of(
    path: str | os.PathLike[str], layout: LayoutName, timeout: float = TIMEOUT
) -> Contents:
    """Look at a file that is to be converted to a layout."""
    with open_reader(path, timeout) as reader:
        lengths = [len(node) for node in nodes(reader)]
        counts = (
            lengths.count(Level.CTYPE),
            lengths.count(Level.RANGE),
            lengths.count(Level.VERSION),
        )
        gone = tuple(reader.deleted())
        return Contents(reader.head(), counts, gone, tuple(obstacles(reader, layout)))


def convert(
    path: str | os.PathLike[str],
    target: str | os.PathLike[str],
    layout: LayoutName,
    record: Record,
    *,
    timeout: float = TIMEOUT,
    progress: Progress = QUIET,
) -> int:
    """Write a detector file in another layout, and put it in its place when it is the same.

    Parameters
    ----------
    path, target : path
        The file, and where the new one is to be: elsewhere, or in its place.
    layout : LayoutName
        What the new one has.
    record : Record
        Who does it, for its history.

    Returns
    -------
    int
        How many versions got a stand-in as production time.

    Raises
    ------
    BadValue
        The layout can't hold all of it; the sentence lists what.
    StoreExists
        There is a file at `target`, which is not `path`.
    Conflict
        The file was changed meanwhile.
    Damaged
        The file can't be read, or did not come out as it went in.
    """
    in_place = os.path.realpath(path) == os.path.realpath(target)
    with new_file(target, timeout, replace=in_place) as fresh:
        contents = contents_of(path, layout, timeout)
        if contents.obstacles:
            raise BadValue(refusal_of(os.fspath(path), contents.obstacles))
        _start(fresh, contents.head, layout)
        try:
            with open_unpublished(fresh) as writer:
                copy_deletions(path, contents.deleted, writer, timeout=timeout, progress=progress)
                with open_reader(path, timeout) as reader:
                    copier = Copier(reader, writer, contents.counts[-1], progress)
                    copier.whole()
        except AlreadyExists as error:  # the native layout remembers less of a deleted type
            found = (f"a number that was used before something was deleted: {error}",)
            raise BadValue(refusal_of(os.fspath(path), found)) from error
        with _both(path, fresh, timeout) as (old, new):
            if old.head().generation != contents.head.generation:
                raise Conflict(f"File {os.fspath(path)} was changed meanwhile. Convert it again.")
            changed = differences(old, new, progress)
        if changed:
            raise Damaged(
                f"{os.fspath(path)} did not come out of the conversion as it went in: "
                f"{'; '.join(changed)}. Nothing was done; see what 'dcs check' finds in it."
            )
        with open_unpublished(fresh) as writer:
            writer.add_record((), record)
    return len(copier.stand_ins)


def refusal_of(name: str, found: tuple[str, ...]) -> str:
    """Say why a file can't be converted."""
    listed = "".join(f"\n- {one}" for one in found)
    return f"{name} can't be converted without loss; nothing was done. In the way is:{listed}"


@contextmanager
def _both(
    path: str | os.PathLike[str], fresh: str, timeout: float
) -> Iterator[tuple[Reader, Reader]]:
    with open_reader(path, timeout) as old, open_reader(fresh, timeout) as new:
        yield old, new


def _start(fresh: str, head: Head, layout: LayoutName) -> None:
    """Write the root level; whoever remembers the generation sees that it has moved."""
    with fresh_draft(fresh) as draft, h5py.File(draft, "w", libver=LIBVERS[layout]) as file:
        if layout is LayoutName.NATIVE:
            NativeWriter.create(file, head)
        else:
            PscalibWriter(file).set_head(
                dettype=head.dettype,
                detid=head.detid,
                tscfile=head.tscfile,
                predecessor=head.predecessor,
                successor=head.successor,
            )
        file.attrs.create(GENERATION, head.generation, dtype=np.dtype("<i8"))
