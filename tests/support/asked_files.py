"""Detector files with ranges that overlap, for the actions to be asked about."""

from __future__ import annotations

import numpy as np

from dcsgui import DCRange, DCStore, Timestamp
from dcsgui.core.actions.answers.nodes import NodeId

SEC = 10**9


def add_range(cs: DCStore, ctype: str, span: str, versions: int = 0) -> DCRange:
    """Add a range, and its type if need be, with versions a second apart from its begin on."""
    cto = cs.ctypeobj(ctype) if ctype in cs.ctypes() else cs.add_ctype(ctype)
    tsro = cto.add_range(span)
    for number in range(versions):
        pars = {"author": "ana", "experiment": "xpptut15", "run": number}
        tsvers = Timestamp(tsro.validity.begin.ns + number * SEC)
        tsro.add_version(tsvers, np.full(3, number, "f4"), comment=f"dark {number}", pars=pars)
    return tsro


def fill(cs: DCStore) -> DCStore:
    """Add two types: one of two ranges with five versions, one of an empty range."""
    add_range(cs, "pedestals", "200-end", 2)
    add_range(cs, "pedestals", "100-500", 3).set_versdef(2, comment="less noise")
    add_range(cs, "pixel_gain", "100-150")
    cs.add_par("detalias", "front")
    cs.set_predecessor("cspad-0000")
    cs.save()
    return cs


def node(cs: DCStore, *names: str) -> NodeId:
    """Return the identity of a node of a store; ranges by their begin and end."""
    path = list(names)
    if len(path) > 1:
        path[1] = cs.ctypeobj(path[0]).rangeobj(path[1]).name
    return NodeId(str(cs.path), tuple(path))
