"""Geometry texts of the demonstration say the same as the distances of its pixels."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest

from dcsgui.core.actions.demonstration.cameras import Camera
from dcsgui.core.actions.demonstration.geometry import distances, geometry_text
from dcsgui.core.values.resources import resource

ENTRIES = tomllib.loads(resource("demonstration", "cameras.toml").read_text("utf-8"))
CAMERAS = {name: Camera.of(name, entry) for name, entry in ENTRIES.items()}


def turned(x: float, y: float, degrees: float) -> tuple[float, float]:
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    return cosine * x - sine * y, sine * x + cosine * y


def middles(text: str, camera: Camera) -> list[tuple[float, float]]:
    """Follow the objects of a text from each panel up, to where its middle is."""
    rows = [line.split() for line in text.splitlines() if line and line[0] != "#"]
    above = {(row[2], row[3]): row for row in rows}
    panels = [row for row in rows if row[2] == camera.panel_name]
    half = (camera.columns * camera.pixel_um / 2, camera.rows * camera.pixel_um / 2)
    found = []
    for panel in panels:
        x, y = half if camera.from_corner else (0.0, 0.0)
        # panels of different groups have the same number: start from the row itself
        row = panel
        while True:
            x, y = turned(x, y, float(row[7]))
            x, y = x + float(row[4]), y + float(row[5])
            if (row[0], row[1]) not in above:
                break
            row = above[row[0], row[1]]
        found.append((x, y))
    return found


@pytest.mark.parametrize("name", CAMERAS)
def test_text_and_distances_agree(name: str) -> None:
    camera = CAMERAS[name]
    text = geometry_text(camera, f"{name}-1", metrology="none", spread_um=0)
    where = middles(text, camera)
    assert len(where) == camera.panels
    for panel, (x, y) in enumerate(where):
        nearest = np.mean(
            distances(camera, panel)[
                (camera.rows - 1) // 2 : camera.rows // 2 + 1,
                (camera.columns - 1) // 2 : camera.columns // 2 + 1,
            ]
        )
        assert np.sqrt(nearest) == pytest.approx(np.hypot(x, y) / 1000, abs=0.1)


@pytest.mark.parametrize("name", CAMERAS)
def test_panels_do_not_overlap(name: str) -> None:
    camera = CAMERAS[name]
    where = middles(geometry_text(camera, "x-1", metrology="none", spread_um=0), camera)
    closest = min(camera.rows, camera.columns) * camera.pixel_um
    for index, (x, y) in enumerate(where):
        for other in where[:index]:
            assert max(abs(x - other[0]), abs(y - other[1])) >= closest


def test_each_metrology_finds_other_positions_near_the_design() -> None:
    camera = CAMERAS["cspad"]
    texts = [
        geometry_text(camera, "cspad-1", metrology=metrology, spread_um=spread)
        for metrology, spread in (("none", 0), ("microscope", 80), ("rings", 80))
    ]
    design, *measured = (np.array(middles(text, camera)) for text in texts)
    for positions in measured:
        assert 20 < np.abs(positions - design).max() < 1000
    assert len(set(texts)) == 3
