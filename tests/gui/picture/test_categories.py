from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from dcsgui.gui.picture.categories import Categories, Kind
from dcsgui.gui.picture.mosaic import Sample
from dcsgui.gui.picture.shading import Code


def names(kind: Kind, values: NDArray[Any]) -> list[str]:
    categories = Categories(kind)
    seen = Sample(values.reshape(1, -1), np.ones((1, values.size), bool))
    return [categories.name(int(code)) for code in categories.codes(seen)[0]]


@pytest.mark.parametrize(
    ("ctype", "dtype", "kind"),
    [
        ("pixel_mask", "u1", Kind.MASK),
        ("mask", "f4", Kind.MASK),
        ("pixel_status", "u2", Kind.STATUS),
        ("status_extra", "u8", Kind.STATUS),
        ("pedestals", "f4", Kind.AMOUNT),
        ("pedestals", "u2", Kind.AMOUNT),
        ("pixel_gain", "?", Kind.TRUTH),
        ("pixel_mask", "?", Kind.MASK),
    ],
)
def test_the_type_and_the_values_tell_the_kind(ctype: str, dtype: str, kind: Kind) -> None:
    assert Kind.of(ctype, np.array([0, 1], dtype)) is kind


def test_a_mask_of_fractions_is_an_amount() -> None:
    assert Kind.of("pixel_mask", np.array([0.5])) is Kind.AMOUNT
    assert Kind.of("pixel_status", np.array([np.nan])) is Kind.AMOUNT


@pytest.mark.parametrize("dtype", ["u1", "i2", ">i4", "u8", "i8", "f4"])
def test_status_words_are_told_by_their_bit(dtype: str) -> None:
    values = np.array([0, 1, 2, 3, 32, 33], dtype).astype(np.dtype(dtype).newbyteorder("="))
    told = names(Kind.STATUS, values)
    assert told == ["good", "bit 0", "bit 1", "several bits", "bit 5", "several bits"]


def test_the_highest_bits_are_told() -> None:
    assert names(Kind.STATUS, np.array([2**63], "u8")) == ["bit 63"]
    assert names(Kind.STATUS, np.array([-1, -(2**31)], "i4")) == ["several bits", "several bits"]


def test_masks_tell_what_is_masked() -> None:
    assert names(Kind.MASK, np.array([0, 1, 2, 200], "u1")) == ["masked", "good", "other", "other"]
    assert names(Kind.MASK, np.array([-1, 1], "i2")) == ["other", "good"]
    assert names(Kind.TRUTH, np.array([False, True])) == ["false", "true"]


def test_nan_is_no_category() -> None:
    assert names(Kind.STATUS, np.array([np.nan, 4.0])) == ["not finite", "bit 2"]


def test_every_code_has_a_colour_of_its_kind() -> None:
    status = Categories(Kind.STATUS)
    table = status.colours.table
    colours = {int(table[code]) for code in (1, 2, 3, 4, 5, 6, 7, 8, 9)}
    assert len(colours) == 9
    seen = Sample(np.zeros((1, 1), "u1"), np.zeros((1, 1), bool))
    assert status.codes(seen)[0, 0] == Code.NOTHING


def test_values_are_described() -> None:
    status, mask = Categories(Kind.STATUS), Categories(Kind.MASK)
    assert status.describe(np.uint16(5)) == "5 = 0x5, bits 0, 2"
    assert status.describe(np.uint16(4)) == "4 = 0x4, bit 2"
    assert status.describe(np.uint16(0)) == "0, good"
    assert status.describe(np.float32("nan")) == "NaN"
    assert mask.describe(np.uint8(0)) == "0, masked"
    assert mask.describe(np.float32(1)) == "1, good"
    assert Categories(Kind.TRUTH).describe(np.bool_(True)) == "true"
