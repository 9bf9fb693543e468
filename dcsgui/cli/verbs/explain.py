"""``dcs explain``: which candidates there were, and why one won."""

from __future__ import annotations

from collections.abc import Iterator

import click

from dcsgui.cli.failures import Status
from dcsgui.cli.moments import age, range_words, time_text
from dcsgui.cli.options import calib_option, ctype_argument, det_argument, time_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.tables import Column, Table
from dcsgui.cli.verb import verb
from dcsgui.cli.where import moment_of, node_of, version_of
from dcsgui.core.actions.answers.explained import Explained
from dcsgui.core.values.timestamps import Timestamp

MOST = 12
"""So many candidates are listed for a person; ``--json`` has all."""


@verb("explain", answer=Explained)
@det_argument
@ctype_argument
@time_option
@click.option("--vers", metavar="VERS", help="This version, whatever the default.")
@calib_option
def command(det: str, ctype: str, time: str, vers: str | None, calib: str | None) -> Shown:
    """Say which constants of a type are valid at a time, and why.

    Of the ranges with versions that contain the time the one that begins last wins; of those that
    begin together the one that ends first. It answers with its default version: the one that
    somebody set, else the one added last.

    dcs explain cspad-0001 pedestals -t 2016-10-27T10:00:00-07:00
    dcs explain cspad-0001 pedestals -t xpptut15:260
    """
    from dcsgui.core.actions.explain import explain

    asked = moment_of(time, calib)
    file = node_of(det, calib, at=Timestamp(asked.ns)).file
    said = explain(file, ctype, asked, vers=version_of(vers))
    return Shown(said, lambda: _parts(said), status=Status.DONE if said.found else Status.NOTHING)


def _parts(said: Explained) -> Iterator[str | Table]:
    yield said.why
    yield from _details(said)
    if said.candidates:
        yield _candidates(said)
        if len(said.candidates) > MOST:
            yield f"... and {len(said.candidates) - MOST} more candidates; --json lists all."
    for entry in said.empty:
        yield (
            f"The range {entry.name} ({range_words(entry.begin_ns, entry.end_ns)}) does not "
            f"count: it holds no version."
        )
    for one in said.followed:
        yield f"If its {one.follow} {one.first} is followed: {one.why}"


def _details(said: Explained) -> Iterator[str]:
    by = said.default_set
    if by is not None:
        who = "@".join(part for part in (by.user, by.host) if part) or "somebody"
        why = f": {by.comment}" if by.comment else ""
        yield f"The default was set by {who} at {time_text(by.tstamp_ns)}{why}."
    if said.range_age_seconds is not None:
        yield f"The range began {_before(said.range_age_seconds)}."
    version = said.version
    if version is not None and said.constants_age_seconds is not None:
        made = f", by {version.author}" if version.author else ""
        yield f"The constants were produced {_before(said.constants_age_seconds)}{made}."


def _before(seconds: float) -> str:
    if not seconds:
        return "at that very time"
    return f"{age(seconds)} {'before' if seconds > 0 else 'after'} that time"


def _candidates(said: Explained) -> Table:
    table = Table(
        ("range", "begin", "end", Column("versions", right=True), "version", Column("why")),
        title="Candidates, in the order in which they win:",
    )
    for one in said.candidates[:MOST]:
        entry = one.range
        table.rows.append(
            (
                entry.name,
                time_text(entry.begin_ns),
                time_text(entry.end_ns, "open"),
                str(entry.nversions),
                f"v{one.versind}{' (set)' if entry.pinned else ''}",
                one.why,
            )
        )
    return table
