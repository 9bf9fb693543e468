"""Getting the constants that are valid at a time: looked at, or written to a file."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from dcsgui.core.actions.answers.got import ArraySummary, Got
from dcsgui.core.actions.answers.moments import Moment
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.export import DETECTOR_FILES, save_constants
from dcsgui.core.actions.extracting import save_as_detector
from dcsgui.core.actions.numbers import Picture
from dcsgui.core.actions.opening import to_look
from dcsgui.core.actions.room import Room
from dcsgui.core.files.records import Constants
from dcsgui.core.objects.finding import Selection
from dcsgui.core.values.errors import ConstantsNotFound
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["get"]


def get(
    file: str,
    ctype: str,
    asked: Moment,
    *,
    vers: object = None,
    follow: str | None = None,
    target: str = "",
    progress: Progress = QUIET,
) -> Got:
    """Get the constants of a type that are valid at a time, as `DCStore.get` does.

    Parameters
    ----------
    file : str
        The detector file.
    ctype : str
    asked : Moment
        When; both ends of a range belong to it.
    vers : int or any form of a time, optional
        Another version than the default of the range: its number, or its production time.
    follow : {"predecessor", "successor"}, optional
        Where to look on if this detector has none.
    target : str
        A file to write them to, instead of telling numbers: .npy, .h5 for a detector file with
        nothing but them, or anything else for text with all digits.
    progress : Progress

    Raises
    ------
    ConstantsNotFound
        If nothing is valid then; the sentence names the nearest earlier and later range.
    StoreExists
        If `target` is a detector file that is there already. Other files are replaced.
    StoreNotAvailable, AccessDenied, Damaged, Busy, BadValue
    """
    store = to_look(file)
    with store.opened():
        found = store.find(ctype, Timestamp(asked.ns), vers, follow=follow)
        followed = found.path != store.path
        detname = to_look(str(found.path)).detname() if followed else store.detname()
        got, node = _got(found, asked, detname), _node(found)
        data = None if target else _read(found, got, progress)
    if data is None:
        return replace(got, saved_as=_saved(node, target, progress))
    if isinstance(data, str):
        return replace(got, text=data)
    return replace(got, numbers=_numbers(node, data, progress))


def _node(found: Selection) -> NodeId:
    path = found.ctype, found.range.name, found.version.name
    return NodeId(str(found.path.absolute()), path)


def _got(found: Selection, asked: Moment, detname: str) -> Got:
    info, validity = found.version.info, found.range.validity
    if info is None:
        raise ConstantsNotFound(f"The version {found.version.name} is not in {found.path} now.")
    node = _node(found)
    return Got(
        file=node.file,
        detname=detname,
        ctype=found.ctype,
        asked=asked,
        range_name=node.range_name,
        begin_ns=validity.begin.ns,
        end_ns=None if validity.end is None else validity.end.ns,
        version_name=info.name,
        versind=found.version.versind,
        tsvers_ns=None if info.tsvers is None else info.tsvers.ns,
        pinned=found.pinned,
        why=found.why,
        kind=info.kind.value,
        shape=info.shape,
        dtype=info.dtype,
        nbytes=info.nbytes,
        digest=info.digest,
    )


def _read(found: Selection, got: Got, progress: Progress) -> Constants:
    room = Room()
    room.check(got.nbytes)
    data = found.version.calib(allocate=room.allocate, progress=progress)
    if data is None:
        raise ConstantsNotFound(
            f"The version {got.versind} of '{got.ctype}' in {got.file} holds no constants."
        )
    return data


def _numbers(node: NodeId, array: NDArray[Any], progress: Progress) -> ArraySummary:
    told = Picture(node, (), array, progress).exact()
    return ArraySummary(**{one.name: getattr(told, one.name) for one in fields(ArraySummary)})


def _saved(node: NodeId, target: str, progress: Progress) -> str:
    if Path(target).suffix.lower() in DETECTOR_FILES:
        return save_as_detector(node, target, progress=progress)
    return save_constants(node, target, progress=progress)
