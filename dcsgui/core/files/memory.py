"""How much memory there is, for whoever is about to ask for much of it."""

import contextlib

__all__ = ["available_memory"]

_KIB = 1024


def available_memory(path: str = "/proc/meminfo") -> int | None:
    """Return how many bytes could be had without other programs' going to disk; None: unknown.

    Parameters
    ----------
    path
        Where the system says it, in lines like ``MemAvailable:   24048804 kB``.
    """
    with contextlib.suppress(OSError, ValueError), open(path, encoding="ascii") as lines:
        for line in lines:
            name, _, words = line.partition(":")
            if name == "MemAvailable":
                return int(words.split()[0]) * _KIB
    return None
