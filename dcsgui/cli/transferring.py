"""What the verbs of transfers share: options, plans and what was done, as people read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dcsgui.cli.edited import count_said
from dcsgui.cli.transfer_paths import PATH_OPTIONS, Naming
from dcsgui.core.actions.answers.plans import Item, ItemKind, Plan, Policy, Selection
from dcsgui.core.actions.answers.timelines import AnswerChange
from dcsgui.core.actions.answers.transfers import Applied, How
from dcsgui.core.values.amounts import counted, size_text
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.names import DetName

if TYPE_CHECKING:
    from dcsgui.cli.tables import Table
    from dcsgui.core.actions.answers.nodes import NodeId

__all__ = ["applied_parts", "destination_of", "how_of", "how_options", "plan_parts", "question"]

SUFFIX = ".h5"

KINDS = {
    ItemKind.HEAD: "new file",
    ItemKind.CTYPE: "type",
    ItemKind.RANGE: "range",
    ItemKind.VERSION: "version",
    ItemKind.DEFAULT: "default",
    ItemKind.PARAMETERS: "parameter set",
}
"""What people call what is transferred."""

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
    click.option("--default", is_flag=True, help="Let defaults move of ranges that DST has."),
    click.option("--other-detector", is_flag=True, help="DST may be of another detector."),
    *PATH_OPTIONS,
)


def how_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the options that say what is transferred and how; `how_of` reads them."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def how_of(given: dict[str, Any], calib: str | None, source: NodeId, file: str) -> How:
    """Read the options of `how_options` for a source, and a file that is the destination."""
    naming = Naming(source.file, calib)
    selection = Selection(
        ctypes=tuple(given["ctypes"]),
        begin_ns=_ns(given["begin"], calib),
        end_ns=_ns(given["end"], calib),
        versions=tuple(given["versions"]),
        default_only=given["default_only"],
        nodes=naming.paths(given["nodes"]),
        without=naming.paths(given["without"]),
    )
    return How(
        selection,
        Policy(given["policy"]),
        given["default"],
        given["other_detector"],
        choices=tuple(naming.choice(text) for text in given["choices"]),
        defaults=naming.paths(given["defaults"]),
        into=() if given["into"] is None else Naming(file).path(given["into"]),
    )


def _ns(text: str | None, calib: str | None) -> int | None:
    from dcsgui.cli.where import moment_of

    return None if text is None else moment_of(text, calib).ns


def destination_of(text: str, source: NodeId) -> str:
    """Return the file that DST means for a source: one that is named, or that of its place."""
    from dcsgui.core.actions.places import place_named
    from dcsgui.core.actions.planning.making import destination_in

    if text.endswith(SUFFIX):
        return text
    if _is_detector(text):
        raise BadValue(
            f"'{text}' is the name of a detector, and DST is a place (repo, exp:EXPERIMENT, "
            f"local:{text}, a directory that is there) or the file of a detector (.../{text}.h5)."
        )
    return destination_in(place_named(text, new=True), source.detname)


def _is_detector(text: str) -> bool:
    """Tell the name of a detector, which DST can't be, from a directory."""
    try:
        DetName.new(text)
    except BadValue:
        return False
    return not Path(text).exists()


def plan_parts(plan: Plan) -> Iterator[str | Table]:
    """Say what a plan would do, what is in its way, and which answers change."""
    yield f"From {plan.source.file}"
    yield f"to   {plan.destination.file}{'' if plan.destination.exists else ' (new)'}"
    yield from _items(plan.items)
    if plan.todo:
        yield f"{counted(len(plan.todo), 'thing')} to do, {size_text(plan.nbytes)} to write."
    yield from _changes(plan.changes)


def applied_parts(applied: Applied, *, planned: bool = False) -> Iterator[str | Table]:
    """Say what was done, and which answers have changed if no plan that was shown has said it."""
    if not applied.agreed:
        yield "Nothing was done."
        return
    if not applied.done:
        yield f"Nothing to do: {applied.destination} has all of it."
    else:
        would = "Would transfer" if applied.dry_run else "Transferred"
        numbers = Counter(item.kind for item in applied.done)
        what = ", ".join(counted(number, KINDS[kind]) for kind, number in numbers.items())
        checked = "" if applied.dry_run else f", {applied.verified} verified by SHA-256"
        yield f"{would} {what} ({size_text(applied.nbytes)}{checked}) to {applied.destination}"
    yield from _items(applied.left_out)
    if not planned:
        yield from _changes(applied.changes)
    yield from applied.notes


def question(plan: Plan) -> str:
    """Ask whether a plan is to be carried out."""
    changes = count_said(len(plan.changes)) or "no answer changes"
    return f"Transfer {size_text(plan.nbytes)} to {plan.destination.file}; {changes}"


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
