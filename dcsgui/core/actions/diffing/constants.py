"""How the constants of two versions differ: by digest, else part by part."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.answers.diffs import ConstantsDifference, Form, How
from dcsgui.core.actions.diffing.holding import HeldVersion
from dcsgui.core.files.records import Kind, VersionInfo
from dcsgui.core.values.axes import Axes
from dcsgui.core.values.counts import EXACT, Tolerance
from dcsgui.core.values.differences import Differences
from dcsgui.core.values.errors import Damaged
from dcsgui.core.values.linediff import line_difference
from dcsgui.core.values.parts import Part, parts_of
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.transitions import Transitions, has_bits

__all__ = ["constants_difference", "form_of"]

LEAST, MOST = 2**19, 2**21
"""Bytes of a part: half a panel, unless that is smaller or larger."""

VALUES = 20
"""How many changes of value are told."""

_BITS = ("mask", "status")
"""What the names of types have in them whose values are bits."""


def form_of(info: VersionInfo) -> Form:
    """Say what constants are like."""
    return Form(info.kind.value, info.shape, info.dtype, info.nbytes, info.digest)


def constants_difference(
    a: HeldVersion, b: HeldVersion, *, tolerance: Tolerance = EXACT, progress: Progress = QUIET
) -> ConstantsDifference:
    """Compare the constants of two versions; only what is not identical by digest is read.

    Both files should be held open. A part of each array is in memory at a time, as large as
    half a panel, or as what the file stores together.
    """
    forms = form_of(a.info), form_of(b.info)
    if _same_form(a.info, b.info):
        both_empty = a.info.kind is Kind.NOTHING
        if both_empty or (a.info.digest and a.info.digest == b.info.digest):
            return ConstantsDifference(How.IDENTICAL, *forms)
    if a.info.kind is not b.info.kind:
        return ConstantsDifference(How.KIND, *forms)
    if a.info.shape != b.info.shape:
        return ConstantsDifference(How.SHAPE, *forms)
    try:
        if a.info.kind is Kind.TEXT:
            return _texts(a, b, *forms)
        return _Arrays(a, b, tolerance, progress).difference(*forms)
    except Damaged as error:
        return ConstantsDifference(How.UNREADABLE, *forms, problem=str(error))


def _same_form(a: VersionInfo, b: VersionInfo) -> bool:
    return (a.kind, a.shape, a.dtype) == (b.kind, b.shape, b.dtype)


def _texts(a: HeldVersion, b: HeldVersion, form_a: Form, form_b: Form) -> ConstantsDifference:
    lines = line_difference(str(a.version.calib()), str(b.version.calib()))
    return ConstantsDifference(How.TEXT if lines else How.IDENTICAL, form_a, form_b, lines=lines)


class _Arrays:
    """Two arrays of one shape, gone through once, part by part."""

    def __init__(
        self, a: HeldVersion, b: HeldVersion, tolerance: Tolerance, progress: Progress
    ) -> None:
        self._a, self._b, self._tolerance, self._progress = a, b, tolerance, progress
        self._dtypes = np.dtype(a.info.dtype), np.dtype(b.info.dtype)
        self._counted = Differences(a.info.shape, tolerance=tolerance, dettype=a.dettype)
        self._identical = self._dtypes[0] == self._dtypes[1]
        bits = any(word in one.ctype for one in (a, b) for word in _BITS)
        self._bits = Transitions() if bits and has_bits(*self._dtypes) else None

    def difference(self, form_a: Form, form_b: Form) -> ConstantsDifference:
        """Compare them."""
        self._go_through()
        if self._identical:
            return ConstantsDifference(How.IDENTICAL, form_a, form_b)
        numbers = self._counted.total
        bits = self._bits
        return ConstantsDifference(
            self._how(numbers.ndiffer),
            form_a,
            form_b,
            numbers,
            self._counted.panels,
            bits.bits if bits else (),
            bits.values(VALUES) if bits else (),
            bits.nvalues if bits else 0,
        )

    def _how(self, ndiffer: int) -> How:
        if ndiffer:
            return How.NUMBERS
        return How.EQUAL if self._tolerance.exact else How.CLOSE

    def _go_through(self) -> None:
        done, total = 0, self._a.info.nbytes + self._b.info.nbytes
        for part, ours, theirs in self._pairs():
            self._identical = self._identical and _same_bytes(ours, theirs)
            self._counted.add(ours, theirs, part)
            if self._bits is not None:
                self._bits.add(ours, theirs)
            done += ours.nbytes + theirs.nbytes
            self._progress.report(done, total, "bytes")

    def _pairs(self) -> Iterator[tuple[Part, NDArray[Any], NDArray[Any]]]:
        """Read a part of each at a time, each into the memory that the one before it had."""
        parts = list(self._parts())
        both = (one.version.calib_parts(parts, allocate=_Room()) for one in (self._a, self._b))
        yield from zip(parts, *both, strict=True)

    def _parts(self) -> Iterator[Part]:
        shape, itemsize = self._a.info.shape, max(dtype.itemsize for dtype in self._dtypes)
        axes = Axes.of(shape, self._a.dettype)
        nbytes = min(max(axes.rows * axes.columns * itemsize // 2, LEAST), MOST)
        return parts_of(shape, itemsize=itemsize, nbytes=nbytes, unit=self._unit())

    def _unit(self) -> tuple[int, ...] | None:
        """Return what to read together, so that no chunk of either is unpacked twice."""
        ones = (1,) * len(self._a.info.shape)
        pair = self._a.version.chunks or ones, self._b.version.chunks or ones
        return tuple(max(lengths) for lengths in zip(*pair, strict=True))


def _same_bytes(a: NDArray[Any], b: NDArray[Any]) -> bool:
    flat = a.reshape(-1).view(np.uint8), b.reshape(-1).view(np.uint8)
    return bool(np.array_equal(*flat))


class _Room:
    """Gives the same memory again and again, as much as the largest part needs."""

    def __init__(self) -> None:
        self._memory = np.empty(0, np.uint8)

    def __call__(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        """Return it as an array; what it held before is lost."""
        nbytes = math.prod(shape) * dtype.itemsize
        if len(self._memory) < nbytes:
            self._memory = np.empty(nbytes, np.uint8)
        return self._memory[:nbytes].view(dtype).reshape(shape)
