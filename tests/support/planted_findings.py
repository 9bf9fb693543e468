"""What a check finds in one file, in a form that is easily compared."""

from __future__ import annotations

from os import PathLike

from dcsgui.core.actions.answers.checks import Finding
from dcsgui.core.actions.checking.inside import examine

Found = set[tuple[str, str]]
"""Kind and path in the file of each finding."""


def findings_in(path: str | PathLike[str], *, digests: bool = True) -> list[Finding]:
    """Examine a file in this process."""
    return examine(str(path), digests=digests)[1]


def found_in(path: str | PathLike[str], *, digests: bool = True) -> Found:
    """Return kind and place of what is found in a file."""
    return {(one.kind.value, one.path) for one in findings_in(path, digests=digests)}
