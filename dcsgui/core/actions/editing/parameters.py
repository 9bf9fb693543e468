"""Parameters of detectors, types, ranges and versions: shown, set and removed."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

import numpy as np

from dcsgui.core.actions.answers.edits import Edited, Parameters
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.editing.watching import save
from dcsgui.core.actions.opening import node_of, to_change, to_look
from dcsgui.core.values.errors import BadValue, NotFound

__all__ = ["get_parameters", "set_parameters", "unset_parameters", "value_of"]


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
    store = to_change(node.file)
    with store.opened():
        target = node_of(store, node)
    for key, value in pars.items():
        target.add_par(key, value, comment=comment)
    return save(store, node, dry_run=dry_run)


def unset_parameters(
    node: NodeId, keys: Collection[str], comment: str = "", *, dry_run: bool = False
) -> Edited:
    """Remove parameters of a node; `NotFound` if there is none of a key, and nothing is done."""
    if not keys:
        raise BadValue("Which parameters are to be removed? Give at least one key.")
    store = to_change(node.file)
    with store.opened():
        target = node_of(store, node)
        _check_there(node, target.dictpars(), keys)
    for key in dict.fromkeys(keys):
        target.del_par(key, comment=comment)
    return save(store, node, dry_run=dry_run)


def value_of(text: str) -> object:
    """Return the value that a text stands for: a number, a bool, an array, or the text itself.

    A text in double quotes is always a text.

    Examples
    --------
    >>> value_of("5"), value_of("0.5"), value_of("true"), value_of("[1, 2]"), value_of("r260")
    (5, 0.5, True, [1, 2], 'r260')
    >>> value_of('"5"'), value_of("nan"), value_of("")
    ('5', nan, '')
    """
    try:
        value = json.loads(text, parse_constant=_refused)
    except ValueError:
        value = _special(text)
    return text if value is None or isinstance(value, dict) else value


def _special(text: str) -> object:
    return float(text) if text.strip("+-").lower() in {"nan", "inf", "infinity"} else text


def _refused(name: str) -> object:
    raise ValueError(name)  # NaN and Infinity are for `_special`


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
