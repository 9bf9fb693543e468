"""``dcs restore``: what was deleted, put back; or the list of it."""

from __future__ import annotations

from dataclasses import replace

import click

from dcsgui.cli.deletions import deleted_node, deletions_table
from dcsgui.cli.edited import edited_shown
from dcsgui.cli.options import calib_option, comment_option, dry_run_option, node_argument
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.core.actions.answers.edits import Restored
from dcsgui.core.actions.answers.nodes import NodeId

__all__ = ["command"]


@verb("restore", answer=Restored)
@node_argument
@click.argument("number", type=int, required=False)
@click.option("--list", "listed", is_flag=True, help="List what can be restored.")
@calib_option
@comment_option
@dry_run_option
def command(
    node: str,
    number: int | None,
    listed: bool,
    calib: str | None,
    comment: str,
    dry_run: bool,
) -> Shown:
    """Put back what was deleted, whole: constants, parameters, history and default.

    Name it by where it was, or give the detector and the NUMBER of the deletion; the detector
    alone means the last deletion.

    dcs restore cspad-0001 --list
    dcs restore cspad-0001 3
    dcs restore cspad-0001/pedestals -m "it was the other one"
    """
    from dcsgui.core.actions.editing.deleting import deletions, restore

    meant = deleted_node(node, calib)
    if listed:
        found = deletions(meant)
        words = () if found.deletions else "Nothing can be restored: there is nothing deleted."
        answer = Restored(found.node, None, found.deletions)
        return Shown(answer, lambda: [deletions_table(found.deletions)], words)
    edited = restore(meant, number, comment, dry_run=dry_run)
    return replace(edited_shown(edited), answer=Restored(NodeId(meant.file), edited))
