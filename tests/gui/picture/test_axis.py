from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from dcsgui.gui.picture.axis import Axis

ends = st.floats(-1e12, 1e12)


@given(ends, ends, st.integers(2, 12))
def test_ticks_are_round_in_order_and_not_too_many(low: float, high: float, most: int) -> None:
    assume(high - low > 1e-6 * max(abs(low), abs(high), 1e-3))
    axis = Axis(low, high)
    ticks = axis.ticks(most)
    assert len(ticks) <= most + 1
    assert ticks == sorted(set(ticks))
    margin = 1e-6 * axis.width
    assert all(low - margin <= tick <= high + margin for tick in ticks)


@given(ends, ends)
def test_zooming_in_never_ends_in_nothing(low: float, high: float) -> None:
    assume(high > low)
    axis = Axis(low, high)
    for _ in range(200):
        axis = axis.zoomed(0.5, low)
    assert axis.high > axis.low


def test_zooming_keeps_what_is_under_the_cursor() -> None:
    axis = Axis(0, 100).zoomed(0.5, 25)
    assert (axis.low, axis.high) == (12.5, 62.5)


def test_an_axis_without_width_has_no_ticks_to_stumble_over() -> None:
    assert Axis(5, 5).share(5) == 0
    assert Axis(0, float("inf")).ticks(5) == []
