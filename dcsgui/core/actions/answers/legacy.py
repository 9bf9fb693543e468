"""What became of a legacy calibration directory, and of files changed to another layout."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["Converted", "Fate", "LegacyDetector", "LegacyImport", "LegacyItem", "WrittenText"]


class Fate(Enum):
    """What became of a file of older code."""

    TAKEN = "taken"
    PRESENT = "there already"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class LegacyItem:
    """One file, or directory, of older code.

    Attributes
    ----------
    path : str
        The file.
    fate : Fate
        Whether it was taken, or would be in a dry run; or was there already, with the same
        constants in the same range; or was skipped.
    reason : str
        Why it was skipped, or what is to be known of what was taken; "" if nothing.
    ctype : str
        The calibration type; "" for what belongs to none.
    runs : str
        Its range of runs, as ``"15-end"``; "" if its name is none.
    begin_ns, end_ns : int or None
        Its range in time, Unix time in ns, both ends belong; an end of None is open, and so is a
        begin of None where it is not known.
    range_name, version_name : str
        Where it is in the detector file; "" where it is not (the version: also in a dry run).
    versind : int
        The number of the version, 0 if it has none.
    digest : str
        Of the constants, "" where they were not read.
    nbytes : int
        Bytes of the constants.
    tsvers_ns : int or None
        The production time: when the file was written.
    """

    path: str
    fate: Fate
    reason: str = ""
    ctype: str = ""
    runs: str = ""
    begin_ns: int | None = None
    end_ns: int | None = None
    range_name: str = ""
    version_name: str = ""
    versind: int = 0
    digest: str = ""
    nbytes: int = 0
    tsvers_ns: int | None = None


@dataclass(frozen=True, slots=True)
class LegacyDetector:
    """One detector of a legacy calibration directory.

    Attributes
    ----------
    directory, group, source : str
        Its directory, the group that it is in, and the DAQ source that it is named for.
    detname, file : str
        Its name here, and its detector file.
    created : bool
        The file was made for it, or would be in a dry run.
    items : tuple of LegacyItem
        Its files.
    """

    directory: str
    group: str
    source: str
    detname: str
    file: str
    created: bool
    items: tuple[LegacyItem, ...]

    def count(self, fate: Fate) -> int:
        """Count the files of one fate."""
        return sum(item.fate is fate for item in self.items)


@dataclass(frozen=True, slots=True)
class LegacyImport:
    """What became of a legacy calibration directory.

    Attributes
    ----------
    directory : str
        It.
    experiment : str
        The experiment that it belongs to; "" if that is not known.
    run_table : str
        The file that says when runs began; "" if there was none.
    detectors : tuple of LegacyDetector
    strays : tuple of LegacyItem
        What was skipped as it belongs to no type of a detector, or is no such file.
    dry_run : bool
        Nothing was changed.
    """

    directory: str
    experiment: str
    run_table: str
    detectors: tuple[LegacyDetector, ...]
    strays: tuple[LegacyItem, ...]
    dry_run: bool

    def count(self, fate: Fate) -> int:
        """Count the files of one fate."""
        strays = sum(item.fate is fate for item in self.strays)
        return strays + sum(detector.count(fate) for detector in self.detectors)


@dataclass(frozen=True, slots=True)
class Converted:
    """A detector file that was written in the other layout.

    Attributes
    ----------
    source, target : str
        The file that was read, and the one that was written; they may be the same.
    detname : str
        The detector.
    before, after : str
        The layouts, ``"native"`` or ``"pscalib"``.
    nctypes, nranges, nversions, ndeleted : int
        How many types, ranges, versions, and deletions that can be restored, it has.
    nbytes_before, nbytes_after : int
        The sizes of the files; in a dry run the second one is 0.
    notes : tuple of str
        What is to be known of it, a sentence each.
    dry_run : bool
        Nothing was written.
    """

    source: str
    target: str
    detname: str
    before: str
    after: str
    nctypes: int
    nranges: int
    nversions: int
    ndeleted: int
    nbytes_before: int
    nbytes_after: int
    notes: tuple[str, ...] = ()
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class WrittenText:
    """Constants that were written as a text file.

    Attributes
    ----------
    ctype, range_name, version_name : str
        Which ones.
    versind : int
        The number of the version.
    path : str
        The file.
    text : bool
        They are a text, written byte for byte; else an array, written as n-d array text.
    nbytes : int
        Bytes of the file; in a dry run 0.
    """

    ctype: str
    range_name: str
    version_name: str
    versind: int
    path: str
    text: bool
    nbytes: int
