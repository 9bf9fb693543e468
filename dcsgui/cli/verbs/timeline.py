"""``dcs timeline``: the stretches of time and what each answers."""

from __future__ import annotations

from collections.abc import Iterator

import click

from dcsgui.cli.moments import time_text
from dcsgui.cli.options import calib_option, det_argument
from dcsgui.cli.shown import Shown
from dcsgui.cli.tables import Column, Table
from dcsgui.cli.verb import verb
from dcsgui.cli.waiting import progress_shown
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.timelines import Share, Timelines, TimelineStretch, TypeTimeline
from dcsgui.core.values.timestamps import NS_PER_SEC


@verb("timeline", answer=Timelines)
@det_argument
@click.argument("ctype", required=False, default="")
@calib_option
def command(det: str, ctype: str, calib: str | None) -> Shown:
    """List the stretches of time and what each answers, for all types or one.

    Both ends belong to a stretch. Gaps, where nothing is valid, are marked, unless they are
    shorter than a second; below are the ranges that do not answer for all of their time, and
    which ones win over them.

    dcs timeline cspad-0001 pedestals
    dcs timeline cspad-0001 -c exp:xpptut15
    """
    from dcsgui.core.actions.timeline import timeline

    node = node_of(det, calib)
    with progress_shown() as progress:
        found = timeline(NodeId(node.file, (ctype,) if ctype else node.path), progress=progress)
    return Shown(found, lambda: _parts(found))


def _parts(found: Timelines) -> Iterator[str | Table]:
    if not found.types:
        yield f"{found.node.detname} has no calibration types."
    for number, one in enumerate(found.types):
        if number:
            yield ""
        yield from _of_type(one)


def _of_type(one: TypeTimeline) -> Iterator[str | Table]:
    if one.problem:
        yield f"{one.ctype}: {one.problem}"
        return
    if not one.stretches:
        yield f"{one.ctype}: nothing is valid at any time"
    table = Table(
        ("from", "to", "version", "range", "produced", Column("digest", cut=True)),
        title=one.ctype,
    )
    table.rows.extend(_row(stretch) for stretch in one.stretches if not _is_tiny(stretch))
    if one.stretches:
        yield table
    odd = [entry for entry in one.ranges if entry.share is not Share.WHOLE]
    for entry in odd:
        by = f" by {', '.join(entry.shadowed_by)}" if entry.shadowed_by else ""
        yield f"  {entry.range_name}: {entry.share.value}{by}"


def _is_tiny(stretch: TimelineStretch) -> bool:
    """Whether it is a gap that is only there because times are finer than whole seconds."""
    end = stretch.end_ns
    return stretch.gap and end is not None and end - stretch.begin_ns < NS_PER_SEC


def _row(stretch: TimelineStretch) -> tuple[str, ...]:
    ends = time_text(stretch.begin_ns), time_text(stretch.end_ns, "for ever")
    if stretch.gap:
        return (*ends, "- gap -", "", "", "")
    version = f"v{stretch.versind}{' (set)' if stretch.pinned else ''}"
    digest = stretch.digest.removeprefix("sha256:")[:12]
    return (*ends, version, stretch.range_name, time_text(stretch.tsvers_ns), digest)
