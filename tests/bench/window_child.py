"""The process that a window is measured in: says what it found as JSON, on standard output.

::

    python -m tests.bench.window_child pictures.measure_pictures FILE RUNS
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

from tests.bench.window_scene import Scene


def main() -> None:
    """Measure what was asked for."""
    what, file, runs = sys.argv[1:]
    module, _, function = what.partition(".")
    scene = Scene()
    measure = getattr(import_module(f"tests.bench.window_{module}"), function)
    found = measure(scene, Path(file), int(runs))
    told = {"seconds": scene.seconds, "gaps": scene.gaps, "work": scene.work, "found": found}
    json.dump(told, sys.stdout)
    scene.close()


if __name__ == "__main__":
    main()
