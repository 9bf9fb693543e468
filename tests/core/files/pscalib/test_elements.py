"""Single values: written in one form, read in any."""

from __future__ import annotations

from collections.abc import Iterator

import h5py
import numpy as np
import pytest

from dcsgui.core.files.pscalib import elements
from dcsgui.core.values.errors import BadValue, Damaged
from dcsgui.core.values.timestamps import Timestamp
from older_files import is_d1


@pytest.fixture
def f() -> Iterator[h5py.File]:
    with h5py.File("x.h5", "w", driver="core", backing_store=False, libver="earliest") as file:
        yield file


@pytest.mark.parametrize("text", ["abc", "", "é µ", "\udcff", "x" * 70_000])
def test_texts(f: h5py.File, text: str) -> None:
    elements.write_text(f, "t", "before")
    assert is_d1(elements.write_text(f, "t", text))
    assert elements.read_text(f, "t") == text


@pytest.mark.parametrize("text", ["a\0", "\ud800"])
def test_texts_that_cannot_be(f: h5py.File, text: str) -> None:
    with pytest.raises(BadValue):
        elements.write_text(f, "t", text)


def test_texts_of_every_kind_are_read(f: h5py.File) -> None:
    f["fixed"] = np.array([b"a"], "S5")
    f["scalar"] = "b"
    f["variable"] = np.array(["c"], h5py.string_dtype())
    f["many"] = np.array([b"d", b"e"])
    read = [elements.read_text(f, name) for name in ("fixed", "scalar", "variable", "many", "no")]
    assert read == ["a", "b", "c", "d", None]


@pytest.mark.parametrize(
    ("value", "number"), [([7], 7), ([7.0], 7), (7, 7), ([7.5], None), ([b"7"], None)]
)
def test_whole_numbers(f: h5py.File, value: object, number: int | None) -> None:
    f["n"] = value
    assert elements.read_whole(f, "n") == number


def test_written_whole_numbers_and_times_have_the_form(f: h5py.File) -> None:
    assert is_d1(elements.write_whole(f, "n", 5))
    assert elements.read_whole(f, "n") == 5
    for ns in (0, 1_471_285_222_123_456_000, 1_471_285_222_123_456_789, -1):
        dset = elements.write_time(f, "t", Timestamp(ns))
        assert is_d1(dset)
        assert elements.read_time(f, "t") == Timestamp(ns)
        assert ("ns" in dset.attrs) == (Timestamp.of(float(dset[0])).ns != ns)


def test_numbers_in_attributes(f: h5py.File) -> None:
    assert elements.attribute_number(f, "generation") == 0
    elements.write_attribute_number(f, "generation", 3)
    assert elements.attribute_number(f, "generation") == 3
    f.attrs["generation"] = "three"
    with pytest.raises(Damaged):
        elements.attribute_number(f, "generation")
