"""What the files of a legacy detector are to become: versions, with parameters and history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from dcsgui.core.actions.answers.legacy import Fate, LegacyItem
from dcsgui.core.actions.legacy_times import Placed, RunTimes
from dcsgui.core.files.legacy_directories import LegacyFile, Source, Stray
from dcsgui.core.files.legacy_history import HISTORY, Deployment, History, read_history
from dcsgui.core.files.records import ParValue
from dcsgui.core.files.source_files import read_constants_file
from dcsgui.core.objects.changes.importing import ImportRecord, ImportVersion, Outcome
from dcsgui.core.values.errors import BadValue, DCError
from dcsgui.core.values.names import check_ctype
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

__all__ = ["Candidate", "candidates_of"]

Told = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may become a version.

    Attributes
    ----------
    file : LegacyFile
    placed : Validity or str
        Its range in time, or why it is passed over.
    change : callable or None
        Makes the change that takes it over, and tells what became of it; None if nothing does.
    more : tuple of ImportRecord
        What else its type is to remember.
    """

    file: LegacyFile
    placed: Placed
    change: Callable[[Told], ImportVersion] | None = None
    more: tuple[ImportRecord, ...] = ()

    @property
    def ctype(self) -> str:
        """The calibration type."""
        return self.file.ctype

    def item(self, outcome: Outcome | None) -> LegacyItem:
        """Say what became of it."""
        runs, placed = str(self.file.runs), self.placed
        if outcome is None or isinstance(placed, str):
            return LegacyItem(self.file.path, Fate.SKIPPED, str(placed), self.ctype, runs)
        fate = Fate.TAKEN if outcome.taken else Fate.SKIPPED
        _, range_name, version_name, *_ = (*outcome.path, "", "", "")
        return LegacyItem(
            self.file.path,
            Fate.PRESENT if outcome.present else fate,
            outcome.reason,
            self.ctype,
            runs,
            placed.begin.ns,
            None if placed.end is None else placed.end.ns,
            range_name,
            version_name,
            outcome.versind,
            outcome.digest,
            outcome.nbytes,
            None if outcome.tsvers is None else outcome.tsvers.ns,
        )


def candidates_of(
    source: Source, *, times: RunTimes, experiment: str, comment: str, strays: list[Stray]
) -> list[Candidate]:
    """Say what the files of a detector are to become.

    Parameters
    ----------
    source : Source
    times : RunTimes
    experiment : str
        That of the directory, "" if it is not known.
    comment : str
        Why they are imported.
    strays : list of Stray
        Gets what is wrong with HISTORY files.
    """
    making = _Making(source, experiment, comment)
    found: list[Candidate] = []
    for directory, grouped in groupby(source.files, lambda file: str(Path(file.path).parent)):
        files = list(grouped)
        history = _history(directory, strays)
        try:
            check_ctype(files[0].ctype)
        except BadValue as error:
            found += [Candidate(file, str(error)) for file in files]
        else:
            placed = times.placed([file.runs for file in files])
            found += making.candidates(list(zip(files, placed, strict=True)), history)
    return found


def _history(directory: str, strays: list[Stray]) -> History:
    path = str(Path(directory) / HISTORY)
    try:
        history = read_history(directory)
    except DCError as error:
        strays.append(Stray(path, str(error)))
        return History()
    if history.unknown:
        numbers = ", ".join(map(str, history.unknown))
        strays.append(Stray(path, f"these lines are no records of a deployment: {numbers}"))
    return history


@dataclass(frozen=True, slots=True)
class _Making:
    """Makes candidates of the files of one detector."""

    source: Source
    experiment: str
    comment: str

    def candidates(
        self, files: Sequence[tuple[LegacyFile, Placed]], history: History
    ) -> Iterator[Candidate]:
        """Make those of one type."""
        placed = {Path(file.path).name for file, one in files if isinstance(one, Validity)}
        ctype = files[0][0].ctype
        rest = tuple(
            ImportRecord((ctype,), one.record)
            for one in history.deployments
            if one.file not in placed
        )
        for file, one in files:
            if isinstance(one, str):
                yield Candidate(file, one, more=rest)
            else:
                mine = [d for d in history.deployments if d.file == Path(file.path).name]
                yield Candidate(file, one, partial(self._change, file, one, mine), rest)
            rest = ()

    def _change(
        self, file: LegacyFile, validity: Validity, deployments: list[Deployment], told: Told
    ) -> ImportVersion:
        why = f"{self.comment} ({file.path})" if self.comment else f"imported from {file.path}"
        return ImportVersion(
            (file.ctype,),
            validity,
            load=partial(read_constants_file, file.path, file.ctype),
            tsvers=_written(file.path),
            told=told,
            pars=self._pars(file, deployments),
            records=tuple(one.record for one in deployments),
            comment=why,
        )

    def _pars(self, file: LegacyFile, deployments: list[Deployment]) -> dict[str, ParValue]:
        last = deployments[-1] if deployments else None
        pars: dict[str, ParValue | None] = {
            "experiment": (last.experiment if last else "") or self.experiment,
            "run": last.run if last else None,
            "runbegin": file.runs.begin,
            "runend": "end" if file.runs.end is None else file.runs.end,
            "source": self.source.name,
            "author": last.record.user if last else "",
            "comment": last.comment if last else "",
        }
        return {key: value for key, value in pars.items() if value not in (None, "")}


def _written(path: str) -> Timestamp:
    """Return when a file was written; now if the system does not say."""
    try:
        return Timestamp(Path(path).stat().st_mtime_ns)
    except OSError:
        return Timestamp.now()
