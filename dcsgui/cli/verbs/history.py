"""``dcs history``: who did what, when and why."""

from __future__ import annotations

from collections.abc import Iterator

import click

from dcsgui.cli.edited import UNCHANGED
from dcsgui.cli.moments import time_text
from dcsgui.cli.options import calib_option, dry_run_option, node_argument
from dcsgui.cli.shown import Shown
from dcsgui.cli.tables import Table
from dcsgui.cli.verb import verb
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.details import History, HistoryRow


@verb("history", answer=History)
@node_argument
@click.option("-m", "--add", metavar="TEXT", help="Add a comment to it.")
@calib_option
@dry_run_option
def command(node: str, add: str | None, calib: str | None, dry_run: bool) -> Shown:
    """Show who did what to a detector, type, range or version; the latest is last.

    Records stand where they happened: ask a version who added it, a range who set its default.

    dcs history cspad-0001/pedestals/1477526400/2
    dcs history cspad-0001/pedestals -m "run 12 was taken with the shutter open"
    """
    from dcsgui.core.actions.history import add_comment, history

    where = node_of(node, calib)
    if add is None:
        found = history(where)
        return Shown(found, lambda: _parts(found.records))
    found = add_comment(where, add, dry_run=dry_run)
    name = "/".join((where.detname, *where.path))
    words = UNCHANGED if dry_run else f"Added that to the history of {name} ({where.file})."
    return Shown(found, lambda: _parts((found.added,) if found.added else ()), words)


def _parts(records: tuple[HistoryRow, ...]) -> Iterator[str | Table]:
    if not records:
        yield "There are no records."
        return
    table = Table(("time", "who", "what"))
    for one in records:
        who = "@".join(part for part in (one.user, one.host) if part)
        lines = _text(one).splitlines() or [""]
        table.rows.append((time_text(one.tstamp_ns), who, lines[0]))
        table.rows.extend([("", "", line) for line in lines[1:]])
    yield table


def _text(one: HistoryRow) -> str:
    return (
        f"{one.action}: {one.comment}" if one.action and one.comment else one.action or one.comment
    )
