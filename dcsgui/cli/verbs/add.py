"""``dcs add``: constants from a file of numbers or text."""

from __future__ import annotations

from typing import Any

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
from dcsgui.cli.waiting import progress_shown
from dcsgui.cli.where import moment_of, node_of
from dcsgui.core.actions.answers.edits import Edited

__all__ = ["command"]

OPEN = "end"


@verb("add", answer=Edited)
@det_argument
@ctype_argument
@click.argument("source", metavar="FILE", type=click.Path())
@click.option("--begin", metavar="TIME", required=True, help="Valid from then on.")
@click.option("--end", metavar="TIME", help="Valid until then, which is included; else for ever.")
@click.option("--produced", metavar="TIME", help="When they were produced; now if not given.")
@click.option("--default", is_flag=True, help="Make them the default of their range.")
@click.option("--text/--array", "text", default=None, help="Take FILE as a text, or as numbers.")
@click.option("--par", "pars", metavar="KEY=VALUE", multiple=True, help="A parameter of theirs.")
@calib_option
@comment_option
@dry_run_option
def command(det: str, ctype: str, source: str, **given: Any) -> Shown:
    """Add constants of a type, valid from a time on, as a new version.

    FILE is .npy, n-d array text, or a text such as a geometry. The type, and a range with exactly
    these ends, are made where they are missing. It is said which answers change; see
    that before with --dry-run.

    dcs add cspad-0001 pedestals dark.npy --begin 2016-10-27T10:00:00-07:00 -m "dark, run 12"
    dcs add cspad-0001 geometry 0-end.data --begin 0 --default -m "from the survey"
    """
    from dcsgui.cli.pairs import pairs_of
    from dcsgui.core.actions.answers.additions import NewConstants
    from dcsgui.core.actions.editing.adding import add

    calib, end, produced = given["calib"], given["end"], given["produced"]
    new = NewConstants(
        source,
        begin=_time(given["begin"], calib),
        end=None if end in {None, OPEN} else _time(end, calib),
        produced=None if produced is None else _time(produced, calib),
        pars=pairs_of(given["pars"]),
        default=given["default"],
        text=given["text"],
    )
    node = node_of(det, calib).child(ctype)
    with progress_shown() as progress:
        edited = add(node, new, given["comment"], dry_run=given["dry_run"], progress=progress)
    return edited_shown(edited)


def _time(text: str, calib: str | None) -> object:
    from dcsgui.core.values.timestamps import Timestamp

    return Timestamp(moment_of(text, calib).ns)
