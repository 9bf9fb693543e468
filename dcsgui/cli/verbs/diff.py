"""``dcs diff``: what differs between two detectors, files, types, ranges, versions or times."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dcsgui.cli.differences import comparison_parts, side_lines
from dcsgui.cli.failures import Status
from dcsgui.cli.moments import range_words
from dcsgui.cli.options import calib_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.waiting import progress_shown
from dcsgui.cli.where import moment_of, node_of
from dcsgui.core.actions.answers.diffs import Comparison, Diffed, EffectiveComparison, How, NodeAt
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.timelines import AnswerLabel
from dcsgui.core.values.amounts import counted
from dcsgui.core.values.counts import EXACT, Tolerance

if TYPE_CHECKING:
    from dcsgui.cli.tables import Table

__all__ = ["command"]

_NODE = "[/CTYPE[/RANGE[/VERS]]][@TIME]"


@verb("diff", answer=Diffed)
@click.argument("a", metavar=f"A{_NODE}")
@click.argument("b", metavar="B")
@click.option("--atol", type=float, default=0.0, help="Numbers may differ by so much.")
@click.option("--rtol", type=float, default=0.0, help="Or by this fraction of the number of B.")
@click.option("--effective", is_flag=True, help="Only tell when the answers differ.")
@click.option("--histories", is_flag=True, help="Compare histories, too.")
@click.option("-a", "--all", "everything", is_flag=True, help="Show long lists whole.")
@calib_option
@click.option("--calib-b", metavar="PLACE", help="Where B is, if it is in another place than A.")
def command(a: str, b: str, *, calib: str | None, calib_b: str | None, **given: Any) -> Shown:
    """Compare two detectors, files, types, ranges or versions, or what answers at two times.

    Ranges are matched by their exact ends, versions by production time or else by what they hold.
    Arrays are compared exactly: NaN is equal to NaN, and another type or byte order counts. With a
    tolerance |A - B| <= atol + rtol * |B| is equal. With DET@TIME or DET/CTYPE@TIME what answers
    then is compared. The exit status is 0 if they are the same, and 1 if they differ.

    dcs diff cspad-0001 cspad-0001 -c exp:xpptut15 --calib-b repo
    dcs diff cspad-0001/pedestals/2016-10-27/1 cspad-0001/pedestals/2016-10-27/2 --atol 0.5
    dcs diff cspad-0001@2016-10-27 cspad-0001@2016-11-02
    dcs diff --effective old.h5 new.h5
    """
    tolerance, histories = Tolerance(given["atol"], given["rtol"]), given["histories"]
    sides = _side(a, calib), _side(b, calib if calib_b is None else calib_b)
    if given["effective"]:
        return _effective(sides, plain=tolerance == EXACT and not histories)
    from dcsgui.core.actions.diff import diff

    with progress_shown() as progress:
        found = diff(*sides, tolerance=tolerance, histories=histories, progress=progress)
    return Shown(
        Diffed(comparison=found),
        lambda: comparison_parts(found, whole=given["everything"]),
        status=_status(found),
    )


def _status(found: Comparison) -> Status:
    constants = (node.constants for node in found.nodes)
    if any(one is not None and one.how is How.UNREADABLE for one in constants):
        return Status.DAMAGED
    return Status.DONE if found.same else Status.DIFFERENT


def _effective(sides: tuple[NodeId | NodeAt, NodeId | NodeAt], *, plain: bool) -> Shown:
    a, b = sides
    if not plain or isinstance(a, NodeAt) or isinstance(b, NodeAt):
        raise click.UsageError(
            "--effective compares the answers at all times, exactly: leave out @TIME, --atol, "
            "--rtol and --histories."
        )
    from dcsgui.core.actions.diff import effective

    with progress_shown() as progress:
        found = effective(a, b, progress=progress)
    status = Status.DONE if found.same else Status.DIFFERENT
    return Shown(Diffed(effective=found), lambda: _effective_parts(found), status=status)


def _effective_parts(found: EffectiveComparison) -> Iterator[str | Table]:
    yield from side_lines(found.a, found.b)
    types = counted(found.ntypes, "type")
    if found.same:
        yield f"The same: {types} answer with the same constants at all times."
        return
    stretches = counted(len(found.changes), "stretch of time")
    yield f"Different in {stretches}, of {types}:"
    for change in found.changes:
        times = range_words(change.begin_ns, change.end_ns)
        yield f"{change.ctype} {times}: A {_named(change.before)}, B {_named(change.after)}"


def _named(label: AnswerLabel | None) -> str:
    return "nothing" if label is None else f"v{label.versind} of {label.range_name}"


def _side(text: str, calib: str | None) -> NodeId | NodeAt:
    """Return the node, or what answers at a time, that is meant by a word."""
    from dcsgui.core.values.timestamps import Timestamp

    name, at, time = text.rpartition("@")
    if not at or Path(text).exists():
        return node_of(text, calib)
    asked = moment_of(time, calib)
    return NodeAt(node_of(name, calib, at=Timestamp(asked.ns)), asked.ns)
