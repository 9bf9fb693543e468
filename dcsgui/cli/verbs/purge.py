"""``dcs purge``: what was deleted, removed for ever."""

from __future__ import annotations

from collections.abc import Iterator

import click

from dcsgui.cli.asking import agreed
from dcsgui.cli.deletions import deleted_node, deletions_table
from dcsgui.cli.edited import UNCHANGED
from dcsgui.cli.moments import time_text
from dcsgui.cli.options import (
    calib_option,
    comment_option,
    dry_run_option,
    node_argument,
    yes_option,
)
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.core.actions.answers.edits import Purged
from dcsgui.core.values.amounts import counted

__all__ = ["command"]


@verb("purge", answer=Purged)
@node_argument
@click.argument("number", type=int, required=False)
@calib_option
@comment_option
@dry_run_option
@yes_option
def command(
    node: str,
    number: int | None,
    calib: str | None,
    comment: str,
    dry_run: bool,
    yes: bool,
) -> Shown:
    """Remove for ever what was deleted: one thing, or everything deleted of a detector.

    It can't be restored or undone then. The space comes back with dcs repack. You are asked
    before, on a terminal; elsewhere give --yes.

    dcs purge cspad-0001 --dry-run
    dcs purge cspad-0001 3 -m "never valid"
    """
    from dcsgui.core.actions.editing.deleting import purge

    meant = deleted_node(node, calib)
    tried = purge(meant, number, comment, dry_run=True)
    if dry_run or not tried.deletions:
        words = "There is nothing to purge." if not tried.deletions else UNCHANGED
        return Shown(tried, lambda: [deletions_table(tried.deletions)], words)
    what = f"{_named(tried)} of {tried.node.detname}"
    question = f"Remove {what} for ever, which nothing can take back"
    if not agreed(question, yes=yes, before=_lines(tried)):
        return Shown(tried, words="Nothing was done.")
    purged = purge(meant, number, comment)
    where = f"{purged.node.detname} ({purged.node.file})"
    words = f"{_named(purged)} of {where}: gone for ever. To give the space back: dcs repack"
    return Shown(purged, lambda: [deletions_table(purged.deletions)], words)


def _lines(purged: Purged) -> Iterator[str]:
    for row in purged.deletions:
        yield f"{'/'.join(row.node.path)}, deleted by {row.who} at {time_text(row.when_ns)}"


def _named(purged: Purged) -> str:
    names = ["/".join(row.node.path) for row in purged.deletions]
    return names[0] if len(names) == 1 else counted(len(names), "deleted thing")
