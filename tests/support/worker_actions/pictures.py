"""What the actions with arrays answer; it goes to the other process, so it imports no HDF5."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Picture:
    """An answer with an array in it."""

    title: str
    values: Any
