"""``dcs pull``: fetch from another place; `push` under the name of the other direction."""

from __future__ import annotations

from typing import Any

import click

from dcsgui.cli.options import calib_option, comment_option, dry_run_option, yes_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.transferring import how_options
from dcsgui.cli.verb import verb
from dcsgui.cli.verbs.push import transfer
from dcsgui.core.actions.answers.transfers import Applied

__all__ = ["command"]


@verb("pull", answer=Applied)
@click.argument("src", metavar="SRC[/CTYPE[/RANGE[/VERS]]]")
@click.argument("dst", metavar="DST")
@calib_option
@how_options
@comment_option
@dry_run_option
@yes_option
def command(src: str, dst: str, calib: str | None, comment: str, **given: Any) -> Shown:
    """Fetch constants from another place, by default the repository, as push brings them there.

    SRC is read, in the place that -c names; DST is the place (or the file) that is written.

    dcs pull cspad-0001/pedestals local:/tmp/calib
    dcs pull cspad-0001 exp:xpptut15 -c repo --default-only --yes
    """
    return transfer(src, dst, calib, comment, given)
