"""Where the panels of a camera are: as a geometry text, and as the distance of each pixel."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.demonstration.cameras import Camera, Position
from dcsgui.core.actions.demonstration.pixels import random_of

__all__ = ["distances", "geometry_text"]

HEADER = """\
# TITLE      Geometry of {camera}, made up for the demonstration
# DETECTOR   {detname}
# CALIB_TYPE geometry
# METROLOGY  {metrology}
# COMMENT:01 An object stands in its parent: x, y, z of its origin in um, then angles in deg

# HDR PARENT IND     OBJECT IND    X0[um]   Y0[um]   Z0[um]  ROT-Z ROT-Y ROT-X  TILT-Z   TILT-Y   TILT-X
"""  # noqa: E501  # as wide as the lines below it

DISTANCE_UM = 100_000
"""From the interaction point to the camera."""


@dataclass(frozen=True)
class _Row:
    """A line of a geometry text: an object, in its parent."""

    parent: tuple[str, int]
    child: tuple[str, int]
    position: Position
    z: float = 0.0


def geometry_text(camera: Camera, detname: str, *, metrology: str, spread_um: float) -> str:
    """Write the geometry of a camera as text.

    Parameters
    ----------
    metrology : str
        How the positions were found; each way finds others.
    spread_um : float
        How far panels are from where they should be, in micrometres; 0 is the design.
    """
    random = random_of(detname, "metrology", metrology)
    lines = [HEADER.format(camera=camera.name, detname=detname, metrology=metrology)]
    for row in _rows(camera):
        off = spread_um * random.standard_normal(3) if row.z == 0 else np.zeros(3)
        tilts = spread_um * random.standard_normal(3) * (0.002, 0.0004, 0.0004)
        x, y, angle = row.position
        z = row.z + off[2] / 3
        names = " ".join(f"{name:>11} {number:2}" for name, number in (row.parent, row.child))
        where = "".join(f"{round(um):9}" for um in (x + off[0], y + off[1], z))
        tilted = " ".join(f"{tilt or 0:8.5f}" for tilt in tilts * (row.z == 0))
        lines.append(f"{names} {where} {angle:6.1f}   0.0   0.0 {tilted}\n")
    return "".join(lines)


def distances(camera: Camera, panel: int) -> NDArray[np.float32]:
    """Compute how far each pixel of a panel is from the beam, squared.

    Returns
    -------
    (row, column) float32, in square millimetres
    """
    group, place = divmod(panel, len(camera.panel_places))
    gx, gy, turned = camera.group_places[group]
    px, py, angle = camera.panel_places[place]
    sine, cosine = math.sin(math.radians(turned)), math.cos(math.radians(turned))
    x, y = gx + cosine * px - sine * py, gy + sine * px + cosine * py
    # seen from the panel, whose columns go along its own x
    sine, cosine = math.sin(math.radians(turned + angle)), math.cos(math.radians(turned + angle))
    beam = -cosine * x - sine * y, sine * x - cosine * y
    columns = (_middles(camera.columns) * camera.pixel_um - beam[0]) / 1000
    rows = (-_middles(camera.rows) * camera.pixel_um - beam[1]) / 1000
    squared: NDArray[np.float32] = np.add.outer(rows**2, columns**2).astype(np.float32)
    return squared


def _middles(count: int) -> NDArray[np.floating[Any]]:
    return np.arange(count) - (count - 1) / 2


def _origin(camera: Camera, place: Position) -> Position:
    """Say where the origin of a panel is, whose middle is there: for some kinds it is a corner."""
    if not camera.from_corner:
        return place
    x, y, angle = place
    sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    half = camera.columns * camera.pixel_um / 2, camera.rows * camera.pixel_um / 2
    return x - cosine * half[0] + sine * half[1], y - sine * half[0] - cosine * half[1], angle


def _rows(camera: Camera) -> Iterator[_Row]:
    whole = (camera.camera_name, 0)
    for group, position in enumerate(camera.group_places):
        parent = (camera.group_name, group) if camera.group_name else whole
        first = 0 if camera.group_name else group * len(camera.panel_places)
        for number, place in enumerate(camera.panel_places, first):
            yield _Row(parent, (camera.panel_name, number), _origin(camera, place))
        if camera.group_name:
            yield _Row(whole, parent, position)
    yield _Row(("IP", 0), whole, (0, 0, 0), DISTANCE_UM)
