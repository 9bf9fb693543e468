"""``dcs repack``: the space of what was purged or replaced, given back."""

from __future__ import annotations

from dcsgui.cli.edited import UNCHANGED
from dcsgui.cli.options import calib_option, comment_option, det_argument, dry_run_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.edits import Repacked
from dcsgui.core.values.amounts import size_text

__all__ = ["command"]


@verb("repack", answer=Repacked)
@det_argument
@calib_option
@comment_option
@dry_run_option
def command(det: str, calib: str | None, comment: str, *, dry_run: bool) -> Shown:
    """Write the file of a detector anew, without the space that nothing uses any more.

    Every version is compared by digest before the new file takes the place of the old one; others
    go on reading meanwhile. What was deleted stays, until it is purged. Constants that were
    replaced are given up: undo does not bring them back any more.

    dcs repack cspad-0001 -m "after the purge of last year's darks"
    """
    from dcsgui.core.actions.editing.deleting import repack

    done = repack(node_of(det, calib), comment, dry_run=dry_run)
    file, size = done.node.file, size_text(done.before)
    if dry_run:
        words = f"{file} ({size}) may be repacked; what that gives back shows afterwards."
        return Shown(done, words=[words, UNCHANGED])
    gained = size_text(max(0, done.before - done.after))
    words = f"Repacked {file}: {gained} given back, {size_text(done.after)} left."
    return Shown(done, words=words)
