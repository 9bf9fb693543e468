"""Parameters of detectors, types, ranges and versions: shown, set and removed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from dcsgui.core.actions.answers.edits import Edited, Parameters
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.editing.watching import Watch, edited
from dcsgui.core.actions.opening import node_of, to_change, to_look
from dcsgui.core.files import parameters
from dcsgui.core.objects.changes.parameters import EditPars, check_edits
from dcsgui.core.values.errors import BadValue, NotFound
from dcsgui.core.values.parameter_edits import REMOVED, ParameterEdit
from dcsgui.core.values.parameter_texts import value_of

__all__ = [
    "ParameterEdit",
    "edit_parameters",
    "get_parameters",
    "rename_parameter",
    "set_parameters",
    "unset_parameters",
    "value_of",
]


def get_parameters(node: NodeId, keys: Collection[str] = ()) -> Parameters:
    """Read parameters of a node: all, or those of some keys.

    `NotFound` if there is none of a key.
    """
    store = to_look(node.file)
    with store.opened():
        pars = node_of(store, node).dictpars()
    _check_there(node, pars, keys)
    shown = {key: value for key, value in pars.items() if not keys or key in keys}
    return Parameters(node, {key: _plain(value) for key, value in shown.items()})


def set_parameters(
    node: NodeId, pars: Mapping[str, object], comment: str = "", *, dry_run: bool = False
) -> Edited:
    """Add parameters to a node, or replace their values.

    Parameters
    ----------
    node : NodeId
    pars : mapping of str to (str, bool, int, float, or a list or array of them)
    comment : str
        Why, for the history.
    dry_run : bool

    Raises
    ------
    BadValue
        If there is none, or a value can't be kept.
    NotFound, AccessDenied, Busy, Damaged, StoreNotAvailable
    """
    if not pars:
        raise BadValue("Which parameters are to be set? Give at least one as key=value.")
    edits = tuple(ParameterEdit(node.path, key, value) for key, value in pars.items())
    return edit_parameters(node.file, edits, comment, dry_run=dry_run)


def unset_parameters(
    node: NodeId, keys: Collection[str], comment: str = "", *, dry_run: bool = False
) -> Edited:
    """Remove parameters of a node; `NotFound` if there is none of a key, and nothing is done."""
    if not keys:
        raise BadValue("Which parameters are to be removed? Give at least one key.")
    store = to_change(node.file)
    with store.opened():
        _check_there(node, node_of(store, node).dictpars(), keys)
    edits = tuple(ParameterEdit(node.path, key, REMOVED) for key in dict.fromkeys(keys))
    return edit_parameters(node.file, edits, comment, dry_run=dry_run)


def edit_parameters(
    file: str, edits: tuple[ParameterEdit, ...], comment: str = "", *, dry_run: bool = False
) -> Edited:
    """Set, remove and rename parameters of one or many nodes of a file, all or none.

    Parameters
    ----------
    file : str
        A detector file.
    edits : tuple of ParameterEdit
        Those of one node are carried out in their order.
    comment : str
        Why, for the history.
    dry_run : bool

    Returns
    -------
    Edited
        Its node is the one that was edited, or the detector if they were several.

    Raises
    ------
    BadValue
        If there is nothing to do, or a key or value can't be kept.
    Conflict
        If a parameter is not what was `expected`; the sentence says who changed it, and what it
        is now.
    AlreadyExists
        If there is a parameter of a new name.
    NotFound, AccessDenied, Busy, Damaged, StoreNotAvailable
    """
    if not edits:
        raise BadValue("Which parameters are to be changed? Give at least one edit.")
    check_edits(edits)
    store = to_change(file)
    paths = tuple(dict.fromkeys(edit.path for edit in edits))
    with store.opened():
        for path in paths:
            node_of(store, NodeId(file, path))
    changes = [
        EditPars(path, tuple(edit for edit in edits if edit.path == path), comment)
        for path in paths
    ]
    watch = Watch(())
    store.carry_out(changes, watch, comment=comment, dry_run=dry_run)
    node = NodeId(file, paths[0] if len(paths) == 1 else ())
    return edited(node, watch, dry_run=dry_run)


def rename_parameter(
    node: NodeId, key: str, new_key: str, comment: str = "", *, dry_run: bool = False
) -> Edited:
    """Give a parameter another name; `AlreadyExists` if there is one of that name."""
    if key == new_key:
        raise BadValue(f"The parameter '{key}' has that name already; give another one.")
    edit = ParameterEdit(node.path, key, new_key=parameters.check_key(new_key))
    return edit_parameters(node.file, (edit,), comment, dry_run=dry_run)


def _check_there(node: NodeId, pars: Mapping[str, object], keys: Collection[str]) -> None:
    missing = [key for key in keys if key not in pars]
    if missing:
        there = ", ".join(pars) or "none"
        raise NotFound(
            f"{'/'.join((node.detname, *node.path))} has no parameter '{missing[0]}'; its "
            f"parameters are: {there}."
        )


def _plain(value: object) -> object:
    return value.tolist() if isinstance(value, np.ndarray) else value
