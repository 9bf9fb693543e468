"""Reading versions and ranges from their groups, where the index does not serve."""

from __future__ import annotations

from dataclasses import dataclass, replace

import h5py
import numpy as np

from dcsgui.core.files import constants, guard
from dcsgui.core.files.native import index
from dcsgui.core.files.native.history import read_history
from dcsgui.core.files.native.parameters import read_pars
from dcsgui.core.files.native.schema import (
    CALIB,
    DEFAULTV,
    children,
    end_ns,
    get_number,
    get_text,
    get_time,
    get_validity,
    subnode,
)
from dcsgui.core.files.parameters import text_of
from dcsgui.core.files.records import Kind, VersionInfo
from dcsgui.core.files.summary import summarize
from dcsgui.core.values.errors import Damaged


def walk_version(group: h5py.Group, name: str) -> VersionInfo:
    """Describe a version from its group."""
    data = guard.dataset(group, CALIB)
    kind, shape, dtype, nbytes = (
        (Kind.NOTHING, (), "", 0) if data is None else constants.describe(data)
    )
    history = read_history(group)
    summary = summarize(read_pars(group), record=history[0] if history else None)
    tsvers = get_time(group, "tsvers")
    if tsvers is None:
        raise Damaged(f"The version {guard.where(group)} has no production time 'tsvers'.")
    return VersionInfo(
        name,
        tsvers,
        get_number(group, "versind"),
        get_number(group, "serial"),
        kind,
        shape,
        dtype,
        nbytes,
        get_text(group, "digest") or "",
        summary.author,
        summary.comment,
        summary.experiment,
        summary.run,
    )


def walk_range(group: h5py.Group) -> list[VersionInfo]:
    """Describe the versions of a range from their groups, in order of production.

    Versions that another program put there have no number; they get the next ones.
    """
    found = []
    for name in children(group):
        found.append(walk_version(subnode(group, name), name))
    found.sort(key=lambda info: (info.tsvers.ns if info.tsvers else 0, info.versind))
    versind = max((info.versind for info in found), default=0)
    serial = max((info.serial for info in found), default=0)
    versions = []
    for info in found:
        if not info.versind:
            versind, serial = versind + 1, serial + 1
            info = replace(info, versind=versind, serial=serial)
        versions.append(info)
    return versions


def pinned_version(group: h5py.Group) -> str | None:
    """The name of the version that ``defaultv`` of a range points to; None if there is none."""
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
    return name if guard.has(group, name) else None


@dataclass(frozen=True, slots=True)
class WalkedType:
    """A type as its groups say: the ranges by name, their rows, and the versions of each."""

    names: list[str]
    rows: index.Rows
    versions: list[list[VersionInfo]]

    @property
    def regular(self) -> bool:
        """Whether all names follow from the times, so that an index can stand for them."""
        return all(
            name == index.name_of(row) for name, row in zip(self.names, self.rows, strict=True)
        ) and all(
            info.tsvers and info.name == info.tsvers.text for of in self.versions for info in of
        )


def walk_type(group: h5py.Group) -> WalkedType:
    """Read a type from its groups."""
    names = children(group)
    rows = np.zeros(len(names), index.ROW)
    versions: list[list[VersionInfo]] = []
    for i, name in enumerate(names):
        inner = subnode(group, name)
        versions.append(walk_range(inner))
        rows[i] = row_of(inner, versions[-1])
    return WalkedType(names, rows, versions)


def row_of(group: h5py.Group, versions: list[VersionInfo]) -> index.Rows:
    """Make the row of a range from its group and its versions."""
    validity = get_validity(group)
    pinned = pinned_version(group)
    answer = index.answering(versions, pinned)
    row: index.Rows = np.array(
        (
            validity.begin.ns,
            end_ns(validity),
            answer.tsvers.ns if answer and answer.tsvers else 0,
            len(versions),
            group.id.get_num_objs(),
            pinned is not None,
            True,
        ),
        index.ROW,
    )
    return row
