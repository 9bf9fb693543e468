"""Access files for tests, and somebody else to be."""

from __future__ import annotations

from pathlib import Path

import pytest

ROLES = """
[[rule]]
role = "contributor"
users = ["ann", "bob"]
dettype = "cspad"

[[rule]]
role = "curator"
users = ["bob"]
dettype = "cspad"
ctype = "ped*"

[[rule]]
role = "admin"
users = ["eve"]
"""
"""Ann contributes to all of cspad, bob also curates its pedestals, eve may do all."""


def write_access(calib: Path, text: str = ROLES) -> Path:
    """Write the access file of a calib directory."""
    calib.mkdir(parents=True, exist_ok=True)
    path = calib / "access.toml"
    path.write_text(text)
    return path


def become(user: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be another user, as far as login names go."""
    monkeypatch.setenv("LOGNAME", user)
