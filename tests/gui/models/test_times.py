"""Times as the window shows them."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.values.isotext import ns_of_iso_text
from dcsgui.gui.models.times import end_shown, end_tooltip, short, shown, span, tooltip

SECOND = 10**9
T = 1477587600 * SECOND  # 2016-10-27T17:00:00Z
TIMES = st.integers(-(2**33), 2**33).map(lambda seconds: seconds * SECOND)


@pytest.fixture
def california(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_shown_in_local_time_and_in_utc(california: None) -> None:
    assert shown(T, utc=False) == "2016-10-27T10:00:00-07:00"
    assert shown(T, utc=True) == "2016-10-27T17:00:00+00:00"
    assert shown(T + 5, utc=True) == "2016-10-27T17:00:00.000000005+00:00"


def test_what_is_not_known_or_has_no_end() -> None:
    assert shown(None, utc=True) == ""
    assert tooltip(None) == "This time is not known."
    assert end_shown(None, utc=True) == "open"
    assert end_shown(T, utc=True) == shown(T, utc=True)
    assert "for ever" in end_tooltip(None)
    assert end_tooltip(T) == tooltip(T)


def test_tool_tip_has_local_utc_and_unix_seconds(california: None) -> None:
    assert tooltip(T + 500_000_000).splitlines() == [
        "2016-10-27T10:00:00.5-07:00 (local)",
        "2016-10-27T17:00:00.5+00:00 (UTC)",
        "1477587600.5 (Unix seconds)",
    ]


@given(TIMES)
def test_short_form_means_the_same_time(ns: int) -> None:
    if 0 <= int(shown(ns, utc=True)[:4]) <= 9999:
        assert ns_of_iso_text(short(ns, utc=True).replace(" ", "T") + _utc(ns)) == ns


def _utc(ns: int) -> str:
    return "Z" if " " in short(ns, utc=True) else "T00:00Z"


def test_short_form_leaves_fractions_out_but_keeps_the_second() -> None:
    assert short(T + 1, utc=True) == "2016-10-27 17:00:00"


def test_ranges_in_few_words(california: None) -> None:
    assert span(T, None, utc=False) == "from 2016-10-27 10:00"
    assert span(T, T + 86400 * SECOND, utc=True) == "2016-10-27 17:00 to 2016-10-28 17:00"
