"""Whether files are what their names say, and whether predecessors and successors agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from dcsgui.core.actions.answers.checks import CheckedFile, Finding, FindingKind
from dcsgui.core.objects.places import file_beside
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.findings import severity_of

__all__ = ["check_name", "check_relatives"]

Examine = Callable[[str], CheckedFile]
"""Says what a file is that was not among those to be checked."""


def check_name(checked: CheckedFile) -> Iterator[Finding]:
    """Compare the name of a file with that of the detector in it."""
    path = Path(checked.file)
    if checked.examined and path.stem != checked.detname:
        yield _finding(
            FindingKind.WRONG_NAME,
            checked.file,
            f"The file says that it is of {checked.detname}, and is called {path.name}. Rename it "
            f"to {checked.detname}{path.suffix}, or set its detector name.",
        )


def check_relatives(files: Mapping[str, CheckedFile], examine: Examine) -> Iterator[Finding]:
    """Look for predecessors and successors that are not there, or do not know of it.

    Parameters
    ----------
    files : mapping of str to CheckedFile
        What is known of files, by path.
    examine : function
        Asked for relatives that are not among them.
    """
    for checked in files.values():
        if checked.predecessor:
            yield from _check(checked, "predecessor", checked.predecessor, files, examine)
        if checked.successor:
            yield from _check(checked, "successor", checked.successor, files, examine)


def _check(
    checked: CheckedFile,
    relation: str,
    name: str,
    files: Mapping[str, CheckedFile],
    examine: Examine,
) -> Iterator[Finding]:
    path = _path_of(checked, name)
    if path is None or not path.is_file():
        where = "that can't be a detector" if path is None else f"there is no file {path}"
        yield _finding(
            FindingKind.DANGLING_RELATIVE,
            checked.file,
            f"Its {relation} is {name}, and {where}, so it can't be followed here. Correct it "
            f"('dcs links') if it should be there.",
        )
        return
    other = files.get(str(path)) or examine(str(path))
    back = other.successor if relation == "predecessor" else other.predecessor
    if other.examined and back != checked.detname:
        says = f"says {back}" if back else "names none"
        inverse = "successor" if relation == "predecessor" else "predecessor"
        yield _finding(
            FindingKind.ONE_SIDED_RELATIVE,
            checked.file,
            f"Its {relation} is {name}, which as its own {inverse} {says}. Set both to fit "
            f"('dcs links').",
        )


def _path_of(checked: CheckedFile, name: str) -> Path | None:
    """Return where a relative would be: beside the file, or in the directory of its type."""
    with suppress(BadValue):
        return file_beside(Path(checked.file), checked.detname.partition("-")[0], name)
    return None


def _finding(kind: FindingKind, file: str, words: str) -> Finding:
    return Finding(file, "", kind, severity_of(kind), words)
