"""``dcs default``: which version of a range answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dcsgui.cli.edited import UNCHANGED
from dcsgui.cli.options import (
    calib_option,
    comment_option,
    ctype_argument,
    det_argument,
    dry_run_option,
)
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.defaults import DefaultChange
from dcsgui.core.values.errors import BadValue

if TYPE_CHECKING:
    from dcsgui.core.actions.answers.nodes import NodeId

__all__ = ["command"]


@verb("default", answer=DefaultChange)
@det_argument
@ctype_argument
@click.argument("range_", metavar="RANGE")
@click.argument("vers", required=False)
@click.option("--auto", is_flag=True, help="Release it: the version added last answers.")
@calib_option
@comment_option
@dry_run_option
def command(
    det: str,
    ctype: str,
    range_: str,
    vers: str | None,
    auto: bool,
    calib: str | None,
    comment: str,
    dry_run: bool,
) -> Shown:
    """Set which version of a range answers, whatever is added later; or release that.

    RANGE is its name, or a time at which it answers (now). VERS is a number (1) or a production
    time. The repository asks for a reason (-m).

    dcs default cspad-0001 pedestals 1477526400-end 2 -m "less noise"
    dcs default cspad-0001 pedestals 2016-10-27 --auto -m "take what is new"
    """
    from dcsgui.core.actions.defaults import as_it_is, set_default

    if auto == (vers is not None):
        raise BadValue("Give either the version that is to be the default, or --auto.")
    node = _node(f"{det}/{ctype}/{range_}", vers, calib)
    same = as_it_is(node, node.version_name or None)
    if same is not None:
        return Shown(same, lambda: [same.words])
    change = set_default(node, node.version_name or None, comment, dry_run=dry_run)
    return Shown(change, lambda: [change.words], UNCHANGED if dry_run else _said(change))


def _said(change: DefaultChange) -> str:
    number = f"v{change.after.versind}" if change.after.versind else "nothing"
    range_ = f"{change.node.ctype}/{change.node.range_name} in {change.node.file}"
    if change.after.pinned is None:
        return f"Released the default of {range_}: what is added last answers, now {number}."
    return f"Set the default of {range_} to {number}."


def _node(text: str, vers: str | None, calib: str | None) -> NodeId:
    return node_of(text if vers is None else f"{text}/{vers}", calib)
