"""Reading n-d array texts: what `text_arrays` writes, what older code wrote, and plain tables.

Comments (``#``) come first and may say dtype and shape (see `text_headers`). A text without them
is taken as `numpy.loadtxt` shapes it: rows and columns; one row or one column has one axis, and a
single value none. Its dtype is float64, in which no decimal of the older code's loses anything;
only whole numbers too large for that are taken as int64, or as uint64.
"""

from __future__ import annotations

import codecs
import contextlib
import math
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files.refusals import open_regular, refusals_reported
from dcsgui.core.files.text_headers import TextHeader, read_header
from dcsgui.core.files.text_numbers import EXACT, NoNumberError, numbers, why_no_number
from dcsgui.core.files.text_plain import plain_rows
from dcsgui.core.files.text_rows import Rows, Values
from dcsgui.core.files.text_words import Words
from dcsgui.core.values.errors import BadValue, shown
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["read_text_array", "text_header"]

BATCH = 2**16
"""Bytes of text that are made numbers at once."""

LONGEST_COMMENT = 2**16
"""Bytes of a line of the header."""

_LONG_LINE = 4 * BATCH

_COMMENT = re.compile(rb"#[^\n]*")
_FLOAT64 = np.dtype(np.float64)


def read_text_array(
    path: str | os.PathLike[str],
    *,
    dtype: np.dtype[Any] | None = None,
    progress: Progress = QUIET,
) -> NDArray[Any]:
    """Read an n-d array text.

    Parameters
    ----------
    path : path
        The file.
    dtype : dtype, optional
        What to take numbers for where the text does not say.
    progress : Progress
        Hears how many bytes are read; can call it off.

    Returns
    -------
    ndarray
        In C order, with the dtype and the shape that the text says, in native byte order.

    Raises
    ------
    BadValue
        The text is no array, or not the one that its header promises; with the number of the line.
    StoreNotAvailable, AccessDenied
        There is no such file, or it can't be read.

    Notes
    -----
    Memory for the array is asked for only if the file is large enough to hold its values.
    """
    name = os.fspath(path)
    with _opened(name) as file, refusals_reported(name, "read"):
        begin = _begin(file, name)
        wanted = begin.header.dtype or dtype
        found = _Reading(name, begin, wanted or _FLOAT64).read(file, progress)
        if wanted is None and found.size and _largest(found) >= EXACT:
            return _exactly(name, begin, file, found)
    return found


def text_header(path: str | os.PathLike[str]) -> TextHeader:
    """Read only what the comments at the begin of a text say; raises as `read_text_array`."""
    name = os.fspath(path)
    with _opened(name) as file, refusals_reported(name, "read"):
        return _begin(file, name).header


def _largest(found: NDArray[Any]) -> float:
    """Return the largest absolute value; NaNs do not count."""
    return float(max(np.fmax.reduce(found, axis=None), -np.fmin.reduce(found, axis=None)))


def _opened(name: str) -> BinaryIO:
    return open(open_regular(name, os.O_RDONLY, "read"), "rb")


def _wrong(name: str, line: int, what: str) -> BadValue:
    return BadValue(f"{name}, line {line}: {what}. No array was read.")


@dataclass(frozen=True, slots=True)
class _Begin:
    """Header of a text, and where the values begin: byte, line, and how many bytes follow."""

    header: TextHeader
    offset: int
    line: int
    nbytes: int


def _begin(file: BinaryIO, name: str) -> _Begin:
    comments: list[str] = []
    offset = 0
    while line := file.readline(LONGEST_COMMENT):
        text = line.removeprefix(codecs.BOM_UTF8) if not comments else line
        if text.strip() and not text.lstrip().startswith(b"#"):
            break
        if len(line) == LONGEST_COMMENT:
            raise _wrong(name, len(comments) + 1, "the line is no header, and too long for one")
        comments.append(text.decode("utf-8", "replace"))
        offset += len(line)
    header = read_header(comments, lambda line, what: _wrong(name, line, what))
    nbytes = os.fstat(file.fileno()).st_size - offset
    return _Begin(header, offset, len(comments) + 1, nbytes)


def _exactly(name: str, begin: _Begin, file: BinaryIO, found: NDArray[Any]) -> NDArray[Any]:
    """Read whole numbers that a float64 does not tell apart; what are none stay as found."""
    for dtype in (np.int64, np.uint64):
        with contextlib.suppress(BadValue):
            return _Reading(name, begin, np.dtype(dtype)).read(file, QUIET)
    return found


class _Reading:
    """Reads the values of one text, and sees to it that they make the array that is promised."""

    def __init__(self, name: str, begin: _Begin, dtype: np.dtype[Any]) -> None:
        self._name = name
        self._begin = begin
        self._dtype = dtype
        self._rows = Rows()
        self._line = begin.line
        self._values = self._room(self._promised())

    def _promised(self) -> int | None:
        header, nbytes = self._begin.header, self._begin.nbytes
        if header.shape is None:
            return None
        promised = math.prod(header.shape)
        if promised > (nbytes + 1) // 2:  # a digit and a blank each
            raise _wrong(
                self._name,
                header.line,
                f"the header declares {shown(promised)} values {header.shape}, and the {nbytes} "
                f"bytes that follow can't hold so many",
            )
        return promised

    def _room(self, promised: int | None) -> Values:
        try:
            return Values(self._dtype, promised)
        except MemoryError as error:
            what = f"the header declares {promised} values, more than there is memory for"
            raise _wrong(self._name, self._begin.header.line, what) from error

    def read(self, file: BinaryIO, progress: Progress) -> NDArray[Any]:
        """Read it all, from the first value on."""
        done = 0
        for batch in _batches(file, self._begin.offset):
            if not self._take_plain(batch):
                self._take(batch)
            done += len(batch)
            progress.report(min(done, self._begin.nbytes), self._begin.nbytes, "bytes")
        if not self._rows.end():
            raise self._ragged(self._line)
        return self._shaped(self._values.end())

    def _take_plain(self, batch: bytes) -> bool:
        """Take lines if they are plain rows as those before; False if they are anything else."""
        found = plain_rows(batch, self._dtype)
        if found is None or not self._rows.take_whole(*found.shape):
            return False
        self._take_values(found.reshape(-1))
        self._line += len(found)
        return True

    def _take(self, batch: bytes) -> None:
        if b"#" in batch:
            if not batch.endswith(b"\n"):
                raise _wrong(self._name, self._line, "the comment has no end")
            batch = _COMMENT.sub(b"", batch)
        if not batch[-1:].isspace():
            raise _wrong(self._name, self._line, "the word that begins there has no end")
        words = Words(batch)
        try:
            found = numbers(words, self._dtype)
        except NoNumberError as error:
            raise self._no_number(batch) from error
        row = self._rows.take(words)
        if row is not None:
            raise self._ragged(self._line + row)
        self._take_values(found)
        self._line += len(words.line_ends)

    def _take_values(self, found: NDArray[Any]) -> None:
        if not self._values.take(found):
            raise self._wrong_count(self._values.count + len(found), "at least ")

    def _shaped(self, found: NDArray[Any]) -> NDArray[Any]:
        shape = self._begin.header.shape
        if shape is None:
            if not found.size:
                raise BadValue(f"{self._name} holds no numbers, so it is no array.")
            rows, columns = self._rows.count, self._rows.columns
            return found.reshape([axis for axis in (rows, columns) if axis > 1])
        if found.size != math.prod(shape):
            raise self._wrong_count(found.size)
        return found.reshape(shape)

    def _wrong_count(self, count: int, more: str = "") -> BadValue:
        header = self._begin.header
        what = (
            f"the header declares {math.prod(header.shape or ())} values {header.shape}, but "
            f"{more}{count} follow"
        )
        return _wrong(self._name, header.line, what)

    def _ragged(self, line: int) -> BadValue:
        return _wrong(
            self._name, line, f"other rows have {self._rows.columns} values, this one has not"
        )

    def _no_number(self, batch: bytes) -> BadValue:
        """Find the word that is none."""
        for number, line in enumerate(batch.split(b"\n"), self._line):
            if self._refused(line + b"\n"):
                refused = (word for word in line.split() if self._refused(word + b"\n"))
                word = next(refused, line.strip())
                return _wrong(self._name, number, why_no_number(word, self._dtype))
        return _wrong(self._name, self._line, "something here is no number")

    def _refused(self, text: bytes) -> bool:
        try:
            numbers(Words(text), self._dtype)
        except NoNumberError:
            return True
        return False


def _batches(file: BinaryIO, offset: int) -> Iterator[bytes]:
    """Cut a text at line ends, and inside of lines at blanks where they are long."""
    descriptor = file.fileno()
    while text := os.pread(descriptor, BATCH, offset):
        cut = text.rfind(b"\n") + 1
        if not cut:
            text = os.pread(descriptor, _LONG_LINE, offset)
            cut = text.rfind(b"\n") + 1
        if not cut:
            if not os.pread(descriptor, 1, offset + len(text)):
                yield text + b" "
                return
            cut = max(map(text.rfind, (b" ", b"\t", b"\r"))) + 1 or len(text)
        yield text[:cut]
        offset += cut
