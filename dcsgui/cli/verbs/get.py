"""``dcs get``: the constants that are valid at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dcsgui.cli.options import calib_option, ctype_argument, det_argument, time_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.waiting import progress_shown
from dcsgui.cli.where import moment_of, node_of, version_of
from dcsgui.core.actions.answers.got import Got
from dcsgui.core.values.timestamps import Timestamp

if TYPE_CHECKING:
    from dcsgui.cli.tables import Table


@verb("get", answer=Got)
@det_argument
@ctype_argument
@time_option
@click.option("--vers", metavar="VERS", help="This version, whatever the default.")
@click.option("-o", "--output", metavar="FILE", default="", help="Write to .npy, .txt or .h5.")
@click.option(
    "--follow",
    type=click.Choice(["predecessor", "successor"]),
    help="Ask those too if this detector has none.",
)
@calib_option
def command(
    det: str,
    ctype: str,
    time: str,
    vers: str | None,
    output: str,
    follow: str | None,
    calib: str | None,
) -> Shown:
    """Get the constants of a type that are valid at a time.

    Without -o a summary is shown, or the text if they are one. With -o they are written: to .npy
    as numpy has it, to .h5 as a detector file with nothing else in it, to anything else as text
    with all digits (a text byte for byte). A file that is there is replaced, but no detector file.

    dcs get cspad-0001 pedestals -t 2016-10-27T10:00:00-07:00
    dcs get cspad-0001 pedestals -t xpptut15:260 -o pedestals.npy
    """
    from dcsgui.core.actions.getting import get

    asked = moment_of(time, calib)
    file = node_of(det, calib, at=Timestamp(asked.ns)).file
    with progress_shown() as progress:
        got = get(
            file,
            ctype,
            asked,
            vers=version_of(vers),
            follow=follow,
            target=output,
            progress=progress,
        )
    words = [f"Written to {got.saved_as}."] if got.saved_as else []
    return Shown(got, lambda: _parts(got), words)


def _parts(got: Got) -> Iterator[str | Table]:
    if got.text is not None:
        yield got.text.removesuffix("\n")
        return
    shape = " x ".join(map(str, got.shape)) or "a single number"
    yield f"{got.ctype} of {got.detname}: {shape}, {got.dtype}, {got.nbytes:,} bytes"
    yield got.why
    if got.numbers is not None:
        n = got.numbers
        yield (
            f"median {n.median:g}, MAD {n.mad:g}, mean {n.mean:g}, rms {n.rms:g}, "
            f"from {n.minimum:g} to {n.maximum:g}; {n.nan:,} NaN, {n.infinite:,} infinite "
            f"of {n.n:,}"
        )
    yield f"{got.digest or 'no digest is kept'}"
