"""Start the command line, against ``python -c "import h5py"``."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench.harness import Bench, Row, compiled_environment, in_turns, milliseconds, note
from tests.bench.stores import make_ten_ranges

NEEDS: tuple[str, ...] = ()

_TIMES = 1.5
_DETECTORS = 20
_NAME = "jungfrau-0001"
_UNBOUND = "dcs ls DET"


def rows(bench: Bench) -> list[Row]:
    """Measure the help, the detectors of a place, and the types of a detector.

    The least of many runs is taken: nothing but other programs makes a start slower.
    """
    place = _made(bench.directory / "start" / "jungfrau")
    commands: dict[str, tuple[str, ...]] = {
        "dcs --help": ("--help",),
        f"dcs ls, {_DETECTORS} detectors": ("ls", "-c", str(place)),
        _UNBOUND: ("ls", _NAME, "-c", str(place)),
    }
    environment = compiled_environment(bench.directory)

    def started(*words: str) -> Callable[[], object]:
        command = [sys.executable, *words]
        return lambda: subprocess.run(command, env=environment, check=True, capture_output=True)

    ours = [started("-m", "dcsgui.cli", *words) for words in commands.values()]
    *taken, plain = in_turns(*ours, started("-c", "import h5py"), runs=bench.runs(21))
    note(f"import h5py: {milliseconds(plain)}")
    found = []
    for name, times in zip(commands, taken, strict=True):
        note(f"{name}: {milliseconds(times)}")
        ratio = min(times) / min(plain)
        if name == _UNBOUND:
            note(f"that is {ratio:.2f} x, and reads a file; nothing is asked of it")
        else:
            found.append(Row(f"{name}, against import h5py", ratio, _TIMES, "x"))
    return found


def _made(directory: Path) -> Path:
    """Make a place of small files, and return it."""
    directory.mkdir(parents=True, exist_ok=True)
    for number in range(1, _DETECTORS + 1):
        path = directory / f"jungfrau-{number:04d}.h5"
        if not path.exists():
            make_ten_ranges(path)
    return directory.parent
