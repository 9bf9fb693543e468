"""What is what in a PSCalib file: types, ranges and versions among everything else there."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator

import h5py

from dcsgui.core.files import guard
from dcsgui.core.files.pscalib import elements
from dcsgui.core.files.records import Path
from dcsgui.core.values import names as names_rules
from dcsgui.core.values.errors import BadValue, Damaged, NotFound
from dcsgui.core.values.timestamps import NS_PER_SEC
from dcsgui.core.values.validity import Validity

CTYPES = (
    "pedestals",
    "pixel_status",
    "pixel_rms",
    "pixel_gain",
    "pixel_mask",
    "pixel_bkgd",
    "common_mode",
    "geometry",
    "pixel_offset",
    "status_data",
    "status_extra",
)
"""The types that the older code knows; it can't load a file with any other group at the top."""

PARS, HISTORY = "_parameters", "_history"

DELETED = "_deleted."
"""How the names of our own datasets at the top begin, which remember what was deleted."""

_RANGE_NAME = re.compile(r"(-?\d+)-(-?\d+|end)")
_VERSION_NAME = re.compile(r"v(\d+)")


def is_pscalib(f: h5py.File) -> bool:
    """Whether an open file has the layout of the older code."""
    with guard.damage_reported(f"File {guard.file_name(f)}"):
        if h5py.h5a.exists(f.id, b"dcsformat") or not guard.has(f, "dettype"):
            return False
        hard = f.id.links.get_info(b"dettype").type == h5py.h5l.TYPE_HARD
        return hard and isinstance(f["dettype"], h5py.Dataset)


def names(group: h5py.Group) -> list[str]:
    """Names of all children, in order."""
    return sorted(raw.decode("utf-8", "surrogateescape") for raw in group.id)


def groups(
    parent: h5py.Group, among: Collection[str] | None = None
) -> Iterator[tuple[str, h5py.Group]]:
    """Go through the children, or some, that are groups and not the older code's `_` ones."""
    for name in names(parent):
        if not name.startswith("_") and (among is None or name in among):
            node = guard.child(parent, name)
            if isinstance(node, h5py.Group):
                yield name, node


def ctype_groups(f: h5py.File) -> Iterator[tuple[str, h5py.Group]]:
    """Go through the calibration types."""
    return ((name, group) for name, group in groups(f) if _is_ctype(name, group))


def range_groups(
    ctype_group: h5py.Group, among: Collection[str] | None = None
) -> Iterator[tuple[str, h5py.Group]]:
    """Go through the ranges of a type, or through those of these names."""
    found = groups(ctype_group, among)
    return ((name, group) for name, group in found if _is_range(name, group))


def version_numbers(range_group: h5py.Group) -> dict[str, int]:
    """Read the number of each version of a range, by group name."""
    return {name: number for name, number, _ in version_groups(range_group)}


def version_groups(range_group: h5py.Group) -> Iterator[tuple[str, int, h5py.Group]]:
    """Go through the versions of a range, with their numbers."""
    for name, group in groups(range_group):
        number = version_number(name, group)
        if number is not None:
            yield name, number, group


def _is_ctype(name: str, group: h5py.Group) -> bool:
    return name in CTYPES or guard.has(group, "ctype")


def _is_range(name: str, group: h5py.Group) -> bool:
    return is_range_name(name) or guard.has(group, "begin")


def is_range_name(name: str) -> bool:
    """Whether the older code could have given this name to a range."""
    return _RANGE_NAME.fullmatch(name) is not None


def version_number(name: str, group: h5py.Group) -> int | None:
    """Read the number of a version, else take it from its name; None if it is no version."""
    number = elements.read_whole(group, "version")
    if number is None:
        match = _VERSION_NAME.fullmatch(name)
        number = int(match[1]) if match else None
    return number


def find(f: h5py.File, path: Path, parent: h5py.Group | None = None) -> h5py.Group:
    """Return the group of a node; `NotFound` says which level is missing, and what there is.

    The search begins at `parent`, the group of the level above, if that is given.
    """
    node: h5py.Group = f if parent is None else parent
    for level in range(0 if parent is None else len(path) - 1, len(path)):
        name = path[level]
        found = _step(node, level, name) if level < len(_LEVELS) else None
        if found is None:
            raise NotFound(_missing(f, path[: level + 1], node))
        node = found
    return node


def _step(parent: h5py.Group, level: int, name: str) -> h5py.Group | None:
    if not name or "/" in name or "\0" in name or name.startswith(("_", ".")):
        return None
    group = guard.child(parent, name)
    if not isinstance(group, h5py.Group):
        return None
    if level == 0:
        return group if _is_ctype(name, group) else None
    if level == 1:
        return group if _is_range(name, group) else None
    named = _VERSION_NAME.fullmatch(name) is not None
    return group if named or version_number(name, group) is not None else None


def _missing(f: h5py.File, path: Path, parent: h5py.Group) -> str:
    level = min(len(path), len(_LEVELS)) - 1
    what, listed = _LEVELS[level]
    there = [name for name, _ in listed(parent)]
    known = f"There are: {', '.join(there)}." if there else "There are none."
    inside = f" in '/{'/'.join(path[:-1])}'" if path[:-1] else ""
    return f"There is no {what} '{path[-1]}'{inside} of {guard.file_name(f)}. {known}"


_LEVELS = (("calibration type", ctype_groups), ("range", range_groups), ("version", groups))


def begin_end_ns(name: str, range_group: h5py.Group) -> tuple[int, int]:
    """Both ends of a range in ns; an open one ends at `OPEN_NS`."""
    begin = elements.read_time(range_group, "begin")
    if begin is not None:
        begin_ns = begin.ns
    else:
        match = _RANGE_NAME.fullmatch(name)
        if match is None:
            raise Damaged(f"{guard.where(range_group)} does not say when it begins.")
        begin_ns = int(match[1]) * NS_PER_SEC
    return begin_ns, elements.read_end(range_group, "end")


def pinned_version(range_group: h5py.Group, numbers: dict[str, int]) -> str:
    """Return the group name of the version that somebody made the default, or ""."""
    default = elements.read_whole(range_group, "versdef")
    return named(numbers, default) if default else ""


def named(numbers: dict[str, int], number: int) -> str:
    """Return the group name of the version with that number, or ""."""
    return next((name for name, other in numbers.items() if other == number), "")


def range_name(validity: Validity) -> str:
    """Return the older code's name for a range: whole seconds around it."""
    begin, end = math.floor(validity.begin_number), validity.end_number
    return f"{begin:d}-{elements.OPEN_END if end is None else format(math.ceil(end), 'd')}"


def check_ctype(ctype: str) -> None:
    """Raise `BadValue` for a type with which the older code could not open the file any more."""
    names_rules.check_ctype(ctype)
    if ctype not in CTYPES:
        raise BadValue(
            f"'{ctype}' can't be added: the older PSCalib code, whose layout this file has, "
            f"could not open it any more. Use one of {', '.join(CTYPES)}, or convert the file "
            f"('dcs convert')."
        )


def version_name(number: int) -> str:
    """Return the older code's name for a version."""
    return f"v{number:04d}"


def move(source: h5py.Group, name: str, target: h5py.Group, new_name: str) -> None:
    """Move what has a name to another group, without touching the thing itself."""
    old, new = (text.encode("utf-8", "surrogateescape") for text in (name, new_name))
    link = h5py.h5p.create(h5py.h5p.LINK_CREATE)
    link.set_char_encoding(h5py.h5t.CSET_ASCII if new.isascii() else h5py.h5t.CSET_UTF8)
    target.id.links.create_hard(new, source.id, old, lcpl=link)
    source.id.unlink(old)
