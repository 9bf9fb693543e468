"""Taking one version out of a detector file, into one of its own."""

from __future__ import annotations

from pathlib import Path

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.opening import range_of, to_look
from dcsgui.core.files.records import Head, LayoutName
from dcsgui.core.objects.changes.adding import AddCtype, AddRange
from dcsgui.core.objects.changes.base import Change
from dcsgui.core.objects.changes.receiving import CheckWritten, Receive
from dcsgui.core.objects.exchange.origin import Origin
from dcsgui.core.objects.exchange.verifying import Verifying
from dcsgui.core.objects.places import Place
from dcsgui.core.objects.saving import StoreFile
from dcsgui.core.objects.version import DCVersion
from dcsgui.core.values.errors import NotFound
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["save_as_detector"]


def save_as_detector(node: NodeId, target: str, *, progress: Progress = QUIET) -> str:
    """Write a version to a new detector file with nothing else in it, and return its path.

    The version keeps its production time, number, parameters and history. Nothing is changed, nor
    recorded, in the file that it comes from.

    Raises
    ------
    NotFound
        If there is no such version (any more).
    StoreExists
        If there is a file at `target`.
    StoreNotAvailable, AccessDenied, Damaged, Busy
    """
    store = to_look(node.file)
    with store.opened():
        tsro = range_of(store, node)
        verso = tsro.version_named(node.version_name)
        validity, tsvers = tsro.validity, _produced(verso)
        versind, digest = verso.versind, verso.digest
        head = Head(LayoutName.NATIVE, store.dettype(), store.detid(), Timestamp.now())
    path = node.ctype, validity.name
    with Origin(node.file) as origin, Verifying() as verifying:
        changes: list[Change] = [
            AddCtype(path[:1]),
            AddRange(path, validity),
            Receive(
                (*path, tsvers.text),
                origin=origin,
                source=node.path,
                tsvers=tsvers,
                versind=versind,
                digest=digest,
                nbytes=verso.nbytes,
                action=f"taken from {node.file}",
                comment="",
                verifying=verifying,
                progress=progress,
            ),
            CheckWritten((), origin, verifying),
        ]
        StoreFile(Place(Path(target)), writable=True, timeout=0).make(head, changes)
    return target


def _produced(verso: DCVersion) -> Timestamp:
    """Return the production time; for a version without one, that of now."""
    if verso.info is None:
        raise NotFound(f"The version {verso.name} is not there any more.")
    return verso.tsvers or Timestamp.now()
