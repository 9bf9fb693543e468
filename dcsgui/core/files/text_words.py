"""The words of a text: where they are, and which of them stand on one line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Words", "find_words"]

_BLANK, _LINE_END = 32, 10


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a piece of text, which blanks, tabs and line ends divide.

    Attributes
    ----------
    text : (N,) uint8
        The text; its last byte is a blank or a line end.
    ends, lengths : (W,) int64
        Where each word ends (its last byte is before that), and its bytes.
    line_ends : (L,) int64
        How many words stand before each line end.
    """

    text: NDArray[np.uint8]
    ends: NDArray[np.int64]
    lengths: NDArray[np.int64]
    line_ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ends)

    def word(self, index: int) -> bytes:
        """Return one word."""
        end = int(self.ends[index])
        return self.text[end - int(self.lengths[index]) : end].tobytes()


def find_words(text: NDArray[np.uint8]) -> Words:
    r"""Find the words of a text that ends with a blank or a line end.

    Examples
    --------
    >>> found = find_words(np.frombuffer(b"12 3\n 4\n", np.uint8))
    >>> [found.word(i) for i in range(len(found))], found.line_ends.tolist()
    ([b'12', b'3', b'4'], [2, 3])
    """
    blanks = np.flatnonzero(text <= _BLANK)
    lengths = np.empty_like(blanks)
    lengths[:1] = blanks[:1]
    np.subtract(blanks[1:], blanks[:-1], out=lengths[1:])
    lengths[1:] -= 1
    at_line_ends = text[blanks] == _LINE_END
    if lengths.all():
        return Words(text, blanks, lengths, np.flatnonzero(at_line_ends) + 1)
    ended = lengths > 0
    before = np.cumsum(ended)[at_line_ends]
    return Words(text, blanks[ended], lengths[ended], before)
