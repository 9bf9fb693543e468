"""The native layout on disk: names, attributes and how groups are created.

::

    /                         attrs: dcsformat, dettype, detid, tscfile, tscfile_ns, generation,
                              predecessor, successor
      dictpars                group, one attribute a key; absent if empty
      history                 table, one record a change
      <ctype>/                attrs: ctype; dictpars, history
        <tsbegin>[-<tsend>]/  attrs: tsbegin, tsbegin_ns, tsend, tsend_ns, versind_last,
                              serial_last; dictpars, history
          defaultv            soft link to a version of this range; absent means auto
          <tsvers>/           attrs: tsvers, tsvers_ns, versind, serial, digest; dictpars, history
            calib             the constants
      _index/<ctype>/         what a listing needs, in a few large reads (see `index`)
      _deleted/<number>/      what was deleted and can be restored (see `deleting`)
      _undo/                  how changes are taken back, and replaced constants (see `undoing`)

Names that begin with an underscore are the store's own housekeeping: other programs skip them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import h5py
import numpy as np

from dcsgui.core.files import guard
from dcsgui.core.files.parameters import text_of
from dcsgui.core.files.records import Path
from dcsgui.core.values.errors import Damaged, NotFound

FORMAT = 1
"""The version of this layout, in the root attribute ``dcsformat``."""

LIBVER = ("v108", "v108")
"""HDF5 1.8 and later read these files; older layouts of HDF5 cost twice the space."""

DICTPARS = "dictpars"
HISTORY = "history"
DEFAULTV = "defaultv"
CALIB = "calib"
INDEX = "_index"
DELETED = "_deleted"
UNDO = "_undo"
UNDO_LOG = "log"

NOT_CHILDREN = frozenset((DICTPARS, HISTORY, DEFAULTV, CALIB))

MAX_COMPACT_ATTRIBUTES = 64
"""Up to so many parameters stay in the header of their group instead of a heap of their own."""

LEVELS = ("calibration type", "range", "version")
"""What a node is called, from the first level below the store on."""

_GROUP = h5py.h5p.create(h5py.h5p.GROUP_CREATE)
_GROUP.set_obj_track_times(False)  # the histories tell the times, to the nanosecond
_GROUP.set_attr_phase_change(MAX_COMPACT_ATTRIBUTES, MAX_COMPACT_ATTRIBUTES // 2)


def is_native(file: h5py.File) -> bool:
    """Whether a file says that it is of this layout."""
    return bool(h5py.h5a.exists(file.id, b"dcsformat"))


def children(group: h5py.Group) -> list[str]:
    """List the names of the nodes below a node: types, ranges or versions."""
    names = [text_of(raw) for raw in group.id]
    return [name for name in names if name[:1] != "_" and name not in NOT_CHILDREN]


def count_children(group: h5py.Group) -> int:
    """Count the nodes below a type or a range without listing them."""
    links = group.id.links
    others = sum(bool(links.exists(name)) for name in HOUSEKEEPING)
    return int(group.id.get_num_objs()) - others


HOUSEKEEPING = frozenset(name.encode() for name in NOT_CHILDREN)
"""Links of a node that lead to no node."""


def links_of(parent: h5py.Group, name: str) -> set[bytes]:
    """List the links of a group that is there; quicker than `children`, for thousands of them."""
    return set(h5py.h5g.open(parent.id, name.encode("utf-8", "surrogateescape")))


def mark_of(names: Iterable[bytes]) -> int:
    """Digest a set of names, whatever their order, in 63 bits.

    Marks of sets that have nothing in common add up (by `add_marks`) to that of both together.
    """
    mixed = np.fromiter(map(zlib.crc32, names), np.uint64)
    for factor in _MIXERS:  # a CRC alone is linear: two names that swap a digit could cancel out
        mixed = (mixed ^ (mixed >> np.uint64(29))) * factor
    return int(mixed.sum(dtype=np.uint64)) & _MARK_BITS


_MIXERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9))
_MARK_BITS = 2**63 - 1


def add_marks(one: int, other: int) -> int:
    """Return the mark of two sets together."""
    return (one + other) & _MARK_BITS


def mark_children(group: h5py.Group) -> int:
    """Digest the names of the nodes below a type or a range: 0.3 µs each."""
    found: list[bytes] = []
    group.id.links.iterate(found.append, order=h5py.h5.ITER_NATIVE)
    return mark_of(name for name in found if name not in HOUSEKEEPING)


def create_group(parent: h5py.Group, name: str) -> h5py.Group:
    """Create a group that keeps its attributes, up to many, in its header."""
    return h5py.Group(h5py.h5g.create(parent.id, name.encode(), gcpl=_GROUP))


def node(file: h5py.File, path: Path, parent: h5py.Group | None = None) -> h5py.Group:
    """Open the group of a node, or raise `NotFound` naming the first missing level.

    The search begins at `parent`, the group of the level above, if that is given.
    """
    group: h5py.Group = file["/"] if parent is None else parent
    for depth in range(0 if parent is None else len(path) - 1, len(path)):
        name = path[depth]
        inner = guard.subgroup(group, name) if name and "/" not in name else None
        if inner is None:
            level = LEVELS[min(depth, len(LEVELS) - 1)]
            place = f" in '{'/'.join(path[:depth])}'" if depth else ""
            raise NotFound(f"There is no {level} '{name}'{place} in {guard.file_name(file)}.")
        group = inner
    return group


def subnode(group: h5py.Group, name: str) -> h5py.Group:
    """Open a group that has to be there."""
    inner = guard.subgroup(group, name)
    if inner is None:
        raise Damaged(f"'{name}' of {guard.where(group)} vanished while it was read.")
    return inner


def fresh_group(parent: h5py.Group, name: str) -> h5py.Group:
    """Open a group of our own housekeeping; create it where it is missing or something else."""
    kind = parent.get(name, getclass=True, getlink=True)
    if kind is h5py.HardLink and parent.get(name, getclass=True) is h5py.Group:
        return parent[name]
    if kind is not None:
        del parent[name]
    return create_group(parent, name)
