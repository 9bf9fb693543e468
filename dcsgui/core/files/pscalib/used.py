"""Numbers and production times that a range has used, which are never used again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import h5py

from dcsgui.core.files.pscalib import deleted, elements, nodes
from dcsgui.core.files.pscalib.deleted import Used
from dcsgui.core.files.records import Path

VERSIND_LAST = "versind_last"
"""Attribute of a range: the highest number that a version of it is known to have had."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the versions that a range has and had.

    Attributes
    ----------
    numbers : set of int
        Numbers of versions that are, or were and are deleted.
    last : int
        The highest number ever used.
    before : int
        Every number up to this one may have been used, in an earlier range of that name.
    times : set of int
        Production times (ns) ever used.
    """

    numbers: set[int]
    last: int
    before: int
    times: set[int]


def known(f: h5py.File, path: Path) -> Known:
    """Collect what is known of the versions that the range `path` has and had."""
    group = nodes.find(f, path)
    names = nodes.version_numbers(group)
    used = [
        Used(tuple(names.values()), 0, production_times(group, names)),
        *deleted.used_in(f, path),
    ]
    numbers = {number for one in used for number in one.numbers}
    before = max(one.last for one in used)
    return Known(
        numbers=numbers,
        last=max(elements.attribute_number(group, VERSIND_LAST), before, *numbers, 0),
        before=before,
        times={ns for one in used for ns in one.times},
    )


def production_times(range_group: h5py.Group, names: Iterable[str]) -> tuple[int, ...]:
    """Read the production times (ns) of the versions of a range."""
    times = (elements.read_time(range_group, f"{name}/tsprod") for name in names)
    return tuple(sorted(time.ns for time in times if time is not None))
