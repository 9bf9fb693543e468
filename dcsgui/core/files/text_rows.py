"""What the values of a text are gathered in while it is read batch by batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files.text_words import Words

__all__ = ["Rows", "Values"]


@dataclass(slots=True)
class Rows:
    """Counts rows, and compares how many values each has.

    Attributes
    ----------
    count, columns : int
        How many rows there are, and how many values each has.
    """

    count: int = 0
    columns: int = 0
    _open: int = 0  # values of the row that goes on in the next batch

    def take(self, words: Words) -> int | None:
        """Count the rows of a batch; return the line (from 0) of one that is unlike the first."""
        lengths = np.diff(words.line_ends, prepend=-self._open)
        full = lengths[lengths > 0]
        if len(full):
            self.columns = self.columns or int(full[0])
            self.count += len(full)
            if (full != self.columns).any():
                return int(np.flatnonzero((lengths > 0) & (lengths != self.columns))[0])
        ended = int(words.line_ends[-1]) if len(words.line_ends) else -self._open
        self._open = len(words) - ended
        return None

    def take_whole(self, count: int, columns: int) -> bool:
        """Count rows of one length; False, and nothing counted, if they are unlike the first."""
        if self._open or self.columns not in (0, columns):
            return False
        self.columns = columns
        self.count += count
        return True

    def end(self) -> bool:
        """Count a last row without a line end; say whether it is like the first."""
        if self._open:
            self.columns = self.columns or self._open
            self.count += 1
        return self._open in (0, self.columns)


class Values:
    """Gathers values: in an array of the promised length, or in as many pieces as come.

    Attributes
    ----------
    count : int
        How many there are.
    """

    def __init__(self, dtype: np.dtype[Any], promised: int | None) -> None:
        self._whole = None if promised is None else np.empty(promised, dtype)
        self._pieces: list[NDArray[Any]] = [np.empty(0, dtype)]
        self.count = 0

    def take(self, found: NDArray[Any]) -> bool:
        """Take more values; False if they are more than promised."""
        if self._whole is None:
            self._pieces.append(found)
        elif self.count + len(found) > len(self._whole):
            return False
        else:
            self._whole[self.count : self.count + len(found)] = found
        self.count += len(found)
        return True

    def end(self) -> NDArray[Any]:
        """Return them all."""
        return np.concatenate(self._pieces) if self._whole is None else self._whole[: self.count]
