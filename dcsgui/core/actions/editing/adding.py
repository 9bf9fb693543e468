"""Making detector files, and adding constants to them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from dcsgui.core.actions.access import access_of_directory
from dcsgui.core.actions.answers.additions import NewConstants
from dcsgui.core.actions.answers.edits import Created, Edited
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.core.actions.editing.watching import save
from dcsgui.core.actions.opening import to_change
from dcsgui.core.actions.sources import read_source
from dcsgui.core.objects.arguments import note_of
from dcsgui.core.objects.permissions import check
from dcsgui.core.objects.places import SUFFIX
from dcsgui.core.objects.range import DCRange
from dcsgui.core.objects.store import DCStore
from dcsgui.core.values.errors import AccessDenied, BadValue, NotFound, StoreExists
from dcsgui.core.values.names import DetName
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.roles import Need, Role
from dcsgui.core.values.validity import Validity

__all__ = ["add", "create"]


def create(place: Place, detname: str, comment: str = "", *, dry_run: bool = False) -> Created:
    """Make the file of a new detector, with the directories that it needs.

    Parameters
    ----------
    place : Place
        A calib directory, which need not exist.
    detname : str
        ``<dettype>-<detid>``, lower case.
    comment : str
        What it is, for the history.
    dry_run : bool
        Only see whether it could be made.

    Raises
    ------
    StoreExists
        If there is one.
    BadValue
        If the name can't be that of a detector, or the place is a file.
    AccessDenied, StoreNotAvailable
    """
    if place.kind is PlaceKind.FILE:
        raise BadValue(f"{place.path} is a file; give the calib directory that it is to be in.")
    name = DetName.new(detname)
    file = Path(place.path) / name.dettype / f"{name}{SUFFIX}"
    note_of(comment, "A comment")
    if dry_run:
        _check_can_be_made(file)
    else:
        DCStore.create(place.path, str(name), comment=comment)
    return Created(NodeId(str(file)), dry_run)


def _check_can_be_made(file: Path) -> None:
    check(file, [Need(Role.CONTRIBUTOR)])
    if os.path.lexists(file):
        raise StoreExists(f"File {file} is there already; it is never overwritten.")
    above = next(one for one in file.parents if one.exists())
    access = access_of_directory(str(above))
    if not access.writable:
        raise AccessDenied(f"{file} can't be made: {access.reason}.")


def add(
    node: NodeId,
    new: NewConstants,
    comment: str = "",
    *,
    dry_run: bool = False,
    progress: Progress = QUIET,
) -> Edited:
    """Add constants from a file to a type; the type, and a range with these ends, are made.

    Parameters
    ----------
    node : NodeId
        The type, which need not be there.
    new : NewConstants
    comment : str
        What they are; the repository requires it if they become the default.
    dry_run : bool
        Read and check everything, and change nothing.
    progress : Progress
        Hears how far the source is read.

    Returns
    -------
    Edited
        Its node is the version; for a dry run, which gives none, the type.

    Raises
    ------
    BadValue, AlreadyExists, AccessDenied, Busy, Damaged, StoreNotAvailable
    """
    validity = Validity.of((new.begin, new.end))
    store, ctype = to_change(node.file), node.ctype
    tsro = _range_for(store, ctype, validity)
    data = read_source(new.source, text=new.text, ctype=ctype, progress=progress)
    verso = tsro.add_version(
        new.produced, data, comment=comment, pars=new.pars, default=new.default
    )
    done = save(store, node, dry_run=dry_run, ctypes=(ctype,))
    return replace(done, node=node if dry_run else node.child(tsro.name).child(verso.name))


def _range_for(store: DCStore, ctype: str, validity: Validity) -> DCRange:
    """Return the range of a type that has these ends, added where it is missing."""
    cto = store.ctypeobj(ctype) if ctype in store.ctypes() else store.add_ctype(ctype)
    try:
        return cto.rangeobj(validity)
    except NotFound:
        return cto.add_range(DCRange(validity.begin, validity.end))
