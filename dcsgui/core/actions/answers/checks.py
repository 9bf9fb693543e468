"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.values.findings import FindingKind, Severity

__all__ = ["Checked", "CheckedFile", "Finding", "FindingKind", "Severity"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, or worth knowing.

    Attributes
    ----------
    file : str
        The file or directory.
    path : str
        Where in the detector file: ``type/range/version`` by the names of the groups; "" for the
        file itself.
    kind : FindingKind
        A stable word.
    severity : Severity
        ``error``: constants can't be had, or are not those that were stored; ``warning``:
        something does not belong or should be looked at; ``note``: nothing is wrong.
    words : str
        What it is, and what to do.
    """

    file: str
    path: str
    kind: FindingKind
    severity: Severity
    words: str


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What a detector file is, as far as it could be examined.

    Attributes
    ----------
    file : str
    examined : bool
        False if it could not be looked into at all; a finding says why.
    detname, predecessor, successor : str
        As the file says; "" where it says nothing.
    versions : int
        How many versions there are.
    digests : int
        Of how many of them the constants were compared with their digest.
    """

    file: str
    examined: bool
    detname: str = ""
    predecessor: str = ""
    successor: str = ""
    versions: int = 0
    digests: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked, and what was found.

    Attributes
    ----------
    paths : tuple of str
        What was asked for.
    files : tuple of CheckedFile
        The detector files, by path.
    findings : tuple of Finding
        By file, then by where they are in it; errors first.
    errors, warnings, notes : int
        How many findings of each severity.
    """

    paths: tuple[str, ...]
    files: tuple[CheckedFile, ...]
    findings: tuple[Finding, ...]
    errors: int
    warnings: int
    notes: int

    @property
    def clean(self) -> bool:
        """Whether there are no errors and no warnings; notes do not count."""
        return not self.errors and not self.warnings
