"""``dcs repack``: the space of what was purged or replaced, given back."""

from __future__ import annotations

from dcsgui.cli.options import calib_option, det_argument, dry_run_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.edits import Repacked

__all__ = ["command"]


@verb("repack", answer=Repacked)
@det_argument
@calib_option
@dry_run_option
def command(det: str, calib: str | None, *, dry_run: bool) -> Shown:
    """Write the file of a detector anew, without the space that nothing uses any more.

    Every version is compared by digest before the new file takes the place of the old one; others
    go on reading meanwhile. What was deleted stays, until it is purged. Constants that were
    replaced are given up: undo does not bring them back any more.

    dcs repack cspad-0001
    """
    from dcsgui.core.actions.editing.deleting import repack

    done = repack(node_of(det, calib), dry_run=dry_run)
    if dry_run:
        words = f"{done.node.file} may be repacked; nothing was changed (--dry-run)."
        return Shown(done, lambda: [f"{done.before:,} bytes"], words)
    line = f"{done.before - done.after:,} bytes gained: {done.before:,} before, {done.after:,} now"
    return Shown(done, lambda: [line])
