"""``dcs create``: the file of a new detector, or a type or range in one."""

from __future__ import annotations

from dataclasses import replace

import click

from dcsgui.cli.edited import UNCHANGED, edited_shown
from dcsgui.cli.options import calib_option, comment_option, dry_run_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.where import ends_of, node_of
from dcsgui.core.actions.answers.edits import Created
from dcsgui.core.values.errors import BadValue

__all__ = ["command"]


@verb("create", answer=Created)
@click.argument("det", metavar="DET[/CTYPE]")
@click.option("--begin", metavar="TIME", help="Make an empty range of the type, from then on.")
@click.option("--end", metavar="TIME", help="Until then, which is included; else for ever.")
@calib_option
@comment_option
@dry_run_option
def command(
    det: str,
    begin: str | None,
    end: str | None,
    calib: str | None,
    comment: str,
    *,
    dry_run: bool,
) -> Shown:
    """Make the file of a new detector, and the directories that it needs; or a type, or a range.

    DET is its name, <dettype>-<detid>, in lower case. The file is
    <place>/<dettype>/<dettype>-<detid>.h5; one that is there is never overwritten. With CTYPE an
    empty type is added to a detector that is there, with --begin an empty range of that type.

    dcs create cspad-0001 -c local:calib -m "the camera of the spare parts box"
    dcs create cspad-0001/pedestals
    dcs create cspad-0001/pedestals --begin 2016-10-27 --end 2016-12-01
    """
    if "/" in det:
        return _within(det, (begin, end), calib, comment, dry_run=dry_run)
    if begin is not None or end is not None:
        raise BadValue(f"A range is one of a type; give it as {det}/CTYPE --begin TIME.")
    from dcsgui.core.actions.editing.adding import create
    from dcsgui.core.actions.places import configured, place_named

    place = configured()[0] if calib is None else place_named(calib, new=True)
    made = create(place, det, comment, dry_run=dry_run)
    words = [f"{'Would make' if dry_run else 'Made'} the detector {made.node.detname}."]
    if dry_run:
        words.append(UNCHANGED)
    return Shown(made, lambda: [made.node.file], words)


def _within(
    text: str,
    ends: tuple[str | None, str | None],
    calib: str | None,
    comment: str,
    *,
    dry_run: bool,
) -> Shown:
    """Add a type, or a range of one."""
    from dcsgui.core.actions.editing.structure import add_range, add_type

    det, _, ctype = text.rpartition("/")
    node = node_of(det, calib).child(ctype)
    begin, end = ends
    if begin is None and end is not None:
        raise BadValue("A range begins at some time; give --begin, too.")
    if begin is None:
        edited = add_type(node, comment, dry_run=dry_run)
    else:
        edited = add_range(node, *ends_of(begin, end, calib), comment, dry_run=dry_run)
    return replace(edited_shown(edited), answer=Created(edited.node, dry_run, edited))
