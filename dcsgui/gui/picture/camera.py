"""Which part of a picture is seen, and how large."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

__all__ = ["Camera", "Extent", "Size"]

LARGEST = 64.0
"""Dots of the screen to a pixel, at most."""

MARGIN = 0.97
"""How much of the room a whole picture fills."""


class Size(NamedTuple):
    """Width and height of a screen, in dots."""

    width: int
    height: int


class Extent(NamedTuple):
    """Width and height of a picture, in pixels."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Camera:
    """What a screen shows of a picture: its middle, and how large a pixel is.

    Attributes
    ----------
    x, y : float
        The point of the picture in the middle of the screen, in pixels.
    scale : float
        Dots of the screen to a pixel; pixels are square.

    Examples
    --------
    >>> camera = Camera.fitting(Extent(200, 100), Size(400, 400))
    >>> camera.x, camera.y, camera.scale
    (100.0, 50.0, 1.94)
    >>> camera.point(200, 200, Size(400, 400))
    (100.0, 50.0)
    """

    x: float
    y: float
    scale: float

    @classmethod
    def fitting(cls, picture: Extent, screen: Size) -> Camera:
        """Show the whole picture."""
        room = min(screen.width / picture.width, screen.height / picture.height)
        return cls(picture.width / 2, picture.height / 2, max(room * MARGIN, 1e-6))

    def point(self, across: float, down: float, screen: Size) -> tuple[float, float]:
        """Return which point of the picture is at a place of the screen."""
        return (
            self.x + (across - screen.width / 2) / self.scale,
            self.y + (down - screen.height / 2) / self.scale,
        )

    def place(self, x: float, y: float, screen: Size) -> tuple[float, float]:
        """Return at which place of the screen a point of the picture is."""
        return (
            (x - self.x) * self.scale + screen.width / 2,
            (y - self.y) * self.scale + screen.height / 2,
        )

    def moved(self, across: float, down: float) -> Camera:
        """Return the camera after the picture was dragged by so many dots."""
        return replace(self, x=self.x - across / self.scale, y=self.y - down / self.scale)

    def zoomed(
        self, factor: float, at: tuple[float, float], screen: Size, *, smallest: float
    ) -> Camera:
        """Return the camera after zooming about a place of the screen, which stays where it is."""
        scale = min(max(self.scale * factor, smallest), max(LARGEST, smallest))
        x, y = self.point(*at, screen)
        return Camera(
            x - (at[0] - screen.width / 2) / scale, y - (at[1] - screen.height / 2) / scale, scale
        )

    def within(self, picture: Extent) -> Camera:
        """Return the camera, held such that its middle is on the picture."""
        return replace(
            self, x=min(max(self.x, 0), picture.width), y=min(max(self.y, 0), picture.height)
        )

    def magnified(self, ratio: float) -> Camera:
        """Return the same view for a screen with `ratio` times as many dots."""
        return replace(self, scale=self.scale * ratio)
