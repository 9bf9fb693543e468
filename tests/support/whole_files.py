"""All that is in the files of a directory, byte by byte, but for the times of what was done.

A time counts as such if it lies after a moment that is given: what was in the files before is
compared with its times.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from dcsgui.core.files.undo_log import UndoEntry, entries_of
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["Times", "whole"]

_DERIVED = frozenset({"_index"})
"""Says again, for speed, what the rest of a file says; with checksums of times."""

_LOGS = frozenset({"_undo/log", "_undo"})
_SECONDS = len("1477526400")
_LONG = 8  # bytes
_PLAN = r"\bplan [0-9a-f]{12}\b"  # a checksum of a plan, and of when it was made
_ISO = r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)"
_NUMBER = r"\b1[5-9]\d{8}(?:\.\d+|\d{9})?\b"  # in seconds, or in nanoseconds


class Times:
    """Tells the times of what was done since a moment from all others.

    Parameters
    ----------
    since : float
        Seconds since 1970, UTC.
    """

    def __init__(self, since: float) -> None:
        self._since = since

    def is_new(self, seconds: float) -> bool:
        """Whether a time is one of these."""
        return self._since <= seconds <= time.time()

    def without(self, text: str) -> str:
        """Return a text with a word for each of these times, and of seals that they are in."""
        return re.sub(_PLAN, "plan <id>", re.sub(f"{_ISO}|{_NUMBER}", self._word, text))

    def kind_and_values(self, values: Any) -> Any:
        """Return of what type values are, and the values, with a 0 for each of these times."""
        if values.dtype.names:
            return {name: self.kind_and_values(values[name]) for name in values.dtype.names}
        if values.dtype.kind == "S":
            texts = [one.decode("utf-8", "surrogateescape") for one in values.flat]
            told = [self.without(text) for text in texts]
            return ("text", told) if told != texts else (values.dtype.str, texts)
        if values.dtype.kind not in "fi" or values.dtype.itemsize != _LONG:
            return values.dtype.str, values.tobytes()
        seconds = values / 1e9 if values.dtype.kind == "i" else values
        with np.errstate(invalid="ignore"):
            new = (seconds >= self._since) & (seconds <= time.time())
        return values.dtype.str, np.where(new, 0, values).tobytes()

    def _word(self, found: re.Match[str]) -> str:
        text = found[0]
        return "<now>" if self.is_new(_seconds(text)) else text


def _seconds(text: str) -> float:
    """Return the time that a text stands for."""
    if "T" in text:
        return Timestamp.of(text).sec
    return int(text) / 1e9 if len(text) > _SECONDS and "." not in text else float(text)


def whole(root: Path, times: Times) -> dict[str, Any]:
    """Return what is in each file below a directory, by its path in there."""
    found: dict[str, Any] = {}
    for path in sorted(root.rglob("*")):
        name = str(path.relative_to(root))
        if path.is_dir():
            found[name] = "a directory"
        elif path.suffix == ".h5":
            found.update({f"{name}: {key}": one for key, one in _file(path, times).items()})
        elif not path.name.endswith(".lock"):
            found[name] = times.without(path.read_bytes().decode("utf-8", "surrogateescape"))
    return found


def _file(path: Path, times: Times) -> dict[str, Any]:
    with h5py.File(path, "r") as file:
        return dict(_group(file, "", times))


def _group(group: h5py.Group, above: str, times: Times) -> Iterator[tuple[str, Any]]:
    yield above or "/", ("group", _attributes(group, times))
    names = [name for name in sorted(group) if f"{above}{name}" not in _DERIVED]
    said = _Names(times)
    for name in names:
        place = f"{above}{said.of(name)}"
        link = group.get(name, getlink=True)
        if isinstance(link, h5py.SoftLink | h5py.ExternalLink):
            yield place, (type(link).__name__, times.without(link.path))
        elif isinstance(group[name], h5py.Group):
            yield from _group(group[name], f"{place}/", times)
        else:
            yield place, _dataset(group[name], place, times)


class _Names:
    """Gives names that are times numbers in their order."""

    def __init__(self, times: Times) -> None:
        self._times, self._count = times, 0

    def of(self, name: str) -> str:
        said = self._times.without(name)
        self._count += said != name
        return said if said == name else f"{said}#{self._count}"


def _dataset(dataset: h5py.Dataset, place: str, times: Times) -> tuple[Any, ...]:
    attributes = _attributes(dataset, times)
    if place in _LOGS:
        log = entries_of(dataset[()].tobytes())
        return "log", attributes, [_entry(one, times.without) for one in log]
    stored = (dataset.shape, dataset.chunks, dataset.compression)
    return "dataset", attributes, stored, times.kind_and_values(np.asarray(dataset[()]))


def _attributes(thing: h5py.Group | h5py.Dataset, times: Times) -> dict[str, Any]:
    values = {name: np.asarray(value) for name, value in thing.attrs.items()}
    return {name: (value.shape, times.kind_and_values(value)) for name, value in values.items()}


def _entry(entry: UndoEntry, without: Callable[[str], str]) -> tuple[Any, ...]:
    """Return what a change was, and how it is taken back."""
    record = entry.record
    who = record.user, record.host, record.action, without(record.comment)
    words = tuple(map(without, entry.words))
    how = without(repr(entry.steps))
    return entry.number, who, words, how, entry.undoes, entry.renumbered, entry.silent
