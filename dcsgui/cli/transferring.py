"""What the verbs of transfers share: options, plans and what was done, as people read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from dcsgui.cli.sizes import size_text
from dcsgui.core.actions.answers.plans import Item, Plan, Policy, Selection
from dcsgui.core.actions.answers.timelines import AnswerChange
from dcsgui.core.actions.answers.transfers import Applied, How

if TYPE_CHECKING:
    from dcsgui.cli.tables import Table
    from dcsgui.core.actions.answers.nodes import NodeId

__all__ = ["applied_parts", "destination_of", "how_of", "how_options", "plan_parts", "question"]

SUFFIX = ".h5"

_OPTIONS = (
    click.option("--ctype", "ctypes", multiple=True, metavar="CTYPE", help="Only these types."),
    click.option("--from", "begin", metavar="TIME", help="Only ranges that reach beyond it."),
    click.option("--to", "end", metavar="TIME", help="Only ranges that begin before it."),
    click.option("--vers", "versions", multiple=True, metavar="VERS", help="Only these versions."),
    click.option("--default-only", is_flag=True, help="Only the version that each range answers."),
    click.option(
        "--policy",
        type=click.Choice([one.value for one in Policy]),
        default=Policy.FAIL.value,
        show_default=True,
        help="What to do where both sides contradict each other.",
    ),
    click.option("--default", is_flag=True, help="Defaults of ranges that are there may move."),
    click.option("--other-detector", is_flag=True, help="DST may be of another detector."),
)


def how_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the options that say what is transferred and how; `how_of` reads them."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def how_of(given: dict[str, Any], calib: str | None) -> How:
    """Read the options of `how_options`."""
    selection = Selection(
        ctypes=tuple(given["ctypes"]),
        begin_ns=_ns(given["begin"], calib),
        end_ns=_ns(given["end"], calib),
        versions=tuple(given["versions"]),
        default_only=given["default_only"],
    )
    return How(selection, Policy(given["policy"]), given["default"], given["other_detector"])


def _ns(text: str | None, calib: str | None) -> int | None:
    from dcsgui.cli.where import moment_of

    return None if text is None else moment_of(text, calib).ns


def destination_of(text: str, source: NodeId) -> str:
    """Return the file that DST means for a source: one that is named, or that of its place."""
    from dcsgui.core.actions.places import place_named
    from dcsgui.core.actions.planning.making import destination_in

    return text if text.endswith(SUFFIX) else destination_in(place_named(text), source.detname)


def plan_parts(plan: Plan) -> Iterator[str | Table]:
    """Say what a plan would do, what is in its way, and which answers change."""
    yield f"From {plan.source.file}"
    yield f"to   {plan.destination.file}{'' if plan.destination.exists else ' (new)'}"
    yield from _items(plan.items)
    yield f"{len(plan.todo)} things to do, {size_text(plan.nbytes)} to write."
    yield from _changes(plan.changes)


def applied_parts(applied: Applied) -> Iterator[str | Table]:
    """Say what was done, and which answers have changed."""
    if not applied.agreed:
        yield "Nothing was done."
        return
    if not applied.done:
        yield f"Nothing to do: {applied.destination} has all of it."
    else:
        would = "Would transfer" if applied.dry_run else "Transferred"
        counted = Counter(item.kind.value for item in applied.done)
        what = ", ".join(f"{number} {kind}" for kind, number in counted.items())
        checked = "" if applied.dry_run else f", {applied.verified} verified by SHA-256"
        yield f"{would} {what} ({size_text(applied.nbytes)}{checked}) to {applied.destination}"
    yield from _items(applied.left_out)
    yield from _changes(applied.changes)
    yield from applied.notes


def question(plan: Plan) -> str:
    """Ask whether a plan is to be carried out."""
    words = f"; {len(plan.changes)} answers change" if plan.changes else ""
    return f"Transfer {size_text(plan.nbytes)} to {plan.destination.file}{words}"


def _items(items: tuple[Item, ...]) -> Iterator[Table]:
    from dcsgui.cli.tables import Column, Table

    rows = [
        (
            item.state.value,
            item.kind.value,
            "/".join(item.path),
            item.resolution.value if item.todo else "",
            size_text(item.nbytes) if item.nbytes else "",
            item.reason,
        )
        for item in items
        if item.todo or item.reason
    ]
    size = Column("size", right=True)
    titles = ("state", "what", "path", "does", size, Column("why", cut=True))
    if rows:
        yield Table(titles, list(rows))


def _changes(changes: tuple[AnswerChange, ...]) -> Iterator[str]:
    from dcsgui.core.actions.answering import words

    for change in changes:
        yield f"{change.ctype}, {words(change)}"
