"""``dcs check``: damage, and what does not belong; nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from dcsgui.cli.failures import Status
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.waiting import progress_shown
from dcsgui.core.actions.answers.checks import Checked, Finding, FindingKind, Severity
from dcsgui.core.values.amounts import counted

_UNEXAMINED = {
    FindingKind.DAMAGED: Status.DAMAGED,
    FindingKind.FOREIGN_FILE: Status.DAMAGED,
    FindingKind.UNREADABLE: Status.ACCESS,
    FindingKind.BUSY: Status.BUSY,
}
"""The exit status where a file that was named can't be looked into."""


@verb("check", answer=Checked)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--no-digests", is_flag=True, help="Don't read all constants; much quicker.")
@click.option("--notes/--no-notes", default=True, help="List notes too, which are no defects.")
def command(paths: tuple[str, ...], no_digests: bool, notes: bool) -> Shown:
    """Look for damage, and for what does not belong; nothing is changed.

    A PATH is a detector file, a calib directory, or a place: repo, exp:xpptut15. Structure,
    digests of all constants, defaults, aliases, predecessors and successors, the access file,
    ranges that never answer, files that do not belong, and changes by other programs are looked
    at. Each file is read in a process of its own, so that none can do harm.

    The exit status is 1 if there are errors or warnings (notes do not count), and where a file
    that was named can't be looked into at all: 7 damaged, 4 not permitted, 6 held by others.

    dcs check /data/calib/cspad/cspad-0001.h5
    dcs check repo --no-digests
    """
    from dcsgui.core.actions.check import check

    with progress_shown() as progress:
        checked = check(paths, digests=not no_digests, progress=progress)
    shown = [one for one in checked.findings if notes or one.severity is not Severity.NOTE]
    return Shown(checked, lambda: _parts(shown), _words(checked), _status(checked))


def _parts(findings: list[Finding]) -> Iterator[str]:
    for one in findings:
        where = f"{one.file}: {one.path}" if one.path else one.file
        yield f"{one.severity.value} {one.kind.value}: {where}\n    {one.words}"


def _words(checked: Checked) -> str:
    files, versions = len(checked.files), sum(one.versions for one in checked.files)
    digests = sum(one.digests for one in checked.files)
    found = [
        counted(checked.errors, "error"),
        counted(checked.warnings, "warning"),
        counted(checked.notes, "note"),
    ]
    return (
        f"{counted(files, 'file')} with {counted(versions, 'version')} checked, "
        f"{counted(digests, 'digest')} compared: {', '.join(found)}."
    )


def _status(checked: Checked) -> Status:
    """Return the status: that of the first named file which can't be examined counts."""
    named = {str(Path(path).absolute()) for path in checked.paths}
    lost = {one.file for one in checked.files if not one.examined} & named
    for one in checked.findings:
        if one.file in lost and one.kind in _UNEXAMINED:
            return _UNEXAMINED[one.kind]
    return Status.DONE if checked.clean else Status.DIFFERENT
