"""``dcs delete``: a type, a range or a version, so that it can be restored."""

from __future__ import annotations

from dcsgui.cli.asking import agreed
from dcsgui.cli.edited import answers_said, count_said, edited_shown
from dcsgui.cli.options import (
    calib_option,
    comment_option,
    dry_run_option,
    node_argument,
    yes_option,
)
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.edits import Edited

__all__ = ["command"]

_VERSION_DEEP = 3


@verb("delete", answer=Edited)
@node_argument
@calib_option
@comment_option
@dry_run_option
@yes_option
def command(node: str, calib: str | None, comment: str, *, dry_run: bool, yes: bool) -> Shown:
    """Delete a type, a range or a version; dcs restore brings it back until it is purged.

    Before a whole type or range is deleted you are asked, on a terminal; elsewhere give --yes.
    It is said which answers change; see that before with --dry-run.

    dcs delete cspad-0001/pedestals/1477526400-end/3 -m "the shutter was open"
    dcs delete cspad-0001/pixel_bkgd --dry-run
    """
    from dcsgui.core.actions.editing.deleting import delete

    meant = node_of(node, calib)
    if not dry_run and 0 < len(meant.path) < _VERSION_DEEP:
        tried = delete(meant, comment, dry_run=True)
        where = "/".join((meant.detname, *meant.path))
        counted = count_said(len(tried.words)) or "no answer changes"
        question = f"Delete all of {where} from {meant.file}; {counted}"
        if not agreed(question, yes=yes, before=answers_said(tried.words)):
            return Shown(tried, words="Nothing was done.")
    return edited_shown(delete(meant, comment, dry_run=dry_run))
