"""Bad pixels of a camera: hot, dead, saturated and stuck ones, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.demonstration.cameras import Camera, Frames
from dcsgui.core.actions.demonstration.pixels import Conditions, random_of

__all__ = ["Defects", "Status"]

Indices = NDArray[np.int64]

GROWTH_DAYS = 150
"""In so many days as many pixels become hot as were so at the begin."""

UNKNOWN = 7
"""How many pixels gave no number at all."""

STUCK_AT = -620.0
"""ADU, against the level: a column whose amplifier is broken."""


class Status(IntFlag):
    """What is wrong with a pixel."""

    NOISY = 1
    QUIET = 2
    HIGH = 4
    LOW = 8
    UNKNOWN = 16


@dataclass(frozen=True)
class Column:
    """A part of a column that is stuck."""

    panel: int
    column: int
    rows: slice


class Defects:
    """The bad pixels of one camera; indices are those of (panel, row, column), flat."""

    def __init__(self, camera: Camera, detname: str) -> None:
        self.camera = camera
        random = random_of(detname, "defects")
        size = int(np.prod(camera.all_panels))
        self._hot = random.integers(0, size, camera.hot * 3)
        self._heat = random.exponential(0.16, camera.hot * 3)
        self._dead = random.integers(0, size, camera.dead)
        self._saturated = np.concatenate(
            [random.integers(0, size, camera.saturated), self._cluster(random)]
        )
        self._unknown = random.integers(0, size, UNKNOWN)
        self._columns = [self._column(random) for _ in range(camera.stuck)]

    def spoil_pedestals(self, frames: Frames, conditions: Conditions) -> None:
        """Put bad pixels into pedestals; hot ones have become more with time."""
        camera, flat = self.camera, frames.reshape(len(frames), -1)
        hot = self._hot_at(conditions.age)
        heat = self._heat[: len(hot)] * camera.top
        for mode, values in enumerate(flat):
            share = camera.gain[mode] / camera.gain[0]
            values[hot] = np.clip(values[hot] + heat * share, 0, camera.top)
            for column in self._columns:
                at = mode, column.panel, column.rows, column.column
                frames[at] = frames[at] + np.float32(STUCK_AT if share > 0 else -STUCK_AT)
            values[self._dead] = 0
            values[self._saturated] = camera.top
            if frames.dtype.kind == "f":
                values[self._unknown] = np.nan

    def spoil_gain(self, frames: Frames) -> None:
        """Put bad pixels into gains: dead ones answer nothing, unknown ones are NaN."""
        flat = frames.reshape(len(frames), -1)
        flat[:, self._dead] = 0
        flat[:, self._unknown] = np.nan

    def spoil_noise(self, frames: Frames, conditions: Conditions) -> None:
        """Put bad pixels into the noise: hot ones have more of it, dead ones none."""
        flat = frames.reshape(len(frames), -1)
        hot = self._hot_at(conditions.age)
        flat[:, hot] *= (4 + 90 * self._heat[: len(hot)]).astype(np.float32)
        for column in self._columns:
            frames[:, column.panel, column.rows, column.column] *= np.float32(2.6)
        flat[:, self._dead] = 0
        flat[:, self._saturated] = 0
        flat[:, self._unknown] = np.nan

    def mark(self, frames: Frames, conditions: Conditions) -> None:
        """Write `Status` words over a status that is 0 everywhere."""
        flat = frames.reshape(len(frames), -1)
        flat[:, self._hot_at(conditions.age)] |= int(Status.NOISY)
        flat[:1, self._hot_at(conditions.age)] |= int(Status.HIGH)
        flat[:, self._dead] |= int(Status.QUIET | Status.LOW)
        flat[:, self._saturated] |= int(Status.QUIET | Status.HIGH)
        flat[:, self._unknown] |= int(Status.UNKNOWN)
        for column in self._columns:
            frames[:, column.panel, column.rows, column.column] |= int(Status.LOW)

    def _hot_at(self, age: float) -> Indices:
        return self._hot[: round(self.camera.hot * (1 + min(age / GROWTH_DAYS, 2)))]

    def _cluster(self, random: np.random.Generator) -> Indices:
        """Make a patch of saturated pixels, as a particle or a drop leaves it."""
        camera = self.camera
        panel = int(random.integers(camera.panels))
        middle = random.integers(30, camera.rows - 30), random.integers(30, camera.columns - 30)
        rows, columns = np.mgrid[-9:10, -9:10]
        ragged = rows**2 + (columns * 0.7) ** 2 < 50 + 25 * random.standard_normal(rows.shape)
        at = panel, middle[0] + rows[ragged], middle[1] + columns[ragged]
        found: Indices = np.ravel_multi_index(at, camera.all_panels)
        return found

    def _column(self, random: np.random.Generator) -> Column:
        """Choose a column of a chip, or the far part of it."""
        camera = self.camera
        height = camera.rows // camera.asics[0]
        chip = int(random.integers(camera.asics[0]))
        first = chip * height + int(random.choice([0, 0, height // 3]))
        return Column(
            panel=int(random.integers(camera.panels)),
            column=int(random.integers(camera.columns)),
            rows=slice(first, (chip + 1) * height),
        )
