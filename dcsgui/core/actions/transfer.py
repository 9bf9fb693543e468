"""Transfers: carrying out a plan, and plan, question and that in one go."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path as FilePath

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import Item, Plan, Refusal
from dcsgui.core.actions.answers.transfers import Applied, How
from dcsgui.core.actions.patience import patience
from dcsgui.core.actions.planning.making import make_plan, plan_to
from dcsgui.core.actions.transfer_changes import Words, changes_of
from dcsgui.core.actions.transfer_notes import PATIENCE, Outcome, Told, tell_source
from dcsgui.core.files.opening import TIMEOUT, open_reader
from dcsgui.core.files.records import Head, LayoutName
from dcsgui.core.objects.arguments import note_of
from dcsgui.core.objects.changes.receiving import CheckUnmoved, MovedError
from dcsgui.core.objects.exchange.origin import Origin, SourceMovedError
from dcsgui.core.objects.exchange.verifying import Verifying
from dcsgui.core.objects.places import Place
from dcsgui.core.objects.rules import Rules
from dcsgui.core.objects.saving import StoreFile
from dcsgui.core.values.errors import (
    AccessDenied,
    Conflict,
    Damaged,
    DCError,
    StoreExists,
)
from dcsgui.core.values.names import DetName
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["MovedError", "apply", "make_plan", "plan_to", "push"]

ATTEMPTS = 3
"""So often a transfer is planned, while its destination moves on."""

AS_IT_IS = How()

_ERRORS: dict[Refusal | None, type[DCError]] = {
    Refusal.ACCESS: AccessDenied,
    Refusal.DAMAGED: Damaged,
}


def apply(
    plan: Plan, *, comment: str = "", dry_run: bool = False, progress: Progress = QUIET
) -> Applied:
    """Carry out a plan: all of it or nothing.

    Every version is read back from the destination and compared by SHA-256 before any of it
    counts. What is there already is not done again: to resume is to run it again.

    Parameters
    ----------
    plan : Plan
    comment : str
        Why, for the histories; that of the plan if it is "".
    dry_run : bool
        Look whether it can be done, and change nothing.
    progress : Progress
        Told the bytes that were written.

    Raises
    ------
    MovedError
        A `Conflict`: the destination has changed since the plan was made; the sentence says who
        changed it.
    Conflict
        If the plan is blocked by conflicts or refusals; or if what it takes from the source is
        gone by now, or is not the same any more (`SourceMovedError`).
    AccessDenied
        If the destination may not be changed so.
    BadValue
        If a default of the repository is to be moved without a reason.
    Damaged
        If constants are not those of the plan, in the source or as they were written.
    Busy, StoreNotAvailable, Cancelled
        Nothing was done.
    """
    note_of(comment, "A comment")
    _check_not_blocked(plan)
    words = Words.of(plan, comment)
    if not plan.todo:
        return _there_already(plan, dry_run=dry_run)
    _check_reason(plan, comment or plan.comment)
    try:
        _check_unmoved(plan)  # without waiting for our turn, or the right to change anything
        if dry_run:
            _check_changeable(plan)
            return _answer(plan, plan.todo, dry_run=True)
        outcome = _carry_out(plan, words, progress)
    except (MovedError, StoreExists):
        if _is_there(plan, progress):
            return _there_already(plan, dry_run=dry_run)
        raise
    return _answer(plan, plan.todo, outcome, tell_source(plan))


def push(
    source: NodeId,
    destination: str,
    how: How = AS_IT_IS,
    *,
    agree: Callable[[Plan], bool],
    comment: str = "",
    dry_run: bool = False,
    progress: Progress = QUIET,
) -> Applied:
    """Plan a transfer, ask, and carry it out; planned and asked anew if the destination moves on.

    Constants are read once: what is wrong with them shows when they are compared at the
    destination, before any of it counts. Then it is planned anew with all of them checked, so that
    the damaged ones are told, or left out if that is the policy.

    Parameters
    ----------
    source : NodeId
        What is transferred.
    destination : str
        Path of a detector file, which need not exist.
    how : How
    agree : callable
        Shown each plan that would do something or can't be carried out; whether to go on.
    comment : str
        Why, for the histories.
    dry_run : bool
        Change nothing; all constants are checked.
    progress : Progress

    Raises
    ------
    What `make_plan` and `apply` raise; `MovedError` and `SourceMovedError` only if one side moves
    on all the time.
    """
    verify = dry_run
    for attempt in range(1, ATTEMPTS + 1):
        plan = make_plan(
            source, destination, how, comment=comment, verify=verify, progress=progress
        )
        _check_reason(plan, plan.comment)  # before anybody is asked
        if (plan.todo or plan.blocked) and not agree(plan):
            return _answer(plan, agreed=False)
        try:
            return apply(plan, dry_run=dry_run, progress=progress)
        except (MovedError, SourceMovedError, StoreExists):
            if attempt == ATTEMPTS:
                raise
        except Damaged:
            if verify:
                raise
            verify = True
    raise AssertionError("the last attempt returns or raises")


def _there_already(plan: Plan, *, dry_run: bool) -> Applied:
    """Answer that nothing was to be done; the source is told if that was not possible before."""
    return _answer(plan, told=Told() if dry_run else tell_source(plan), dry_run=dry_run)


def _answer(
    plan: Plan,
    done: tuple[Item, ...] = (),
    outcome: Outcome | None = None,
    told: Told | None = None,
    *,
    dry_run: bool = False,
    agreed: bool = True,
) -> Applied:
    left_out = (item for item in (*plan.conflicts, *plan.refusals) if not item.todo)
    outcome, told = outcome or Outcome(), told or Told()
    return Applied(
        plan_id=plan.id,
        source=plan.source.file,
        destination=plan.destination.file,
        done=done,
        left_out=tuple(left_out),
        nbytes=plan.nbytes if done else 0,
        verified=outcome.verified,
        changes=plan.changes if done else (),
        generation=outcome.generation,
        dry_run=dry_run,
        agreed=agreed,
        notes=told.notes,
        change=outcome.change,
        source_change=told.change,
    )


def _check_not_blocked(plan: Plan) -> None:
    if not plan.blocked:
        return
    first = plan.blocked[0]
    more = len(plan.blocked) - 1
    others = f" {more} more {'is' if more == 1 else 'are'} in the way." if more else ""
    raise _ERRORS.get(first.refusal, Conflict)(
        f"{first.reason or '/'.join(first.path)}{others} Nothing was done; see the whole plan, "
        f"and choose what is to be done with conflicts."
    )


def _check_reason(plan: Plan, comment: str) -> None:
    """Refuse to move a default of the repository without a reason; that of a new range is none."""
    if plan.moves_default:
        Rules(repository=plan.destination.repository).check_reason(comment)


def _check_changeable(plan: Plan) -> None:
    if plan.destination.exists:
        _file_of(plan).check_changeable()


def _file_of(plan: Plan) -> StoreFile:
    return StoreFile(
        Place(FilePath(plan.destination.file)), writable=True, timeout=patience(PATIENCE)
    )


def _carry_out(plan: Plan, words: Words, progress: Progress) -> Outcome:
    """Change the destination, or make it."""
    file, outcome = _file_of(plan), Outcome()
    _check_changeable(plan)
    with Origin(plan.source.file, patience(TIMEOUT)) as origin, Verifying() as verifying:
        changes = changes_of(
            plan, origin=origin, verifying=verifying, words=words, progress=progress
        )
        origin.let_go()  # nobody waits for us while we wait for our turn
        if plan.destination.exists:
            file.carry_out(changes, outcome)
        else:
            file.make(_new_head(plan), changes, outcome)
        outcome.verified = verifying.done
    return outcome


def _new_head(plan: Plan) -> Head:
    """Return the root level of a new file: a new detector name has to follow the rules."""
    name = DetName.parse(plan.destination.detname)
    links: tuple[str | None, str | None] = (None, None)
    if plan.destination.detname == plan.source.detname:
        with open_reader(plan.source.file) as reader:
            head = reader.head()
        links = head.predecessor, head.successor
    return Head(LayoutName.NATIVE, name.dettype, name.detid, Timestamp.now(), *links)


def _check_unmoved(plan: Plan) -> None:
    """Raise what stands in the way of a plan by now, without changing anything."""
    if not plan.destination.exists:
        if os.path.lexists(plan.destination.file):
            raise StoreExists(
                f"There is a file {plan.destination.file} by now, and was none when the plan was "
                f"made. Make a new plan."
            )
        return
    check = CheckUnmoved(
        (),
        plan.destination.fingerprint,
        plan.ctypes,
        plan.compared,
        Timestamp(plan.made_ns),
    )
    with open_reader(plan.destination.file, patience(TIMEOUT)) as reader:
        check.compare(reader)


def _is_there(plan: Plan, progress: Progress) -> bool:
    """Whether the destination, which moved on, has all of a plan already."""
    source = NodeId(plan.source.file, plan.source.path)
    how = How(
        plan.selection,
        plan.policy,
        plan.default,
        plan.other_detector,
        choices=plan.choices,
        defaults=plan.defaults,
        into=plan.into,
    )
    now = make_plan(source, plan.destination.file, how, verify=False, progress=progress)
    return not now.todo and not now.blocked
