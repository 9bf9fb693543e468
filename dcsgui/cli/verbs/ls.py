"""``dcs ls``: places and their detectors; types, ranges or versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from dcsgui.cli.failures import Status
from dcsgui.cli.forms import form_text
from dcsgui.cli.moments import time_text
from dcsgui.cli.options import calib_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.tables import Column, Table
from dcsgui.cli.verb import verb
from dcsgui.cli.waiting import progress_shown
from dcsgui.cli.where import node_of, places_of
from dcsgui.core.actions.answers.contents import Listed
from dcsgui.core.values.amounts import size_text

if TYPE_CHECKING:
    from dcsgui.core.actions.answers.contents import ListedRange, ListedType
    from dcsgui.core.actions.answers.listings import PlaceContents, VersionRow

__all__ = ["command", "version_table"]


@verb("ls", answer=Listed)
@click.argument("node", metavar="[DET[/CTYPE[/RANGE[/VERS]]]]", required=False)
@calib_option
def command(node: str | None, calib: str | None) -> Shown:
    """List what there is, one level down.

    Without DET: the detectors of the repository, or of the place that -c names. Of a detector its
    types, of a type its ranges, of a range its versions; what answers for a range is starred.

    dcs ls
    dcs ls -c exp:xpptut15
    dcs ls cspad-0001/pedestals
    """
    if node is None:
        return _places(calib)
    from dcsgui.core.actions.contents import listed

    with progress_shown() as progress:
        found = listed(node_of(node, calib), progress=progress)
    damaged = any(one.problem for one in found.types)
    return Shown(found, lambda: _parts(found), status=Status.DAMAGED if damaged else Status.DONE)


def _places(calib: str | None) -> Shown:
    from dcsgui.core.actions.places import contents

    with progress_shown() as progress:
        found = Listed(
            places=tuple(contents(place, progress=progress) for place in places_of(calib))
        )
    problems = [one.problem for one in found.places if one.problem]
    if problems and calib is None:
        problems.append("Give another place with -c, or the repository's in DCS_REPOSITORY.")
    status = Status.NOTHING if problems else Status.DONE
    return Shown(found, lambda: _place_parts(found.places), problems, status)


def _place_parts(places: Iterable[PlaceContents]) -> Iterator[str | Table]:
    for one in places:
        how = "" if one.access.writable or one.problem else "  (read-only)"
        yield f"{one.place.title}: {one.place.path}{how}"
        table = Table(("detector", "type", Column("size", right=True), "changed", ""))
        for file in one.files:
            table.rows.append(
                (
                    file.detname,
                    file.dettype,
                    size_text(file.nbytes),
                    time_text(file.mtime_ns // SECOND * SECOND),
                    "" if file.access.writable else "read-only",
                )
            )
        yield table if table.rows else "  no detectors"


SECOND = 1_000_000_000


def _parts(found: Listed) -> Iterator[str | Table]:
    if found.types:
        yield _types(found.types)
        yield from (one.problem for one in found.types if one.problem)
    elif found.ranges:
        yield _ranges(found.ranges)
    elif found.versions:
        yield version_table(found.versions)
    else:
        yield "nothing is in it"


def _types(types: Iterable[ListedType]) -> Table:
    numbers = (Column(name, right=True) for name in ("ranges", "versions", "size"))
    table = Table(("type", *numbers, "valid from", "to"))
    for one in types:
        if one.problem:
            table.rows.append((one.ctype, "", "", "", "damaged", ""))
            continue
        end = "" if one.begin_ns is None else time_text(one.end_ns, "open")
        counts = str(one.nranges), str(one.nversions), size_text(one.nbytes)
        table.rows.append((one.ctype, *counts, time_text(one.begin_ns), end))
    return table


def _ranges(ranges: Iterable[ListedRange]) -> Table:
    columns = ("range", "valid from", "to", Column("versions", right=True))
    table = Table((*columns, Column("size", right=True), "default"))
    for one in ranges:
        default = f"v{one.versind} ({'set' if one.pinned else 'auto'})" if one.versind else "none"
        ends = time_text(one.begin_ns), time_text(one.end_ns, "open")
        counts = str(one.nversions), size_text(one.nbytes)
        table.rows.append((one.name, *ends, *counts, default))
    return table


def version_table(versions: Iterable[VersionRow]) -> Table:
    """Make the table of the versions of a range."""
    columns = ("", Column("version", right=True), "produced", "constants")
    table = Table((*columns, Column("size", right=True), "author", Column("comment", cut=True)))
    for one in versions:
        table.rows.append(
            (
                star(one),
                f"v{one.versind}",
                time_text(one.tsvers_ns, "unknown"),
                form_text(one.kind, one.shape, one.dtype),
                size_text(one.nbytes),
                one.author,
                " ".join(one.comment.split()),
            )
        )
    return table


def star(version: VersionRow) -> str:
    """Mark a version that answers for its range: set by somebody, or as the one added last."""
    if not version.is_default:
        return ""
    return "*" if version.pinned else "(*)"
