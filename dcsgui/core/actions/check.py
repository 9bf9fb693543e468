"""Checking files, calib directories and places for damage, and for what does not belong.

Nothing is ever changed by that: not even what a writer that died has left to do is done.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from dcsgui.core.actions.answers.checks import Checked, CheckedFile, Finding, Severity
from dcsgui.core.actions.checking.aliases import check_aliases
from dcsgui.core.actions.checking.around import Survey, survey_directory, survey_file
from dcsgui.core.actions.checking.inside import Examined, examine, refused
from dcsgui.core.actions.checking.relatives import check_name, check_relatives
from dcsgui.core.actions.isolated import PATIENCE, LostError, isolated
from dcsgui.core.actions.places import place_named
from dcsgui.core.values.errors import NotFound
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["check"]

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def check(
    paths: Iterable[str],
    *,
    digests: bool = True,
    progress: Progress = QUIET,
    patience: float = PATIENCE,
) -> Checked:
    """Check detector files, and all that stands in calib directories.

    Each file is examined in a process of its own: one that makes the HDF5 library crash or hang
    is a finding, too.

    Parameters
    ----------
    paths : iterable of str
        Files, directories, and places by name (``repo``, ``exp:xpptut15`` ...).
    digests : bool
        Whether all constants are read and compared with their digests.
    progress : Progress
        Hears how many bytes of files are done; can call it off.
    patience : float
        Seconds without progress before a file is given up as damaged.

    Returns
    -------
    Checked
        Findings in order: errors first, then warnings, then notes; by file and path in it.

    Raises
    ------
    NotFound
        If there is nothing at one of the paths; nothing is checked then.
    AccessDenied, BadValue
        Likewise, if it can't be looked at, or is neither a file nor a directory.
    """
    named, survey = tuple(paths), Survey()
    for path in [_there(text) for text in named]:
        if Path(path).is_dir():
            survey_directory(path, survey, progress=progress)
        else:
            survey_file(path, survey)
    files = list(dict.fromkeys(survey.files))
    look = partial(_look, digests=digests, patience=patience)
    known: dict[str, CheckedFile] = {}
    sizes = [_size(file) for file in files]
    for number, file in enumerate(files):
        part = _Share(progress, sum(sizes[:number]), sizes[number], sum(sizes))
        known[file], findings = look(file, progress=part)
        survey.findings += [*findings, *check_name(known[file])]
        part.finish()
    others = partial(_look, digests=False, patience=patience, progress=progress)
    survey.findings += check_aliases(survey.aliases)
    survey.findings += check_relatives(known, lambda file: others(file)[0])
    return _answer(named, known, survey.findings)


def _there(text: str) -> str:
    """Return the path of a place, which the configuration may name without its being there."""
    path = place_named(text).path
    if not os.access(path, os.F_OK):
        raise NotFound(f"There is nothing at {path} to be checked.")
    return path


def _look(file: str, *, digests: bool, patience: float, progress: Progress) -> Examined:
    try:
        return isolated(
            lambda reports: examine(file, digests=digests, progress=reports),
            what=file,
            progress=progress,
            patience=patience,
        )
    except LostError as error:
        return refused(file, error)


def _answer(
    paths: tuple[str, ...], known: dict[str, CheckedFile], findings: list[Finding]
) -> Checked:
    ordered = sorted(dict.fromkeys(findings), key=_place)
    counts = Counter(finding.severity for finding in ordered)
    return Checked(
        paths,
        tuple(known.values()),
        tuple(ordered),
        counts[Severity.ERROR],
        counts[Severity.WARNING],
        counts[Severity.NOTE],
    )


def _place(finding: Finding) -> tuple[int, str, str, str]:
    return _ORDER[finding.severity], finding.file, finding.path, finding.kind.value


def _size(file: str) -> int:
    try:
        return Path(file).stat().st_size
    except OSError:
        return 0  # it has just gone


class _Share(Progress):
    """Progress with one file, as that with all of them."""

    def __init__(self, whole: Progress, before: int, size: int, total: int) -> None:
        self._whole, self._before, self._size, self._total = whole, before, size, total

    def report(self, done: int, total: int, what: str = "") -> None:
        del what
        part = self._size * done // total if total else 0
        self._whole.report(self._before + part, self._total, "bytes")

    def finish(self) -> None:
        """Report that the file is done."""
        self.report(1, 1)

    def check(self) -> None:
        self._whole.check()
