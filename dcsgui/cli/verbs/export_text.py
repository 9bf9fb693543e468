"""``dcs export-text``: constants become text files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dcsgui.cli.options import calib_option, dry_run_option, node_argument
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.waiting import progress_shown
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.legacy import WrittenText

if TYPE_CHECKING:
    from dcsgui.cli.tables import Table


@verb("export-text", answer=WrittenText, many=True)
@node_argument
@click.argument("target", type=click.Path())
@click.option("--all", "every", is_flag=True, help="Every version, not only what answers.")
@calib_option
@dry_run_option
def command(node: str, target: str, every: bool, calib: str | None, dry_run: bool) -> Shown:
    """Write constants as text files.

    Of a version TARGET is the file. Of a range, a type or a detector it is a directory, and gets
    <ctype>/<range>.data of the version of each range that answers, or all versions. Arrays are
    n-d array text with dtype, shape and all digits; a text is written byte for byte.

    dcs export-text cspad-0001 texts/ -c local:calib
    dcs export-text cspad-0001/pedestals texts/ --all
    """
    from dcsgui.core.actions.export_text import export_text

    with progress_shown() as progress:
        written = export_text(
            node_of(node, calib), target, every=every, dry_run=dry_run, progress=progress
        )
    would = "would be " if dry_run else ""
    what = "file" if len(written) == 1 else "files"
    return Shown(written, lambda: _parts(written), f"{len(written)} {what} {would}written.")


def _parts(written: tuple[WrittenText, ...]) -> Iterator[str | Table]:
    from dcsgui.cli.tables import Column, Table

    table = Table(("type", "range", Column("v", right=True), Column("bytes", right=True), "file"))
    for one in written:
        row = (one.ctype, one.range_name, str(one.versind), f"{one.nbytes:,}", one.path)
        table.rows.append(row)
    yield table
