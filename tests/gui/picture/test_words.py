from __future__ import annotations

import numpy as np
import pytest

from dcsgui.gui.picture.mosaic import Pixel
from dcsgui.gui.picture.words import MINUS, dtype_words, pixel_words, short, value_words
from picture_answers import numbers


def test_a_value_is_told_with_its_deviation_in_mads() -> None:
    told = numbers(np.array([[2799.0, 2800, 2801], [2798, 2800, 2802]]))
    assert told.mad == 1
    assert value_words(np.float32(2801.5), told) == "2801.5, +1.5 MAD"
    assert value_words(np.int16(2797), told) == f"2797, {MINUS}3 MAD"
    assert value_words(np.float64(2800), told) == "2800, +0 MAD"


def test_without_a_spread_the_distance_is_told() -> None:
    told = numbers(np.zeros((3, 3)))
    assert value_words(np.float32(0), told) == "0"
    assert value_words(np.float32(2.5), told) == "2.5, +2.5 from the median"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.float32("nan"), "NaN"),
        (np.float64("inf"), "\N{INFINITY}"),
        (np.float32("-inf"), f"{MINUS}\N{INFINITY}"),
        (np.uint64(2**64 - 1), "18446744073709551615"),
        (np.float32(0.1), "0.1"),
        (np.float64(-0.1), f"{MINUS}0.1"),
        (np.complex64(1 - 2j), f"1 {MINUS} 2i"),
    ],
)
def test_values_are_told_in_full(value: object, words: str) -> None:
    assert value_words(value, None) == words


def test_numbers_are_short() -> None:
    assert short(-1234.5678) == f"{MINUS}1234.57"
    assert short(1e-9) == "1e-09"


def test_pixels_and_shapes() -> None:
    assert pixel_words(Pixel(0, 2, 3), 1) == "row 2, column 3"
    assert dtype_words((2, 3), "float32") == "2\N{MULTIPLICATION SIGN}3 float32"
    assert dtype_words((), "int8") == "one value int8"
