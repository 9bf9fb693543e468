"""Pedestals, gain and noise of a camera: panels, chips, banks, columns and pixels of their own.

What is fixed in a camera comes from random numbers that only its name decides; so two versions of
its pedestals differ by what has changed, and by the little that is left of the noise. Real arrays
have tens of millions of values: the random numbers of one tile do for all of them, each panel
takes another part of it.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.demonstration.cameras import Camera, Frames

__all__ = ["Conditions", "Pixels", "random_of"]

F4 = NDArray[np.float32]
Paint = Callable[[F4, int], None]
"""Paints the picture of one panel."""

AVERAGED = 1000
"""Frames of a dark run: so much smaller is the noise of their mean, squared."""

WEAK = 3.3
"""How far the weak chip is off, where others spread by 1."""

COARSE = 6
"""Points a side of a field that changes slowly from place to place."""


def random_of(*names: object) -> np.random.Generator:
    """Make the random numbers that go with some names; always the same ones."""
    return np.random.default_rng(zlib.crc32("/".join(map(str, names)).encode()))


@dataclass(frozen=True)
class Conditions:
    """How things were when constants were taken.

    Attributes
    ----------
    take : str
        Tells this run from the others: the noise that is left is its own.
    warm : float
        Degrees above what is usual.
    age : float
        Days since the camera was taken into use.
    light : float
        How much light there was on a frame that should have been dark, ADU in the brightest ring.
    """

    take: str = ""
    warm: float = 0.0
    age: float = 0.0
    light: float = 0.0


class Pixels:
    """The pixels of one camera.

    Parameters
    ----------
    camera : Camera
    detname : str
        Which one of its kind.
    """

    def __init__(self, camera: Camera, detname: str) -> None:
        self.camera = camera
        self.detname = detname

    def pedestals(self, out: Frames, conditions: Conditions) -> None:
        """Paint pedestals in ADU, without bad pixels, on (mode, panel, row, column)."""
        camera, lines, warm = self.camera, self._lines, conditions.warm
        starts = self._starts("pedestals")
        noisy = self._starts("noise", conditions.take)
        fixed, noise = np.empty_like(self.tile), np.empty_like(self.tile)
        slope = np.linspace(0.85, 1.15, camera.rows, dtype=np.float32)

        def painter(mode: int) -> Paint:
            np.multiply(self.tile, camera.pixel[mode], out=fixed)
            np.multiply(self.tile, camera.noise[mode] / AVERAGED**0.5, out=noise)

            def paint(target: F4, panel: int) -> None:
                along = lines.rows[panel] * camera.column[mode]
                along += warm * camera.drift[mode] * lines.warmth[panel] * slope
                across = lines.columns[panel] * camera.column[mode]
                across += lines.banks[panel] * camera.bank[mode]
                across += camera.level[mode] + lines.panels[panel] * camera.panel[mode]
                self._lay(target, along, across, lines.chips[panel] * camera.chip[mode])
                target += self._part(fixed, starts[mode, panel])
                target += self._part(noise, noisy[mode, panel])

            return paint

        self._paint_all(out, painter)

    def gain(self, out: Frames, conditions: Conditions) -> None:
        """Paint gains in ADU/keV, without bad pixels, on (mode, panel, row, column)."""
        camera, lines = self.camera, self._lines
        starts = self._starts("gain", conditions.take)
        tile = self.tile * 0.5

        def painter(mode: int) -> Paint:
            def paint(target: F4, panel: int) -> None:
                across = lines.columns[panel] * 0.3 + lines.banks[panel] * 0.5
                across += 0.7 * lines.panels[panel]
                self._lay(target, lines.rows[panel] * 0.2, across, lines.chips[panel] * 0.6)
                target += self._part(tile, starts[mode, panel])
                target *= camera.gain[mode] * camera.gain_spread
                target += camera.gain[mode]

            return paint

        self._paint_all(out, painter)

    def noise(self, out: Frames, conditions: Conditions) -> None:
        """Paint the noise in ADU, without bad pixels, on (mode, panel, row, column)."""
        camera, lines = self.camera, self._lines
        starts = self._starts("rms")
        tile = self.tile * 0.05
        level = 1 + 0.02 * conditions.warm
        edge_rows, edge_columns = camera.edges()

        def painter(mode: int) -> Paint:
            def paint(target: F4, panel: int) -> None:
                across = 0.03 * lines.columns[panel] + 0.02 * lines.panels[panel] + level
                along = 0.015 * lines.rows[panel]
                along[edge_rows] += 0.22
                across[edge_columns] += 0.22
                self._lay(target, along, across, np.abs(lines.chips[panel]) * 0.04)
                target += self._part(tile, starts[mode, panel])
                np.abs(target, out=target)
                target *= camera.noise[mode]

            return paint

        self._paint_all(out, painter)

    @cached_property
    def tile(self) -> F4:
        """Random numbers around 0 with a spread of about 1, some of it slow; see `_part`."""
        camera, random = self.camera, random_of(self.detname, "tile")
        rows = camera.rows + camera.rows // 2
        tile = random.standard_normal((rows, camera.columns), dtype=np.float32)
        field = random.standard_normal((COARSE, COARSE), dtype=np.float32)
        across = np.einsum("jk,ck->jc", field, _between(camera.columns))  # not `@`: threads of
        for weights, line in zip(_between(rows).T, across, strict=True):  # BLAS cost more here
            tile += np.multiply.outer(weights, line)
        return tile

    @cached_property
    def _lines(self) -> _Lines:
        return _Lines.of(self.camera, random_of(self.detname, "lines"))

    def _starts(self, *names: str) -> NDArray[np.int64]:
        """Say which part of the tile each panel of each mode takes."""
        camera = self.camera
        random = random_of(self.detname, *names)
        return random.integers(0, camera.rows // 2, (camera.modes, camera.panels))

    def _part(self, tile: F4, start: np.int64) -> F4:
        return tile[start : start + self.camera.rows]

    def _lay(self, target: F4, along: F4, across: F4, chips: F4) -> None:
        """Lay out a panel: what is along its rows and across its columns, and for each chip."""
        down, right = self.camera.asics
        height, width = self.camera.rows // down, self.camera.columns // right
        for chip in range(down):
            rows = slice(chip * height, (chip + 1) * height)
            np.add(along[rows, None], across + np.repeat(chips[chip], width), out=target[rows])

    def _paint_all(self, out: Frames, painter: Callable[[int], Paint]) -> None:
        camera = self.camera
        scratch = np.empty((camera.rows, camera.columns), np.float32)
        for mode, frame in enumerate(out):
            paint = painter(mode)
            for panel, picture in enumerate(frame):
                if picture.dtype == scratch.dtype:
                    paint(picture, panel)
                else:
                    paint(scratch, panel)
                    picture[...] = scratch


@dataclass(frozen=True)
class _Lines:
    """What is the same along a row or a column of a panel: random numbers of spread 1."""

    panels: F4
    warmth: F4
    chips: F4
    banks: F4
    columns: F4
    rows: F4

    @classmethod
    def of(cls, camera: Camera, random: np.random.Generator) -> _Lines:
        """Draw them for a camera."""

        def normal(*shape: int) -> F4:
            return random.standard_normal((camera.panels, *shape), dtype=np.float32)

        panels, chips = normal(), normal(*camera.asics)
        panel, chip = camera.weak
        chips.reshape(camera.panels, -1)[panel, chip] = WEAK
        nbanks = camera.asics[1] * camera.banks
        banks = np.repeat(normal(nbanks), camera.columns // nbanks, axis=1)
        columns, rows = normal(camera.columns), normal(camera.rows) * 0.4
        edge_rows, edge_columns = camera.edges()
        columns[:, edge_columns] += 3.5
        rows[:, edge_rows] += 3.5
        rows += normal(1) * np.linspace(-3, 3, camera.rows, dtype=np.float32) ** 2 * 0.4
        return cls(panels, 1 + 0.15 * normal(), chips, banks, columns, rows)


def _between(length: int) -> F4:
    """Make the matrix that draws straight lines between `COARSE` points, over `length` places."""
    at = np.linspace(0, COARSE - 1, length)
    weights = 1 - np.abs(at[:, None] - np.arange(COARSE))
    matrix: F4 = np.clip(weights, 0, None).astype(np.float32)
    return matrix
