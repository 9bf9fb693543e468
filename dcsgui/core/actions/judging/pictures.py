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

__all__ = ["Picture", "pictures", "pictures_of"]

LEAST = 2**20
"""Bytes that are read together at least, where pictures are small."""

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


def pictures_of(shape: tuple[int, ...], dettype: str) -> int:
    """Say how many pictures an array has; more than `PANELS` are not told apart."""
    axes = Axes.of(shape, dettype)
    return math.prod(shape[:-PICTURE_AXES]) if axes.form is Form.IMAGE else 1


def pictures(given: Sequence[Given], dettype: str, progress: Progress) -> Iterator[Picture]:
    """Go through arrays of one shape together, in C order; `Cancelled` where it is called off.

    Each picture is there until the next one is.
    """
    shape = given[0].shape
    count = pictures_of(shape, dettype)
    apart = 1 < count <= PANELS
    parts = list(_parts(given, count, apart=apart))
    done, total = 0, sum(one.nbytes for one in given)
    for part, *arrays in zip(parts, *(one.parts(parts) for one in given), strict=True):
        progress.report(done, total, "bytes")
        yield from _cut(part, arrays, apart=apart)
        done += sum(array.nbytes for array in arrays)
    progress.report(total, total, "bytes")


def _parts(given: Sequence[Given], count: int, *, apart: bool) -> Iterator[Part]:
    shape = given[0].shape
    itemsize = max(np.dtype(one.dtype).itemsize for one in given)
    ones = (1,) * len(shape)
    unit = tuple(map(max, zip(*(one.chunks or ones for one in given), strict=True)))
    whole = math.prod(shape) * itemsize
    if not apart:
        return parts_of(shape, itemsize=itemsize, nbytes=_piece(whole, count), unit=unit)
    covering = (*unit[:-PICTURE_AXES], *shape[-PICTURE_AXES:])
    return parts_of(shape, itemsize=itemsize, nbytes=max(whole // count, LEAST), unit=covering)


def _piece(whole: int, count: int) -> int:
    """Say how much of an array is looked at together that is not seen panel by panel."""
    return whole if count == 1 else max(LEAST, -(-whole // PANELS))


def _cut(part: Part, arrays: Sequence[NDArray[Any]], *, apart: bool) -> Iterator[Picture]:
    corner = tuple(one.start for one in part[:-PICTURE_AXES])
    if not apart:
        yield Picture(corner, tuple(arrays))
        return
    for index in np.ndindex(arrays[0].shape[:-PICTURE_AXES]):
        place = tuple(start + i for start, i in zip(corner, index, strict=True))
        yield Picture(place, tuple(array[index] for array in arrays))
