"""Walking a file of the native layout to find what is wrong in it; the groups are the truth."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import h5py

from dcsgui.core.files import guard
from dcsgui.core.files.flaws import Flaws
from dcsgui.core.files.native import index, walking
from dcsgui.core.files.native.attributes import get_number, get_text, get_time
from dcsgui.core.files.native.history import read_history
from dcsgui.core.files.native.reading import NativeReader
from dcsgui.core.files.native.schema import CALIB, DEFAULTV, DICTPARS, HISTORY, INDEX
from dcsgui.core.files.parameters import text_of
from dcsgui.core.files.records import Kind, VersionInfo
from dcsgui.core.values.findings import FindingKind, Severity

__all__ = ["check_native"]

TIMES = ("tscfile", "tsbegin", "tsend", "tsvers")
NAMED = 3
"""So many names a sentence gives."""


def check_native(reader: NativeReader, flaws: Flaws) -> None:
    """Walk a file, and note what is wrong in its structure."""
    root = reader.file["/"]
    with flaws.survived(""):
        if get_number(root, "generation") < 0:
            flaws.add(
                FindingKind.FOREIGN_OBJECT, "", "The counter of changes of this file is below 0."
            )
    _check_times(root, "", flaws)
    flaws.visit(root, "", (DICTPARS, HISTORY), partial(_check_type, flaws))


def _check_type(flaws: Flaws, group: h5py.Group, ctype: str, _where: str) -> None:
    if get_text(group, "ctype") != ctype:
        flaws.add(
            FindingKind.MISNAMED,
            ctype,
            "This group does not say that it is the type it is named after; another program "
            "made or renamed it. See whether it belongs here.",
        )
    before, walked = len(flaws.found), list[walking.WalkedRange]()
    flaws.visit(group, ctype, (DICTPARS, HISTORY), partial(_check_range, flaws, walked))
    if not any(flaw.kind is FindingKind.DAMAGED for flaw in flaws.found[before:]):
        _check_index(flaws, ctype, group, walked)


def _check_range(
    flaws: Flaws, walked: list[walking.WalkedRange], group: h5py.Group, name: str, where: str
) -> None:
    validity = walking.validity_of(group, name)
    if validity is None:
        flaws.foreign(where)
        return
    _check_times(group, where, flaws)
    if name != validity.name:
        _misname(flaws, where, validity.name)
    with flaws.survived(where):
        found = walking.walk_whole_range(group, name)
        if found is not None:
            flaws.check_numbers(where, (info.versind for info in found.versions))
            flaws.walked.update((f"{where}/{info.name}", info) for info in found.versions)
            walked.append(found)
    flaws.visit(group, where, (DICTPARS, HISTORY, DEFAULTV), partial(_check_version, flaws))
    _check_default(group, where, flaws)


def _check_default(group: h5py.Group, where: str, flaws: Flaws) -> None:
    raw, links = DEFAULTV.encode(), group.id.links
    if not links.exists(raw) or links.get_info(raw).type != h5py.h5l.TYPE_SOFT:
        return  # walking tells if it is no soft link
    target = text_of(links.get_val(raw))
    if "/" not in target and walking.pinned_version(group) is None:
        flaws.dangling_default(where, f"'{target}'")


def _check_version(flaws: Flaws, group: h5py.Group, name: str, where: str) -> None:
    info = flaws.walked.get(where) or walking.walk_version(group, name)
    if info.tsvers is None and info.kind is Kind.NOTHING:
        flaws.foreign(where)
        return
    _check_times(group, where, flaws)
    if info.tsvers is not None and name != info.tsvers.text:
        _misname(flaws, where, info.tsvers.text)
    flaws.visit(group, where, (DICTPARS, HISTORY, CALIB), flaws.visit_foreign)
    if not get_number(group, walking.VERSIND) or not any(
        record.action for record in read_history(group)
    ):
        flaws.add(
            FindingKind.NO_RECORD,
            where,
            "No record says who added this version, so another program did. Ask who it was, "
            "and note it ('dcs history --add').",
        )


def _check_times(group: h5py.Group, where: str, flaws: Flaws) -> None:
    """Compare each time in seconds with the same in nanoseconds."""
    for name in TIMES:
        if not h5py.h5a.exists(group.id, f"{name}_ns".encode()):
            continue
        seconds = guard.attribute(group, name)
        if seconds is None:
            continue
        tstamp = get_time(group, name)
        if tstamp is not None and tstamp.sec != seconds:
            flaws.add(
                FindingKind.DISAGREEING_TIMES,
                where,
                f"'{name}' says {seconds!r} s, and '{name}_ns', which counts, {tstamp}; another "
                f"program changed one of them. Make them agree.",
            )


def _misname(flaws: Flaws, where: str, name: str) -> None:
    flaws.add(
        FindingKind.MISNAMED,
        where,
        f"By its times its name would be '{name}'; another program renamed it or changed its "
        f"times. The times count; if they are wrong, correct them.",
    )


def _check_index(
    flaws: Flaws, ctype: str, group: h5py.Group, walked: list[walking.WalkedRange]
) -> None:
    """Compare the true walk with our summary of it."""
    file = group.file
    holder = guard.subgroup(file["/"], INDEX)
    if not all(one.regular for one in walked):
        return  # no summary can stand for such names; they are told
    if holder is None or not guard.has(holder, ctype):
        _outdated(flaws, ctype, "is missing", severity=Severity.NOTE)
        return
    stored = index.open_stored(file, ctype, group, thorough=True)
    if stored is None:
        _outdated(flaws, ctype, "does not fit the ranges that there are")
        return
    names = _differing(stored, walked)
    if names:
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        _outdated(flaws, ctype, f"does not fit {', '.join(names[:NAMED])}{more}")


def _differing(stored: index.StoredIndex, walked: list[walking.WalkedRange]) -> list[str]:
    """Name the ranges of which the summary says something else."""
    logged = stored.log()
    if logged is None:
        return [one.name for one in walked]
    said = {
        index.name_of(row): (row.item(), logged.get(number, {}))
        for number, row in enumerate(stored.rows)
        if row["live"]
    }
    true = {one.name: (one.row.item(), _by_time(one.versions)) for one in walked}
    return sorted(name for name in said.keys() | true.keys() if said.get(name) != true.get(name))


def _by_time(versions: Iterable[VersionInfo]) -> index.Versions:
    return {info.tsvers.ns: info for info in versions if info.tsvers is not None}


def _outdated(
    flaws: Flaws, ctype: str, how: str, *, severity: Severity = Severity.WARNING
) -> None:
    flaws.add(
        FindingKind.STALE_INDEX,
        ctype,
        f"Our summary of this type {how}: another program changed the type. Answers come from "
        f"the groups themselves then, more slowly; the next change of the type made here makes "
        f"the summary anew.",
        severity=severity,
    )
