"""``dcs links``: the hardware versions of a detector before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dcsgui.cli.edited import UNCHANGED
from dcsgui.cli.failures import Status
from dcsgui.cli.options import calib_option, comment_option, det_argument, dry_run_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.links import LinkedDetector, Links
from dcsgui.core.values.errors import BadValue

if TYPE_CHECKING:
    from dcsgui.cli.tables import Table

__all__ = ["command"]


@verb("links", answer=Links)
@det_argument
@click.option("--predecessor", metavar="DETNAME", help="Set the one before it.")
@click.option("--successor", metavar="DETNAME", help="Set the one after it.")
@click.option("--no-predecessor", is_flag=True, help="There is none before it.")
@click.option("--no-successor", is_flag=True, help="There is none after it.")
@calib_option
@comment_option
@dry_run_option
def command(
    det: str,
    predecessor: str | None,
    successor: str | None,
    no_predecessor: bool,
    no_successor: bool,
    calib: str | None,
    comment: str,
    dry_run: bool,
) -> Shown:
    """Show the predecessors and successors of a detector, or set them.

    The links are followed both ways, and it is told where one does not lead back, or to no file:
    then the exit status is 1. A link that is set is set on both sides; what can't be set in the
    file of the other detector is told, and the exit status is 1, too.

    dcs links cspad-0002
    dcs links cspad-0002 --predecessor cspad-0001 -m "new firmware"
    dcs get cspad-0002 pedestals -t 2016-10-27 --follow predecessor
    """
    from dcsgui.core.actions.links import KEEP, links, set_links

    file = node_of(det, calib).file
    before = _wanted("predecessor", predecessor, none=no_predecessor, keep=KEEP)
    after = _wanted("successor", successor, none=no_successor, keep=KEEP)
    if before == after == KEEP:
        found = links(file)
    else:
        found = set_links(
            file, predecessor=before, successor=after, comment=comment, dry_run=dry_run
        )
    words = [edit.words for edit in found.edits]
    if dry_run:
        words.append(UNCHANGED)
    fits = all(edit.done for edit in found.edits) and not found.problems
    return Shown(
        found,
        lambda: [_table(found)],
        [*words, *found.problems],
        Status.DONE if fits else Status.DIFFERENT,
    )


def _wanted(link: str, name: str | None, *, none: bool, keep: str) -> str | None:
    if none and name is not None:
        raise BadValue(f"Give either --{link} or --no-{link}.")
    if none:
        return None
    return keep if name is None else name


def _table(found: Links) -> Table:
    from dcsgui.cli.tables import Column, Table

    rows = [(_called(one), one.detname, _state(one), one.file) for one in found.chain]
    return Table(("", "detector", "link", Column("file", cut=True)), list(rows))


def _called(one: LinkedDetector) -> str:
    if not one.step:
        return "this"
    called = "predecessor" if one.step < 0 else "successor"
    return called if abs(one.step) == 1 else f"{called} {abs(one.step)}"


def _state(one: LinkedDetector) -> str:
    if not one.exists:
        return "no file"
    return "" if one.links_back is None else "both ways" if one.links_back else "one way"
