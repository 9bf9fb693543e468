"""``dcs delete``: types, ranges and versions, so that they can be restored."""

from __future__ import annotations

import click

from dcsgui.cli.asking import agreed
from dcsgui.cli.edited import answers_said, count_said, edited_shown
from dcsgui.cli.options import (
    calib_option,
    comment_option,
    dry_run_option,
    yes_option,
)
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.edits import Edited

__all__ = ["command"]

_VERSION_DEEP = 3


@verb("delete", answer=Edited)
@click.argument("nodes", metavar="DET[/CTYPE[/RANGE[/VERS]]]...", nargs=-1, required=True)
@calib_option
@comment_option
@dry_run_option
@yes_option
def command(
    nodes: tuple[str, ...], calib: str | None, comment: str, *, dry_run: bool, yes: bool
) -> Shown:
    """Delete types, ranges or versions; dcs restore brings each back until it is purged.

    Several of one detector are deleted together, or none; dcs undo takes that back at once.
    Before a whole type or range is deleted you are asked, on a terminal; elsewhere give --yes.
    It is said which answers change; see that before with --dry-run. A detector whose file holds
    nothing is deleted with its file.

    dcs delete cspad-0001/pedestals/1477526400-end/3 -m "the shutter was open"
    dcs delete cspad-0001/pixel_bkgd --dry-run
    dcs delete cspad-0001/pedestals/1477526400-end/1 cspad-0001/pedestals/1477526400-end/2
    """
    from dcsgui.core.actions.editing.deleting import delete_all

    meant = tuple(node_of(node, calib) for node in nodes)
    whole = [node for node in meant if 0 < len(node.path) < _VERSION_DEEP]
    if whole and not dry_run:
        tried = delete_all(meant, comment, dry_run=True)
        where = ", ".join("/".join((node.detname, *node.path)) for node in meant)
        counted = count_said(len(tried.words)) or "no answer changes"
        question = f"Delete all of {where} from {meant[0].file}; {counted}"
        if not agreed(question, yes=yes, before=answers_said(tried.words)):
            return Shown(tried, words="Nothing was done.")
    return edited_shown(delete_all(meant, comment, dry_run=dry_run))
