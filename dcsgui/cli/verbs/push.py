"""``dcs push``: plan a transfer, ask, and carry it out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from dcsgui.cli.asking import agreed
from dcsgui.cli.options import calib_option, comment_option, dry_run_option, yes_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.transferring import (
    applied_parts,
    destination_of,
    how_of,
    how_options,
    plan_parts,
    question,
)
from dcsgui.cli.verb import verb
from dcsgui.cli.waiting import progress_shown
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.plans import Plan
from dcsgui.core.actions.answers.transfers import Applied

__all__ = ["command", "transfer"]


@verb("push", answer=Applied)
@click.argument("src", metavar="SRC[/CTYPE[/RANGE[/VERS]]]")
@click.argument("dst", metavar="DST")
@calib_option
@how_options
@comment_option
@dry_run_option
@yes_option
def command(src: str, dst: str, calib: str | None, comment: str, **given: Any) -> Shown:
    """Transfer constants to another place; the plan is shown, and you are asked, first.

    SRC is read, in the place that -c names; DST is the place (or the file) that is written. All of
    it is one change: it happens whole, read back and verified, or not at all. Run again it does
    what is missing. Authors, times and parameters stay as they are. With --into the versions, of
    one type, go into another range, also of the file that they are from.

    dcs push cspad-0001/pedestals repo -c exp:xpptut15 -m "darks of run 260"
    dcs push cspad-0001 local:/tmp/calib --dry-run
    dcs push cspad-0001 repo -c exp:xpptut15 --only gain --make-default gain/r260/1 -m "new"
    """
    return transfer(src, dst, calib, comment, given)


def transfer(src: str, dst: str, calib: str | None, comment: str, given: dict[str, Any]) -> Shown:
    """Carry out `push` or `pull`, which differ by what people call them only."""
    from dcsgui.core.actions.transfer import push

    source = node_of(src, calib)
    file = destination_of(dst, source)
    how = how_of(given, calib, source, file)
    with progress_shown() as progress:
        applied = push(
            source,
            file,
            how,
            agree=_asking(yes=given["yes"], dry_run=given["dry_run"]),
            comment=comment,
            dry_run=given["dry_run"],
            progress=progress,
        )
    return Shown(applied, lambda: applied_parts(applied, planned=True))


def _asking(*, yes: bool, dry_run: bool) -> Callable[[Plan], bool]:
    def agree(plan: Plan) -> bool:
        for part in plan_parts(plan):
            _tell(part)
        return dry_run or bool(plan.blocked) or agreed(question(plan), yes=yes)

    return agree


def _tell(part: object) -> None:
    """Say a part of a plan beside the answer."""
    import sys

    from dcsgui.cli.tables import Table

    if isinstance(part, Table):
        part.print(sys.stderr)
    else:
        click.echo(part, err=True)
