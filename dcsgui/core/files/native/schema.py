"""The native layout on disk: names, attributes and how groups are created.

::

    /                         attrs: dcsformat, dettype, detid, tscfile, tscfile_ns, generation,
                              predecessor, successor
      dictpars                group, one attribute a key; absent if empty
      history                 table, one record a change
      <ctype>/                attrs: ctype; dictpars, history
        <tsbegin>[-<tsend>]/  attrs: tsbegin, tsbegin_ns, tsend, tsend_ns, versind_last, serial_last;
                              dictpars, history
          defaultv            soft link to a version of this range; absent means auto
          <tsvers>/           attrs: tsvers, tsvers_ns, versind, serial, digest; dictpars, history
            calib             the constants
      _index/<ctype>/         what a listing needs, in a few large reads (see `index`)
      _deleted/<number>/      what was deleted and can be restored (see `deleting`)

Names that begin with an underscore are the store's own housekeeping: other programs skip them.
"""

from __future__ import annotations

from typing import Any

import h5py
import numpy as np

from dcsgui.core.files import guard
from dcsgui.core.files.parameters import text_bytes, text_of, text_type
from dcsgui.core.files.records import OPEN_NS, Path
from dcsgui.core.values.errors import Damaged, NotFound
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

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

NOT_CHILDREN = frozenset((DICTPARS, HISTORY, DEFAULTV, CALIB))

MAX_COMPACT_ATTRIBUTES = 64
"""Up to so many parameters stay in the header of their group instead of a heap of their own."""


def is_native(file: h5py.File) -> bool:
    """Whether a file says that it is of this layout."""
    return bool(h5py.h5a.exists(file.id, b"dcsformat"))


def children(group: h5py.Group) -> list[str]:
    """List the names of the nodes below a node: types, ranges or versions."""
    return [
        text_of(raw) for raw in group.id if raw[:1] != b"_" and text_of(raw) not in NOT_CHILDREN
    ]


def create_group(parent: h5py.Group, name: str) -> h5py.Group:
    """Create a group that keeps its attributes, up to many, in its header."""
    plist = h5py.h5p.create(h5py.h5p.GROUP_CREATE)
    plist.set_obj_track_times(False)  # histories tell the times, and equal changes give equal bytes
    plist.set_attr_phase_change(MAX_COMPACT_ATTRIBUTES, MAX_COMPACT_ATTRIBUTES // 2)
    return h5py.Group(h5py.h5g.create(parent.id, name.encode(), gcpl=plist))


def node(file: h5py.File, path: Path) -> h5py.Group:
    """Open the group of a node, or raise `NotFound` naming the first missing level."""
    group: h5py.Group = file["/"]
    for depth, name in enumerate(path):
        inner = guard.subgroup(group, name) if name and "/" not in name else None
        if inner is None:
            level = ("calibration type", "range", "version")[min(depth, 2)]
            place = f" in '{'/'.join(path[:depth])}'" if depth else ""
            raise NotFound(f"There is no {level} '{name}'{place} in {file.filename}.")
        group = inner
    return group


def subnode(group: h5py.Group, name: str) -> h5py.Group:
    """Open a group that has to be there."""
    inner = guard.subgroup(group, name)
    if inner is None:
        raise Damaged(f"'{name}' of {guard.where(group)} vanished while it was read.")
    return inner


def set_text(target: h5py.Group, name: str, text: str | None) -> None:
    """Write a text attribute of fixed length; None removes it."""
    if text is None:
        target.attrs.pop(name, None)
        return
    data = text_bytes(text)
    target.attrs.create(name, np.array(data, f"S{len(data)}"), dtype=text_type(len(data)))


def get_text(target: h5py.Group, name: str) -> str | None:
    """Read a text attribute, None if there is none."""
    value = target.attrs.get(name)
    if value is None or isinstance(value, h5py.Empty):
        return None
    if not isinstance(value, str | bytes):
        raise Damaged(f"The attribute '{name}' of {guard.where(target)} should be a text.")
    return text_of(value)


def set_time(target: h5py.Group, name: str, tstamp: Timestamp | None) -> None:
    """Write a time as seconds (f8, for people) and as exact nanoseconds; None removes both."""
    if tstamp is None:
        target.attrs.pop(name, None)
        target.attrs.pop(f"{name}_ns", None)
        return
    target.attrs[name] = np.float64(tstamp.sec)
    target.attrs[f"{name}_ns"] = np.int64(tstamp.ns)


def get_time(target: h5py.Group, name: str) -> Timestamp | None:
    """Read a time: the exact nanoseconds, else the seconds, None if there is neither."""
    exact = target.attrs.get(f"{name}_ns")
    if exact is not None:
        return Timestamp(guard.whole_number(exact, f"'{name}_ns' of {guard.where(target)}"))
    seconds: Any = target.attrs.get(name)
    if seconds is None:
        return None
    array = np.asarray(seconds).reshape(-1)
    if array.size != 1 or array.dtype.kind not in "iuf":
        raise Damaged(f"'{name}' of {guard.where(target)} should be a time in seconds.")
    return Timestamp.of(array[0].item())


def get_number(target: h5py.Group, name: str, default: int = 0) -> int:
    """Read a whole number from an attribute."""
    value = target.attrs.get(name)
    if value is None:
        return default
    return guard.whole_number(value, f"'{name}' of {guard.where(target)}")


def set_number(target: h5py.Group, name: str, value: int) -> None:
    """Write a whole number (i8), in place where there is one."""
    target.attrs.modify(name, np.int64(value))


def get_validity(group: h5py.Group) -> Validity:
    """Read the ends of a range."""
    begin = get_time(group, "tsbegin")
    if begin is None:
        raise Damaged(f"The range {guard.where(group)} has no 'tsbegin'.")
    return Validity.unchecked(begin, get_time(group, "tsend"))


def end_ns(validity: Validity) -> int:
    """The end of a range as int64 nanoseconds, `OPEN_NS` if it is open."""
    return OPEN_NS if validity.end is None else validity.end.ns
