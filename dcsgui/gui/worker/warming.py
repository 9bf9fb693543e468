"""Importing what a person needs first, while nothing has been asked."""

from __future__ import annotations

import contextlib
import importlib
from collections import deque

__all__ = ["FIRST", "Warming"]

FIRST = ("places", "browsing", "details", "constants", "moments", "defaults")
"""Modules of actions, in the order in which they are needed; the others are seldom."""


class Warming:
    """What is still to be imported.

    Parameters
    ----------
    package : str
        Where actions are looked up.
    """

    def __init__(self, package: str) -> None:
        self._names = deque(f"{package}.{module}" for module in FIRST)

    @property
    def over(self) -> bool:
        """Whether nothing is left to do."""
        return not self._names

    def step(self) -> None:
        """Import the next module; what is wrong with it shows when it is asked."""
        with contextlib.suppress(Exception):
            importlib.import_module(self._names.popleft())
