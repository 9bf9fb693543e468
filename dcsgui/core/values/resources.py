"""Where the files are that the program ships: icons, the recipe of the demonstration."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["resource"]

_PACKAGE = Path(__file__).resolve().parents[2]


@cache
def _folder() -> Path:
    """Return ``dcsgui/resources``, as a wheel installs it, or ``resources`` of a checkout."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def resource(*names: str) -> Path:
    """Return the path of a file in the `resources` folder, whether it is there or not.

    Examples
    --------
    >>> resource("demonstration", "cameras.toml").is_file()
    True
    """
    return _folder().joinpath(*names)
