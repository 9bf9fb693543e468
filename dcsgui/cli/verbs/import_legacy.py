"""``dcs import-legacy``: an LCLS calibration directory becomes detector files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dcsgui.cli.options import comment_option, dry_run_option
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.waiting import progress_shown
from dcsgui.core.actions.answers.legacy import Fate, LegacyDetector, LegacyImport, LegacyItem

if TYPE_CHECKING:
    from dcsgui.cli.tables import Table


@verb("import-legacy", answer=LegacyImport)
@click.argument("calibdir", type=click.Path())
@click.option(
    "-c",
    "--calib",
    metavar="PLACE",
    required=True,
    help="Where to: repo, exp:EXPERIMENT, local:DIR, or a directory.",
)
@click.option("--experiment", metavar="EXP", default="", help="Else it is taken from the path.")
@click.option(
    "--runs",
    metavar="FILE",
    default="",
    help="When the runs were: lines 'run begin [end]'; else as configured for the experiment.",
)
@click.option(
    "--begin",
    metavar="TIME",
    help="Without a run table: from when on what is valid for all later runs is to be valid.",
)
@click.option(
    "--detname", metavar="NAME", default="", help="The name of the detector, if it is only one."
)
@comment_option
@dry_run_option
def command(
    calibdir: str,
    calib: str,
    experiment: str,
    runs: str,
    begin: str | None,
    detname: str,
    comment: str,
    dry_run: bool,
) -> Shown:
    """Take over an LCLS calibration directory.

    CALIBDIR is a calib directory, one above it, a group in it, or the directory of one detector.
    Each file <Group>/<source>/<ctype>/<begin>-<end>.data becomes a version, valid while those
    runs were taken; HISTORY goes to the history. What can't be taken is skipped and listed. Run
    again, it takes nothing twice.

    dcs import-legacy /reg/d/psdm/CXI/cxif5315/calib -c exp:cxif5315 --runs runs.txt
    dcs import-legacy CxiDs1.0_Cspad.0 -c local:calib --begin 2012-01-01 --dry-run
    """
    from dcsgui.core.actions.legacy import LegacyOptions, import_legacy
    from dcsgui.core.actions.places import place_named

    options = LegacyOptions(detname, experiment, runs, begin, comment)
    with progress_shown() as progress:
        done = import_legacy(
            calibdir,
            place_named(calib, new=True).path,
            options,
            dry_run=dry_run,
            progress=progress,
        )
    return Shown(done, lambda: _parts(done), _words(done))


def _words(done: LegacyImport) -> str:
    would = "would be " if done.dry_run else ""
    taken, there, skipped = (done.count(fate) for fate in Fate)
    return f"{taken} files {would}taken, {there} there already, {skipped} skipped."


def _parts(done: LegacyImport) -> Iterator[str | Table]:
    for detector in done.detectors:
        yield _table(_title(detector), detector.items)
    if done.strays:
        yield _table("What else is there:", done.strays)


def _title(detector: LegacyDetector) -> str:
    new = " (new)" if detector.created else ""
    return f"{detector.source} -> {detector.detname}{new}, {detector.file}"


def _table(title: str, items: tuple[LegacyItem, ...]) -> Table:
    from dcsgui.cli.tables import Column, Table

    table = Table(("file", "what", "range", "v", Column("why", cut=True)), title=title)
    for item in items:
        version = str(item.versind) if item.versind else ""
        row = (_short(item), item.fate.value, item.range_name, version, item.reason)
        table.rows.append(row)
    return table


def _short(item: LegacyItem) -> str:
    return "/".join(item.path.split("/")[-2:])
