"""Scattered light: what is on a frame that was taken with the shutter open."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.demonstration.cameras import Camera, Frames
from dcsgui.core.actions.demonstration.geometry import distances

__all__ = ["illuminate", "shade"]

RINGS_MM = ((21.0, 1.6, 1.0), (38.0, 2.2, 0.55), (58.0, 3.0, 0.3))
"""Radius, width and brightness of each ring, as of a powder."""

GLOW_MM = 26.0
REACH_MM = 200.0
STEPS = 4096


def illuminate(camera: Camera, frames: Frames, light: float) -> None:
    """Add light to frames: `light` ADU in the brightest ring, in the mode of highest gain."""
    table = _brightness() * np.float32(light)
    for mode, frame in enumerate(frames):
        seen = table * np.float32(camera.gain[mode] / camera.gain[0])
        for panel, picture in enumerate(frame):
            np.add(picture, seen[_steps(camera, panel)], out=picture, casting="unsafe")


def shade(camera: Camera, frames: Frames, radius_mm: float) -> None:
    """Set all pixels to 0 that are nearer to the beam than a radius, in millimetres."""
    for frame in frames:
        for panel, picture in enumerate(frame):
            picture[distances(camera, panel) < radius_mm**2] = 0


def _brightness() -> NDArray[np.float32]:
    """Compute the light at each step of the distance squared."""
    radius = np.sqrt(np.arange(STEPS) / STEPS) * REACH_MM
    light = 0.5 * np.exp(-((radius / GLOW_MM) ** 2))
    for at, width, height in RINGS_MM:
        light += height * np.exp(-(((radius - at) / width) ** 2))
    return light.astype(np.float32)


def _steps(camera: Camera, panel: int) -> NDArray[np.int16]:
    scaled = distances(camera, panel) * np.float32(STEPS / REACH_MM**2)
    steps: NDArray[np.int16] = np.minimum(scaled, STEPS - 1).astype(np.int16)
    return steps
