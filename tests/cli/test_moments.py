"""Ages in the unit that fits."""

from __future__ import annotations

import pytest

from dcsgui.cli.moments import age, range_words, time_text


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.5, "0.5 seconds"), (-90, "90 seconds"), (7200, "2 hours"), (86400 * 400, "400 days")],
)
def test_an_age_has_the_unit_that_fits(seconds: float, said: str) -> None:
    assert age(seconds) == said


def test_an_open_end_is_for_ever() -> None:
    assert range_words(0, None).endswith(" on")
    assert range_words(0, 10**9).count("1970-01-01T") == 2
    assert time_text(None, "open") == "open"
