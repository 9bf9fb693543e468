from __future__ import annotations

import itertools
import math

import pytest

from dcsgui.gui.picture.colours import ColourMap, Colours
from dcsgui.gui.picture.shading import STEPS, Code


def apart(first: int, second: int) -> float:
    """Return how far two colours are from one another, roughly as eyes see it."""
    r, g, b = ((first >> shift & 255) - (second >> shift & 255) for shift in (16, 8, 0))
    return math.sqrt(2 * r * r + 4 * g * g + 3 * b * b)


def luminance(colour: int) -> float:
    r, g, b = (colour >> shift & 255 for shift in (16, 8, 0))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("colour_map", ColourMap)
def test_what_is_no_value_has_a_colour_that_no_value_has(colour_map: ColourMap) -> None:
    table = [int(colour) for colour in Colours.of(colour_map).table]
    special = [table[Code.UNDER], table[Code.OVER], table[Code.NOT_FINITE]]
    for colour in special:
        assert min(apart(colour, value) for value in table[1 : STEPS + 1]) > 90
    for first, second in itertools.combinations(special, 2):
        assert apart(first, second) > 150


@pytest.mark.parametrize("colour_map", [ColourMap.VIRIDIS, ColourMap.GREY])
def test_higher_values_are_brighter(colour_map: ColourMap) -> None:
    lights = [luminance(int(colour)) for colour in Colours.of(colour_map).table[1 : STEPS + 1]]
    assert all(after > before - 1 for before, after in itertools.pairwise(lights))
    assert lights[-1] - lights[0] > 150


def test_diverging_colours_are_white_in_the_middle() -> None:
    table = Colours.of(ColourMap.DIVERGING).table[1 : STEPS + 1]
    assert luminance(int(table[STEPS // 2])) > 235
    assert int(table[0]) & 255 > int(table[0]) >> 16
    assert int(table[-1]) >> 16 > int(table[-1]) & 255


def test_nothing_has_the_colour_of_what_is_behind() -> None:
    opaque = Colours.of(ColourMap.GREY).opaque(0x123456)
    assert opaque[Code.NOTHING] == 0xFF123456
    assert len(opaque) == 256
