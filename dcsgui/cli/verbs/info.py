"""``dcs info``: all facts of a detector, type, range or version."""

from __future__ import annotations

from collections.abc import Iterator

from dcsgui.cli.options import calib_option, node_argument
from dcsgui.cli.shown import Shown
from dcsgui.cli.tables import Column, Table
from dcsgui.cli.verb import verb
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.details import NodeDetails
from dcsgui.core.values.amounts import counted


@verb("info", answer=NodeDetails)
@node_argument
@calib_option
def command(node: str, calib: str | None) -> Shown:
    """Tell all facts of a detector, type, range or version, and its parameters.

    A RANGE is its name, or a time: the range that answers then. VERS is a number, or a production
    time.

    dcs info cspad-0001
    dcs info cspad-0001/pedestals/2016-10-27/2
    """
    from dcsgui.core.actions.details import details

    found = details(node_of(node, calib))
    return Shown(found, lambda: _parts(found))


def _parts(found: NodeDetails) -> Iterator[str | Table]:
    width = max((len(name) for name, _text in found.facts), default=0)
    for name, text in found.facts:
        yield f"{name:{width}}  {text}"
    if found.pars:
        table = Table(("parameter", "value", "type", Column("meaning", cut=True)))
        for par in found.pars:
            lines = par.text.splitlines() or [""]
            table.rows.append((par.key, lines[0], par.type_name, par.meaning))
            table.rows.extend([("", line, "", "") for line in lines[1:]])
        yield ""
        yield table
    count = len(found.history)
    if count:
        yield ""
        yield f"{counted(count, 'record')} in its history, see dcs history."
