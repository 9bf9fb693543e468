"""Reading versions and ranges from their groups, where the index does not serve."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import h5py
import numpy as np

from dcsgui.core.files import constants, guard
from dcsgui.core.files.native import index
from dcsgui.core.files.native.attributes import (
    end_ns,
    exact_ends,
    get_number,
    get_text,
    get_time,
    get_validity,
)
from dcsgui.core.files.native.history import birth_of, read_history
from dcsgui.core.files.native.parameters import read_pars
from dcsgui.core.files.native.schema import (
    CALIB,
    DEFAULTV,
    children,
    count_children,
    mark_children,
    mark_of,
)
from dcsgui.core.files.parameters import text_of
from dcsgui.core.files.records import Kind, RangeTable, VersionInfo
from dcsgui.core.files.summary import summarize
from dcsgui.core.values.errors import BadValue, Damaged
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

VERSIND, VERSIND_LAST = "versind", "versind_last"
SERIAL, SERIAL_LAST = "serial", "serial_last"


def walk_version(group: h5py.Group, name: str) -> VersionInfo:
    """Describe a version from its group."""
    data = guard.dataset(group, CALIB)
    kind, shape, dtype, nbytes = (
        (Kind.NOTHING, (), "", 0) if data is None else constants.describe(data)
    )
    summary = summarize(read_pars(group), record=birth_of(read_history(group)))
    return VersionInfo(
        name=name,
        tsvers=production_time(group, name),
        versind=get_number(group, VERSIND),
        serial=get_number(group, SERIAL),
        kind=kind,
        shape=shape,
        dtype=dtype,
        nbytes=nbytes,
        digest=get_text(group, "digest") or "",
        author=summary.author,
        comment=summary.comment,
        experiment=summary.experiment,
        run=summary.run,
    )


def production_time(group: h5py.Group, name: str) -> Timestamp | None:
    """Read the production time of a version, else take it from its name; None if that is none."""
    tsvers = get_time(group, "tsvers")
    if tsvers is None:
        try:
            return Timestamp.from_text(name)
        except BadValue:
            return None
    return tsvers


def validity_of(group: h5py.Group, name: str) -> Validity | None:
    """Read the ends of a range, else take them from its name; None if that is none."""
    validity = get_validity(group)
    if validity is None:
        try:
            return Validity.of(name)
        except BadValue:
            return None
    return validity


def walk_range(group: h5py.Group) -> list[VersionInfo]:
    """Describe the versions of a range from their groups, in order of production.

    Versions that another program put there have no number; they get the next ones. What has
    neither a time nor constants is no version.
    """
    found = []
    for name in children(group):
        inner = guard.child(group, name)
        if isinstance(inner, h5py.Group):
            info = walk_version(inner, name)
            if info.tsvers is not None or info.kind is not Kind.NOTHING:
                found.append(info)
    found.sort(key=lambda info: (info.tsvers.ns if info.tsvers else 0, info.versind))
    versind = max((info.versind for info in found), default=0)
    versind = max(versind, get_number(group, VERSIND_LAST))
    serial = max((info.serial for info in found), default=0)
    serial = max(serial, get_number(group, SERIAL_LAST))
    versions = []
    for info in found:
        numbered = info
        if not info.versind:
            versind, serial = versind + 1, serial + 1
            numbered = replace(info, versind=versind, serial=serial)
        versions.append(numbered)
    return versions


def pinned_version(group: h5py.Group) -> str | None:
    """Return the name of the version that ``defaultv`` of a range points to; None if to none."""
    raw = DEFAULTV.encode()
    if not group.id.links.exists(raw):
        return None
    if group.id.links.get_info(raw).type != h5py.h5l.TYPE_SOFT:
        raise Damaged(f"'{DEFAULTV}' of {guard.where(group)} is not a soft link as it should be.")
    name = text_of(group.id.links.get_val(raw))
    if "/" in name:
        raise Damaged(
            f"'{DEFAULTV}' of {guard.where(group)} leads out of its range, to '{name}'; "
            f"this is refused. Set the default anew."
        )
    return name if name in children_among(group, name) else None


def children_among(group: h5py.Group, *names: str) -> set[str]:
    """Return which of these names are names of children."""
    return {name for name in names if name and name != DEFAULTV and guard.has(group, name)}


@dataclass(frozen=True, slots=True)
class WalkedRange:
    """A range as its group says."""

    name: str
    validity: Validity
    pinned: str | None
    versions: list[VersionInfo]

    @property
    def answer(self) -> VersionInfo | None:
        """The version that answers."""
        return index.answering(self.versions, self.pinned)

    @property
    def row(self) -> index.Rows:
        """What an index says of it."""
        answer = self.answer
        values = (
            self.validity.begin.ns,
            end_ns(self.validity),
            answer.tsvers.ns if answer and answer.tsvers else 0,
            mark_of(info.name.encode("utf-8", "surrogateescape") for info in self.versions),
            len(self.versions),
            self.pinned is not None,
            True,
        )
        return np.array(values, index.ROW)

    @property
    def regular(self) -> bool:
        """Whether all names follow from the times, so that an index can stand for them."""
        return self.name == self.validity.name and all(
            info.tsvers and info.name == info.tsvers.text for info in self.versions
        )


def walk_whole_range(group: h5py.Group, name: str) -> WalkedRange | None:
    """Read a range from its group; None if that is something else."""
    validity = validity_of(group, name)
    if validity is None:
        return None
    return WalkedRange(name, validity, pinned_version(group), walk_range(group))


def walk_type(group: h5py.Group, among: Collection[str] | None = None) -> list[WalkedRange]:
    """Read the ranges of a type, or some of them, from their groups."""
    ranges = []
    for name in children(group):
        if among is not None and name not in among:
            continue
        inner = guard.child(group, name)
        walked = walk_whole_range(inner, name) if isinstance(inner, h5py.Group) else None
        if walked is not None:
            ranges.append(walked)
    return ranges


def rows_of(ranges: list[WalkedRange]) -> index.Rows:
    """Make the rows of an index."""
    return np.array([walked.row for walked in ranges], index.ROW).reshape(-1)


def table_of(ranges: list[WalkedRange]) -> RangeTable:
    """Make the columns of the look-up."""
    table = index.table_of(rows_of(ranges))
    table.names = [walked.name for walked in ranges]
    table.answers = [walked.answer.name if walked.answer else "" for walked in ranges]
    return table


def differs(group: h5py.Group, table: RangeTable, row: int) -> bool:
    """Whether a range is other than a table says: its ends, its versions, or its default."""
    answer = table.answer(row)
    if pinned_version(group) != (answer if table.pinned[row] else None):
        return True
    if ends_differ(group, table, row):
        return True
    if table.marks is not None and table.nversions[row] <= index.NAMES_AT_ONCE:
        return bool(mark_children(group) != table.marks[row])
    gone = bool(answer) and not guard.has(group, answer)
    return gone or bool(count_children(group) != table.nversions[row])


def ends_differ(group: h5py.Group, table: RangeTable, row: int) -> bool:
    """Whether a range has other ends than a table says."""
    if exact_ends(group) == (table.begin_ns[row], table.end_ns[row]):
        return False
    validity = validity_of(group, table.name(row))
    return validity is None or validity != table.validity(row)
