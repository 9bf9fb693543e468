"""What PSCalib files remember of what was deleted: one dataset of JSON text for each deletion.

It stands at the top of the file, where the older code passes over a dataset it does not know
(but not over a group). The datasets of the deleted node stand beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import h5py

from dcsgui.core.files import copying, guard
from dcsgui.core.files.pscalib import elements, nodes
from dcsgui.core.files.records import Deleted, Path, Record
from dcsgui.core.values.errors import NotFound
from dcsgui.core.values.timestamps import Timestamp

_NAME = re.compile(rf"{re.escape(nodes.DELETED)}(\d+)")
_DEEPEST_PATH = 3


@dataclass(frozen=True, slots=True)
class Used:
    """Numbers and production times (ns) that a deletion took out of a range."""

    numbers: tuple[int, ...] = ()
    last: int = 0
    times: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Stub:
    """One deletion: what everybody may know of it, and what its return needs.

    Attributes
    ----------
    used : mapping of str to Used
        By name of the range.
    groups, datasets : tuple of str
        Paths below the deleted node; ``""`` is the node itself. The dataset of index i stands at
        the top of the file under `moved_name`.
    """

    public: Deleted
    used: Mapping[str, Used] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of its own dataset."""
        return f"{nodes.DELETED}{self.public.number:06d}"

    def moved_name(self, index: int) -> str:
        """Return the name of the dataset of an index, as long as it is deleted."""
        return f"{self.name}.{index:04d}"


def stubs(f: h5py.File) -> list[Stub]:
    """Read what was deleted, oldest first."""
    found = (name for name in nodes.names(f) if _NAME.fullmatch(name))
    return sorted((_read(f, name) for name in found), key=lambda stub: stub.public.number)


def find(f: h5py.File, number: int) -> Stub:
    """Read one deletion; `NotFound` if there is none of that number."""
    for stub in stubs(f):
        if stub.public.number == number:
            return stub
    raise NotFound(f"There is no deletion number {number} in {guard.file_name(f)}.")


def used_in(f: h5py.File, path: Path) -> list[Used]:
    """List what deletions took out of the range `path`, alone or together with it."""
    ctype, range_name = path
    return [
        stub.used[range_name]
        for stub in stubs(f)
        if stub.public.path[0] == ctype and range_name in stub.used
    ]


def rename_range(f: h5py.File, path: Path, name: str) -> None:
    """Let the deletions of versions follow a range that gets another name.

    Those before an earlier range of that name was itself deleted belong to that one, and stay.
    """
    known = stubs(f)
    since = max((s.public.number for s in known if s.public.path in (path, path[:1])), default=0)
    for stub in known:
        where = stub.public.path
        if len(where) == _DEEPEST_PATH and where[:2] == path and stub.public.number > since:
            public = replace(stub.public, path=(path[0], name, where[2]))
            write(f, replace(stub, public=public, used={name: stub.used[path[1]]}))


def readdress(f: h5py.File, number: int, path: Path) -> None:
    """Say where a deleted version is to return to."""
    stub = find(f, number)
    used = {path[1]: stub.used[stub.public.path[1]]}
    write(f, replace(stub, public=replace(stub.public, path=path), used=used))


def write(f: h5py.File, stub: Stub) -> h5py.Dataset:
    """Write a deletion, in place of what was known of it; attributes stay."""
    before = guard.dataset(f, stub.name)
    dset = elements.write_text(f, stub.name, _json_of(stub))
    if before is not None and not stub.public.purged:
        for name in copying.attribute_names(before):
            copying.copy_attribute(before, name, dset, name)
    return dset


def public_of(
    number: int, path: Path, record: Record, used: Mapping[str, Used], *, pinned: bool
) -> Deleted:
    """Make what everybody may know of a deletion."""
    times = sorted(ns for one in used.values() for ns in one.times)  # one a version
    return Deleted(
        number=number,
        path=path,
        record=record,
        pinned=pinned,
        tsvers=tuple(Timestamp(ns) for ns in times),
        versind_last=max((_last(one) for one in used.values()), default=0),
    )


def _last(used: Used) -> int:
    return max(used.last, *used.numbers, 0)


def _json_of(stub: Stub) -> str:
    public, record = stub.public, stub.public.record
    return json.dumps(
        {
            "path": public.path,
            "record": [
                record.tstamp.ns,
                record.user,
                record.host,
                record.action,
                record.comment,
            ],
            "pinned": public.pinned,
            "purged": public.purged,
            "used": {k: [u.numbers, u.last, u.times] for k, u in stub.used.items()},
            "groups": stub.groups,
            "datasets": stub.datasets,
        }
    )


def _read(f: h5py.File, name: str) -> Stub:
    match = _NAME.fullmatch(name)
    number = int(match[1]) if match else 0
    with guard.damage_reported(f"'{name}' of {guard.file_name(f)}, which remembers a deletion,"):
        known = json.loads(elements.read_text(f, name) or "")
        try:
            return _stub_of(number, known)
        except (TypeError, AttributeError) as error:  # it says something else, in good JSON
            raise ValueError(str(error)) from error


def _stub_of(number: int, known: Mapping[str, Any]) -> Stub:
    ns, user, host, action, comment = known["record"]
    used = {
        _plain(name): Used(tuple(map(int, numbers)), int(last), tuple(map(int, times)))
        for name, (numbers, last, times) in known["used"].items()
    }
    path = tuple(_plain(step) for step in known["path"])
    if not 1 <= len(path) <= _DEEPEST_PATH:
        raise ValueError(f"it can't have been made at '/{'/'.join(path)}'")
    record = Record(Timestamp(ns), str(user), str(host), str(action), str(comment))
    public = public_of(number, path, record, used, pinned=bool(known["pinned"]))
    return Stub(
        replace(public, purged=bool(known["purged"])),
        used,
        groups=tuple(_below(known["groups"])),
        datasets=tuple(_below(known["datasets"])),
    )


def _plain(step: object) -> str:
    if not isinstance(step, str) or step in {"", "."} or "/" in step or "\0" in step:
        raise ValueError(f"{step!r} can't be the name of something deleted")
    return step


def _below(paths: Iterable[str]) -> Iterable[str]:
    for path in paths:
        for step in path.split("/") if path else ():
            _plain(step)
        yield path
