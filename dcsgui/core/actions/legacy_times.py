"""When the runs were for which legacy calibration files are valid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dcsgui.core.files.config import load_config
from dcsgui.core.files.runtables import read_run_spans
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.run_ranges import RunRange, RunSpan, out_of_order
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

__all__ = ["RunTimes", "run_times"]

Placed = Validity | str
"""The range in time, or why there is none."""


@dataclass(frozen=True, slots=True)
class RunTimes:
    """What is known of the times of runs.

    Attributes
    ----------
    table : str
        The file of the run table, "" if there is none.
    begin : Timestamp or None
        Without a table: when what is valid for all later runs begins to be valid.
    """

    table: str = ""
    begin: Timestamp | None = None
    _spans: Mapping[int, RunSpan] = field(default_factory=dict)

    def placed(self, ranges: Sequence[RunRange]) -> list[Placed]:
        """Put the ranges of the files of a type in time, so that they answer as by run.

        Parameters
        ----------
        ranges : sequence of RunRange
            In their order: of those that hold a run the last one answers.
        """
        if self.begin is not None:
            return _by_begin(ranges, self.begin)
        found = [self._validity(one) for one in ranges]
        return [
            _hidden(one, found[number + 1 :], ranges[number + 1 :])
            for number, one in enumerate(found)
        ]

    def _validity(self, runs: RunRange) -> Placed:
        try:
            return runs.validity(self._spans)
        except BadValue as error:
            return str(error)


def run_times(experiment: str, runs: str, begin: object) -> RunTimes:
    """Find out when runs began.

    Parameters
    ----------
    experiment : str
        "" if it is not known.
    runs : str
        The file of a run table; "" for that of the configuration.
    begin : any form of a time, or None

    Raises
    ------
    BadValue
        Neither is there, or both are; or a run begins before the run before it.
    NotFound
        The run table can't be read.
    """
    path = Path(runs) if runs else _configured(experiment)
    if path is None and begin is None:
        of = f"for {experiment}" if experiment else "as the experiment is not known"
        raise BadValue(
            f"When did the runs begin? No run table is known {of}. Give one (--runs FILE), the "
            f"experiment (--experiment), or the time from which on the constants that are valid "
            f"for all later runs are to be valid (--begin TIME)."
        )
    if begin is None and path is not None:
        return RunTimes(str(path), None, _spans(path))
    if runs:
        raise BadValue("Give a run table or a begin, not both.")
    return RunTimes(begin=Timestamp.of(begin))


def _spans(path: Path) -> Mapping[int, RunSpan]:
    spans = read_run_spans(path)
    wrong = out_of_order(spans)
    if wrong is not None:
        run, before = wrong
        raise BadValue(
            f"By the run table {path} run {run} begins at {spans[run].begin}, before run {before} "
            f"({spans[before].begin}); ranges of runs can't be put in time by that. Correct it."
        )
    return spans


def _configured(experiment: str) -> Path | None:
    return load_config().run_table(experiment) if experiment else None


def _by_begin(ranges: Sequence[RunRange], begin: Timestamp) -> list[Placed]:
    """Take the range that answers for all later runs only: of others no times are known."""
    still = [number for number, one in enumerate(ranges) if one.end is None]
    last = still[-1] if still else -1
    why = "without a run table its runs have no times"
    if still:
        why += f"; of its type only {ranges[last]} is taken, which is valid for later runs"
    return [Validity(begin, None) if number == last else why for number in range(len(ranges))]


def _hidden(one: Placed, later: Sequence[Placed], names: Sequence[RunRange]) -> Placed:
    """Pass over a range that would hide a later one: they begin with the same run of the table."""
    if isinstance(one, str):
        return one
    for other, name in zip(later, names, strict=True):
        if isinstance(other, Validity) and other.begin == one.begin and _ends_after(other, one):
            return (
                f"it answers for no run of the run table, as {name} begins with the same one, and "
                f"would hide that in time"
            )
    return one


def _ends_after(other: Validity, one: Validity) -> bool:
    return one.end is not None and (other.end is None or other.end > one.end)
