"""``dcs alias``: what people call detectors, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dcsgui.cli.examples import kept_examples
from dcsgui.cli.failures import Status
from dcsgui.cli.options import calib_option, comment_option, dry_run_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.where import moment_of, places_of
from dcsgui.core.actions.answers.aliases import AliasChange, AliasListing, AliasResolution

if TYPE_CHECKING:
    from dcsgui.cli.tables import Table
    from dcsgui.core.values.timestamps import Timestamp

__all__ = ["command"]

at_option = click.option(
    "-t", "--time", "time", metavar="TIME", help="Which are valid then: ISO 8601, seconds, a run."
)
begin_option = click.option(
    "--begin", metavar="TIME", help="From when on; this time belongs to it. Always, if not given."
)


@kept_examples
@click.group("alias")
def command() -> None:
    """List, resolve, add and remove aliases of detectors.

    Aliases are lines of the files <place>/<dettype>/*.als: an alias, a detector name, a source
    (Camp.0:pnCCD.1) or another alias that it stands for, and from when to when. Where several
    are valid, the one that begins latest counts. A file of that name comes before any alias.

    dcs alias ls -c exp:xpptut15
    dcs alias add front cspad-0001 --begin 2016-10-27 -m "moved to the front"
    dcs get front pedestals -t now
    """


@verb("ls", answer=AliasListing, group=command)
@click.argument("name", required=False, default="")
@at_option
@calib_option
def list_(name: str, time: str | None, calib: str | None) -> Shown:
    """List aliases: all of a place, or those called NAME or standing for it.

    dcs alias ls
    dcs alias ls cspad-0001 -t now
    """
    from dcsgui.core.actions.aliases import list_aliases

    found = list_aliases(places_of(calib)[0], name, at=_at(time, calib))
    nothing = bool(name) and not found.entries
    words = [f"There is no alias '{name}' in {found.place.path}."] if nothing else []
    status = Status.NOTHING if nothing else Status.DONE
    return Shown(found, lambda: [_table(found)], [*words, *found.problems], status)


@verb("resolve", answer=AliasResolution, group=command)
@click.argument("name")
@at_option
@calib_option
def resolve(name: str, time: str | None, calib: str | None) -> Shown:
    """Say which detector NAME leads to, at a time (now, if none is given), and its file.

    dcs alias resolve front -t 2016-10-27T10:00:00-07:00
    """
    from dcsgui.core.actions.aliases import resolve_alias

    found = resolve_alias(places_of(calib)[0], name, at=_at(time, calib))
    lines = [" -> ".join(found.names), found.file] if found.file else [" -> ".join(found.names)]
    status = Status.DONE if found.file else Status.NOTHING
    return Shown(found, lambda: lines, found.notes, status)


@verb("add", answer=AliasChange, group=command)
@click.argument("alias")
@click.argument("target")
@begin_option
@click.option(
    "--end", metavar="TIME", help="To when; this time belongs to it. For ever, if not given."
)
@calib_option
@comment_option
@dry_run_option
def add(
    alias: str,
    target: str,
    begin: str | None,
    end: str | None,
    calib: str | None,
    comment: str,
    dry_run: bool,
) -> Shown:
    """Let ALIAS stand for TARGET: a detector name, a source, or another alias.

    The line goes to aliases.als of the detector's type, below a comment that says who, when and
    why (-m).

    dcs alias add front cspad-0001 --begin 2016-10-27 -m "moved to the front"
    dcs alias add Camp.0:pnCCD.1 pnccd-0003 --begin 2016-10-27 --end 2017-03-01
    """
    from dcsgui.core.actions.aliases import add_alias

    made = add_alias(
        places_of(calib)[0],
        alias,
        target,
        begin=_at(begin, calib),
        end=None if end == "end" else _at(end, calib),
        comment=comment,
        dry_run=dry_run,
    )
    return _changed(made)


@verb("rm", answer=AliasChange, group=command)
@click.argument("alias")
@click.argument("target", required=False)
@begin_option
@calib_option
@comment_option
@dry_run_option
def remove(
    alias: str,
    target: str | None,
    begin: str | None,
    calib: str | None,
    comment: str,
    dry_run: bool,
) -> Shown:
    """Remove ALIAS; where there are several lines of it, that of TARGET or with that begin.

    A comment in its place says what it was, who removed it, and why (-m).

    dcs alias rm front -m "sold"
    """
    from dcsgui.core.actions.aliases import remove_alias

    made = remove_alias(
        places_of(calib)[0],
        alias,
        target=target,
        begin=_at(begin, calib),
        comment=comment,
        dry_run=dry_run,
    )
    return _changed(made)


def _changed(made: AliasChange) -> Shown:
    where = f"{made.entry.file}, line {made.entry.line}"
    said = f"Changed {where}." if made.done else f"{where} would be changed (--dry-run)."
    return Shown(made, lambda: made.words, said)


def _at(time: str | None, calib: str | None) -> Timestamp | None:
    from dcsgui.core.values.timestamps import Timestamp

    return None if time is None else Timestamp(moment_of(time, calib).ns)


def _table(found: AliasListing) -> Table:
    from dcsgui.cli.tables import Column, Table

    rows = [
        (one.alias, one.target, one.validity, f"{one.file}:{one.line}") for one in found.entries
    ]
    return Table(("alias", "stands for", "valid", Column("where", cut=True)), list(rows))
