"""What is measured of memory: in a process of its own each time, see `window_child`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.window_scene import Scene, processes

__all__ = ["Kilobytes", "measure_idle", "measure_shown", "memory_now"]

Kilobytes = dict[str, float]
"""By how it is counted: "own" is what this takes, "Rss" counts what is shared in each process."""


def measure_idle(scene: Scene, path: Path, runs: int) -> Kilobytes:
    """Measure the window in which nothing is open yet."""
    return memory_now()


def measure_shown(scene: Scene, path: Path, runs: int) -> Kilobytes:
    """Measure it with a file open, the versions of its first type listed, and one looked at."""
    scene.open_type(path)
    return memory_now()


def memory_now() -> Kilobytes:
    """Add up window and worker.

    Of shared memory all counts, once, whether it is mapped now or not. Of libraries each process
    counts its share; there may be others on the machine that use them, too.
    """
    found = {"Pss": 0.0, "Pss_Shmem": 0.0, "Rss": 0.0}
    shared: dict[int, float] = {}
    for process in processes():
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
        for kind in found:
            sizes = (int(line.split()[1]) for line in lines if line.startswith(f"{kind}:"))
            found[kind] += sum(sizes)
        shared.update(_anonymous_files(process))
    own = found["Pss"] - found["Pss_Shmem"] + sum(shared.values())
    return {"own": own, "Rss": found["Rss"], "shared": sum(shared.values())}


def _anonymous_files(process: int) -> Iterator[tuple[int, float]]:
    """Give the number of each file without a name that a process has open, and its kilobytes."""
    for descriptor in Path(f"/proc/{process}/fd").iterdir():
        if descriptor.is_symlink() and str(descriptor.readlink()).startswith("/memfd:"):
            facts = descriptor.stat()
            yield facts.st_ino, facts.st_blocks / 2
