"""``dcs access``: who may change what, and why you may not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from dcsgui.cli.failures import Status
from dcsgui.cli.options import calib_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.tables import Column, Table
from dcsgui.cli.verb import verb
from dcsgui.cli.where import node_of, places_of
from dcsgui.core.actions.answers.access_reports import (
    AccessFile,
    AccessReport,
    AccessRule,
    PathRights,
)

__all__ = ["command"]

PLACES = ("exp:", "local:")
REPO = "repo"


@verb("access", answer=AccessReport)
@click.argument("what", metavar="[DET|PLACE]", required=False)
@calib_option
def command(what: str | None, calib: str | None) -> Shown:
    """Say who may change a detector or a place, and why you may not.

    DET is a detector by name, alias or file; PLACE is repo, exp:EXPERIMENT, local:DIR or a
    directory; without either it is the place of -c. What the system says of the file and its
    directory is told, the access files that count, which of their rules are for you, and your
    role for each calibration type.

    The exit status is 4 if you may change nothing there.

    dcs access cspad-0001
    dcs access repo --json
    """
    from dcsgui.core.actions.access_report import report

    found = report(_path(what, calib))
    words = [found.why, *filter(None, [found.who])]
    status = Status.DONE if found.writable else Status.ACCESS
    return Shown(found, lambda: _parts(found), words, status)


def _path(what: str | None, calib: str | None) -> str:
    from dcsgui.core.actions.places import place_named

    if what is None:
        return places_of(calib)[0].path
    if what == REPO or what.startswith(PLACES) or Path(what).is_dir():
        return place_named(what).path
    return node_of(what, calib).file


def _parts(found: AccessReport) -> Iterator[str | Table]:
    yield f"{found.detname or 'place'}: {found.path}"
    yield f"you are {found.user}, in the groups {', '.join(found.groups)}"
    yield _rights(found.rights)
    for file in found.files:
        yield from _rules(file)
    if not found.files:
        yield "There is no access file: the system alone decides."
    yield _roles(found)


def _rights(rights: tuple[PathRights, ...]) -> Table:
    table = Table(("what", "you may", "owner", "group", "mode", Column("why", cut=True)))
    for one in rights:
        may = "write" if one.writable else "not write"
        table.rows.append((one.what, may, one.owner, one.group, one.mode, one.reason))
    return table


def _rules(file: AccessFile) -> Iterator[str | Table]:
    yield f"access file {file.path}"
    if file.problem:
        yield f"    it can't be understood: {file.problem}"
    columns = ("rule", "role", "for", "dettype", "detid", "ctype", "for you")
    table = Table((Column(columns[0], right=True), *columns[1:]))
    for rule in file.rules:
        about = (rule.dettype, rule.detid, rule.ctype)
        table.rows.append((f"{rule.number}", rule.role, _people(rule), *about, _yours(rule)))
    yield table


def _people(rule: AccessRule) -> str:
    return ", ".join((*rule.users, *(f"@{group}" for group in rule.groups))) or "everybody"


def _yours(rule: AccessRule) -> str:
    if rule.counts:
        return "yes"
    return "no" if not rule.yours else "yes, but of others"


def _roles(found: AccessReport) -> Table:
    table = Table(("type", "your role", Column("you may", cut=True)))
    for one in found.roles:
        table.rows.append((one.ctype or "(detector)", one.role, "; ".join(one.may)))
    return table
