"""Changing a detector file from one layout to the other."""

from __future__ import annotations

import os
from pathlib import Path

from dcsgui.core.actions.answers.legacy import Converted
from dcsgui.core.actions.opening import CHANGING, LOOKING, to_look
from dcsgui.core.actions.patience import patience
from dcsgui.core.files.conversion.converting import contents_of, convert, refusal_of
from dcsgui.core.files.records import LayoutName
from dcsgui.core.objects.author import current_author
from dcsgui.core.objects.permissions import check
from dcsgui.core.objects.places import SUFFIX, Place
from dcsgui.core.objects.saving import StoreFile
from dcsgui.core.values.errors import BadValue, StoreExists
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.roles import Need, Role

__all__ = ["convert_layout"]

LAYOUTS = {layout.value: layout for layout in LayoutName}


def convert_layout(
    file: str,
    layout: str = "",
    *,
    output: str = "",
    comment: str = "",
    dry_run: bool = False,
    progress: Progress = QUIET,
) -> Converted:
    """Write a detector file in the other layout, in its place or elsewhere.

    Everything is the same afterwards: constants, ranges to the nanosecond, numbers and production
    times, defaults, parameters, histories, and what was deleted and can be restored. It is
    compared, constants by digest, before the new file takes its place. Only how earlier changes
    are taken back (``dcs undo``) is forgotten.

    Parameters
    ----------
    file : str
        The detector file.
    layout : str
        ``"native"`` or ``"pscalib"``; "" for the one that it has not.
    output : str
        Where the new file is to be; "" for the place of the old one.
    comment : str
        Why, for the history.
    dry_run : bool
        Only say whether it can be done.
    progress : Progress
        Hears how many versions are done; can call it off.

    Raises
    ------
    BadValue
        It has that layout already, or the layout can't hold all of it: then the sentence lists
        what.
    StoreExists
        There is a file at `output`.
    AccessDenied
        You are no admin of that detector, or the system forbids it.
    Damaged, Conflict, Busy, StoreNotAvailable
        The file can't be read, was changed meanwhile, or can't be written.
    """
    to_look(file)
    wanted = _wanted(layout)
    contents = contents_of(file, wanted or LayoutName.NATIVE, patience(LOOKING))
    before = contents.head.layout
    after = wanted or _other(before)
    if after is before:
        raise BadValue(f"{file} has the {after.value} layout already; there is nothing to do.")
    if wanted is None and after is not LayoutName.NATIVE:
        contents = contents_of(file, after, patience(LOOKING))
    target = output or file
    _check_allowed(file, target)
    if contents.obstacles:
        raise BadValue(refusal_of(file, contents.obstacles))
    stand_ins, nbytes = 0, Path(file).stat().st_size
    if not dry_run:
        action = f"convert from the {before.value} to the {after.value} layout"
        record = current_author().record(action, comment)
        stand_ins = convert(
            file, target, after, record, progress=progress, timeout=patience(CHANGING)
        )
    nctypes, nranges, nversions = contents.counts
    return Converted(
        file,
        target,
        f"{contents.head.dettype}-{contents.head.detid}",
        before.value,
        after.value,
        nctypes,
        nranges,
        nversions,
        sum(not gone.purged for gone in contents.deleted),
        nbytes,
        0 if dry_run else Path(target).stat().st_size,
        _notes(stand_ins),
        dry_run,
    )


def _wanted(layout: str) -> LayoutName | None:
    if layout and layout not in LAYOUTS:
        raise BadValue(f"'{layout}' is no layout; there are {' and '.join(LAYOUTS)}.")
    return LAYOUTS.get(layout)


def _other(layout: LayoutName) -> LayoutName:
    return LayoutName.PSCALIB if layout is LayoutName.NATIVE else LayoutName.NATIVE


def _check_allowed(file: str, target: str) -> None:
    if os.path.realpath(file) == os.path.realpath(target):
        place = StoreFile(Place(Path(file)), writable=True, timeout=patience(CHANGING))
        place.check_changeable()
        check(file, [Need(Role.ADMIN, "")])
        return
    if not target.endswith(SUFFIX):
        raise BadValue(f"{target} is no name of a detector file; it ends in {SUFFIX}.")
    if os.path.lexists(target):
        raise StoreExists(f"There is a file {target} already; it is not overwritten.")
    check(target, [Need(Role.CONTRIBUTOR)])


def _notes(stand_ins: int) -> tuple[str, ...]:
    if not stand_ins:
        return ()
    note = (
        f"{stand_ins} versions had no production time, or that of another one; they have a "
        f"stand-in now, and get back what they had when the file is converted back."
    )
    return (note,)
