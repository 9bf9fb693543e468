import dataclasses
import math
import pickle
import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.values.errors import BadValue, NotFound
from dcsgui.core.values.runs import RunNumber
from dcsgui.core.values.timestamps import Timestamp

Zone = Callable[[str], AbstractContextManager[None]]

LAST = 9_223_372_036
timestamps = st.integers(-LAST * 10**9, LAST * 10**9).map(Timestamp)
seconds = st.integers(-LAST, LAST)
zones = st.sampled_from(["UTC0", "PST8PDT,M3.2.0,M11.1.0", "IST-5:30", "LMT7:52:58"])


@given(timestamps)
def test_text_reads_back(t: Timestamp) -> None:
    assert Timestamp.of(t.text) == t
    assert Timestamp.from_text(f" {t.text} ") == t


@given(timestamps, zones)
def test_iso_reads_back(zone: Zone, t: Timestamp, tz: str) -> None:
    with zone(tz):
        assert Timestamp.of(str(t)) == t
        assert Timestamp.of(t.iso()) == t
        assert Timestamp.of(t.iso(utc=True)) == t


@given(timestamps)
def test_datetime64_reads_back(t: Timestamp) -> None:
    assert Timestamp.of(np.datetime64(t.ns, "ns")) == t


@given(st.integers(-(2**31), 2**32 - 1), st.integers(0, 10**9 - 1))
def test_packed_reads_back(sec: int, nsec: int) -> None:
    packed = sec << 32 | nsec
    t = Timestamp.from_packed(packed)
    assert t == Timestamp(sec * 10**9 + nsec)
    assert t.packed == packed


@given(st.integers(0, 2**32 - 1), st.integers(0, 10**9 - 1))
def test_lcls2_packed_counts_from_1990(sec: int, nsec: int) -> None:
    t = Timestamp.from_lcls2(sec << 32 | nsec)
    assert t.ns == (Timestamp.of("1990-01-01T00:00:00Z").ns + sec * 10**9) + nsec
    assert Timestamp.of(SimpleNamespace(timestamp=sec << 32 | nsec)) == t


@pytest.mark.parametrize("sec", [-(2**31) - 1, 2**32])
def test_packed_does_not_hold_every_time(sec: int) -> None:
    with pytest.raises(BadValue, match=r"does not fit the packed 64-bit form\."):
        _ = Timestamp.of(sec).packed


@given(seconds)
def test_whole_seconds_in_every_type(sec: int) -> None:
    expected = Timestamp(sec * 10**9)
    assert Timestamp.of(sec) == Timestamp.of(float(sec)) == Timestamp.of(str(sec)) == expected
    assert Timestamp.of(np.int64(sec)) == Timestamp.of(np.float64(sec)) == expected
    assert expected.number == sec
    assert type(expected.number) is int
    assert expected.text == str(sec)


@given(st.floats(1e8, LAST) | st.floats(-LAST, -1e8))
def test_float_reads_back(x: float) -> None:
    t = Timestamp.of(x)
    assert t == Timestamp.from_float(x) == Timestamp.of(np.float64(x)) == Timestamp.of(repr(x))
    assert t.sec == t.number == x
    assert type(t.sec) is float


@given(timestamps, timestamps)
def test_order_is_that_of_the_integers(a: Timestamp, b: Timestamp) -> None:
    assert (a < b) == (a.ns < b.ns)
    assert (a == b) == (a.ns == b.ns) == (hash(a) == hash(b))
    assert (a >= b) == (a.ns >= b.ns)


def test_times_that_one_float_cannot_tell_apart_differ() -> None:
    a, b = Timestamp.of("1471285222.123456788"), Timestamp.of("1471285222.123456789")
    assert a.sec == b.sec
    assert a < b
    assert a != b


@pytest.mark.parametrize(
    ("ns", "text"),
    [
        (1477526400 * 10**9, "1477526400"),
        (-50_500_000_000, "-50.5"),
        (1471285222123456789, "1471285222.123456789"),
        (-1, "-0.000000001"),
        (0, "0"),
    ],
)
def test_text_is_exact_and_short(ns: int, text: str) -> None:
    assert Timestamp(ns).text == text


def test_str_is_the_local_iso_text(zone: Zone) -> None:
    t = Timestamp.of("2016-10-27T17:00:00.25Z")
    with zone("PST8PDT,M3.2.0,M11.1.0"):
        assert str(t) == t.iso() == "2016-10-27T10:00:00.25-07:00"
    assert t.iso(utc=True) == "2016-10-27T17:00:00.25+00:00"


def test_aware_datetime_and_timestamp_are_taken() -> None:
    t = Timestamp.of(datetime(2016, 10, 27, 17, tzinfo=UTC))
    assert t == Timestamp.of("2016-10-27T17:00:00Z")
    assert Timestamp.of(t) is t


def test_now_is_in_whole_microseconds() -> None:
    before = time.time_ns() // 1000 * 1000
    now = Timestamp.now()
    assert before <= now.ns <= time.time_ns()
    assert now.ns % 1000 == 0


def test_numpy_nanoseconds_become_an_int() -> None:
    ns: int = np.int64(5)  # type: ignore[assignment]
    assert type(Timestamp(ns).ns) is int


def test_a_time_stamp_does_not_change_and_can_be_sent() -> None:
    t = Timestamp(5)
    with pytest.raises(dataclasses.FrozenInstanceError):
        t.ns = 6  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(t)) == t


# --- runs ---


def run_table(run: RunNumber) -> Timestamp:
    if run.experiment != "xpptut15":
        raise NotFound(f"No run table for {run.experiment}.")
    return Timestamp.of(1_400_000_000 + run.run)


@pytest.mark.parametrize("value", [RunNumber("xpptut15", 260), "xpptut15:260", " xpptut15:r260"])
def test_run_goes_through_the_run_table(value: object) -> None:
    assert Timestamp.of(value, runs=run_table) == Timestamp.of(1_400_000_260)
    with pytest.raises(
        BadValue, match=r"Run xpptut15:260 stands for a time only through a run tab"
    ):
        Timestamp.of(value)


def test_what_the_run_table_says_comes_through() -> None:
    with pytest.raises(NotFound, match=r"No run table for amo1\."):
        Timestamp.of("amo1:2", run_table)


def test_run_without_experiment_is_refused() -> None:
    with pytest.raises(BadValue, match=r"Run 'r260' does not say its experiment; write experi"):
        Timestamp.of("r260", run_table)


# --- refused ---


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        np.True_,
        1 + 0j,
        b"5",
        [5],
        (5, 6),
        {},
        object(),
        date(2016, 10, 27),
        datetime,
        Fraction(1, 2),
        np.timedelta64(5, "s"),
        np.array([5.0]),
    ],
    ids=lambda value: re.sub("0x.*", "", repr(value)),
)
def test_what_says_no_time_is_refused(value: object) -> None:
    sentence = "is no time; give Unix seconds, ISO 8601 text such as '2016-10-27T10:00:00-07:00'"
    with pytest.raises(BadValue, match=re.escape(sentence)):
        Timestamp.of(value)


@pytest.mark.parametrize("value", [math.nan, math.inf, np.float32("nan"), np.float64("-inf")])
def test_number_that_is_none_is_refused(value: float) -> None:
    with pytest.raises(BadValue, match="is no number of seconds; give a finite number"):
        Timestamp.of(value)


@pytest.mark.parametrize("value", ["nan", "end", "", "tomorrow", "1e", "2016-10-27T25"])
def test_text_that_is_no_time_is_refused(value: str) -> None:
    with pytest.raises(BadValue, match="is neither a number of seconds nor ISO 8601 text"):
        Timestamp.of(value)


def test_naive_datetime_and_nat_are_refused() -> None:
    with pytest.raises(BadValue, match="has no time zone; give an aware datetime"):
        Timestamp.of(datetime(2016, 10, 27))  # noqa: DTZ001
    with pytest.raises(BadValue, match="NaT"):
        Timestamp.of(np.datetime64("NaT"))


@pytest.mark.parametrize(
    "value",
    [
        LAST + 1,
        -LAST - 1,
        float(LAST + 1),
        1e300,
        "1e300",
        f"{LAST}.000000001",
        1471285222 * 10**9,
        1471285222 << 32,
        "9999-12-31T00:00:00Z",
        "1600-01-01T00:00:00Z",
        datetime(9999, 1, 1, tzinfo=UTC),
        np.datetime64("9999-01-01"),
    ],
)
def test_time_outside_is_refused(value: object) -> None:
    with pytest.raises(
        BadValue, match="The time is outside of what a time stamp holds, 1677-09-21"
    ):
        Timestamp.of(value)


def test_endless_integer_is_refused() -> None:
    with pytest.raises(BadValue, match=r"seconds from 1970: an integer of \d+ bits\)\. A bare"):
        Timestamp.of(10**5000)


@pytest.mark.parametrize("ns", [1.0, "1", True, None, np.timedelta64(1, "ns")])
def test_nanoseconds_that_are_no_whole_number_are_refused(ns: int) -> None:
    with pytest.raises(BadValue, match=r"is no whole number of nanoseconds\."):
        Timestamp(ns)


def test_both_ends_of_what_it_holds_are_held() -> None:
    assert Timestamp.of(LAST).iso(utc=True) == "2262-04-11T23:47:16+00:00"
    assert Timestamp.of(-LAST).iso(utc=True) == "1677-09-21T00:12:44+00:00"


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("seconds", [10**10, 1e11, 10**12, np.float64(1e12)])
def test_a_look_up_far_away_is_one_at_the_end_of_time(sign: int, seconds: float) -> None:
    t = Timestamp.for_lookup(sign * seconds)
    assert t.ns == sign * (2**63 // 10**9 * 10**9)


@pytest.mark.parametrize("number", [1.5e12, 1477526400 * 1000, 10**400, math.inf])
def test_a_look_up_at_what_is_no_seconds_is_refused(number: float) -> None:
    with pytest.raises(BadValue):
        Timestamp.for_lookup(number)


def test_a_look_up_else_takes_what_a_time_stamp_takes() -> None:
    assert Timestamp.for_lookup("2016-10-27T00:00:00Z") == Timestamp.of(1477526400)
    with pytest.raises(BadValue):
        Timestamp.for_lookup(True)
