"""Names of the older code for ranges and versions."""

from __future__ import annotations

import pytest

from dcsgui.core.files.pscalib import nodes
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity


@pytest.mark.parametrize(
    ("begin", "end", "name"),
    [
        (1471285222.123456, 1471371622.654321, "1471285222-1471371623"),
        (1471300000, 1471310000, "1471300000-1471310000"),
        (-50.5, -10.5, "-51--10"),
        (0, 50, "0-50"),
        (100.9, None, "100-end"),
        (-0.5, None, "-1-end"),
    ],
)
def test_ranges_are_named_by_the_seconds_around_them(
    begin: float, end: float | None, name: str
) -> None:
    assert nodes.range_name(Validity.of(begin, end)) == name


def test_a_name_goes_with_the_numbers_that_are_stored() -> None:
    validity = Validity(Timestamp(1_471_285_222_999_999_999), None)
    assert nodes.range_name(validity) == f"{int(validity.begin_number)}-end"


def test_versions_have_four_digits_or_more() -> None:
    assert [nodes.version_name(n) for n in (1, 10_000)] == ["v0001", "v10000"]
