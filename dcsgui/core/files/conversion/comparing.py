"""Comparing two files of one detector in whichever layouts: one array at a time."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping

import numpy as np

from dcsgui.core.files.conversion import marks
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.records import Deleted, ParValue, Path, VersionInfo
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["differences"]


def differences(old: Reader, new: Reader, progress: Progress = QUIET) -> list[str]:
    """List in words what is not the same in two files: nothing if they say the same.

    Compared are the root level, types, ranges with both ends, versions with number, production
    time and constants (read anew), defaults, parameters, histories and deletions.
    """
    found = [*_root(old, new)]
    for ctype in old.ctypes():
        if ctype in new.ctypes():
            found += _type(old, new, ctype, progress)
    return found


def _root(old: Reader, new: Reader) -> Iterator[str]:
    one, two = old.head(), new.head()
    names = ("dettype", "detid", "tscfile", "predecessor", "successor")
    yield from (name for name in names if getattr(one, name) != getattr(two, name))
    if old.ctypes() != new.ctypes():
        yield "the types"
    before, after = old.deleted(), new.deleted()
    if len(before) != len(after) or not all(map(_same_deletion, before, after)):
        yield "what was deleted"
    yield from _words(old, new, (), ())


def _same_deletion(one: Deleted, two: Deleted) -> bool:
    """Compare what the two layouts tell alike; a version without a time has one in the native."""
    first, second = ((d.path[0], len(d.path), d.record, d.pinned, d.purged) for d in (one, two))
    times, others = set(one.tsvers), set(two.tsvers)
    return first == second and (times <= others or others <= times)


def _type(old: Reader, new: Reader, ctype: str, progress: Progress) -> Iterator[str]:
    yield from _words(old, new, (ctype,), (ctype,))
    before, after = old.ranges(ctype), new.ranges(ctype)
    there = {after.validity(row): row for row in range(len(after))}
    if len(before) != len(after):
        yield f"the ranges of {ctype}"
    for row in range(len(before)):
        path = (ctype, before.name(row))
        other = there.get(before.validity(row))
        if other is None:
            yield f"the range {'/'.join(path)}"
            continue
        at = (ctype, after.name(other))
        yield from _words(old, new, path, at)
        names = yield from _versions(old, new, path, at, progress)
        answers = names.get(before.answer(row), ""), after.answer(other)
        if answers[0] != answers[1] or before.pinned[row] != after.pinned[other]:
            yield f"the default of {'/'.join(path)}"


def _versions(
    old: Reader, new: Reader, path: Path, at: Path, progress: Progress
) -> Generator[str, None, dict[str, str]]:
    there = {info.versind: info for info in new.versions(*at)}
    names: dict[str, str] = {}
    infos = old.versions(*path)
    if len(infos) != len(there):
        yield f"the versions of {'/'.join(path)}"
    for info in infos:
        progress.check()
        source, other = (*path, info.name), there.get(info.versind)
        if other is None:
            yield f"version {info.versind} of {'/'.join(path)}"
            continue
        target = (*at, other.name)
        names[info.name] = other.name
        if _facts(old, source, info) != _facts(new, target, other):
            yield f"version {info.versind} of {'/'.join(path)}"
        yield from _words(old, new, source, target)
    return names


def _facts(reader: Reader, path: Path, info: VersionInfo) -> tuple[object, ...]:
    tsvers = marks.time_of(reader, path, info)
    return info.kind, info.shape, info.dtype, info.nbytes, tsvers, reader.digest(path)


def _words(old: Reader, new: Reader, path: Path, at: Path) -> Iterator[str]:
    name = "/".join(path) or "the detector"
    if not same_pars(old.pars(path), new.pars(at)):
        yield f"the parameters of {name}"
    if marks.history_of(old, path) != marks.history_of(new, at):
        yield f"the history of {name}"


def same_pars(one: Mapping[str, ParValue], two: Mapping[str, ParValue]) -> bool:
    """Whether parameters are the same, to the type; a NaN is a NaN."""
    return one.keys() == two.keys() and all(_same(value, two[key]) for key, value in one.items())


def _same(one: ParValue, two: ParValue) -> bool:
    if type(one) is not type(two):
        return False
    first, second = np.asarray(one), np.asarray(two)
    if first.dtype.kind != second.dtype.kind or first.shape != second.shape:
        return False
    return bool(np.array_equal(first, second, equal_nan=first.dtype.kind in "fc"))
