"""The n-d array text: an array as text with its dtype and shape, as older code has it.

Comment lines come first, the last of them ``# DTYPE``, ``# NDIM`` and ``# DIM:0`` and so on; then
the values, the last axis along a line. `numpy.loadtxt` reads it, but for the shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["write_text_array"]

BATCH = 2**16
"""How many values are made text at once."""

_WIDTH = 11


def write_text_array(
    write: Callable[[bytes], object],
    array: NDArray[Any],
    notes: Iterable[tuple[str, str]] = (),
    progress: Progress = QUIET,
) -> None:
    """Write an array as text, from which exactly the same values are read.

    Parameters
    ----------
    write
        Takes each piece of the text, in UTF-8.
    array : ndarray
        Of any shape and numeric dtype; its byte order is not kept. A bool is 0 or 1.
    notes : iterable of (str, str)
        Words that come first, each as ``# NAME  text``; of a longer text each line gets the name.
    progress : Progress
        Hears how many values are written; can call it off.

    Examples
    --------
    >>> import sys
    >>> write = lambda data: print(data.decode(), end="")
    >>> write_text_array(write, np.float32([[0.1, 2], [3, np.nan]]), [("CTYPE", "pedestals")])
    # CTYPE       pedestals
    # DTYPE       float32
    # NDIM        2
    # DIM:0       2
    # DIM:1       2
    0.1 2.0
    3.0 nan
    """
    form = [("DTYPE", array.dtype.newbyteorder("=").name), ("NDIM", str(array.ndim))]
    form += [(f"DIM:{axis}", str(length)) for axis, length in enumerate(array.shape)]
    for name, text in (*notes, *form):
        for line in text.splitlines() or [""]:
            said = f"# {name:<{_WIDTH}} {line}".rstrip()
            write(f"{said}\n".encode("utf-8", "backslashreplace"))
    for done, text in _lines(array):
        write(text.encode())
        progress.report(done, array.size, "values")


def _lines(array: NDArray[Any]) -> Iterator[tuple[int, str]]:
    """Make text of the values batch by batch; tell how many are done."""
    columns = array.shape[-1] if array.ndim else 1
    flat = array.reshape(-1)
    whole_rows = max(1, BATCH // max(1, columns)) * columns
    step = whole_rows if columns <= BATCH else BATCH
    start = 0
    while start < flat.size:
        end = min(start + step, flat.size)
        if columns > BATCH:  # a row in parts
            end = min(end, (start // columns + 1) * columns)
        words = _words(flat[start:end])
        rows = [" ".join(words[at : at + columns]) for at in range(0, len(words), columns)]
        yield end, "\n".join(rows) + (" " if end % columns else "\n")
        start = end


def _words(values: NDArray[Any]) -> list[str]:
    """Write each value in the fewest digits that read back as the same."""
    kind = values.dtype.kind
    if kind == "b":
        return ["1" if value else "0" for value in values.tolist()]
    if kind in "iu" or values.dtype.newbyteorder("=") == np.float64:
        return list(map(repr, values.tolist()))
    return list(map(str, values.astype(f"U{_LONGEST}").tolist()))


_LONGEST = 96
"""Characters of the longest number: a complex one of two long doubles."""
