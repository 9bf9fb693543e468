"""``dcs undo``: the last change of a detector, taken back as a new change."""

from __future__ import annotations

import click

from dcsgui.cli.edited import UNCHANGED, answers_said
from dcsgui.cli.options import calib_option, comment_option, det_argument, dry_run_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.edits import Undone

__all__ = ["command"]


@verb("undo", answer=Undone)
@det_argument
@click.option("--number", type=int, help="Only if the last change is the one of this number.")
@click.option("--past-purges", is_flag=True, help="Pass over what can't be taken back: purges.")
@calib_option
@comment_option
@dry_run_option
def command(
    det: str,
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

    dcs undo cspad-0001 --dry-run
    dcs undo cspad-0001 -m "that was the wrong detector"
    """
    from dcsgui.core.actions.undo import undo

    file = node_of(det, calib).file
    done = undo(file, comment, number, past=past_purges, dry_run=dry_run)
    return Shown(done, lambda: answers_said(done.words), _words(done))


def _words(done: Undone) -> list[str]:
    from dcsgui.cli.moments import time_text
    from dcsgui.cli.sentences import done_words

    change = done.change
    took = "Would take" if done.dry_run else "Took"
    whose = f"what {change.who or 'somebody'} did at {time_text(change.when_ns)}"
    what = done_words(change.did)
    words = [f"{took} back {whose} in {change.node.file}: {what}."]
    return [*words, UNCHANGED] if done.dry_run else words
