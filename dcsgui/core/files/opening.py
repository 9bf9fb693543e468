"""Opening detector files: whichever layout they have, for reading or inside a transaction."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import h5py

from dcsgui.core.files import guard
from dcsgui.core.files.fresh import fresh_draft
from dcsgui.core.files.layout import Reader, Writer
from dcsgui.core.files.native import schema
from dcsgui.core.files.native.reading import NativeReader
from dcsgui.core.files.native.writing import NativeWriter
from dcsgui.core.files.pscalib import PscalibReader, PscalibWriter, is_pscalib
from dcsgui.core.files.reading import read_view
from dcsgui.core.files.records import Head
from dcsgui.core.files.refusals import open_regular, refusals_reported
from dcsgui.core.files.rehearsal import rehearsal_draft
from dcsgui.core.files.replacing import new_file
from dcsgui.core.files.transaction import write_transaction
from dcsgui.core.values.errors import Damaged, StoreNotAvailable

TIMEOUT = 10.0
"""Seconds to wait for others who hold a file, unless the caller says otherwise."""

SIGNATURE = b"\x89HDF\r\n\x1a\n"
"""How an HDF5 file begins, or goes on behind a user block of at least 512 bytes."""

USER_BLOCK_BITS = 9

SUPERBLOCK_AT = 8
"""Where an HDF5 file says which version of its superblock it has: 0 and 1 before HDF5 1.8."""


@contextmanager
def open_reader(
    path: str | os.PathLike[str], timeout: float = TIMEOUT, *, settle: bool = True
) -> Iterator[Reader]:
    """Open a detector file for reading, for as long as the context lasts.

    With `settle` what a writer that died has left to do is done first; else nothing is written.

    Raises
    ------
    StoreNotAvailable
        If there is no such file.
    Busy
        If another program holds it longer than `timeout` seconds.
    Damaged
        If it is no detector file, or can't be read.
    """
    with (
        read_view(path, timeout, settle=settle) as source,
        _opened(source, os.fspath(path), "r") as file,
    ):
        yield _reader(file)


@contextmanager
def open_writer(path: str | os.PathLike[str], timeout: float = TIMEOUT) -> Iterator[Writer]:
    """Open a detector file for one change: all of it happens when the context ends, or nothing.

    Raises what `open_reader` raises, and `AccessDenied` where the file or its directory can't be
    written.
    """
    with (
        write_transaction(path, timeout) as source,
        _opened(source, os.fspath(path), "r+", libver=_libver(source)) as file,
    ):
        writer = _writer(file)
        writer.draft = source
        yield writer
        writer.finish()


@contextmanager
def open_unpublished(path: str | os.PathLike[str]) -> Iterator[Writer]:
    """Open a file that nobody else knows of yet (see `new_file`): without locks and a journal."""
    with (
        fresh_draft(os.fspath(path)) as source,
        _opened(source, os.fspath(path), "r+", libver=_libver(source)) as file,
    ):
        writer = _writer(file)
        writer.draft = source
        yield writer
        writer.finish()


@contextmanager
def open_rehearsal(path: str | os.PathLike[str], timeout: float = TIMEOUT) -> Iterator[Writer]:
    """Open a detector file for a change that is tried out in memory: nothing of it happens.

    It is open for reading meanwhile. Raises what `open_reader` raises, and whatever the change
    itself would.
    """
    with (
        rehearsal_draft(path, timeout) as source,
        _opened(source, os.fspath(path), "r+", libver=_libver(source)) as file,
    ):
        writer = _writer(file)
        yield writer
        writer.finish()


def check_signature(path: str | os.PathLike[str]) -> None:
    """Raise `Damaged` if a file can't be one of HDF5, without opening it as such.

    What is in it, and whether it is whole, shows when something is asked of it.
    """
    descriptor = open_regular(os.fspath(path), os.O_RDONLY, "read")
    try:
        size = os.fstat(descriptor).st_size
        # behind a user block, whose length is a power of two, or at the begin
        places = [0, *(2**n for n in range(USER_BLOCK_BITS, size.bit_length()))]
        found = any(os.pread(descriptor, len(SIGNATURE), at) == SIGNATURE for at in places)
    finally:
        os.close(descriptor)
    if not found:
        raise Damaged(
            f"{os.fspath(path)} is no HDF5 file, or its begin was lost. Give a file "
            f"<dettype>-<detid>.h5 of a calibration directory, or restore it from a copy."
        )


def create_file(path: str | os.PathLike[str], head: Head) -> None:
    """Create an empty detector file in the native layout, and the directories that it is in.

    `StoreExists` if there is one, `AccessDenied` where nothing can be made.
    """
    with directory_made(path), new_file(path) as fresh:
        start_file(fresh, head)


@contextmanager
def directory_made(path: str | os.PathLike[str]) -> Iterator[None]:
    """Make the directories that a new file is to be in; raises what `create_file` does.

    On an exception those that were made vanish again, unless something is in them by then.
    """
    directory = os.path.dirname(os.path.realpath(path))
    made = _missing(directory)
    try:
        with refusals_reported(os.fspath(path), "made"):
            try:
                os.makedirs(directory, exist_ok=True)
            except (FileExistsError, NotADirectoryError) as error:
                raise StoreNotAvailable(
                    f"File {os.fspath(path)} cannot be made: a part of {directory} is a file, and "
                    f"no directory. Give another path."
                ) from error
        yield
    except BaseException:
        for one in made:
            with suppress(OSError):  # it is not empty, or was not made
                os.rmdir(one)
        raise


def _missing(directory: str) -> list[str]:
    """List a directory and those above it that are not there, the innermost first."""
    missing = []
    while not os.path.lexists(directory):
        missing.append(directory)
        directory = os.path.dirname(directory)
    return missing


def start_file(fresh: str | os.PathLike[str], head: Head) -> None:
    """Write the root level, in the native layout, to a file that `new_file` made."""
    with (
        fresh_draft(os.fspath(fresh)) as draft,
        h5py.File(draft, "w", libver=schema.LIBVER) as file,
    ):
        NativeWriter.create(file, head)


@contextmanager
def _opened(source: Any, path: str, mode: str, **options: Any) -> Iterator[h5py.File]:
    with guard.damage_reported(f"{path} as an HDF5 file"):
        file = h5py.File(source, mode, **options)
    try:
        yield file
    finally:
        with guard.damage_reported(f"{path} as an HDF5 file"):
            file.close()


def _libver(source: Any) -> Any:
    source.seek(SUPERBLOCK_AT)
    return schema.LIBVER if source.read(1) > b"\1" else ("earliest", "v108")


def _reader(file: h5py.File) -> Reader:
    with guard.damage_reported(f"{guard.file_name(file)} as a detector file"):
        if schema.is_native(file):
            return NativeReader(file)
        if is_pscalib(file):
            return PscalibReader(file)
    raise _foreign(file)


def _writer(file: h5py.File) -> Writer:
    with guard.damage_reported(f"{guard.file_name(file)} as a detector file"):
        if schema.is_native(file):
            return NativeWriter(file)
        if is_pscalib(file):
            return PscalibWriter(file)
    raise _foreign(file)


class NoDetectorError(Damaged):
    """A file is sound as far as HDF5 goes, but none of ours."""


def _foreign(file: h5py.File) -> Damaged:
    return NoDetectorError(
        f"{guard.file_name(file)} is an HDF5 file, but no detector file: it has neither "
        f"'dcsformat' nor 'dettype'. Give a file <dettype>-<detid>.h5 of a calibration directory."
    )
