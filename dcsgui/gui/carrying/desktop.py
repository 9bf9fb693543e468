"""What would happen if files from the desktop were put somewhere, by their suffixes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import PurePath

from dcsgui.core.actions.answers.nodes import Level
from dcsgui.gui.carrying.load import Load, carried_file
from dcsgui.gui.carrying.phrases import files_in_words
from dcsgui.gui.carrying.target import Target
from dcsgui.gui.carrying.verdicts import (
    Addition,
    Opening,
    Verdict,
    ask_first,
    judge_nodes,
    refusal,
)

__all__ = ["judge", "judge_files"]


class _What(Enum):
    """What a file is, by its name alone: nothing is read while the mouse moves."""

    DETECTOR = "detector"
    CONSTANTS = "constants"
    DIRECTORY = "directory"


_DETECTORS = frozenset({".h5", ".hdf5"})
_CONSTANTS = frozenset({".npy", ".txt", ".data", ".dat"})


def judge(load: Load, target: Target | None, *, move: bool) -> Verdict:
    """Say what would happen to what is carried.

    Parameters
    ----------
    load
    target
        None where nothing takes constants.
    move
        Whether constants are to be deleted where they are. Files from the desktop never are.
    """
    if load.files:
        return judge_files(load.files, target)
    return judge_nodes(load.nodes, target, move=move)


def judge_files(files: Sequence[str], target: Target | None) -> Verdict:
    """Say what would happen to files and directories from the desktop."""
    if target is None:
        return _beside(files)
    by_kind: dict[_What, list[str]] = {}
    for file in files:
        by_kind.setdefault(_what(file), []).append(file)
    verdicts = list(_judged(by_kind, target))
    taken = [verdict for verdict in verdicts if verdict.deeds]
    words = " ".join(verdict.words for verdict in verdicts)
    return Verdict(words, tuple(deed for verdict in taken for deed in verdict.deeds))


def _judged(by_kind: dict[_What, list[str]], target: Target) -> Iterator[Verdict]:
    for kind, files in by_kind.items():
        match kind:
            case _What.DETECTOR:
                yield _transferred(files, target)
            case _What.CONSTANTS:
                yield _added(files, target)
            case _What.DIRECTORY:
                yield _opened(files)


def _what(file: str) -> _What:
    suffix = PurePath(file).suffix.lower()
    if not suffix or file.endswith("/"):
        return _What.DIRECTORY
    return _What.DETECTOR if suffix in _DETECTORS else _What.CONSTANTS


def _opened(files: Sequence[str]) -> Verdict:
    return Verdict(f"Open {files_in_words(files)}.", (Opening(tuple(files)),))


def _beside(files: Sequence[str]) -> Verdict:
    """Open what can be opened: arrays and texts have to be dropped on something."""
    suffixes = {file: PurePath(file).suffix.lower() for file in files}
    opened = [file for file in files if suffixes[file] not in _CONSTANTS]
    if opened:
        return _opened(opened)
    return refusal(f"drop {files_in_words(files)} on a detector, a type, a range or a place")


def _transferred(files: Sequence[str], target: Target) -> Verdict:
    """Say what would happen to detector files: they are opened where they are already."""
    if target.node is None and all(target.holds(file) for file in files):
        return _opened(files)
    if target.node is not None and target.node.level is not Level.STORE:
        return refusal(
            f"a detector does not fit into a type: drop {files_in_words(files)} on a detector or "
            f"a place"
        )
    return judge_nodes([carried_file(file) for file in files], target, move=False)


def _added(files: Sequence[str], target: Target) -> Verdict:
    if target.problem:
        return refusal(target.problem)
    what, where = files_in_words(files), target.in_words()
    if target.node is None:
        words = f"Add {what} to a detector in {where}; you are asked to which one."
        return Verdict(words, (Addition(target.place, tuple(files)),))
    if target.access is not None and not target.access.writable:
        return refusal(ask_first(target.access.reason))
    as_what = "a version" if len(files) == 1 else "versions"
    words = f"Add {what} as {as_what} to {where}; what is to be added is shown first."
    return Verdict(words, (Addition(target.node, tuple(files)),))
