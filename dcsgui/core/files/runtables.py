"""Run tables: text files that say when the runs of an experiment began."""

from __future__ import annotations

import re
from pathlib import Path

from dcsgui.core.files.config import load_config
from dcsgui.core.files.small_files import read_small
from dcsgui.core.values.errors import BadValue, NotFound
from dcsgui.core.values.run_ranges import RunSpan
from dcsgui.core.values.runs import RunNumber
from dcsgui.core.values.timestamps import Timestamp

LARGEST = 2**24
"""Bytes of a run table."""

_RUN = re.compile(r"[0-9]{1,18}")


def time_of_run(run: RunNumber) -> Timestamp:
    """Say when a run began, by the run table that the configuration names for its experiment.

    Raises
    ------
    NotFound
        If no table is configured, or it does not list the run.
    BadValue
        If the table can't be understood.
    """
    path = load_config().run_table(run.experiment)
    if path is None:
        raise NotFound(
            f"No run table is known for {run.experiment}. Name one in the configuration, under "
            f"[runs], or give the time instead of the run."
        )
    begins = read_run_table(path)
    if run.run not in begins:
        known = f"it lists runs {min(begins)} to {max(begins)}" if begins else "it lists none"
        raise NotFound(f"Run {run} is not in the run table {path}: {known}.")
    return begins[run.run]


def read_run_table(path: Path) -> dict[int, Timestamp]:
    """Read when the runs began; see `read_run_spans`."""
    return {run: span.begin for run, span in read_run_spans(path).items()}


def read_run_spans(path: Path) -> dict[int, RunSpan]:
    """Read a run table: lines ``run begin [end]``, times without blanks, and ``#`` comments."""
    try:
        text = read_small(path, LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotFound(f"The run table {path} can't be used: it is no text in UTF-8.") from error
    except BadValue as error:
        raise NotFound(f"The run table {path} can't be used: {error}.") from error
    spans: dict[int, RunSpan] = {}
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split("#", 1)[0].split()
        if not words:
            continue
        if len(words) not in (2, 3) or not _RUN.fullmatch(words[0]):
            raise BadValue(f"Line {number} of the run table {path} is not 'run begin [end]'.")
        try:
            spans[int(words[0])] = RunSpan(*map(Timestamp.of, words[1:]))
        except BadValue as error:
            raise BadValue(f"Line {number} of the run table {path}: {error}") from error
    return spans
