"""What people pass to the methods of a store, checked: sentences for what it can't be."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from typing import Any

from dcsgui.core.values.errors import BadValue, shown
from dcsgui.core.values.texts import check_text


def text_of(value: object, what: str) -> str:
    """Return a text as it is; `BadValue` for anything else."""
    if not isinstance(value, str):
        raise BadValue(f"{what} is a text, not {shown(value)}.")
    return value


def is_one_of(value: object, texts: Collection[str]) -> bool:
    """Tell whether a value is one of some texts; it may be of any type."""
    return isinstance(value, str) and value in texts


def note_of(value: object, what: str) -> str:
    """Return a text that a history can keep; `BadValue` for anything else."""
    return check_text(text_of(value, what), what)


def mapping_of(value: object, what: str) -> Mapping[Any, Any]:
    """Return a mapping as it is; `BadValue` for anything else."""
    if not isinstance(value, Mapping):
        raise BadValue(f"{what} is given as a dictionary, not as {shown(value)}.")
    return value


def path_of(value: object, what: str) -> str:
    """Return a path as text; `BadValue` for what can't be one."""
    if isinstance(value, str | os.PathLike):
        path = os.fspath(value)
        if isinstance(path, str) and path and "\0" not in path:
            return path
    raise BadValue(f"{what} is a path, not {shown(value)}.")
