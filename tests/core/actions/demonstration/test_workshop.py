"""Constants of the demonstration: the same each time, and like those of real cameras."""

from __future__ import annotations

import tomllib
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from dcsgui.core.actions.demonstration.cameras import Camera
from dcsgui.core.actions.demonstration.defects import Status
from dcsgui.core.actions.demonstration.geometry import distances
from dcsgui.core.actions.demonstration.workshop import Workshop
from dcsgui.core.values.axes import Axes
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.resources import resource

ENTRIES = tomllib.loads(resource("demonstration", "cameras.toml").read_text("utf-8"))
CAMERAS = {name: Camera.of(name, entry) for name, entry in ENTRIES.items()}


def made(name: str, ctype: str, age: float = 0.0, **look: Any) -> NDArray[Any]:
    constants = Workshop(CAMERAS[name], f"{name}-1").make(ctype, look, age=age)
    assert isinstance(constants, np.ndarray)
    return constants


def robust(values: NDArray[Any]) -> tuple[float, float]:
    """Return median and spread of the finite values."""
    finite = values[np.isfinite(values)].astype("f8")
    median = float(np.median(finite))
    return median, 1.4826 * float(np.median(np.abs(finite - median)))


@pytest.mark.parametrize("name", CAMERAS)
def test_shapes_are_those_that_the_window_takes_apart(name: str) -> None:
    camera = CAMERAS[name]
    axes = Axes.of(camera.shape, name)
    assert (axes.panels, axes.rows, axes.columns) == camera.all_panels
    assert len(axes.slabs) == camera.modes
    assert bool(axes.gain_names) == (camera.modes > 1)


@pytest.mark.parametrize("name", CAMERAS)
@pytest.mark.parametrize("ctype", ["pedestals", "gain", "rms", "status", "mask"])
def test_the_same_comes_out_each_time(name: str, ctype: str) -> None:
    first, second = (made(name, ctype, age=40, take=3, warm=1) for _ in range(2))
    assert np.array_equal(first, second, equal_nan=first.dtype.kind == "f")


@pytest.mark.parametrize("name", CAMERAS)
def test_memory_used_before_leaves_no_trace(name: str) -> None:
    camera = CAMERAS[name]
    memory = np.full(int(np.prod(camera.shape)) * 4, 0x7F, np.uint8)
    shop = Workshop(camera, f"{name}-1", memory)
    for ctype in ("pedestals", "status", "mask", "rms", "gain"):
        there = shop.make(ctype, {})
        assert isinstance(there, np.ndarray)
        assert there.base is not None
        assert np.array_equal(there, made(name, ctype), equal_nan=there.dtype.kind == "f")


@pytest.mark.parametrize("name", CAMERAS)
def test_pedestals_lie_around_the_level_of_each_mode(name: str) -> None:
    camera = CAMERAS[name]
    for mode, frame in enumerate(camera.frames(made(name, "pedestals"))):
        median, spread = robust(frame)
        assert median == pytest.approx(camera.level[mode], rel=0.15)
        assert 0.002 < spread / median < 0.15


@pytest.mark.parametrize("name", CAMERAS)
def test_some_pixels_are_hot_dead_saturated_and_not_finite(name: str) -> None:
    frames = CAMERAS[name].frames(made(name, "pedestals"))
    finite = frames[np.isfinite(frames)]
    assert 0 < np.mean(finite == 0) < 1e-3
    assert 0 < np.mean(finite == CAMERAS[name].top) < 3e-3
    assert 0 < frames.size - finite.size < 100
    median, spread = robust(frames[0])
    assert 0 < np.mean(frames[0] > median + 10 * spread) < 5e-3


@pytest.mark.parametrize("name", ["jungfrau4m", "epix10ka2m", "cspad", "pnccd"])
def test_panels_have_offsets_of_their_own(name: str) -> None:
    medians = [robust(panel)[0] for panel in CAMERAS[name].frames(made(name, "pedestals"))[0]]
    assert np.std(medians) > 20


@pytest.mark.parametrize("name", CAMERAS)
def test_a_warmer_camera_has_other_pedestals(name: str) -> None:
    camera = CAMERAS[name]
    cold, warm = (made(name, "pedestals", take=1, warm=warm) for warm in (0, 4))
    for mode, shift in enumerate(camera.frames(warm - cold)):
        assert robust(shift)[0] == pytest.approx(4 * camera.drift[mode], rel=0.5)


def test_two_runs_differ_by_the_noise_of_their_means() -> None:
    one, other = (made("cspad", "pedestals", take=take) for take in (1, 2))
    spread = robust(one - other)[1]
    assert 0 < spread < CAMERAS["cspad"].noise[0] / 10


def test_more_pixels_become_hot_with_age() -> None:
    young, old = (made("epix100a", "status", age=age) for age in (0, 200))
    assert np.count_nonzero(old & Status.NOISY) > 1.5 * np.count_nonzero(young & Status.NOISY)


def test_status_and_mask_know_the_bad_pixels_of_the_pedestals() -> None:
    pedestals, status, mask = (made("pnccd", ctype) for ctype in ("pedestals", "status", "mask"))
    assert np.all(status[pedestals == 0] & Status.LOW)
    assert np.all(status[np.isnan(pedestals)] & Status.UNKNOWN)
    assert set(np.unique(mask)) == {0, 1}
    assert not mask[status > 0].any()
    assert mask.mean() > 0.9


def test_gains_of_modes_are_very_different() -> None:
    medians = [robust(frame)[0] for frame in made("jungfrau4m", "gain", dtype="f2")]
    assert medians == pytest.approx([41.4, -1.39, -0.109], rel=0.05)


def test_light_makes_rings_around_the_beam() -> None:
    camera = CAMERAS["cspad"]
    dark, light = (made("cspad", "pedestals", take=1, light=light) for light in (0, 100))
    radius = np.sqrt(np.stack([distances(camera, panel) for panel in range(camera.panels)]))
    seen = light - dark
    assert np.nanmedian(seen[np.abs(radius - 21) < 0.5]) > 90
    assert np.nanmedian(seen[np.abs(radius - 45) < 0.5]) < 20


def test_whole_numbers_come_out_where_they_are_asked_for() -> None:
    pedestals = made("epix100a", "pedestals", dtype="u2", light=20)
    assert pedestals.dtype == np.dtype("u2")
    assert robust(pedestals)[0] == pytest.approx(2460, rel=0.1)


def test_values_come_out_as_the_recipe_says_them() -> None:
    assert made("cspad", "common_mode", values=[1, 25]).tolist() == [1.0, 25.0]


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(BadValue, match="can't make constants of type 'flatfield'"):
        made("cspad", "flatfield")
