"""What stands around detector files: journals, and files that do not belong there."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from dcsgui.core.actions.answers.checks import Finding, FindingKind, Severity
from dcsgui.core.files.access_rules import ACCESS_FILE, access_rules
from dcsgui.core.files.leftovers import Leftover, journal_owner, left_behind
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.findings import severity_of
from dcsgui.core.values.names import DetName
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["Survey", "survey_directory", "survey_file"]

SUFFIX, ALIASES = ".h5", ".als"

LEGACY = "::"
"""In the names of directories of the older text format, which stand in the same place."""

_JOURNALS = {
    Leftover.PENDING: (
        "A writer died after its change had happened, and some of it is still in the journal "
        "beside the file. It is shown as done; open the file once where it may be written, and "
        "it is completed."
    ),
    Leftover.UNFINISHED: (
        "A writer died in the middle of a change, which therefore has not happened. The next "
        "change of the file clears away what is left of it; make the change anew."
    ),
    Leftover.FOREIGN: (
        "The journal beside the file does not belong to it as it is: another program replaced or "
        "changed the file meanwhile. See whether a change is missing, and make it anew."
    ),
    Leftover.UNREADABLE: (
        "The journal beside the file can't be read, so it may be that a change is not finished. "
        "Ask its owner to open the file once."
    ),
}


@dataclass(eq=False)
class Survey:
    """What was found around detector files.

    Attributes
    ----------
    files : list of str
        The detector files, to be examined.
    aliases : list of str
        The alias files.
    findings : list of Finding
    """

    files: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(
        self, kind: FindingKind, file: str, words: str, *, severity: Severity | None = None
    ) -> None:
        """Note a finding."""
        self.findings.append(Finding(file, "", kind, severity or severity_of(kind), words))


def survey_file(file: str, survey: Survey) -> None:
    """Look at one detector file from outside: its journal, and whether it has other names."""
    survey.files.append(file)
    left = left_behind(file)
    if left in _JOURNALS:
        survey.add(FindingKind.JOURNAL, file, _JOURNALS[left])
    links = _links(file)
    if links > 1:
        survey.add(
            FindingKind.HARD_LINK,
            file,
            f"The file has {links} names (hard links), so a change under one of them would show "
            f"under all; it can't be changed like that. Make a copy of it, and use that.",
        )


def _links(file: str) -> int:
    try:
        return Path(file).stat().st_nlink
    except OSError:
        return 0  # it has just gone, and examining it says so


def survey_directory(directory: str, survey: Survey, *, progress: Progress = QUIET) -> None:
    """Look at a calib directory, or at one of the directories in it, without opening a file."""
    name = Path(directory).name
    entries = _listed(directory, survey)
    if any(_is_detector_of(entry.name, name) for entry in entries):
        _survey_dettype(entries, name, survey)
        return
    _check_access(directory, survey)
    for entry in entries:
        progress.check()
        if entry.name.startswith(".") or LEGACY in entry.name:
            _check_hidden(entry, survey)
        elif _is_folder(entry):
            _survey_dettype(_listed(entry.path, survey), entry.name, survey)
        elif entry.name != ACCESS_FILE:
            _check_file(entry, "", survey)


def _check_access(directory: str, survey: Survey) -> None:
    rules = access_rules(directory)
    if rules is not None and rules.problem:
        survey.add(
            FindingKind.BAD_ACCESS,
            rules.path,
            f"The access file can't be understood: {rules.problem}. Until that is corrected "
            f"nobody may change anything here.",
        )


def _listed(directory: str, survey: Survey) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(directory) as entries:
            return sorted(entries, key=_name)
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        survey.add(
            FindingKind.UNREADABLE,
            directory,
            f"The directory can't be listed: {reason}. Ask its owner, or check its path.",
        )
        return []


def _survey_dettype(entries: list[os.DirEntry[str]], dettype: str, survey: Survey) -> None:
    for entry in entries:
        if entry.name.startswith("."):
            _check_hidden(entry, survey)
        else:
            _check_file(entry, dettype, survey)


def _check_hidden(entry: os.DirEntry[str], survey: Survey) -> None:
    """Note what a writer of ours left; other hidden files are nobody's business."""
    owner = journal_owner(entry.name)
    if owner is None:
        return
    file = Path(entry.path).parent / owner
    is_its_journal = file.exists() and entry.name == f".{owner}.journal"
    if is_its_journal or left_behind(str(file)) is Leftover.LIVE:
        return  # told with the file; or somebody is at work
    survey.add(
        FindingKind.LEFT_FILE,
        entry.path,
        f"A writer of {owner} left this file when it died or met changes by another program. "
        f"Remove it once you have seen that {owner} is as it should be.",
    )


def _check_file(entry: os.DirEntry[str], dettype: str, survey: Survey) -> None:
    """Look at a file of a calib directory; `dettype` is "" directly in it."""
    is_detector = entry.name.endswith(SUFFIX)
    if is_detector and _is_regular(entry):
        _check_place(entry, dettype, survey)
        survey_file(entry.path, survey)
    elif dettype and entry.name.endswith(ALIASES) and _is_regular(entry):
        survey.aliases.append(entry.path)
    else:
        what = "directory" if _is_folder(entry) else "file"
        broken = entry.is_symlink() and not Path(entry.path).exists()
        survey.add(
            FindingKind.FOREIGN_FILE,
            entry.path,
            f"This {'link leads nowhere' if broken else what + ' is no part of a calib directory'}"
            f", which holds <dettype>/<dettype>-<detid>.h5, <dettype>/*.als and {ACCESS_FILE}. "
            f"Move it to where it belongs.",
        )


def _check_place(entry: os.DirEntry[str], dettype: str, survey: Survey) -> None:
    try:
        named = DetName.parse(entry.name.removesuffix(SUFFIX))
    except BadValue as error:
        words = f"Its name is not that of a detector: {error}"
    else:
        if named.dettype == dettype:
            return
        words = f"By its name it belongs in the directory {named.dettype}; move it there."
    survey.add(FindingKind.MISPLACED, entry.path, words)


def _is_detector_of(name: str, dettype: str) -> bool:
    return name.endswith(SUFFIX) and name.startswith(f"{dettype}-")


def _is_regular(entry: os.DirEntry[str]) -> bool:
    try:
        return stat.S_ISREG(entry.stat().st_mode)
    except OSError:
        return False  # a link that leads nowhere


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name
