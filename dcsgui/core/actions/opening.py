"""Opening a detector file for an action: a bounded wait, and a sentence for whatever is wrong."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dcsgui.core.actions.answers.nodes import Level, NodeId
from dcsgui.core.actions.patience import patience
from dcsgui.core.files.refusals import refusal
from dcsgui.core.objects.base import DCBase
from dcsgui.core.objects.ctype import DCType
from dcsgui.core.objects.range import DCRange
from dcsgui.core.objects.store import DCStore
from dcsgui.core.values.errors import BadValue, FileGoneError, NotFound

__all__ = ["node_of", "range_of", "same_file", "to_change", "to_look", "type_of"]

LOOKING = 3.0
CHANGING = 5.0
"""Seconds to wait for others who hold a file: whoever asked waits, and so do the next actions."""


def to_look(file: str) -> DCStore:
    """Open a detector file, read-only.

    Raises
    ------
    FileGoneError
        If there is no such file, or it is something else; it is a `StoreNotAvailable`.
    AccessDenied
        If the way to it is closed.
    Damaged
        If it is no HDF5 file.
    """
    _check_plain(file)
    return DCStore(file, mode="r", timeout=patience(LOOKING))


def to_change(file: str) -> DCStore:
    """Open a detector file for changes; raises what `to_look` does."""
    _check_plain(file)
    return DCStore(file, timeout=patience(CHANGING))


def same_file(a: str, b: str) -> bool:
    """Whether two paths lead to one and the same file."""
    try:
        return Path(a).samefile(b)
    except (OSError, ValueError):
        return False  # there is none, and opening it says so


def node_of(store: DCStore, node: NodeId) -> DCBase:
    """Return the object for a node of a store; `NotFound` if it is not, or no longer, there."""
    if node.level is Level.STORE:
        return store
    if node.level is Level.CTYPE:
        return type_of(store, node)
    tsro = range_of(store, node)
    if node.level is Level.RANGE:
        return tsro
    with _missing(node):
        return tsro.version_named(node.version_name)


def type_of(store: DCStore, node: NodeId) -> DCType:
    """Return the type that a node is, or is in; `BadValue` for a store."""
    if not node.ctype:
        raise BadValue(f"{node.detname} is a detector and no type; select one of its types.")
    with _missing(NodeId(node.file, node.path[:1])):
        return store.ctypeobj(node.ctype)


def range_of(store: DCStore, node: NodeId) -> DCRange:
    """Return the range that a node is, or is in; `BadValue` for a node above."""
    cto = type_of(store, node)
    if not node.range_name:
        raise BadValue(f"{node.ctype} of {node.detname} is a type; select one of its ranges.")
    with _missing(NodeId(node.file, node.path[:2])):
        return cto.rangeobj(node.range_name)


@contextmanager
def _missing(node: NodeId) -> Iterator[None]:
    """Say of a node that is not found what a person can make of it."""
    try:
        yield
    except (NotFound, BadValue) as error:
        raise NotFound(
            f"There is no {'/'.join(node.path)} in {node.file}, or no longer. Somebody may have "
            f"deleted or changed it; look at what there is now."
        ) from error


def _check_plain(file: str) -> None:
    try:
        mode = Path(file).stat().st_mode
    except FileNotFoundError as error:
        raise FileGoneError(
            f"There is no file {file}. If it was there, it has been moved or removed."
        ) from error
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError):
            raise BadValue(f"{file!r} is no path of a file.") from error
        raise refusal(error, file, "read") from error
    if not stat.S_ISREG(mode):
        what = "a directory" if stat.S_ISDIR(mode) else "a device or a pipe"
        raise FileGoneError(f"{file} is {what}, and no detector file.")
