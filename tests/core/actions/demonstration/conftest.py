"""A demonstration that is made once for all tests of it, and only read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from dcsgui.core.actions.answers.nodes import Place
from dcsgui.core.actions.demonstration import make
from dcsgui.core.values.timestamps import Timestamp

NOON = Timestamp.of("2026-04-20T12:00:00Z")


@dataclass(frozen=True)
class Made:
    """A demonstration: where it is, and the places as they were answered."""

    root: Path
    places: list[Place]

    def file(self, name: str, folder: str = "repository") -> Path:
        (found,) = (self.root / folder).glob(f"*/{name}*.h5")
        return found

    def files(self) -> list[Path]:
        return sorted(self.root.rglob("*.h5"))


@pytest.fixture(scope="session")
def noon() -> Timestamp:
    """Return the time at which the demonstration is made."""
    return NOON


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return a demonstration."""
    root = tmp_path_factory.mktemp("demonstration")
    return Made(root, list(make(str(root), now=float(NOON.number))))
