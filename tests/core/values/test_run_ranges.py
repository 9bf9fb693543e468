"""Ranges of runs: what their names say, and what they are in time."""

from __future__ import annotations

import pytest

from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.run_ranges import RunRange, RunSpan, out_of_order
from dcsgui.core.values.timestamps import Timestamp


def span(begin: int, end: int | None = None) -> RunSpan:
    return RunSpan(Timestamp.of(begin), None if end is None else Timestamp.of(end))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("0-0", "0-0"),
        ("0000000000000012-end", "12-end"),
        ("3-9999", "3-end"),
        ("00003-00007", "3-7"),
    ],
)
def test_names_that_older_code_understands(name: str, text: str) -> None:
    assert str(RunRange.of(name)) == text


@pytest.mark.parametrize("name", ["", "12", "12-20x", "-3-4", "12000-end", "0-" + "1" * 5_000])
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(BadValue):
        RunRange.of(name)


@pytest.mark.parametrize("end", [200, 250])
def test_a_run_is_over_when_the_next_begins(end: int) -> None:
    spans = {3: span(100, end), 4: span(200, 300)}
    assert RunRange.of("3-3").validity(spans).name == "100-199.999999999"
    assert RunRange.of("3-4").validity(spans).name == "100-300"


def test_runs_out_of_order_are_found() -> None:
    assert out_of_order({3: span(100), 4: span(50), 5: span(200)}) == (4, 3)
    assert out_of_order({3: span(100), 4: span(100), 5: span(200)}) is None
