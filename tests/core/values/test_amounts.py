"""Numbers of things, and of bytes, in words."""

from __future__ import annotations

import pytest

from dcsgui.core.values.amounts import counted, size_text


@pytest.mark.parametrize(
    ("number", "thing", "words"),
    [
        (0, "version", "0 versions"),
        (1, "version", "1 version"),
        (12345, "pixel", "12,345 pixels"),
        (1, "set of parameters", "1 set of parameters"),
        (2, "set of parameters", "2 sets of parameters"),
        (3, "stretch", "3 stretches"),
    ],
)
def test_things_are_counted(number: int, thing: str, words: str) -> None:
    assert counted(number, thing) == words


@pytest.mark.parametrize(
    ("nbytes", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (99_900, "99.9 kB"),
        (100_000, "100 kB"),
        (2 * 10**9, "2.0 GB"),
        (5 * 10**12, "5.0 TB"),
        (10**16, "10000 TB"),
    ],
)
def test_sizes_have_the_unit_that_fits(nbytes: int, text: str) -> None:
    assert size_text(nbytes) == text
