"""Numbering the versions that another program put into a file.

They have no number, and readers give them the next ones; before we add a number of our own, those
become theirs for good.
"""

from __future__ import annotations

import h5py

from dcsgui.core.files.native.attributes import get_number, set_number
from dcsgui.core.files.native.schema import subnode
from dcsgui.core.files.native.walking import (
    SERIAL,
    SERIAL_LAST,
    VERSIND,
    VERSIND_LAST,
    validity_of,
    walk_range,
)


def adopt(group: h5py.Group, name: str) -> None:
    """Write down the numbers of the versions of a range, if it is one."""
    if validity_of(group, name) is None:
        return
    versind_last, serial_last = get_number(group, VERSIND_LAST), get_number(group, SERIAL_LAST)
    for info in walk_range(group):
        inner = subnode(group, info.name)
        if not get_number(inner, VERSIND):
            set_number(inner, VERSIND, info.versind)
            set_number(inner, SERIAL, info.serial)
        versind_last, serial_last = max(versind_last, info.versind), max(serial_last, info.serial)
    if versind_last > get_number(group, VERSIND_LAST):
        set_number(group, VERSIND_LAST, versind_last)
    if serial_last > get_number(group, SERIAL_LAST):
        set_number(group, SERIAL_LAST, serial_last)
