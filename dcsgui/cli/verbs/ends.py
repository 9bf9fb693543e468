"""``dcs ends``: from when to when a range is valid, changed."""

from __future__ import annotations

import click

from dcsgui.cli.edited import edited_shown
from dcsgui.cli.options import (
    calib_option,
    comment_option,
    ctype_argument,
    det_argument,
    dry_run_option,
)
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.where import ends_of, node_of
from dcsgui.core.actions.answers.edits import Edited

__all__ = ["command"]


@verb("ends", answer=Edited)
@det_argument
@ctype_argument
@click.argument("range_", metavar="RANGE")
@click.option("--begin", metavar="TIME", required=True, help="From when on it is valid.")
@click.option("--end", metavar="TIME", help="Until when, itself included; without it, for ever.")
@calib_option
@comment_option
@dry_run_option
def command(
    det: str,
    ctype: str,
    range_: str,
    begin: str,
    end: str | None,
    calib: str | None,
    comment: str,
    dry_run: bool,
) -> Shown:
    """Give a range another begin and end; its versions and its default stay.

    RANGE is its name, or a time at which it answers. Both ends belong to the range. It is said
    which answers change; see that before with --dry-run.

    dcs ends cspad-0001 pedestals 1477526400-end --begin 2016-10-27 --end 2016-12-01
    dcs ends cspad-0001 pedestals 1477526400-end --begin xpptut15:260 --dry-run
    """
    from dcsgui.core.actions.editing.structure import set_ends

    node = node_of(f"{det}/{ctype}/{range_}", calib)
    first, last = ends_of(begin, end, calib)
    return edited_shown(set_ends(node, first, last, comment, dry_run=dry_run))
