"""Reading constants from the files that people give: ``.npy``, n-d array text, geometry text."""

from __future__ import annotations

import os

from dcsgui.core.files.records import Constants
from dcsgui.core.files.source_files import read_constants_file
from dcsgui.core.values.errors import FileGoneError
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["read_source"]


def read_source(
    path: str | os.PathLike[str],
    *,
    text: bool | None = None,
    ctype: str = "",
    progress: Progress = QUIET,
) -> Constants:
    r"""Read constants to be added, from a file.

    Parameters
    ----------
    path : path
        The file: ``.npy``, n-d array text (with or without our header), or text.
    text : bool, optional
        Whether to take a text as it is, byte for byte. None: as `ctype` asks for, which is so
        for geometry, and otherwise an array.
    ctype : str
        The calibration type that they are for.
    progress : Progress
        Hears how many bytes are read; can call it off.

    Returns
    -------
    ndarray or str
        The constants, ready for ``add_version(nda=...)``.

    Raises
    ------
    BadValue
        The file holds nothing that can be constants; for a text with the number of the line.
    FileGoneError
        There is no such file.
    StoreNotAvailable, AccessDenied
        It can't be read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile("w", suffix=".data") as file:
    ...     _ = file.write("# DTYPE  uint16\n0 1 2\n3 4 5\n")
    ...     file.flush()
    ...     read_source(file.name, ctype="pixel_status")
    array([[0, 1, 2],
           [3, 4, 5]], dtype=uint16)
    """
    if not os.path.lexists(path):
        raise FileGoneError(f"There is no file {path}. Give one with constants: .npy, or text.")
    return read_constants_file(path, ctype, text=text, progress=progress)
