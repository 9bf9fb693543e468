"""``dcs meta``: parameters, shown, set, renamed and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dcsgui.cli.edited import edited_shown
from dcsgui.cli.examples import kept_examples
from dcsgui.cli.options import (
    calib_option,
    comment_option,
    det_argument,
    dry_run_option,
    node_argument,
)
from dcsgui.cli.pairs import pairs_of
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.edits import Edited, Parameters

if TYPE_CHECKING:
    from dcsgui.cli.tables import Table

__all__ = ["command"]


@kept_examples
@click.group("meta")
def command() -> None:
    """Get, set, rename and unset parameters of a detector, type, range or version.

    dcs meta get cspad-0001/pedestals
    dcs meta set cspad-0001 detfirmware=3 -m "after the upgrade"
    """


@verb("get", answer=Parameters, group=command)
@node_argument
@click.argument("keys", metavar="[KEY]...", nargs=-1)
@calib_option
def get(node: str, keys: tuple[str, ...], calib: str | None) -> Shown:
    """Show parameters: all, or those named; a single one as its value alone.

    dcs meta get cspad-0001/pedestals/1477526400-end/2
    dcs meta get cspad-0001 detfirmware
    """
    from dcsgui.core.actions.editing.parameters import get_parameters

    found = get_parameters(node_of(node, calib), keys)
    return Shown(found, lambda: _parts(found, keys))


@verb("set", answer=Edited, group=command)
@node_argument
@click.argument("pairs", metavar="KEY=VALUE...", nargs=-1, required=True)
@click.option("--text", "as_text", is_flag=True, help="Take all values as texts.")
@click.option("--dtype", default="", metavar="NAME", help="Of arrays, such as float32 or int16.")
@calib_option
@comment_option
@dry_run_option
def set_(
    node: str,
    pairs: tuple[str, ...],
    as_text: bool,
    dtype: str,
    calib: str | None,
    comment: str,
    dry_run: bool,
) -> Shown:
    """Add parameters, or replace their values.

    A VALUE is a number, true or false, an array of them or of texts as JSON, or else a text; in
    double quotes it is always a text.

    dcs meta set cspad-0001/pedestals run=12 'gains=[1.0, 0.5]' experiment=xpptut15
    """
    from dcsgui.core.actions.editing.parameters import set_parameters

    pars = pairs_of(pairs, as_text=as_text, dtype=dtype)
    return edited_shown(set_parameters(node_of(node, calib), pars, comment, dry_run=dry_run))


@verb("unset", answer=Edited, group=command)
@node_argument
@click.argument("keys", metavar="KEY...", nargs=-1, required=True)
@calib_option
@comment_option
@dry_run_option
def unset(
    node: str, keys: tuple[str, ...], calib: str | None, comment: str, *, dry_run: bool
) -> Shown:
    """Remove parameters.

    dcs meta unset cspad-0001/pedestals run
    """
    from dcsgui.core.actions.editing.parameters import unset_parameters

    return edited_shown(unset_parameters(node_of(node, calib), keys, comment, dry_run=dry_run))


@verb("rename", answer=Edited, group=command)
@node_argument
@click.argument("old")
@click.argument("new")
@calib_option
@comment_option
@dry_run_option
def rename(node: str, old: str, new: str, calib: str | None, comment: str, dry_run: bool) -> Shown:
    """Give a parameter another name; its value stays.

    dcs meta rename cspad-0001/pedestals exp experiment
    """
    from dcsgui.core.actions.editing.parameters import rename_parameter

    meant = node_of(node, calib)
    return edited_shown(rename_parameter(meant, old, new, comment, dry_run=dry_run))


@verb("edit", answer=Edited, group=command)
@det_argument
@click.argument("edits", metavar="EDIT...", nargs=-1, required=True)
@calib_option
@comment_option
@dry_run_option
def edit(
    det: str, edits: tuple[str, ...], calib: str | None, comment: str, *, dry_run: bool
) -> Shown:
    """Edit parameters of several nodes of a detector, all or none.

    An EDIT is "set NODE KEY VALUE", "unset NODE KEY" or "rename NODE OLD NEW"; as many as wanted
    follow on each other, and are one change. A NODE is CTYPE[/RANGE[/VERS]], or "." for the
    detector itself. "set:float32" makes an array of that dtype.

    dcs meta edit cspad-0001 set pedestals run 12 unset . detfirmware
    """
    from dcsgui.cli.edits import edits_of
    from dcsgui.core.actions.editing.parameters import edit_parameters

    file = node_of(det, calib).file
    meant = edits_of(edits, det, calib)
    return edited_shown(edit_parameters(file, meant, comment, dry_run=dry_run))


def _parts(found: Parameters, keys: tuple[str, ...]) -> list[str | Table]:
    import json

    from dcsgui.cli.tables import Column, Table

    if len(keys) == 1:
        value = found.pars[keys[0]]
        return [value if isinstance(value, str) else json.dumps(value, default=str)]
    rows: list[tuple[str, ...]] = [
        (key, json.dumps(value, ensure_ascii=False, default=str))
        for key, value in found.pars.items()
    ]
    return [Table(("key", Column("value", cut=True)), list(rows))]
