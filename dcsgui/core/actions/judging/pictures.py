"""Going through arrays of one shape picture by picture, with one or two of them in memory."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.judging.given import Given
from dcsgui.core.actions.judging.limits import PANELS
from dcsgui.core.values.axes import Axes, Form
from dcsgui.core.values.parts import Part, parts_of
from dcsgui.core.values.progress import Progress

__all__ = ["Picture", "are_told_apart", "pictures"]

LEAST = 2**20
"""Bytes that are read together at least, where pictures are small."""

LARGEST = 2**31
"""Bytes of what is a picture or a curve of its own: it is not cut up."""

PICTURE_AXES = 2
"""Row and column."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of several arrays: a panel of a gain mode, or all of a curve.

    Attributes
    ----------
    index : tuple of int
        ``array[index]``; of a piece of an array with too many of them where it begins.
    arrays : tuple of ndarray
        One of each array, of any dtype and byte order.
    """

    index: tuple[int, ...]
    arrays: tuple[NDArray[Any], ...]


def are_told_apart(shape: tuple[int, ...], dettype: str) -> bool:
    """Tell whether an array has pictures, and not more than `PANELS`."""
    image = Axes.of(shape, dettype).form is Form.IMAGE
    return image and math.prod(shape[:-PICTURE_AXES]) <= PANELS


def pictures(given: Sequence[Given], dettype: str, progress: Progress) -> Iterator[Picture]:
    """Go through arrays of one shape together, in C order; `Cancelled` where it is called off.

    Each picture is there until the next one is.
    """
    shape = given[0].shape
    apart = are_told_apart(shape, dettype)
    parts = list(_parts(given, apart=apart))
    done, total = 0, sum(one.nbytes for one in given)
    for part, *arrays in zip(parts, *(one.parts(parts) for one in given), strict=True):
        progress.report(done, total, "bytes")
        yield from _cut(part, arrays, apart=apart)
        done += sum(array.nbytes for array in arrays)
    progress.report(total, total, "bytes")


def _parts(given: Sequence[Given], *, apart: bool) -> Iterator[Part]:
    shape = given[0].shape
    itemsize = max(np.dtype(one.dtype).itemsize for one in given)
    ones = (1,) * len(shape)
    unit = tuple(map(max, zip(*(one.chunks or ones for one in given), strict=True)))
    if apart:
        unit = (*unit[:-PICTURE_AXES], *shape[-PICTURE_AXES:])
    least = -(-math.prod(shape) * itemsize // PANELS) if len(shape) > PICTURE_AXES else LARGEST
    return parts_of(shape, itemsize=itemsize, nbytes=max(LEAST, least), unit=unit)


def _cut(part: Part, arrays: Sequence[NDArray[Any]], *, apart: bool) -> Iterator[Picture]:
    corner = tuple(one.start for one in part[:-PICTURE_AXES])
    if not apart:
        yield Picture(corner, tuple(arrays))
        return
    for index in np.ndindex(arrays[0].shape[:-PICTURE_AXES]):
        place = tuple(start + i for start, i in zip(corner, index, strict=True))
        yield Picture(place, tuple(array[index] for array in arrays))
