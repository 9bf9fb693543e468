"""``dcs apply``: do what a saved plan says."""

from __future__ import annotations

import click

from dcsgui.cli.asking import agreed
from dcsgui.cli.options import comment_option, dry_run_option, yes_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.transferring import applied_parts, question
from dcsgui.cli.verb import verb
from dcsgui.cli.waiting import progress_shown
from dcsgui.core.actions.answers.transfers import Applied

__all__ = ["command"]


@verb("apply", answer=Applied)
@click.argument("plan", metavar="PLAN", type=click.Path(dir_okay=False))
@comment_option
@dry_run_option
@yes_option
def command(plan: str, comment: str, *, dry_run: bool, yes: bool) -> Shown:
    """Do exactly what a plan says that "dcs plan" has saved.

    Nothing is done if the destination has changed since in what the plan relies on. All of it is
    one change, read back and verified; run again it does nothing.

    dcs plan cspad-0001 repo -c exp:xpptut15 -o promote.json
    dcs apply promote.json -m "agreed with Ana"
    """
    from dcsgui.core.actions.planning.plan_files import load_plan
    from dcsgui.core.actions.transfer import apply

    loaded = load_plan(plan)
    asked = bool(loaded.todo) and not dry_run
    if asked and not agreed(question(loaded), yes=yes):
        nothing = Applied(loaded.id, loaded.source.file, loaded.destination.file, agreed=False)
        return Shown(nothing, lambda: applied_parts(nothing))
    with progress_shown() as progress:
        applied = apply(loaded, comment=comment, dry_run=dry_run, progress=progress)
    return Shown(applied, lambda: applied_parts(applied))
