"""Look up what is valid, again and again, in an open store with 10,000 ranges."""

from __future__ import annotations

import random
from functools import partial
from statistics import median

from tests.bench.harness import Bench, Row, note, seconds_of
from tests.bench.stores import CTYPE, T0, WIDTH, open_store

NEEDS = ("jungfrau-10000ranges.h5",)

_MICROSECONDS = 100.0


def rows(bench: Bench) -> list[Row]:
    """Measure look-ups of times here and there, and of one and the same time."""
    store = open_store(bench.directory / NEEDS[0])
    chance = random.Random(260)
    places = [T0 + chance.randrange(10_000 * WIDTH) for _ in range(bench.runs(6_000))]
    store.find(CTYPE, places[0])
    here_and_there = [seconds_of(partial(store.find, CTYPE, place)) for place in places]
    the_same = [seconds_of(partial(store.find, CTYPE, places[0])) for _ in places]
    found = 1e6 * median(here_and_there)
    note(f"{len(places)} times here and there: median {found:.1f} µs")
    note(f"the same time again: median {1e6 * median(the_same):.1f} µs")
    return [Row("repeated look-up, 10,000 ranges (median)", found, _MICROSECONDS, "µs")]
