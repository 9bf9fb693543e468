"""How each change is taken back: the log of that in a file, as both layouts keep it.

The log is a run of bytes that only grows at its end: a line of JSON for each change (long ones
packed), so that the cost of a change does not depend on how many there were. Once it is longer
than `LONGEST`, the oldest changes are forgotten: they stay done, and can't be taken back any more.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dcsgui.core.files.records import Record
from dcsgui.core.values.timestamps import Timestamp

Packed = Mapping[str, Any]
"""One step of taking back as JSON; what it means is the business of `dcsgui.core.objects`."""

LONGEST = 4 * 2**20
"""Bytes of a log at most."""

KEPT = LONGEST // 2
"""Bytes of the log that stay when the oldest changes are forgotten; more are never one change."""

MOST = 256 * 2**20
"""Bytes of one line unpacked at most: no file makes a program use more memory than that."""

_PACKED_FROM = 1024
_encode = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class UndoEntry:
    """A change that was made, and how it is taken back.

    Attributes
    ----------
    number : int
        Names the change, from 1 within the file.
    record : Record
        Who made it and when; its comment says why.
    generation : int
        Of the file, after the change.
    words : tuple of str
        What was done, a sentence each; some of them if they were many.
    steps : tuple of Packed
        How it is taken back, in the order in which it was done.
    undoes : int
        The number of the change that this one took back; 0 if it is no such change.
    renumbered : tuple of (int, int)
        Deletions that were restored and, when that was taken back, deleted again under another
        number: the number before, and the new one.
    silent : bool
        Nothing that anybody sees was changed: nobody takes this back.
    """

    number: int
    record: Record
    generation: int
    words: tuple[str, ...] = ()
    steps: tuple[Packed, ...] = ()
    undoes: int = 0
    renumbered: tuple[tuple[int, int], ...] = ()
    silent: bool = False


def line_of(entry: UndoEntry) -> bytes:
    """Write an entry as a line.

    Examples
    --------
    >>> entry = UndoEntry(1, Record(Timestamp(5), "ana"), 2, steps=({"op": "x", "path": ["a"]},))
    >>> entries_of(line_of(entry)) == [entry]
    True
    """
    record = entry.record
    fields: dict[str, Any] = {
        "n": entry.number,
        "r": [record.tstamp.ns, record.user, record.host, record.action, record.comment],
        "g": entry.generation,
        "w": entry.words,
        "s": entry.steps,
    }
    if entry.undoes:
        fields["u"] = entry.undoes
    if entry.renumbered:
        fields["d"] = entry.renumbered
    if entry.silent:
        fields["q"] = 1
    text = _encode(fields).encode()
    if len(text) >= _PACKED_FROM:
        text = b'{"z":"' + base64.b64encode(zlib.compress(text, 1)) + b'"}'
    return text + b"\n"


def entries_of(log: bytes) -> list[UndoEntry]:
    """Read a log, oldest change first; `ValueError` if it is none."""
    return [_entry_of(line) for line in log.split(b"\n") if line]


def shortened(log: bytes) -> bytes:
    """Return the newest lines of a log, up to `KEPT` bytes."""
    begin = log.find(b"\n", len(log) - KEPT - 1) + 1
    return log[begin:]


def highest_number(log: bytes) -> int:
    """Return the number of the last entry, 0 if there is none."""
    last = log.rstrip(b"\n").rpartition(b"\n")[-1]
    return _entry_of(last).number if last else 0


def _entry_of(line: bytes) -> UndoEntry:
    try:
        return _read(line)
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError) as error:
        raise ValueError(f"a line of it is no change: {line[:_SHOWN]!r}") from error


_SHOWN = 40


def _read(line: bytes) -> UndoEntry:
    fields = json.loads(line)
    if "z" in fields:
        fields = json.loads(_unpacked(base64.b64decode(fields["z"])))
    ns, *texts = fields["r"]
    return UndoEntry(
        number=int(fields["n"]),
        record=Record(Timestamp(ns), *map(str, texts)),
        generation=int(fields["g"]),
        words=tuple(map(str, fields["w"])),
        steps=_steps(fields["s"]),
        undoes=int(fields.get("u", 0)),
        renumbered=tuple((int(old), int(new)) for old, new in fields.get("d", ())),
        silent=bool(fields.get("q", 0)),
    )


def _unpacked(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(packed, MOST)
    except zlib.error as error:
        raise ValueError(f"a line of it is not packed as it should be: {error}") from error
    if not unpacking.eof:
        raise ValueError("a line of it is too long, or was cut off")
    return found


def _steps(found: Sequence[Packed]) -> tuple[Packed, ...]:
    if not all(isinstance(step, dict) for step in found):
        raise ValueError("a step of it is no step")
    return tuple(found)
