import pickle
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.runs import RunNumber
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

LAST_NS = 9_223_372_036 * 10**9
near_now = st.integers(1_400_000_000 * 10**9, 2_000_000_000 * 10**9)
timestamps = (st.integers(-LAST_NS, LAST_NS) | near_now | st.integers(-100, 100)).map(Timestamp)


@st.composite
def validities(draw: st.DrawFn) -> Validity:
    begin, end = sorted((draw(timestamps), draw(timestamps)))
    return Validity(begin, None if draw(st.booleans()) else end)


def sec(begin: float, end: float | None = None) -> Validity:
    return Validity(Timestamp.of(begin), None if end is None else Timestamp.of(end))


@given(validities())
def test_name_reads_back(v: Validity) -> None:
    assert Validity.of(v.name) == v
    if v.end is None:
        assert Validity.of(v.name + "-end") == v


@given(validities())
def test_iso_pair_and_tuple_read_back(v: Validity) -> None:
    end = "end" if v.end is None else v.end.iso(utc=True)
    assert Validity.of(f"{v.begin.iso()}/{end}") == v
    assert Validity.of((v.begin.text, end)) == v
    assert Validity.of(v.begin, end) == v
    assert Validity.of(v.begin, v.end) == v


@given(validities(), timestamps)
def test_both_ends_belong(v: Validity, t: Timestamp) -> None:
    assert v.contains(v.begin)
    assert v.end is None or v.contains(v.end)
    expected = v.begin.ns <= t.ns and (v.end is None or t.ns <= v.end.ns)
    assert v.contains(t) == expected


@given(timestamps)
def test_a_nanosecond_beyond_does_not_belong(t: Timestamp) -> None:
    assume(abs(t.ns) < LAST_NS)
    only = Validity(t, t)
    assert only.contains(t)
    assert not only.contains(Timestamp(t.ns - 1))
    assert not only.contains(Timestamp(t.ns + 1))


@given(validities())
@example(Validity(Timestamp(LAST_NS - 1), Timestamp(LAST_NS - 1)))
@example(Validity(Timestamp(1 - LAST_NS), Timestamp(1 - LAST_NS)))
@example(Validity(Timestamp(1471285222123456789), Timestamp(1471285222123456789)))
def test_numbers_are_inside_and_as_near_as_floats_go(v: Validity) -> None:
    begin = Timestamp.of(v.begin_number)
    assert v.begin <= begin
    assert begin.ns - v.begin.ns < 4_000  # two steps; floats are here at most 1.91 us apart
    if v.end is None or v.end_number is None:
        assert v.end is None
        assert v.end_number is None
        return
    end = Timestamp.of(v.end_number)
    assert end <= v.end
    assert v.end.ns - end.ns < 4_000


@given(st.integers(-9_000_000_000, 9_000_000_000))
def test_whole_seconds_stay_int(begin: int) -> None:
    v = sec(begin, begin + 1)
    assert (v.begin_number, v.end_number) == (begin, begin + 1)
    assert type(v.begin_number) is type(v.end_number) is int


@pytest.mark.parametrize(
    ("tsr", "expected"),
    [
        ("100", sec(100)),
        ("100-200", sec(100, 200)),
        (" 100-end ", sec(100)),
        ("-51", sec(-51)),
        ("-51--10", sec(-51, -10)),
        ("-50.5--10.5", sec(-50.5, -10.5)),
        ("-50.5-10.5", sec(-50.5, 10.5)),
        ("-51-end", sec(-51)),
        ("100-100", sec(100, 100)),
        ("100/200", sec(100, 200)),
        ("100/end", sec(100)),
        ("2016-10-27T10:00:00-07:00", sec(1477587600)),
        ("2016-10-27T10:00:00-07:00-end", sec(1477587600)),
        ("2016-10-27T10:00:00-07:00/2016-10-28T10:00:00-07:00", sec(1477587600, 1477674000)),
        ("2016-10-27T10:00:00-07:00/ end", sec(1477587600)),
        ((100, 200.5), sec(100, 200.5)),
        ([100, None], sec(100)),
        (("100", "end"), sec(100)),
        ((datetime(1970, 1, 1, tzinfo=UTC), np.datetime64(5, "s")), sec(0, 5)),
        (100, sec(100)),
        (np.float64(100.5), sec(100.5)),
        (Timestamp(5), Validity(Timestamp(5), None)),
    ],
)
def test_forms(tsr: object, expected: Validity) -> None:
    assert Validity.of(tsr) == expected


def test_validity_itself_is_taken() -> None:
    v = sec(1, 2)
    assert Validity.of(v) is v


@pytest.mark.parametrize(
    "tsr", ["xpp1:5/xpp1:9", (RunNumber("xpp1", 5), "xpp1:9"), ("xpp1:5", Timestamp.of(9))]
)
def test_runs_go_through_the_run_table(tsr: object) -> None:
    assert Validity.of(tsr, runs=lambda run: Timestamp.of(run.run)) == sec(5, 9)
    with pytest.raises(BadValue, match="stands for a time only through a run table"):
        Validity.of(tsr)


@pytest.mark.parametrize("tsr", ["200-100", "-10--51", (2, 1), "1970-01-02/1970-01-01"])
def test_end_before_begin_is_refused(tsr: object) -> None:
    with pytest.raises(
        BadValue, match=r"The range would end at .*, before it begins at .*; give an"
    ):
        Validity.of(tsr)
    with pytest.raises(BadValue, match="before it begins"):
        Validity(Timestamp(2), Timestamp(1))


@pytest.mark.parametrize("tsr", ["", "end", "-", "100-", "-end", "100-200-300", "a-b", "100-nan"])
def test_text_that_is_no_range_is_refused(tsr: str) -> None:
    with pytest.raises(BadValue, match="is neither a number of seconds nor ISO 8601 text"):
        Validity.of(tsr)


@pytest.mark.parametrize("tsr", ["1/2/3", (), (1,), (1, 2, 3)])
def test_pair_that_is_none_is_refused(tsr: object) -> None:
    with pytest.raises(BadValue, match="is no range; give a begin and an end"):
        Validity.of(tsr)


@pytest.mark.parametrize("tsr", [None, True, {}, ("end", None), (None, 5), object()])
def test_what_says_no_begin_is_refused(tsr: object) -> None:
    with pytest.raises(BadValue, match=r"is no time|is neither a number of seconds"):
        Validity.of(tsr)


def test_range_with_an_end_beside_it_is_refused() -> None:
    with pytest.raises(BadValue, match="is no time"):
        Validity.of(sec(1, 2), 3)
    with pytest.raises(BadValue, match="is neither"):
        Validity.of("1-2", 3)


def test_range_of_older_code_that_ends_before_it_begins_contains_nothing() -> None:
    v = Validity.unchecked(Timestamp(5), Timestamp(3))
    assert not any(v.contains(Timestamp(ns)) for ns in range(10))
    assert v.name == "0.000000005-0.000000003"
    assert Validity.unchecked(Timestamp(3), Timestamp(5)) == Validity(Timestamp(3), Timestamp(5))


def test_words() -> None:
    assert sec(0, 1.5).words(utc=True) == (
        "from 1970-01-01T00:00:00+00:00 to 1970-01-01T00:00:01.5+00:00"
    )
    assert sec(0).words(utc=True) == "from 1970-01-01T00:00:00+00:00 on"
    assert sec(0).words() == f"from {Timestamp(0)} on"


def test_it_can_be_a_key_and_be_sent() -> None:
    v = sec(1, 2)
    assert pickle.loads(pickle.dumps(v)) == v
    assert {v: 1}[Validity.of("1-2")] == 1
