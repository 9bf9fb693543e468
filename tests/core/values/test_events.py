import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.events import (
    ns_of_datetime,
    ns_of_datetime64,
    ns_of_event,
    ns_of_packed,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SEC = 10**9


class EventId:
    """What LCLS-I answers for the key psana.EventId."""

    def __init__(self, pair: object) -> None:
        self.pair = pair

    def time(self) -> object:
        return self.pair


class Lcls1Event:
    def __init__(self, key: object, pair: object = (1471285222, 123456789)) -> None:
        self.parts = {key: EventId(pair)}

    def get(self, key: object) -> object:
        return self.parts.get(key)


class Lcls2Event:
    def __init__(self, timestamp: object) -> None:
        self.timestamp = timestamp


def test_lcls1_event_is_asked_with_the_key_of_an_imported_psana(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    psana = ModuleType("psana")
    psana.EventId = EventId  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "psana", psana)
    assert ns_of_event(Lcls1Event(EventId)) == 1471285222123456789


def test_lcls1_event_without_psana_may_answer_anyway(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "psana", raising=False)
    assert ns_of_event(Lcls1Event("EventId")) == 1471285222123456789


@pytest.mark.parametrize("kind", [tuple, list])
def test_event_id_itself(kind: Callable[[list[np.uint32]], object]) -> None:
    pair = kind([np.uint32(5), np.uint32(7)])
    assert ns_of_event(EventId(pair)) == 5 * SEC + 7


@given(st.integers(0, 2**32 - 1), st.integers(0, SEC - 1))
def test_lcls2_event_counts_from_1990(sec: int, nsec: int) -> None:
    start = int(datetime(1990, 1, 1, tzinfo=UTC).timestamp())
    packed = sec << 32 | nsec
    expected = (start + sec) * SEC + nsec
    assert ns_of_event(Lcls2Event(packed)) == expected
    assert ns_of_event(Lcls2Event(np.uint64(packed))) == expected


def test_event_is_not_asked_twice_for_a_class_or_a_refusing_get() -> None:
    class Picky:
        def get(self, key: object) -> object:
            raise TypeError(key)

    for other in (EventId, datetime, Picky(), {}, {"a": 1}, object(), None, [1, 2]):
        assert ns_of_event(other) is None


@pytest.mark.parametrize(
    "pair", [12.5, None, (1,), (1, 2, 3), (1, SEC), (1, -1), (1.0, 2), "12", (None, None)]
)
def test_event_with_an_odd_time_is_refused(pair: object) -> None:
    sentence = r"The time\(\) of a EventId answers .*; it should be \(seconds, nanoseconds\)\."
    with pytest.raises(BadValue, match=sentence):
        ns_of_event(EventId(pair))


@given(st.integers(-(2**31), 2**32 - 1), st.integers(0, SEC - 1))
def test_packed(sec: int, nsec: int) -> None:
    assert ns_of_packed(sec << 32 | nsec) == sec * SEC + nsec


@pytest.mark.parametrize("value", [True, 1.0, "1", None, np.timedelta64(1, "s")])
def test_packed_that_is_no_whole_number_is_refused(value: int) -> None:
    with pytest.raises(BadValue, match="is no packed time; give a whole number of 64 bits"):
        ns_of_packed(value)


@pytest.mark.parametrize("value", [2**64, -(2**63) - 1])
def test_packed_beyond_64_bits_is_refused(value: int) -> None:
    with pytest.raises(BadValue, match=r"does not fit 64 bits\."):
        ns_of_packed(value)


def test_packed_with_too_many_nanoseconds_is_refused() -> None:
    with pytest.raises(BadValue, match="has 1000000000 nanoseconds in its low 32 bits"):
        ns_of_packed(5 << 32 | SEC)


offsets = st.integers(-86399, 86399).map(lambda s: timezone(timedelta(seconds=s)))


@given(st.datetimes(datetime(1678, 1, 1), datetime(2262, 1, 1), timezones=offsets))  # noqa: DTZ001
def test_aware_datetime_is_exact(value: datetime) -> None:
    assert ns_of_datetime(value) == (value - EPOCH) // timedelta(microseconds=1) * 1000


def test_nanoseconds_of_a_finer_datetime_count() -> None:
    class Finer(datetime):  # as that of pandas
        nanosecond = 789

    assert ns_of_datetime(Finer(1970, 1, 1, 0, 0, 1, 2, tzinfo=UTC)) == SEC + 2789


def test_naive_datetime_is_refused() -> None:
    with pytest.raises(BadValue, match="has no time zone; give an aware datetime"):
        ns_of_datetime(EPOCH.replace(tzinfo=None))


def dt64(count: int, unit: str) -> np.datetime64:
    return np.datetime64(count, unit)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("unit", ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns"])
@given(data=st.data())
def test_datetime64_of_each_unit(unit: str, data: st.DataObject) -> None:
    years = 200  # numpy's own conversion is the judge, within what its nanoseconds hold
    farthest = int(dt64(years, "Y").astype(f"datetime64[{unit}]").astype(np.int64))
    value = dt64(data.draw(st.integers(-farthest, farthest)), unit)
    assert ns_of_datetime64(value) == int(value.astype("datetime64[ns]").astype(np.int64))


@pytest.mark.parametrize(("unit", "per_ns"), [("ps", 10**3), ("fs", 10**6), ("as", 10**9)])
def test_datetime64_finer_than_nanoseconds(unit: str, per_ns: int) -> None:
    assert ns_of_datetime64(dt64(-7 * per_ns, unit)) == -7
    with pytest.raises(BadValue, match="is finer than a nanosecond; give whole nanoseconds"):
        ns_of_datetime64(dt64(7 * per_ns + 1, unit))


def test_datetime64_that_counts_in_steps() -> None:
    assert ns_of_datetime64(dt64(6, "10s")) == 60 * SEC
    assert ns_of_datetime64(dt64(1, "18M")) == ns_of_datetime64(np.datetime64("1971-07"))


@pytest.mark.parametrize("unit", ["W", "D", "h", "s", "ms"])
def test_datetime64_never_wraps_around(unit: str) -> None:
    assert ns_of_datetime64(dt64(2**63 - 1, unit)) > 2**63


@pytest.mark.parametrize("unit", ["Y", "M"])
def test_datetime64_of_far_years_is_refused(unit: str) -> None:
    with pytest.raises(BadValue, match="is too far away"):
        ns_of_datetime64(dt64(20_000, unit))


@pytest.mark.parametrize("value", [np.datetime64("NaT"), np.datetime64("NaT", "ns")])
def test_nat_is_refused(value: np.datetime64) -> None:
    with pytest.raises(BadValue, match="NaT'\\) is no time; give a date and time"):
        ns_of_datetime64(value)
