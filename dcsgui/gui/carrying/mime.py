"""What is carried, as drags and clipboard have it: also for other windows and other programs."""

from __future__ import annotations

import json
from typing import Any

from PyQt5.QtCore import QMimeData

from dcsgui.core.actions.answers.listings import Access
from dcsgui.core.actions.answers.nodes import Level, NodeId
from dcsgui.gui.carrying.load import Carried, Load, names_of, topmost

__all__ = ["NODES", "load_of", "mime_of"]

NODES = "application/x-dcsgui-nodes"
"""The type of it, JSON: an object with ``cut`` (bool) and ``nodes``, a list.

Each has ``file``, ``path`` (list of texts), ``name``, ``versions`` (int or null), ``writable``
(bool or null) and ``reason``.
"""


def mime_of(load: Load, text: str = "") -> QMimeData:
    """Return constants that are carried; as text their names, unless another one is given."""
    data = QMimeData()
    nodes = [
        {
            "file": one.node.file,
            "path": list(one.node.path),
            "name": one.name,
            "versions": one.versions,
            "writable": None if one.access is None else one.access.writable,
            "reason": "" if one.access is None else one.access.reason,
        }
        for one in load.nodes
    ]
    data.setData(NODES, json.dumps({"cut": load.was_cut, "nodes": nodes}).encode())
    data.setText(text or names_of(load))
    return data


def load_of(data: QMimeData | None) -> Load | None:
    """Return what is carried; None if it is nothing that can be put anywhere here."""
    if data is None:
        return None
    if data.hasFormat(NODES):
        return _load(bytes(data.data(NODES)))
    files = tuple(filter(None, (url.toLocalFile() for url in data.urls())))
    return Load(files=files) if files else None


def _load(text: bytes) -> Load | None:
    """Return the nodes that another window offers, None if they can't be understood."""
    try:
        offered = json.loads(text)
        nodes = topmost(map(_carried, offered["nodes"]))
        return Load(nodes, was_cut=offered["cut"] is True) if nodes else None
    except (ValueError, TypeError, KeyError):
        return None


def _carried(offered: dict[str, Any]) -> Carried:
    path, versions = offered["path"], offered["versions"]
    if len(path) > Level.VERSION.value or not all(isinstance(name, str) for name in path):
        raise ValueError
    writable = offered["writable"]
    return Carried(
        NodeId(str(offered["file"]), tuple(path)),
        str(offered["name"]),
        versions if isinstance(versions, int) else None,
        None if writable is None else Access(writable is True, str(offered["reason"])),
    )
