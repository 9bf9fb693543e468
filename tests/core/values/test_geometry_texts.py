"""Geometry texts, read as far as to compare them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui.core.values.geometry_texts import placed_objects
from shared_data import need_shared, shared_files

LINE = "CAMERA 0 SENS 1 10 20 30 90 0 0 0.5 -0.25 0"


def test_a_line_places_an_object() -> None:
    (found,) = placed_objects(f"# HDR\n\n{LINE}\n") or ()
    assert found.key == ("CAMERA", 0, "SENS", 1)
    assert found.position == (10, 20, 30)
    assert found.angles == (90.5, -0.25, 0)


def test_how_far_two_are_apart() -> None:
    (one,) = placed_objects(LINE) or ()
    (two,) = placed_objects(LINE.replace("10 20 30 90", "13 24 30 -271")) or ()
    assert one.moved_um(two) == 5
    assert one.turned_deg(two) == pytest.approx(1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only comments\n",
        f"{LINE}\n{LINE}\n",
        LINE.replace("90", "x"),
        LINE.replace("90", "nan"),
        LINE + " 1",
        LINE.replace("SENS 1", "SENS one"),
    ],
)
def test_what_is_none(text: str) -> None:
    assert placed_objects(text) is None


@pytest.mark.parametrize("path", shared_files("data/real/psana-geometry/*.data"))
def test_real_ones(path: Path) -> None:
    found = placed_objects(need_shared(path).read_text())
    assert found is not None
    assert any(one.parent.startswith("IP") for one in found)
