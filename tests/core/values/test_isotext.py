from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.isotext import iso_text_of_ns, ns_of_iso_text

Zone = Callable[[str], AbstractContextManager[None]]

PACIFIC = "PST8PDT,M3.2.0,M11.1.0"
ZONES = [
    "UTC0",
    PACIFIC,
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "IST-5:30",
    "NZST-12NZDT,M9.5.0,M4.1.0/3",
    "LMT7:52:58",  # local mean time of the 19th century: an offset with seconds
]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

any_ns = st.integers(-9_223_372_036 * 10**9, 9_223_372_036 * 10**9)
zones = st.sampled_from(ZONES)


@given(any_ns, zones)
def test_local_text_reads_back(zone: Zone, ns: int, tz: str) -> None:
    with zone(tz):
        assert ns_of_iso_text(iso_text_of_ns(ns)) == ns


@given(any_ns, zones, zones)
def test_utc_text_is_the_same_everywhere(zone: Zone, ns: int, here: str, there: str) -> None:
    with zone(here):
        text = iso_text_of_ns(ns, utc=True)
    assert text.endswith("+00:00")
    with zone(there):
        assert ns_of_iso_text(text) == ns
        assert ns_of_iso_text(text.replace("+00:00", "Z")) == ns


@given(any_ns, zones)
def test_text_without_zone_is_the_local_clock(zone: Zone, ns: int, tz: str) -> None:
    with zone(tz):
        clock = iso_text_of_ns(ns)[:19]
        assert iso_text_of_ns(ns_of_iso_text(clock))[:19] == clock


@given(st.integers(-9_223_372_036, 9_223_372_036))
def test_utc_text_agrees_with_datetime(seconds: int) -> None:
    expected = (EPOCH + timedelta(seconds=seconds)).isoformat()
    assert iso_text_of_ns(seconds * 10**9, utc=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2016-10-27T10:00:00-07:00",
        "2016-10-27 10:00:00-07:00",
        "2016-10-27T10:00:00-0700",
        "2016-10-27T10:00:00-07",
        "2016-10-27T10:00-07:00",
        "2016-10-27T17:00:00Z",
        "2016-10-27T17:00:00.000Z",
        "2016-10-27T17:00:00-00:00",
        "2016-10-27T22:30:00+05:30",
        "2016-10-27T10:00:00",
    ],
)
def test_forms(zone: Zone, text: str) -> None:
    with zone(PACIFIC):
        assert ns_of_iso_text(text) == 1477587600 * 10**9


@pytest.mark.parametrize("digits", range(1, 10))
def test_fraction_of_one_to_nine_digits(digits: int) -> None:
    fraction = "123456789"[:digits]
    text = f"1970-01-01T00:00:01.{fraction}Z"
    assert ns_of_iso_text(text) == 10**9 + int(fraction) * 10 ** (9 - digits)


def test_fraction_is_shown_without_zeros_and_only_if_there_is_one() -> None:
    assert iso_text_of_ns(10**9, utc=True) == "1970-01-01T00:00:01+00:00"
    assert iso_text_of_ns(1_500_000_000, utc=True) == "1970-01-01T00:00:01.5+00:00"
    assert iso_text_of_ns(-1, utc=True) == "1969-12-31T23:59:59.999999999+00:00"


def test_offset_with_seconds_is_not_lost(zone: Zone) -> None:
    with zone("LMT7:52:58"):
        assert iso_text_of_ns(0) == "1969-12-31T16:07:02-07:52:58"


def test_date_alone_is_local_midnight(zone: Zone) -> None:
    with zone(PACIFIC):
        assert iso_text_of_ns(ns_of_iso_text("2016-10-27")) == "2016-10-27T00:00:00-07:00"


def test_time_skipped_by_a_clock_change_has_the_offset_from_before(zone: Zone) -> None:
    with zone(PACIFIC):
        ns = ns_of_iso_text("2016-03-13T02:30:00")
        assert iso_text_of_ns(ns) == "2016-03-13T03:30:00-07:00"
        assert ns == ns_of_iso_text("2016-03-13T02:30:00-08:00")


def test_time_repeated_by_a_clock_change_is_the_first(zone: Zone) -> None:
    with zone(PACIFIC):
        ns = ns_of_iso_text("2016-11-06T01:30:00")
        assert iso_text_of_ns(ns) == "2016-11-06T01:30:00-07:00"
        assert iso_text_of_ns(ns + 3600 * 10**9) == "2016-11-06T01:30:00-08:00"


@pytest.mark.parametrize("offset", ["Z", "+00:00", "-23:59", "+23:59"])
def test_far_dates_with_an_offset_are_read(offset: str) -> None:
    assert ns_of_iso_text(f"9999-12-31T23:59:59{offset}") > 2**63


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is neither a number of seconds nor ISO 8601 text; write it as in 2016-10-27T10:00"),
        ("yesterday", "is neither a number"),
        ("2016-10", "is neither a number"),
        ("20161027T100000Z", "is neither a number"),
        ("2016-10-27T10", "is neither a number"),
        ("2016-10-27t10:00:00", "is neither a number"),
        ("2016-10-27T10:00:00.", "is neither a number"),
        ("2016-10-27T10:00:00,5", "is neither a number"),
        ("2016-10-27Z", "is neither a number"),
        ("2016-10-27T10:00:00 PDT", "is neither a number"),
        ("2016-10-27T10:00:00+7", "is neither a number"),
        ("٢٠١٦-10-27T10:00:00", "is neither a number"),
        ("2016-10-27T10:00:00Z\n", "is neither a number"),
        ("2016-13-01", "names a date that does not exist"),
        ("2015-02-29T00:00:00Z", "names a date that does not exist"),
        ("0000-01-01", "names a date that does not exist"),
        ("2016-10-27T24:00:00Z", "names a time of day that does not exist"),
        ("2016-10-27T10:60:00Z", "names a time of day that does not exist"),
        ("2016-10-27T10:00:61Z", "names a time of day that does not exist"),
        (
            "2016-12-31T23:59:60Z",
            "is a leap second, which Unix time does not have; give second 59",
        ),
        ("2016-10-27T10:00:00+24:00", "has a time zone that does not exist"),
        ("2016-10-27T10:00:00+10:60", "has a time zone that does not exist"),
        ("2016-10-27T10:00:00.1234567891Z", "is finer than a nanosecond; give at most nine"),
        ("0001-01-01T00:00:00", "is too far away to be local time; write it with its offset"),
    ],
)
def test_refused_with_a_sentence(zone: Zone, text: str, message: str) -> None:
    with zone("CET-1"), pytest.raises(BadValue, match=message) as caught:
        ns_of_iso_text(text)
    assert str(caught.value).startswith(f"Time {text!r} ")
