"""What the benchmarks share: measuring in turns, rows of the table, the files and their directory.

Two things are compared in turns (A B A B ...), so that whatever else the machine does meets both,
and by the medians. A ratio is then worth more than the seconds that it was made of.
"""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

__all__ = [
    "Bench",
    "Row",
    "compiled_environment",
    "drop_write_back",
    "in_turns",
    "milliseconds",
    "note",
    "print_table",
    "seconds_of",
    "warm_memory",
]

Action = Callable[[], object]

_HEADINGS = ("what", "measured", "at most", "ok")


@dataclass(frozen=True)
class Row:
    """One line of the final table.

    Attributes
    ----------
    what
        What was measured, in words.
    measured, at_most
        The result and its bound, both in `unit`.
    unit
        ``"x"`` for a ratio.
    """

    what: str
    measured: float
    at_most: float
    unit: str

    @property
    def ok(self) -> bool:
        """Whether the bound is kept."""
        return self.measured <= self.at_most

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The four texts of the line."""
        words = (f"{number:.4g} {self.unit}" for number in (self.measured, self.at_most))
        measured, at_most = words
        return self.what, measured, at_most, "yes" if self.ok else "NO"


@dataclass(frozen=True)
class Bench:
    """What a benchmark is given.

    Attributes
    ----------
    directory
        Where the files are that were made for it, see `stores`; it may add others of its own.
    quick
        Whether to make do with smaller files and fewer runs.
    """

    directory: Path
    quick: bool

    def runs(self, usual: int) -> int:
        """How often to measure: `usual`, or fewer in a quick run."""
        return max(3, usual // 3) if self.quick else usual


def seconds_of(action: Action) -> float:
    """Time one call; what it returns is given up only afterwards."""
    begin = time.perf_counter()
    result = action()
    seconds = time.perf_counter() - begin
    del result
    return seconds


def in_turns(*actions: Action, runs: int, megabytes: int = 0) -> list[list[float]]:
    """Time each action `runs` times, one after the other in every round.

    Before the first round each is called once, so that caches and imports are not measured. Every
    other round goes backwards: none of them is always the one after the other. With `megabytes`
    each finds that much memory free and at hand, see `warm_memory`.

    Returns
    -------
    list of list of float
        Seconds, for each action in the order of `actions`.
    """
    for action in actions:
        action()
    times: list[list[float]] = [[] for _ in actions]
    collecting = gc.isenabled()
    gc.disable()  # as timeit does: what one leaves behind is not the other's time
    try:
        for number in range(runs):
            pairs = list(zip(actions, times, strict=True))
            for action, taken in reversed(pairs) if number % 2 else pairs:
                gc.collect()
                warm_memory(megabytes)
                taken.append(seconds_of(action))
    finally:
        if collecting:
            gc.enable()
    return times


def warm_memory(megabytes: int) -> None:
    """Touch and free memory, so that whoever asks for some next gets it at the same price.

    A virtual machine gives free memory back to its host within seconds; to get it again takes 2 s
    a GB in one that was measured, against 0.2 s for memory just freed. Without this, what one of
    two actions frees is a present to the other one.
    """
    np.ones(megabytes << 20, np.uint8)


def milliseconds(times: Sequence[float]) -> str:
    """Describe seconds: the median, and from the least to the most."""
    low, middle, high = (1e3 * t for t in (min(times), statistics.median(times), max(times)))
    return f"{middle:.3g} ms ({low:.3g} to {high:.3g}, {len(times)} runs)"


def compiled_environment(directory: Path) -> dict[str, str]:
    """Return the environment for programs that find this project, compiled as an installed one.

    What Python compiles for them at their first start is kept below the directory.
    """
    wanted = {
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "PYTHONPYCACHEPREFIX": str(directory / "compiled"),
    }
    return {**os.environ, **wanted, "PYTHONDONTWRITEBYTECODE": ""}


def note(text: str) -> None:
    """Print a line about how a result came about, under the heading of its benchmark."""
    print(f"  {text}", flush=True)


def print_table(rows: Sequence[Row]) -> None:
    """Print the final table."""
    lines = [_HEADINGS, *(row.cells for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(_HEADINGS))]
    lines.insert(1, ("-" * widths[0], "-" * widths[1], "-" * widths[2], "-" * widths[3]))
    for line in lines:
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
        print(f"| {' | '.join(cells)} |")


def drop_write_back() -> None:
    """Have everything written that waits for it, so that no later fsync pays for it."""
    os.sync()
