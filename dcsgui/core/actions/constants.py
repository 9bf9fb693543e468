"""Looking at the constants of a version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from dcsgui.core.actions.answers.constants import Constants, Numbers
from dcsgui.core.actions.answers.listings import VersionRow
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.browsing import version_rows
from dcsgui.core.actions.numbers import Picture
from dcsgui.core.actions.opening import range_of, to_look
from dcsgui.core.actions.room import NoRoomError, Room
from dcsgui.core.files.records import Allocate, VersionInfo
from dcsgui.core.objects.listing import StoredRange
from dcsgui.core.objects.lookup import times_won
from dcsgui.core.objects.range import DCRange
from dcsgui.core.objects.store import DCStore
from dcsgui.core.objects.version import DCVersion
from dcsgui.core.values.axes import Axes, Form
from dcsgui.core.values.errors import Damaged, NotFound
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["AHEAD", "look"]

AHEAD = 16
"""Of so many pictures at most numbers are told unasked."""


def look(
    node: NodeId,
    slab: tuple[int, ...] = (),
    *,
    progress: Progress = QUIET,
    allocate: Allocate = np.empty,
) -> Iterator[Constants | Numbers]:
    """Read the constants of a version; then tell numbers about each picture of them.

    Parameters
    ----------
    node : NodeId
        The version.
    slab : tuple of int
        Which picture is wanted first, by its indices of the leading axes; if there is none such,
        the first.
    progress : Progress
        Hears how many bytes are read of a large array; can call it off.
    allocate : function of (shape, dtype)
        Gives the memory that the array is read into.

    Yields
    ------
    Constants
        The array or text, whole; or a sentence why there is neither.
    Numbers
        For an array of at least one axis: of the wanted picture from a sample, then exactly;
        then from samples of the others, then exactly. Of many pictures only of the 16 nearest:
        for another one ask again. What has no more values than a sample is exact at once.

    Raises
    ------
    NotFound
        If there is no such version (any more).
    Damaged, Busy, StoreNotAvailable, AccessDenied
        If the file can't be read.
    """
    constants = _read(node, progress, allocate)
    yield constants
    values = constants.values
    if values is None:
        return
    axes = Axes.of(values.shape, constants.dettype)
    if axes.form not in {Form.IMAGE, Form.CURVE}:
        return
    slabs = axes.nearest(slab, AHEAD)
    pictures = [Picture(node, which, values[which], progress) for which in slabs]
    for some in (pictures[:1], pictures[1:]):
        for picture in some:
            progress.check()
            yield picture.sampled()
        for picture in some:
            if picture.is_sampled:
                progress.check()
                yield picture.exact()


def _read(node: NodeId, progress: Progress, allocate: Allocate) -> Constants:
    room = Room(allocate)
    cs = to_look(node.file)
    with cs.opened():
        tsro = range_of(cs, node)
        verso = tsro.version_named(node.version_name)
        row, at = _row(node, tsro, verso), _answers_ns(cs, node)
        constants = Constants(node, row, cs.dettype(), answers_ns=at)
        try:
            room.check(constants.row.nbytes)
            data = verso.calib(allocate=room.allocate, progress=progress)
        except (Damaged, NoRoomError) as error:
            return replace(constants, problem=str(error))
    if data is None:
        return replace(constants, problem="This version holds no constants.")
    if isinstance(data, str):
        return replace(constants, text=data)
    data.flags.writeable = False
    return replace(constants, values=data)


def _answers_ns(cs: DCStore, node: NodeId) -> int | None:
    """Return the first time at which a range answers, None if there is none."""
    table = cs.ctypeobj(node.ctype).table()
    row = table.row(node.range_name)
    won = [] if row is None else times_won(table, row)
    return won[0][0] if won else None


def _row(node: NodeId, tsro: DCRange, verso: DCVersion) -> VersionRow:
    """Say what is known of a version."""
    info = _info(tsro, verso)
    if info is None:
        raise NotFound(f"The version '{node.version_name}' is not in {node.file} any more.")
    answer = tsro.versdef()
    begin, end = tsro.validity.begin, tsro.validity.end
    one = StoredRange(
        node.range_name,
        begin.ns,
        None if end is None else end.ns,
        tsro.pinned,
        "" if answer is None else answer.name,
        [info],
    )
    return next(version_rows(node.ctype, one))


def _info(tsro: DCRange, verso: DCVersion) -> VersionInfo | None:
    try:
        return verso.info
    except Damaged:
        tsro.versobjs()  # a summary may know what the version itself does not tell any more
        return verso.info
