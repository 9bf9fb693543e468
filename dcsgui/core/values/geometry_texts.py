"""Geometry texts as psana reads them: each line places an object in its parent."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Placed", "placed_objects"]

NAMES, NUMBERS = 4, 9
"""Parent and its number, object and its number; then x, y, z, three angles, three tilts."""

Key = tuple[str, int, str, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an object is in its parent.

    Attributes
    ----------
    parent, name : str
    parent_number, number : int
    position : tuple of float
        x, y, z in micrometres.
    angles : tuple of float
        About z, y, x in degrees, tilts added.
    """

    parent: str
    parent_number: int
    name: str
    number: int
    position: tuple[float, float, float]
    angles: tuple[float, float, float]

    @property
    def key(self) -> Key:
        """Which object in which parent."""
        return self.parent, self.parent_number, self.name, self.number

    def moved_um(self, other: Placed) -> float:
        """Return how far it is from where another geometry has it."""
        return math.dist(self.position, other.position)

    def turned_deg(self, other: Placed) -> float:
        """Return the largest angle by which another geometry has it otherwise."""
        pairs = zip(self.angles, other.angles, strict=True)
        return max(abs((one - two + 180) % 360 - 180) for one, two in pairs)


def placed_objects(text: str) -> tuple[Placed, ...] | None:
    r"""Read a geometry text; None if it is none, or says something of one object twice.

    Examples
    --------
    >>> placed_objects("# HDR\nIP 0 CAMERA 0 0 0 -100000 0 0 0 1.5 0 0\n")[0].angles
    (1.5, 0.0, 0.0)
    >>> placed_objects("photon_energy = 9500\n") is None
    True
    """
    found: dict[Key, Placed] = {}
    for line in text.splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        one = _placed(words)
        if one is None or one.key in found:
            return None
        found[one.key] = one
    return tuple(found.values()) or None


def _placed(words: list[str]) -> Placed | None:
    if len(words) != NAMES + NUMBERS:
        return None
    try:
        first, second = int(words[1]), int(words[3])
        x, y, z, *angles = map(float, words[NAMES:])
    except ValueError:
        return None
    if not all(map(math.isfinite, (x, y, z, *angles))):
        return None
    about_z, about_y, about_x, *tilts = angles
    turned = (about_z + tilts[0], about_y + tilts[1], about_x + tilts[2])
    return Placed(words[0], first, words[2], second, (x, y, z), turned)
