"""Importing legacy LCLS calibration directories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dcsgui.core.actions.answers.legacy import Fate, LegacyDetector, LegacyImport, LegacyItem
from dcsgui.core.actions.legacy_times import RunTimes, run_times
from dcsgui.core.actions.legacy_versions import Candidate, candidates_of
from dcsgui.core.actions.opening import CHANGING, LOOKING
from dcsgui.core.actions.patience import patience
from dcsgui.core.files.legacy_directories import Source, Stray, find_legacy
from dcsgui.core.objects.changes.importing import Outcome
from dcsgui.core.objects.importing import check_import, file_for, import_changes, try_import
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.legacy_names import detname_of_source, experiment_of_path
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.runs import check_experiment

__all__ = ["LegacyOptions", "import_legacy"]


@dataclass(frozen=True, slots=True)
class LegacyOptions:
    """How a legacy calibration directory is to be taken over.

    Attributes
    ----------
    detname : str
        The name of the detector, where there is only one; else it follows from the source:
        ``CsPad::CalibV1/CxiDs2.0:Cspad.0`` becomes ``cspad-cxids2.0-cspad.0``.
    experiment : str
        The experiment; else it follows from the path ``<INS>/<exp>/calib``.
    runs : str
        The run table, a text file ``run begin [end]``; else that of the configuration.
    begin : any form of a time, optional
        Where there is no run table: when the constants that are valid for all later runs begin
        to be valid. Of each type that one file is taken.
    comment : str
        Why, for the history.
    """

    detname: str = ""
    experiment: str = ""
    runs: str = ""
    begin: object = None
    comment: str = ""


USUAL = LegacyOptions()


def import_legacy(
    directory: str,
    calib: str,
    options: LegacyOptions = USUAL,
    *,
    dry_run: bool = False,
    progress: Progress = QUIET,
) -> LegacyImport:
    """Take over the constants of a legacy calibration directory.

    Each ``<Group>/<source>/<ctype>/<begin>-<end>.data`` becomes a version: its range of runs is
    put in time by a run table (see `dcsgui.core.values.run_ranges`), its production time is that
    of the file, and what HISTORY says of it goes to its history, with original author and time.
    What can't be taken is skipped, with a reason; run again, nothing is taken twice.

    Parameters
    ----------
    directory : str
        A calib directory, a group in it, or the directory of one detector.
    calib : str
        The calib directory that the detector files are in, or are made in.
    options : LegacyOptions
    dry_run : bool
        Only say what would be done.
    progress : Progress
        Hears how many files are done; can call it off.

    Returns
    -------
    LegacyImport

    Raises
    ------
    NotFound
        There are no such constants, or no such run table.
    BadValue
        It is not known when runs began, or a name can't be one.
    AccessDenied
        A detector file may not be changed, or made; then none is.
    Busy, Damaged, StoreNotAvailable
        A detector file can't be changed. Those before it are done.

    Notes
    -----
    One transaction a detector file.
    """
    tree = find_legacy(directory)
    experiment = options.experiment or experiment_of_path(Path(directory).absolute())
    if experiment:
        check_experiment(experiment)
    times = run_times(experiment, options.runs, options.begin)
    if options.detname and len(tree.sources) > 1:
        raise BadValue(
            f"{directory} holds {len(tree.sources)} detectors, which can't all be "
            f"{options.detname}. Give the directory of one, or no name."
        )
    options = replace(options, experiment=experiment)
    jobs = [_job(source, calib, times, options) for source in tree.sources]
    for job in jobs:
        check_import(job.file, sorted({one.ctype for one in job.candidates if one.change}))
    strays = [*tree.strays, *(stray for job in jobs for stray in job.strays)]
    done = _Done(progress, sum(len(job.candidates) for job in jobs))
    return LegacyImport(
        directory,
        experiment,
        times.table,
        tuple(_carried_out(job, done, dry_run=dry_run) for job in jobs),
        tuple(LegacyItem(stray.path, Fate.SKIPPED, stray.reason) for stray in strays),
        dry_run,
    )


@dataclass(slots=True)
class _Job:
    """What is to be done for one detector."""

    source: Source
    detname: str
    file: Path
    candidates: list[Candidate]
    strays: list[Stray]


def _job(source: Source, calib: str, times: RunTimes, options: LegacyOptions) -> _Job:
    name = options.detname or detname_of_source(source.name, source.group)
    strays: list[Stray] = []
    candidates = candidates_of(
        source,
        times=times,
        experiment=options.experiment,
        comment=options.comment,
        strays=strays,
    )
    return _Job(source, name, file_for(calib, name), candidates, strays)


@dataclass(slots=True)
class _Done:
    """Counts the files of all detectors."""

    progress: Progress
    total: int
    count: int = field(default=0)

    def one(self) -> None:
        """Tell that one more is done."""
        self.count += 1
        self.progress.report(self.count, self.total, "files")


def _carried_out(job: _Job, done: _Done, *, dry_run: bool) -> LegacyDetector:
    created = not job.file.exists()
    outcomes: list[Outcome] = []

    def told(outcome: Outcome) -> None:
        outcomes.append(outcome)
        done.one()

    changes = [one.change(told) for one in job.candidates if one.change]
    records = [record for one in job.candidates for record in one.more]
    if changes and dry_run:
        try_import(job.file, changes, patience(LOOKING))
    elif changes:
        import_changes(job.file, job.detname, [*changes, *records], outcomes, patience(CHANGING))
    return LegacyDetector(
        job.source.path,
        job.source.group,
        job.source.name,
        job.detname,
        str(job.file),
        created and any(outcome.taken for outcome in outcomes),
        tuple(_items(job.candidates, outcomes)),
    )


def _items(candidates: Sequence[Candidate], outcomes: Sequence[Outcome]) -> list[LegacyItem]:
    told = iter(outcomes)
    return [one.item(next(told) if one.change else None) for one in candidates]
