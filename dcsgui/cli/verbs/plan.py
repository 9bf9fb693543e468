"""``dcs plan``: what a transfer would do, shown and saved."""

from __future__ import annotations

from typing import Any

import click

from dcsgui.cli.failures import Status
from dcsgui.cli.options import calib_option, comment_option
from dcsgui.cli.sanity_words import sanity_parts
from dcsgui.cli.shown import Shown
from dcsgui.cli.transferring import destination_of, how_of, how_options, plan_parts
from dcsgui.cli.verb import verb
from dcsgui.cli.waiting import progress_shown
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.plans import Plan, Refusal, State
from dcsgui.core.actions.answers.sanity import SanityCheck, Verdict
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.progress import Progress

__all__ = ["command"]


@verb("plan", answer=Plan)
@click.argument("src", metavar="SRC[/CTYPE[/RANGE[/VERS]]]")
@click.argument("dst", metavar="DST")
@calib_option
@how_options
@click.option("-o", "--output", metavar="FILE", help="Save the plan there, for 'dcs apply'.")
@click.option("--sanity", is_flag=True, help="Judge new constants by what DST answers now.")
@comment_option
def command(
    src: str,
    dst: str,
    *,
    calib: str | None,
    output: str | None,
    sanity: bool,
    comment: str,
    **given: Any,
) -> Shown:
    """Say what a transfer would do, and save that as a file; nothing is transferred.

    SRC is read, in the place that -c names. DST is a place (repo, exp:EXPERIMENT, local:DIR, a
    directory) or a detector file, which need not exist.

    Each type, range, version, default and set of parameters is to be added, or is identical, in
    conflict (the same begin and another end; the same production time and other constants;
    another default; other parameters) or refused (access, another detector, damaged source,
    deleted there). --policy says what is done about conflicts: fail does nothing at all, skip
    leaves them out, theirs lets the destination's stay, ours lets the source's take its place,
    both keeps both; --choose says it for one conflict only, by the path that the plan shows.

    The exit status is 0 if the plan can be applied, or there is nothing to do. If something is in
    the way it is 4 for want of access, 7 for a damaged source, else 5.

    dcs plan cspad-0001 repo -c exp:xpptut15 -o plan.json
    dcs plan cspad-0001/pedestals local:/data/calib --policy theirs
    dcs plan cspad-0001 repo -c exp:xpptut15 --choose parameters:pedestals=ours
    dcs plan cspad-0001/pedestals repo -c exp:xpptut15 --sanity
    """
    from dcsgui.core.actions.planning import make_plan, save_plan

    node = node_of(src, calib)
    file = destination_of(dst, node)
    how = how_of(given, calib, node, file)
    _check_not_json(sanity=sanity)
    with progress_shown() as progress:
        plan = make_plan(node, file, how, comment=comment, progress=progress)
        checks = _checks(plan, progress) if sanity else ()
    words = [_words(plan)]
    if output is not None:
        save_plan(plan, output)
        then = f" To carry it out: dcs apply {output}" if plan.todo else ""
        words.append(f"Saved as {output}.{then}")
    status = _status(plan)
    if status is Status.DONE and any(check.verdict is Verdict.RED for check in checks):
        status = Status.DIFFERENT
    return Shown(plan, lambda: (*plan_parts(plan), *sanity_parts(checks)), words, status)


def _check_not_json(*, sanity: bool) -> None:
    if sanity and click.get_current_context().params["as_json"]:
        raise BadValue("--sanity is told in words, and --json is the plan alone; leave one out.")


def _checks(plan: Plan, progress: Progress) -> tuple[SanityCheck, ...]:
    from dcsgui.core.actions.sanity import of_plan

    return tuple(of_plan(plan, progress=progress))


def _words(plan: Plan) -> str:
    same = sum(item.state is State.IDENTICAL for item in plan.items)
    counts = f"{same} identical, {len(plan.conflicts)} in conflict, {len(plan.refusals)} refused"
    if plan.blocked:
        return f"The plan can't be applied as it is: {counts}. Choose a --policy, or another DST."
    if plan.lacks_reason:
        return f"It moves a default of the repository, so apply it with a reason (-m): {counts}."
    return f"{'The plan can be applied' if plan.todo else 'There is nothing to do'}: {counts}."


def _status(plan: Plan) -> Status:
    """Return what is in the way of a plan, done if nothing is."""
    why = {item.refusal for item in plan.blocked}
    if Refusal.ACCESS in why:
        return Status.ACCESS
    if Refusal.DAMAGED in why:
        return Status.DAMAGED
    return Status.CONFLICT if plan.blocked else Status.DONE
