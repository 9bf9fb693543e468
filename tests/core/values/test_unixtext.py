import decimal
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.unixtext import (
    is_number,
    ns_of_float,
    ns_of_number_text,
    number_text_of_ns,
)

any_ns = st.integers(-(2**63), 2**63 - 1)
floats = st.floats(-9e9, 9e9)


@given(any_ns)
def test_ns_to_text_to_ns(ns: int) -> None:
    text = number_text_of_ns(ns)
    assert is_number(text)
    assert ns_of_number_text(text) == ns
    assert not ("." in text and text.endswith(("0", ".")))


@given(floats)
def test_float_is_its_shortest_decimal(x: float) -> None:
    exact = decimal.Decimal(repr(x)) * 10**9
    assert abs(exact - ns_of_float(x)) <= decimal.Decimal("0.5")


@given(floats, floats)
def test_float_is_monotonic(x: float, y: float) -> None:
    assert (ns_of_float(x) <= ns_of_float(y)) or x > y


@given(st.floats(1e8, 9e9), st.integers(-20, 20))
def test_float_is_monotonic_from_one_to_the_next(x: float, steps: int) -> None:
    y = _stepped(x, steps)
    assert (ns_of_float(x) < ns_of_float(y)) == (x < y)


def _stepped(x: float, steps: int) -> float:
    for _ in range(abs(steps)):
        x = math.nextafter(x, math.inf if steps > 0 else -math.inf)
    return x


@given(st.floats(1e8, 9e9))
def test_float_of_today_comes_back(x: float) -> None:
    assert ns_of_float(x) / 10**9 == x


def test_float_is_what_a_person_saw() -> None:
    assert ns_of_float(1471285222.123456) == 1471285222123456000
    assert ns_of_float(1474587520.1234567) == 1474587520123456700
    assert ns_of_float(-0.1) == -100_000_000
    assert ns_of_float(5e-324) == 0


def test_context_of_the_caller_changes_nothing() -> None:
    with decimal.localcontext(prec=3, rounding=decimal.ROUND_UP) as context:
        context.traps[decimal.Inexact] = True
        assert ns_of_float(1471285222.123456) == 1471285222123456000
        assert ns_of_number_text("1471285222.123456789") == 1471285222123456789


@pytest.mark.parametrize(
    ("text", "ns"),
    [
        ("0", 0),
        ("-50.5", -50_500_000_000),
        ("+1.", 10**9),
        (".5", 500_000_000),
        ("1.4775264e9", 1477526400 * 10**9),
        ("1e-9", 1),
        ("1.5000000000000", 1_500_000_000),
        ("007", 7 * 10**9),
    ],
)
def test_number_text(text: str, ns: int) -> None:
    assert is_number(text)
    assert ns_of_number_text(text) == ns


@pytest.mark.parametrize(
    "text", ["", ".", "1_000", "1,5", "0x10", "nan", "inf", "٣", "1 2", "--1"]
)
def test_other_text_is_no_number(text: str) -> None:
    assert not is_number(text)


@pytest.mark.parametrize("text", ["0.0000000001", "1471285222.1234567891", "1e-10", "1e-999"])
def test_finer_than_a_nanosecond_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="finer than a nanosecond; give at most nine decimals"):
        ns_of_number_text(text)


def test_endless_digits_are_refused() -> None:
    with pytest.raises(BadValue, match=r"Time '1111.* \.\.\. has too many digits"):
        ns_of_number_text("1" * 10_000)


@pytest.mark.parametrize("x", [math.nan, math.inf, -math.inf])
def test_float_that_is_no_number_is_refused(x: float) -> None:
    with pytest.raises(BadValue, match="is no number of seconds; give a finite number"):
        ns_of_float(x)
