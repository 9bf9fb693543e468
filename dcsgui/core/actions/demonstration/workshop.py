"""The workshop: makes the constants of one camera, type by type, as a step of the recipe asks."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.demonstration.cameras import Camera
from dcsgui.core.actions.demonstration.defects import Defects
from dcsgui.core.actions.demonstration.geometry import geometry_text
from dcsgui.core.actions.demonstration.pixels import Conditions, Pixels
from dcsgui.core.actions.demonstration.scattering import illuminate, shade
from dcsgui.core.values.errors import BadValue

__all__ = ["Workshop"]

Look = Mapping[str, Any]
"""What the recipe says of how constants look."""


class Workshop:
    """Makes constants of one camera; the same each time it is asked for the same.

    An array that it made is good until it makes the next: all are made in the same memory,
    because getting new memory takes longer than filling it.

    Parameters
    ----------
    camera : Camera
    detname : str
        Which one of its kind.
    memory : ndarray of uint8, optional
        Where arrays are made if they fit.
    """

    def __init__(
        self, camera: Camera, detname: str, memory: NDArray[np.uint8] | None = None
    ) -> None:
        self.camera = camera
        self.detname = detname
        self._memory = np.empty(0, np.uint8) if memory is None else memory
        self._pixels = Pixels(camera, detname)
        self._defects = Defects(camera, detname)
        self._makers = {
            "pedestals": self._pedestals,
            "gain": self._gain,
            "rms": self._noise,
            "status": self._status,
            "mask": self._mask,
        }

    def make(self, ctype: str, look: Look, *, age: float = 0.0) -> NDArray[Any] | str:
        """Make the constants of a type; a camera becomes worse with `age`, in days.

        Raises
        ------
        BadValue
            If the recipe asks for a type that nobody here knows how to make.
        """
        if ctype == "geometry":
            return geometry_text(
                self.camera,
                self.detname,
                metrology=look["metrology"],
                spread_um=look.get("spread_um", 0.0),
            )
        if "values" in look:
            return np.array(look["values"], look.get("dtype", "f8"))
        if ctype not in self._makers:
            raise BadValue(f"The demonstration can't make constants of type '{ctype}'.")
        conditions = Conditions(
            take=str(look.get("take", "")),
            warm=look.get("warm", 0.0),
            age=age,
            light=look.get("light", 0.0),
        )
        return self._makers[ctype](conditions, look)

    def _pedestals(self, conditions: Conditions, look: Look) -> NDArray[Any]:
        made = self._array(look.get("dtype", "f4"), self.camera.shape)
        frames = self.camera.frames(made)
        self._pixels.pedestals(frames, conditions)
        if conditions.light:
            illuminate(self.camera, frames, conditions.light)
        self._defects.spoil_pedestals(frames, conditions)
        return made

    def _gain(self, conditions: Conditions, look: Look) -> NDArray[Any]:
        made = self._array(look.get("dtype", "f4"), self.camera.shape)
        self._pixels.gain(self.camera.frames(made), conditions)
        self._defects.spoil_gain(self.camera.frames(made))
        return made

    def _noise(self, conditions: Conditions, look: Look) -> NDArray[Any]:
        made = self._array(look.get("dtype", "f4"), self.camera.shape)
        self._pixels.noise(self.camera.frames(made), conditions)
        self._defects.spoil_noise(self.camera.frames(made), conditions)
        return made

    def _status(self, conditions: Conditions, look: Look) -> NDArray[Any]:
        made = self._array(look.get("dtype", "u1"), self.camera.shape)
        made[...] = 0
        self._defects.mark(self.camera.frames(made), conditions)
        return made

    def _mask(self, conditions: Conditions, look: Look) -> NDArray[Any]:
        """Make a mask: 1 is a good pixel."""
        camera = self.camera
        made = self._array(look.get("dtype", "u1"), camera.frame)
        made[...] = 0
        frames = camera.frames(made)
        self._defects.mark(frames, conditions)
        np.equal(made, 0, out=made, casting="unsafe")
        rows, columns = camera.edges()
        frames[:, :, rows] = 0
        frames[:, :, :, columns] = 0
        if radius := look.get("shaded_mm"):
            shade(camera, frames, radius)
        return made

    def _array(self, dtype: str, shape: tuple[int, ...]) -> NDArray[Any]:
        nbytes = math.prod(shape) * np.dtype(dtype).itemsize
        if nbytes > self._memory.nbytes:
            return np.empty(shape, dtype)
        return self._memory[:nbytes].view(dtype).reshape(shape)
