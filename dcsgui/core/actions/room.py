"""Memory for constants, unless that would take too much of what there is."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files.memory import available_memory
from dcsgui.core.files.records import Allocate
from dcsgui.core.values.errors import DCError

__all__ = ["LARGEST", "SMALL", "NoRoomError", "Room"]

LARGEST = 2**31
"""Constants of more bytes are not read whole."""

SMALL = 2**26
"""Constants of fewer bytes are, whatever the system says of its memory."""


class NoRoomError(DCError):
    """There is not enough memory for constants."""


class Room:
    """Gives memory, carefully.

    Parameters
    ----------
    allocate : function of (shape, dtype)
        What gives it in the end.
    """

    def __init__(self, allocate: Allocate = np.empty) -> None:
        self._allocate = allocate

    def allocate(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        """Give memory for an array; `NoRoomError` if there is not enough."""
        nbytes = math.prod(shape) * dtype.itemsize
        self.check(nbytes)
        try:
            return self._allocate(shape, dtype)
        except (MemoryError, OSError) as error:
            raise NoRoomError(
                f"There is not enough memory for these constants, which take {_words(nbytes)}. "
                f"Close other windows or programs, and try again."
            ) from error

    @staticmethod
    def check(nbytes: int) -> None:
        """Raise `NoRoomError` if constants of that size are better left where they are."""
        if nbytes > LARGEST:
            raise NoRoomError(
                f"These constants take {_words(nbytes)}; more than {_words(LARGEST)} are not read "
                f"here. Look at a part of them in Python."
            )
        free = available_memory() if nbytes > SMALL else None
        if free is not None and nbytes > free // 2:
            raise NoRoomError(
                f"These constants take {_words(nbytes)}, and of the memory only {_words(free)} "
                f"are free. Close other windows or programs, and try again."
            )


def _words(nbytes: int) -> str:
    """Say a size: at least some MB, as below there is room."""
    units = ["MB", "GB", "TB", "PB", "EB"]
    size = nbytes / 2**20
    while size >= 2**10 and len(units) > 1:
        size, units = size / 2**10, units[1:]
    return f"{size:.4g} {units[0]}"
