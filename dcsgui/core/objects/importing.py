"""Taking over what older code has of one detector, as one transaction of its file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from dcsgui.core.files.layout import Reader
from dcsgui.core.files.opening import open_reader
from dcsgui.core.files.records import Head, LayoutName
from dcsgui.core.files.rights import what_is_closed, why_closed
from dcsgui.core.objects.changes.base import Change
from dcsgui.core.objects.changes.importing import (
    ImportVersion,
    NothingTakenError,
    Outcome,
    StopIfNothing,
)
from dcsgui.core.objects.permissions import check
from dcsgui.core.objects.places import SUFFIX, Place
from dcsgui.core.objects.saving import StoreFile
from dcsgui.core.values.errors import AccessDenied
from dcsgui.core.values.names import DetName
from dcsgui.core.values.roles import Need, Role
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["check_import", "file_for", "import_changes", "try_import"]


def file_for(calib: str | os.PathLike[str], detname: str) -> Path:
    """Say which file of a calib directory a detector has, or would get.

    One that is there is taken also where its name has other letters in upper case, as older
    files have.
    """
    name = DetName.new(detname)
    usual = Path(calib) / name.dettype / f"{name}{SUFFIX}"
    if usual.exists() or not usual.parent.is_dir():
        return usual
    wanted = usual.name.lower()
    same = (path for path in sorted(usual.parent.iterdir()) if path.name.lower() == wanted)
    return next(same, usual)


def check_import(file: Path, ctypes: Sequence[str]) -> None:
    """Raise `AccessDenied` if the access file, or the system, forbids to add these types."""
    check(file, [Need(Role.CONTRIBUTOR, ctype) for ctype in ctypes])
    if file.exists():
        StoreFile(Place(file), writable=True, timeout=0).check_changeable()
    elif closed := what_is_closed(str(file)):
        raise AccessDenied(f"{file} can't be made: {why_closed(closed)}. Ask its owner.")


def import_changes(
    file: Path, detname: str, changes: Sequence[Change], taken: Sequence[Outcome], timeout: float
) -> None:
    """Carry out changes in the file of a detector, which is made if there is none.

    Nothing is changed, or made, if none of the outcomes by then is taken.
    """
    todo = [*changes, StopIfNothing((), lambda: any(one.taken for one in taken))]
    target = StoreFile(Place(file), writable=True, timeout=timeout)
    name = DetName.new(detname)
    try:
        if file.exists():
            target.check_changeable()
            target.carry_out(todo)
        else:
            head = Head(LayoutName.NATIVE, name.dettype, name.detid, Timestamp.now())
            target.make(head, todo)
    except NothingTakenError:
        pass


def try_import(file: Path, changes: Sequence[ImportVersion], timeout: float) -> None:
    """Tell for each change what would become of it, and change nothing."""
    if not file.exists():
        _judge(changes, None)
        return
    with open_reader(file, timeout) as reader:
        _judge(changes, reader)


def _judge(changes: Sequence[ImportVersion], reader: Reader | None) -> None:
    seen: set[tuple[tuple[str, ...], str]] = set()
    for change in changes:
        outcome, _ = change.judge(reader)
        key = (outcome.path, outcome.digest)
        if outcome.taken and key in seen:
            outcome = Outcome(present=True, path=outcome.path, digest=outcome.digest)
        seen.add(key)
        change.told(outcome)
