"""Histories of PSCalib files: one dataset a record, its name the time, its value the text.

The older code keeps ``<action>: <comment>`` and does not know who did it; we add
`` (by user@host)``. Where a text alone would not be read back as the record it came from, the
fields stand in an attribute beside it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import h5py
import numpy as np

from dcsgui.core.files import guard
from dcsgui.core.files.parameters import text_of
from dcsgui.core.files.pscalib import elements, nodes
from dcsgui.core.files.records import Record
from dcsgui.core.values.errors import BadValue, Damaged
from dcsgui.core.values.timestamps import MICROSECOND, Timestamp

FIELDS = "record"
"""Attribute of a record: JSON [ns, user, host, action], where its name and text don't say them."""

_WHO = re.compile(r"(?:^| )\(by ([^\s@()]*)(?:@([^\s@()]+))?\)\Z")
_VERBS = "add|del|delete|restore|purge|change|set|release|pin|unpin"
_THINGS = "ctype|range|version|default|parameters|constants|production time"
_ACTION = re.compile(rf"((?:{_VERBS}) (?:{_THINGS})(?: (?:(?!: ).)*?)?)(?:: (.*))?", re.DOTALL)
_ADDED = re.compile(r"add version (\d+)")
_NUMBERED = re.compile(r"(?:add|del|delete) version (\d+)")
_SECOND = 10**6


def parse(text: str, tstamp: Timestamp) -> Record:
    """Read a record from its text.

    Examples
    --------
    >>> record = parse("add version 2: new darks (by ana@psana)", Timestamp(0))
    >>> record.action, record.comment, record.user, record.host
    ('add version 2', 'new darks', 'ana', 'psana')
    """
    who = _WHO.search(text)
    user, host = (who[1], who[2] or "") if who and (who[1] or who[2]) else ("", "")
    words = text[: who.start()] if who and (user or host) else text
    action = _ACTION.fullmatch(words)
    if action is None:
        return Record(tstamp, user, host, "", words)
    return Record(tstamp, user, host, action[1], action[2] or "")


def text_for(record: Record) -> str:
    """Return the text that the older code shows for a record."""
    by = f"{record.user}@{record.host}" if record.host else record.user
    return " ".join(part for part in (record.text, f"(by {by})" if by else "") if part)


def _cut(text: str, ns: int, user: str, host: str, action: str) -> Record:
    """Read a record from its text, knowing everything but the comment."""
    tail = text_for(Record(Timestamp(ns), user, host))
    words = text.removesuffix(tail).removesuffix(" ") if tail else text
    if action:
        words = words.removeprefix(action).removeprefix(": ")
    return Record(Timestamp(ns), user, host, action, words)


def read(node: h5py.Group) -> list[Record]:
    """Read the history of a node, oldest first; what is no record there is passed over."""
    return [record for _, record in sorted(_entries(node), key=lambda e: (e[1].tstamp.ns, e[0]))]


def _entries(node: h5py.Group) -> list[tuple[str, Record]]:
    group = guard.subgroup(node, nodes.HISTORY)
    if group is None:
        return []
    found = ((name, _entry(group, name)) for name in nodes.names(group))
    return [(name, record) for name, record in found if record is not None]


def _entry(group: h5py.Group, name: str) -> Record | None:
    try:
        tstamp = Timestamp.from_text(name) if "." in name else Timestamp.from_float(float(name))
    except ValueError:
        return None
    found = elements.find_plain(group, name)
    if found is None:
        if not isinstance(guard.child(group, name), h5py.Dataset):
            return None
        found = elements.find(group, name)
    if found is None:
        return None
    return _exact(found[1], str(found[0])) or parse(str(found[0]), tstamp)


def _exact(dset: h5py.h5d.DatasetID, text: str) -> Record | None:
    if not h5py.h5a.exists(dset, FIELDS.encode()):
        return None
    node = h5py.Dataset(dset)
    with guard.damage_reported(node):
        match json.loads(text_of(node.attrs[FIELDS])):
            case [int(ns), str(user), str(host), str(action)]:
                return _cut(text, ns, user, host, action)
        raise Damaged(f"The attribute '{FIELDS}' of {guard.where(node)} is not one of ours.")


def time_name(tstamp: Timestamp) -> str:
    """Return the name of a record's dataset: seconds with six decimals, later digits cut off."""
    us = tstamp.ns // MICROSECOND
    sign, whole = ("-", -us) if us < 0 else ("", us)
    return f"{sign}{whole // _SECOND}.{whole % _SECOND:06d}"


def add(node: h5py.Group, record: Record) -> Record:
    """Add a record, a microsecond later as long as its time is taken; return it as added."""
    group = _group(node)
    while guard.has(group, time_name(record.tstamp)):
        record = _later(record)
    _put(group, time_name(record.tstamp), record)
    return record


def _group(node: h5py.Group) -> h5py.Group:
    group = guard.subgroup(node, nodes.HISTORY)
    return node.create_group(nodes.HISTORY) if group is None else group


def _later(record: Record) -> Record:
    later = Timestamp(record.tstamp.ns + MICROSECOND)
    return Record(later, record.user, record.host, record.action, record.comment)


def _put(group: h5py.Group, name: str, record: Record) -> None:
    text = text_for(record)
    if "\0" in text:
        raise BadValue("A record of the history can't hold a NUL character; remove it.")
    dset = elements.write_text(group, name, text)
    if parse(text, Timestamp.from_text(name)) != record:
        fields = json.dumps([record.tstamp.ns, record.user, record.host, record.action]).encode()
        dset.attrs.create(FIELDS, np.bytes_(fields), dtype=elements.ascii_type(len(fields)))


def replace(node: h5py.Group, records: Sequence[Record]) -> None:
    """Make these the history of a node; those that are there already stay as they are.

    Each has its time to the nanosecond, also where another one has its microsecond: only its name
    moves on. Those at the very same time move on themselves.
    """
    missing = Counter(records)
    taken: set[int] = set()
    for name, record in _entries(node):
        if missing[record] > 0:
            missing[record] -= 1
            taken.add(record.tstamp.ns)
        else:
            del node[nodes.HISTORY][name]
    for record in records:
        if missing[record] > 0:
            missing[record] -= 1
            taken.add(_put_exactly(node, record, taken))
    group = guard.subgroup(node, nodes.HISTORY)
    if group is not None and not len(group):
        del node[nodes.HISTORY]


def _put_exactly(node: h5py.Group, record: Record, taken: set[int]) -> int:
    while record.tstamp.ns in taken:
        record = _later(record)
    group, name = _group(node), time_name(record.tstamp)
    named = record
    while guard.has(group, name):
        named = _later(named)
        name = time_name(named.tstamp)
    _put(group, name, record)
    return record.tstamp.ns


def additions(records: Iterable[Record]) -> dict[int, Record]:
    """Find the record of the addition of each version, by number; the last one counts."""
    matches = ((_ADDED.fullmatch(record.action), record) for record in records)
    return {int(match[1]): record for match, record in matches if match}


def birth(node: h5py.Group) -> Record | None:
    """Find the record of its addition in the history of a version itself; usually it has none."""
    if not guard.has(node, nodes.HISTORY):
        return None
    return next((one for one in read(node) if one.action.startswith("add version")), None)


def numbers_named(records: Iterable[Record]) -> set[int]:
    """Version numbers that a history says were added or deleted, by us or by the older code."""
    matches = (_NUMBERED.match(record.action) for record in records)
    return {int(match[1]) for match in matches if match}
