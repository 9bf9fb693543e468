"""``dcs convert``: a detector file gets the other layout."""

from __future__ import annotations

from collections.abc import Iterator

import click

from dcsgui.cli.asking import agreed
from dcsgui.cli.options import (
    calib_option,
    comment_option,
    det_argument,
    dry_run_option,
    yes_option,
)
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.waiting import progress_shown
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.legacy import Converted


@verb("convert", answer=Converted)
@det_argument
@click.option(
    "--to",
    "layout",
    type=click.Choice(["native", "pscalib"]),
    help="The layout; else the one that the file has not.",
)
@click.option("-o", "--output", metavar="FILE", default="", help="Write a new file elsewhere.")
@calib_option
@comment_option
@dry_run_option
@yes_option
def command(
    det: str,
    layout: str | None,
    output: str,
    calib: str | None,
    comment: str,
    yes: bool,
    dry_run: bool,
) -> Shown:
    """Change a file from one layout to the other, without loss.

    The native layout is this program's; the other one is read by the older PSCalib code, too.
    The new file is compared with the old one, constants by digest, before it takes its place.
    What a layout can't hold is listed, and then nothing is done.

    dcs convert cspad-CxiDs2.0-Cspad.0 -c exp:cxif5315 --dry-run
    dcs convert cspad-0001.h5 --to pscalib -o older/cspad-0001.h5
    """
    from dcsgui.core.actions.convert import convert_layout

    file = node_of(det, calib).file
    plan = convert_layout(file, layout or "", output=output, comment=comment, dry_run=True)
    if dry_run:
        return Shown(plan, lambda: _parts(plan), "Nothing was written.")
    question = f"Convert {file} from the {plan.before} to the {plan.after} layout, in its place"
    if not output and not agreed(question, yes=yes):
        return Shown(plan, lambda: _parts(plan), "Nothing was done.")
    with progress_shown() as progress:
        done = convert_layout(
            file, layout or "", output=output, comment=comment, progress=progress
        )
    return Shown(done, lambda: _parts(done), f"Written and compared: {done.target}.")


def _parts(done: Converted) -> Iterator[str]:
    yield f"{done.detname}: from the {done.before} to the {done.after} layout, {done.target}"
    deleted = f", and {done.ndeleted} deletions that can be restored" if done.ndeleted else ""
    yield f"{done.nctypes} types, {done.nranges} ranges, {done.nversions} versions{deleted}"
    yield from done.notes
