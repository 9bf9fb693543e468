"""The words of a text: where they are, and which of them stand on one line."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["Words"]

_BLANK, _LINE_END = 32, 10

_HEAD = 2**12
_SHORT_LINE = 2**6
"""Bytes of a line from which on it is cheaper to look at one line after the other."""


class Words:
    r"""The words of a piece of text, which blanks, tabs and line ends divide.

    Only what is asked for is worked out: a text of a large array has millions of words.

    Attributes
    ----------
    text : bytes
        The text; its last byte is a blank or a line end.
    array : (N,) uint8
        The same.
    ended : (N,) bool
        Where a word has just ended: at the first blank after it.

    Examples
    --------
    >>> found = Words(b"12 3\n 4\n")
    >>> [found.word(i) for i in range(len(found))], found.line_ends.tolist()
    ([b'12', b'3', b'4'], [2, 3])
    """

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.array = np.frombuffer(text, np.uint8)
        self._blank = self.array <= _BLANK
        self.ended = np.empty(len(text), np.bool_)
        self.ended[:1] = False
        np.greater(self._blank[1:], self._blank[:-1], out=self.ended[1:])

    def __len__(self) -> int:
        return int(np.count_nonzero(self.ended))

    def word(self, index: int) -> bytes:
        """Return one word."""
        begins, ends = self._places
        return self.text[begins[index] : ends[index]]

    @cached_property
    def _places(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Where each word begins and ends."""
        begun = np.less(self._blank[1:], self._blank[:-1])
        begins = np.flatnonzero(begun) + 1
        if not self._blank[0]:
            begins = np.concatenate([[0], begins])
        return begins, np.flatnonzero(self.ended)

    @cached_property
    def line_ends(self) -> NDArray[np.intp]:
        """How many words stand before each line end, (L,)."""
        if self.text.count(b"\n", 0, _HEAD) > _HEAD // _SHORT_LINE:
            lines = np.flatnonzero(self.array == _LINE_END)
            return np.searchsorted(np.flatnonzero(self.ended), lines, side="right")
        counts, begin = [], 0
        while end := self.text.find(b"\n", begin) + 1:
            counts.append(np.count_nonzero(self.ended[begin:end]))
            begin = end
        return np.cumsum(counts, dtype=np.intp)
