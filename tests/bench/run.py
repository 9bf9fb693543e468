"""Measure what the store and the window must reach, and print it as one table.

::

    python tests/bench/run.py [--only NAME ...] [--quick] [--keep DIR]

``--only``
    some of the benchmarks, by the names of the files here, e.g. ``--only get_big lookup``
``--quick``
    fewer runs, and 20,000 versions instead of 100,000
``--keep DIR``
    make the files there and leave them, or take those that are there, instead of a temporary
    directory; it has to be on the disk that is to be measured (``TMPDIR`` moves the other one)

Ratios are those of medians within one run, both sides measured in turns. Memory and disk need
about 2 GB and 4 GB. `window_start` needs Xvfb, and what `pip install ".[bench]"` brings; it is
left out where they are missing. The exit status is 1 if a bound is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # scripts: nothing is installed

from tests.bench import (
    add_big,
    asking,
    diff_big,
    get_big,
    get_small,
    listing,
    lookup,
    overhead,
    planning,
    push,
    set_default,
    start,
    stores,
    text_arrays,
    window,
    window_promote,
    window_start,
)
from tests.bench.harness import Bench, Row, print_table

_MODULES = (
    get_big,
    get_small,
    lookup,
    set_default,
    add_big,
    push,
    listing,
    diff_big,
    start,
    overhead,
    planning,
    asking,
    text_arrays,
    window_start,
    window,
    window_promote,
)
BENCHMARKS = {module.__name__.rpartition(".")[2]: module for module in _MODULES}


def main() -> int:
    """Run the benchmarks that were asked for; 1 if one of them misses its bound."""
    options = _options()
    modules = {name: BENCHMARKS[name] for name in options.only or BENCHMARKS}
    if options.keep is not None:
        options.keep.mkdir(parents=True, exist_ok=True)
        return _measure(Bench(options.keep, options.quick), modules)
    with tempfile.TemporaryDirectory(prefix="dcsgui-bench-") as directory:
        return _measure(Bench(Path(directory), options.quick), modules)


def _options() -> argparse.Namespace:
    summary = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(description=summary)
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=BENCHMARKS, default=[])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--keep", type=Path, metavar="DIR")
    return parser.parse_args()


def _measure(bench: Bench, modules: dict[str, ModuleType]) -> int:
    begin = time.perf_counter()
    stores.make(
        bench.directory, {file for module in modules.values() for file in _needs(module, bench)}
    )
    rows: list[Row] = []
    for name, module in modules.items():
        print(f"{name}: {(module.__doc__ or '').partition(chr(10))[0]}", flush=True)
        rows += module.rows(bench)
    print(f"All of it took {time.perf_counter() - begin:.0f} s.\n")
    print_table(rows)
    return 0 if all(row.ok for row in rows) else 1


def _needs(module: ModuleType, bench: Bench) -> tuple[str, ...]:
    usual: tuple[str, ...] = module.NEEDS
    quick: tuple[str, ...] = getattr(module, "NEEDS_QUICK", usual)
    return quick if bench.quick else usual


if __name__ == "__main__":
    sys.exit(main())
