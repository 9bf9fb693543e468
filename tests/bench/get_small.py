"""Get a small array: does it take longer where a type has many ranges?"""

from __future__ import annotations

from statistics import median

from tests.bench.harness import Bench, Row, in_turns, milliseconds, note
from tests.bench.stores import CTYPE, T0, WIDTH, open_store

NEEDS = ("jungfrau-10000ranges.h5", "jungfrau-10ranges.h5")

_TIMES = 4.0


def rows(bench: Bench) -> list[Row]:
    """Measure 10,000 ranges against 10, both times asking for the middle."""
    many, few = (bench.directory / name for name in NEEDS)

    def of_many() -> object:
        return open_store(many).get(CTYPE, T0 + 5_000 * WIDTH + 5)

    def of_few() -> object:
        return open_store(few).get(CTYPE, T0 + 5 * WIDTH + 5)

    times_many, times_few = in_turns(of_many, of_few, runs=bench.runs(150))
    note(f"10,000 ranges: {milliseconds(times_many)}; 10 ranges: {milliseconds(times_few)}")
    ratio = median(times_many) / median(times_few)
    return [Row("open + get of a small array, 10,000 ranges against 10", ratio, _TIMES, "x")]
