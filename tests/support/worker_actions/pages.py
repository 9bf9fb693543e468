"""Actions that answer pages of a listing."""

from __future__ import annotations

from collections.abc import Iterator

from dcsgui.core.actions.answers.listings import VersionPage, VersionRow
from dcsgui.core.actions.answers.nodes import NodeId


def row(number: int) -> VersionRow:
    """Return a row as real ones are."""
    return VersionRow(
        ctype="pedestals",
        range_name=f"{1477526400 + number}",
        begin_ns=1477526400 * 10**9 + number,
        end_ns=None,
        name=f"{1477526401 + number}",
        versind=number,
        tsvers_ns=1477526401 * 10**9 + number,
        is_default=not number % 50,
        pinned=False,
        kind="array",
        shape=(32, 185, 388),
        dtype="float32",
        nbytes=9187840,
        digest=f"{number:064x}",
        author="somebody",
        experiment="xpptut15",
        run=f"{number}",
        comment=f"comment number {number}",
    )


def rows(pages: int, rows: int) -> Iterator[VersionPage]:
    """Answer pages of so many rows."""
    for page in range(pages):
        first = page * rows
        found = tuple(row(number) for number in range(first, first + rows))
        yield VersionPage(NodeId("/calib/cspad/cspad-0001.h5"), 1, pages * rows, first, found)
