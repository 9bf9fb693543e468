"""What this program stands on."""

from __future__ import annotations

import platform

from dcsgui.core.files.libraries import library_versions
from dcsgui.version import __version__

__all__ = ["libraries"]


def libraries() -> tuple[tuple[str, str], ...]:
    """Return name and version of this program, of Python and of the libraries for files."""
    return (("dcsgui", __version__), ("Python", platform.python_version()), *library_versions())
