"""What is measured of memory: in a process of its own each time, see `window_child`."""

from __future__ import annotations

from pathlib import Path

from tests.bench.window_scene import Scene, processes

__all__ = ["measure_idle", "measure_shown"]

Kilobytes = dict[str, list[int]]
"""By kind of memory, of each process."""


def measure_idle(scene: Scene, path: Path, runs: int) -> Kilobytes:
    """Measure the window in which nothing is open yet."""
    return _memory()


def measure_shown(scene: Scene, path: Path, runs: int) -> Kilobytes:
    """Measure it with a file open, the versions of its first type listed, and one looked at."""
    scene.open_type(path)
    return _memory()


def _memory() -> Kilobytes:
    found: Kilobytes = {"Pss": [], "Rss": []}
    for process in processes():
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
        for kind, sizes in found.items():
            sizes += [int(line.split()[1]) for line in lines if line.startswith(f"{kind}:")]
    return found
