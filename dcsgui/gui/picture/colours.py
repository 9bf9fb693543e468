"""The colours of pictures: maps from values to colours, and the colours of what is no value."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dcsgui.gui.picture.shading import STEPS, Code

__all__ = ["ColourMap", "Colours", "argb"]

NOT_FINITE = 0xE67FD8

_ANCHORS = {  # at equal distances; viridis as published by its authors (CC0), RdBu of ColorBrewer
    "viridis": "440154 48186a 472d7b 424086 3b528b 33638d 2c728e 26828e 21918c 1fa088 28ae80"
    " 3fbc73 5ec962 84d44b addc30 d8e219 fde725",
    "grey": "141414 f4f4f4",
    "diverging": "2166ac 4393c3 92c5de d1e5f0 f7f7f7 fddbc7 f4a582 d6604d b2182b",
}


class ColourMap(Enum):
    """The maps that are offered; the text is what people call them."""

    VIRIDIS = "Viridis"
    GREY = "Grey"
    DIVERGING = "Diverging"

    @property
    def meaning(self) -> str:
        """A sentence about it."""
        return _MEANINGS[self]

    @property
    def under(self) -> int:
        """The colour of values below the levels, as 0xRRGGBB."""
        return 0x00E5FF if self is ColourMap.DIVERGING else 0x2A47FF

    @property
    def over(self) -> int:
        """The colour of values above the levels, as 0xRRGGBB."""
        return 0xFFD400 if self is ColourMap.DIVERGING else 0xFF4B1F


_MEANINGS = {
    ColourMap.VIRIDIS: "From dark violet to yellow, as bright as the value is high.",
    ColourMap.GREY: "From black to white.",
    ColourMap.DIVERGING: "Blue below zero, white at zero, red above.",
}


class Colours:
    """A table of 256 colours by code, 0xRRGGBB each."""

    def __init__(self, steps: NDArray[np.uint32], *, under: int, over: int) -> None:
        self.table = np.zeros(256, np.uint32)
        self.table[Code.FIRST : Code.LAST + 1] = steps
        self.table[Code.UNDER] = under
        self.table[Code.OVER] = over
        self.table[Code.NOT_FINITE] = NOT_FINITE

    @classmethod
    def of(cls, colour_map: ColourMap) -> Colours:
        """Return the table of a map."""
        return cls(_steps(colour_map), under=colour_map.under, over=colour_map.over)

    def opaque(self, nothing: int) -> list[int]:
        """Return the table as Qt wants it, with a colour for where nothing is."""
        table = self.table.copy()
        table[Code.NOTHING] = nothing
        return [int(colour) for colour in table | np.uint32(0xFF000000)]


@lru_cache
def _steps(colour_map: ColourMap) -> NDArray[np.uint32]:
    anchors = [int(text, 16) for text in _ANCHORS[colour_map.name.lower()].split()]
    places = np.linspace(0, len(anchors) - 1, STEPS)
    steps = np.zeros(STEPS, np.uint32)
    for shift in (16, 8, 0):
        channel = [anchor >> shift & 0xFF for anchor in anchors]
        level = np.interp(places, range(len(anchors)), channel).round().astype(np.uint32)
        steps |= level << np.uint32(shift)
    return steps


def argb(colour: int) -> int:
    """Return a colour 0xRRGGBB with full opacity, as Qt wants it."""
    return colour | 0xFF000000
