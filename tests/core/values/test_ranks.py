"""Percentiles of values that are seen piece by piece are those that numpy gives for all."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dcsgui.core.values.ranks import Values, quantile, quantiles

PARTS = (0.0, 0.01, 0.25, 0.5, 0.99, 1.0)

finite = st.floats(-1e6, 1e6, width=32) | st.sampled_from([0.0, 1.0, 2.0])


class Looking:
    """Goes through values in pieces, and counts how often."""

    def __init__(self, values: Values, number: int = 3) -> None:
        self.values = values
        self.number = number
        self.looks = 0
        self.kept = 0

    def __call__(self) -> Iterator[Values]:
        self.looks += 1
        yield from np.array_split(self.values, self.number)


@given(arrays.arrays("f8", st.integers(1, 60), elements=finite))
def test_a_quantile_is_that_of_numpy(values: Values) -> None:
    for part in PARTS:
        expected = float(np.quantile(values, part))
        assert quantile(np.sort(values), part) == pytest.approx(expected, rel=1e-12, abs=1e-9)


def test_no_values_have_none() -> None:
    assert math.isnan(quantile(np.empty(0), 0.5))


@given(arrays.arrays("f8", st.integers(1, 200), elements=finite), st.data())
def test_quantiles_of_pieces_are_exact_whatever_the_sample(
    values: Values, data: st.DataObject
) -> None:
    """Also if the sample tells nothing of where the values are."""
    size = data.draw(st.integers(0, len(values)))
    sample = np.sort(values[:size]) + data.draw(st.sampled_from([0.0, 0.0, 1e5]))
    found = quantiles(PARTS, Looking(values), n=len(values), sample=sample)
    expected = [quantile(np.sort(values), part) for part in PARTS]
    assert found == expected


@pytest.mark.parametrize(
    "values",
    [
        np.random.default_rng(1).normal(2800, 4, 300_001),
        np.repeat([0.0, 1.0], [1_000, 300_000]),
        np.repeat([0.0, 1.0, 2.0], [150_000, 1, 150_000]),
        np.random.default_rng(2).integers(0, 5, 300_000).astype("f8"),
        np.full(300_000, 7.0),
        np.random.default_rng(3).standard_cauchy(300_000),
    ],
    ids=["normal", "mask", "halves", "few", "one", "cauchy"],
)
def test_one_look_is_enough_and_little_is_kept(
    values: Values, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    concatenate = np.concatenate

    def counting(parts: list[Values]) -> Values:
        kept.append(sum(map(len, parts)))
        return concatenate(parts)

    monkeypatch.setattr(np, "concatenate", counting)
    looking = Looking(values, 30)
    sample = np.sort(np.random.default_rng(9).choice(values, 20_000))
    found = quantiles(PARTS, looking, n=len(values), sample=sample)
    assert found == [quantile(np.sort(values), part) for part in PARTS]
    assert looking.looks == 1
    assert max(kept) < len(values) / 10


def test_the_largest_numbers_are_no_trouble() -> None:
    values = np.array([-1.7e308, -1.7e308, 1.7e308, 1.7e308])
    assert quantiles((0.5,), Looking(values), n=4, sample=values[:1]) == [0.0]
    assert quantile(np.array([1.0, np.inf]), 1.0) == np.inf
