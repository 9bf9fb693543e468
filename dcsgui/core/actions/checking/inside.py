"""Examining one detector file: its structure, its ranges, and each of its constants."""

from __future__ import annotations

from collections.abc import Iterator

from dcsgui.core.actions.answers.checks import CheckedFile, Finding, FindingKind, Severity
from dcsgui.core.files.constants import digest_of
from dcsgui.core.files.flaws import Flaws
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.opening import NoDetectorError, open_reader
from dcsgui.core.files.records import LayoutName, Path, RangeTable, VersionInfo
from dcsgui.core.files.structure import check_structure
from dcsgui.core.objects import timeline
from dcsgui.core.values.errors import AccessDenied, Busy, Damaged, DCError, StoreNotAvailable
from dcsgui.core.values.findings import severity_of
from dcsgui.core.values.progress import QUIET, Part, Progress

__all__ = ["Examined", "examine", "refused"]

TIMEOUT = 3.0
"""Seconds to wait for other programs that hold a file."""

Examined = tuple[CheckedFile, list[Finding]]

_KINDS = (
    (NoDetectorError, FindingKind.FOREIGN_FILE),
    (Busy, FindingKind.BUSY),
    (AccessDenied, FindingKind.UNREADABLE),
    (Damaged, FindingKind.DAMAGED),
    (StoreNotAvailable, FindingKind.UNREADABLE),
)


def examine(file: str, *, digests: bool = True, progress: Progress = QUIET) -> Examined:
    """Examine a detector file, and change nothing, not even what a dead writer left to do.

    Whoever wants to outlive what a hostile file does to the HDF5 library calls this in a process
    of its own, see `dcsgui.core.actions.isolated`.

    Parameters
    ----------
    file : str
        Its path.
    digests : bool
        Whether the constants are read and compared with their digests.
    progress : Progress
        Hears how many bytes of constants are done; can call it off.

    Returns
    -------
    CheckedFile, list of Finding
        What can't be opened at all is not `examined`, and a finding says why.
    """
    flaws = Flaws()
    try:
        with open_reader(file, TIMEOUT, settle=False) as reader:
            checked = _examined(reader, file, flaws, progress if digests else None)
    except (Busy, AccessDenied, Damaged, StoreNotAvailable) as error:
        return refused(file, error)
    once = {(flaw.kind, flaw.path): flaw for flaw in reversed(flaws.found)}
    findings = [Finding(file, f.path, f.kind, f.severity, f.words) for f in once.values()]
    return checked, findings


def refused(file: str, error: DCError) -> Examined:
    """Say why a file can't be examined at all."""
    kind = next((kind for of, kind in _KINDS if isinstance(error, of)), FindingKind.DAMAGED)
    finding = Finding(file, "", kind, severity_of(kind), str(error))
    return CheckedFile(file, examined=False), [finding]


def _examined(reader: Reader, file: str, flaws: Flaws, progress: Progress | None) -> CheckedFile:
    head = reader.head()
    check_structure(reader, flaws)
    with flaws.survived(""):
        reader.deleted()
    _check_annotations(reader, (), flaws)
    versions: list[tuple[Path, VersionInfo]] = []
    for ctype in _ctypes(reader, flaws):
        with flaws.survived(ctype):
            versions += _check_type(reader, ctype, flaws)
    done = 0 if progress is None else _check_constants(reader, versions, flaws, progress)
    return CheckedFile(
        file,
        examined=True,
        detname=f"{head.dettype}-{head.detid}",
        predecessor=head.predecessor or "",
        successor=head.successor or "",
        versions=len(versions),
        digests=done,
    )


def _ctypes(reader: Reader, flaws: Flaws) -> list[str]:
    """List the types; those that can't even be listed are told by the walk."""
    with flaws.survived(""):
        return reader.ctypes()
    return []


def _check_annotations(reader: Reader, path: Path, flaws: Flaws) -> None:
    """Read the parameters and the history of a node."""
    with flaws.survived("/".join(path)):
        reader.pars(path)
        reader.history(path)


def _check_type(reader: Reader, ctype: str, flaws: Flaws) -> Iterator[tuple[Path, VersionInfo]]:
    _check_annotations(reader, (ctype,), flaws)
    table = _true_table(reader, ctype)
    _check_times(table, ctype, flaws)
    listed = _listed(reader, ctype, flaws)
    for row in table.order():
        path = (ctype, table.name(row))
        _check_annotations(reader, path, flaws)
        infos: list[VersionInfo] = []
        with flaws.survived("/".join(path)):
            infos = reader.versions(*path) if listed is None else listed.get(path[1], [])
        _check_production(infos, "/".join(path), flaws)
        yield from (((*path, info.name), info) for info in infos)


def _listed(reader: Reader, ctype: str, flaws: Flaws) -> dict[str, list[VersionInfo]] | None:
    """List all versions of a type at once; None where damage makes that impossible."""
    with flaws.survived(ctype):
        return reader.all_versions(ctype)
    return None


def _true_table(reader: Reader, ctype: str) -> RangeTable:
    table = reader.ranges(ctype)
    table = reader.confirm(ctype, table, range(len(table)))
    return reader.confirm(ctype, table, ())


def _check_times(table: RangeTable, ctype: str, flaws: Flaws) -> None:
    """Note the ranges that never answer."""
    for row in timeline.backward(table):
        flaws.add(
            FindingKind.BACKWARD_RANGE,
            f"{ctype}/{table.name(row)}",
            "The range ends before it begins, so it is never valid. Older code allowed that; "
            "correct its ends, or delete it.",
        )
    for row in timeline.shadowed(table):
        flaws.add(
            FindingKind.SHADOWED_RANGE,
            f"{ctype}/{table.name(row)}",
            "The range never answers, because later ones win over it at all of its times. See "
            "'dcs timeline'; nothing has to be done if that is meant.",
        )
    for row in timeline.empty(table):
        flaws.add(
            FindingKind.EMPTY_RANGE,
            f"{ctype}/{table.name(row)}",
            "The range holds no version, so that others answer for its times. Add constants to "
            "it, or delete it.",
        )


def _check_production(infos: list[VersionInfo], where: str, flaws: Flaws) -> None:
    """Note versions of a range that were produced at one time."""
    first: dict[int, str] = {}
    for info in infos:
        if info.tsvers is None:
            continue
        other = first.setdefault(info.tsvers.ns, info.name)
        if other != info.name:
            flaws.add(
                FindingKind.DUPLICATE_TIME,
                f"{where}/{info.name}",
                f"The version {other} has the same production time, {info.tsvers}, which "
                f"therefore does not say which is meant; ask for them by their numbers.",
            )


def _check_constants(
    reader: Reader, versions: list[tuple[Path, VersionInfo]], flaws: Flaws, progress: Progress
) -> int:
    """Read all constants and compare them with their digests; return of how many that was done."""
    total = sum(info.nbytes for _, info in versions)
    done = compared = 0
    without: list[str] = []
    for path, listed in versions:
        where = "/".join(path)
        with flaws.survived(where):
            info = flaws.walked.get(where, listed)  # the list may come from a summary
            compared += _compare(reader, path, info, flaws, Part(progress, done, total))
            if info.nbytes and not info.digest:
                without.append(where)
        done += listed.nbytes
        progress.report(done, total, "bytes")
    if without:
        _note_unknown(reader, without, flaws)
    return compared


def _compare(
    reader: Reader, path: Path, info: VersionInfo, flaws: Flaws, progress: Progress
) -> bool:
    constants = reader.constants(path, progress=progress)
    where = "/".join(path)
    if constants is None:
        flaws.add(
            FindingKind.NO_CONSTANTS,
            where,
            "The version holds no constants, and if it is asked for, there is nothing to give. "
            "Add them, or delete the version.",
        )
        return False
    if not info.digest:
        return False
    if digest_of(constants) != info.digest:
        flaws.add(
            FindingKind.WRONG_DIGEST,
            where,
            "The constants are not those that were stored: they do not fit their digest. Another "
            "program changed them, or the disk is failing; compare them with a copy ('dcs "
            "diff'), and restore them or add them anew.",
        )
    return True


def _note_unknown(reader: Reader, without: list[str], flaws: Flaws) -> None:
    """Note versions without a digest; all files of older code are so, and get one note."""
    if reader.layout is LayoutName.PSCALIB:
        flaws.add(
            FindingKind.NO_DIGEST,
            "",
            f"Without a digest: {len(without)} of the versions, as older code writes none; that "
            f"nobody changed them can't be told.",
            severity=Severity.NOTE,
        )
        return
    for where in without:
        flaws.add(
            FindingKind.NO_DIGEST,
            where,
            "The constants have no digest, so another program wrote them; that nobody changed "
            "them since can't be told. Add them anew if they are good.",
        )
