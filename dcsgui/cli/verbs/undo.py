"""``dcs undo``: a change of a detector, taken back as a new change; or the list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dcsgui.cli.edited import UNCHANGED, answers_said
from dcsgui.cli.options import calib_option, comment_option, det_argument, dry_run_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.changes import TakenBack, Undone
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.values.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dcsgui.cli.tables import Table
    from dcsgui.core.actions.answers.changes import ChangeRow

__all__ = ["command"]


@verb("undo", answer=TakenBack)
@det_argument
@click.option("--list", "listed", is_flag=True, help="List the changes with their numbers.")
@click.option("--change", type=int, metavar="N", help="Take back the change of this number.")
@click.option("--number", type=int, help="Only if the last change is the one of this number.")
@click.option("--past-purges", is_flag=True, help="Pass over what can't be taken back: purges.")
@calib_option
@comment_option
@dry_run_option
def command(
    det: str,
    listed: bool,
    change: int | None,
    number: int | None,
    past_purges: bool,
    calib: str | None,
    comment: str,
    dry_run: bool,
) -> Shown:
    """Take back the last change of a detector, whoever made it; once more: the one before it.

    What was added is deleted, and can be restored; what was deleted or replaced comes back. All
    answers, defaults and parameters are then as they were. It is a change like others: the history
    says what was taken back. Nothing is done if somebody has changed since what that change left.
    What was purged is gone for ever, and a transfer to another file is taken back there.

    With --change it is any change that stands, as --list numbers them: the file is then as if that
    had not been made, and what came later stays. To take back a taking-back is to do it again.

    dcs undo cspad-0001 --dry-run
    dcs undo cspad-0001 -m "that was the wrong detector"
    dcs undo cspad-0001 --list
    dcs undo cspad-0001 --change 12
    """
    from dcsgui.core.actions.undo import changes, take_back, undo

    if change is not None and (number is not None or past_purges or listed):
        raise BadValue("--change says which one is meant; give no other option beside it.")
    file = node_of(det, calib).file
    if listed:
        found = changes(file)
        words = () if found.changes else "Nothing can be taken back: no change is remembered."
        answer = TakenBack(found.node, None, found.changes)
        return Shown(answer, lambda: [_table(found.changes)], words)
    if change is not None:
        done = take_back(file, change, comment, dry_run=dry_run)
    else:
        done = undo(file, comment, number, past=past_purges, dry_run=dry_run)
    answer = TakenBack(NodeId(file), done)
    return Shown(answer, lambda: answers_said(done.words), _words(done))


def _words(done: Undone) -> list[str]:
    from dcsgui.cli.moments import time_text
    from dcsgui.cli.sentences import done_words

    change = done.taken
    took = "Would take" if done.dry_run else "Took"
    whose = f"what {change.who or 'somebody'} did at {time_text(change.when_ns)}"
    what = done_words(change.did)
    words = [f"{took} back {whose} in {change.node.file}: {what}."]
    return [*words, UNCHANGED] if done.dry_run else words


def _table(rows: Sequence[ChangeRow]) -> Table:
    """List changes, newest last."""
    from dcsgui.cli.moments import time_text
    from dcsgui.cli.sentences import done_words
    from dcsgui.cli.tables import Column, Table

    columns = (
        Column("number", right=True),
        "when",
        "who",
        "state",
        Column("what", cut=True),
        Column("why", cut=True),
    )
    table = Table(columns)
    for row in rows:
        what, why = done_words(row.did), " ".join(row.comment.split())
        when = time_text(row.when_ns)
        table.rows.append((str(row.number), when, row.who, _state(row), what, why))
    return table


def _state(row: ChangeRow) -> str:
    """Say what became of a change."""
    if row.undone_by:
        return f"taken back by {row.undone_by}"
    if row.undoes:
        return f"takes back {row.undoes}"
    return "for ever" if row.refusal else ""
