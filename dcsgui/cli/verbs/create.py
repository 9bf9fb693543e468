"""``dcs create``: the file of a new detector."""

from __future__ import annotations

import click

from dcsgui.cli.edited import UNCHANGED
from dcsgui.cli.options import calib_option, comment_option, dry_run_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.core.actions.answers.edits import Created

__all__ = ["command"]


@verb("create", answer=Created)
@click.argument("det")
@calib_option
@comment_option
@dry_run_option
def command(det: str, calib: str | None, comment: str, *, dry_run: bool) -> Shown:
    """Make the file of a new detector, and the directories that it needs.

    DET is its name, <dettype>-<detid>, in lower case. The file is
    <place>/<dettype>/<dettype>-<detid>.h5; one that is there is never overwritten.

    dcs create cspad-0001 -c local:calib -m "the camera of the spare parts box"
    """
    from dcsgui.core.actions.editing.adding import create
    from dcsgui.core.actions.places import configured, place_named

    place = configured()[0] if calib is None else place_named(calib, new=True)
    made = create(place, det, comment, dry_run=dry_run)
    words = [f"{'Would make' if dry_run else 'Made'} the detector {made.node.detname}."]
    if dry_run:
        words.append(UNCHANGED)
    return Shown(made, lambda: [made.node.file], words)
