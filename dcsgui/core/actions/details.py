"""What is known of a node beside its children: facts, parameters, history."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import numpy as np

from dcsgui.core.actions.answers.details import (
    HistoryRow,
    NodeDetails,
    NodeParameters,
    ParameterRow,
)
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.opening import node_of, to_look
from dcsgui.core.files.records import Kind, ParValue
from dcsgui.core.files.refusals import refusals_reported
from dcsgui.core.objects.base import DCBase
from dcsgui.core.objects.ctype import DCType
from dcsgui.core.objects.range import DCRange
from dcsgui.core.objects.store import DCStore
from dcsgui.core.objects.version import DCVersion
from dcsgui.core.values.amounts import counted, size_text
from dcsgui.core.values.errors import DCError, NotFound
from dcsgui.core.values.fields import find_field
from dcsgui.core.values.parameter_texts import typed_text
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["details", "parameters"]

ELEMENTS = 10_000
"""Arrays of more elements are shown by their ends."""

WIDTH = 100
"""Characters of a line of an array."""

THOUSAND = 1000

TYPES = {str: "text", bool: "bool", int: "integer", float: "float"}

Facts = list[tuple[str, str]]


def details(node: NodeId) -> NodeDetails:
    """Read what is known of a node: facts in words, parameters, and history, oldest first.

    Raises
    ------
    NotFound
        If the node is not, or no longer, in its file.
    StoreNotAvailable, AccessDenied, Damaged, Busy
    """
    store = to_look(node.file)
    with refusals_reported(node.file, "read"), store.opened():
        of = node_of(store, node)
        facts = _facts(store, of)
        pars = of.dictpars()
        records = of.records()
    return NodeDetails(
        node,
        tuple((name, text) for name, text in facts if text),
        tuple(_parameter(key, value) for key, value in pars.items()),
        tuple(
            HistoryRow(one.tstamp.ns, one.user, one.host, one.action, one.comment)
            for one in records
        ),
    )


def parameters(
    nodes: tuple[NodeId, ...], *, progress: Progress = QUIET
) -> Iterator[NodeParameters]:
    """Read the parameters of many nodes, those of a file together, in the order of the nodes.

    What can't be read has its `problem`; the others are read all the same.
    """
    done = 0
    for file, group in groupby(nodes, attrgetter("file")):
        of_file = list(group)
        progress.report(done, len(nodes), "nodes")
        yield from _parameters_in(file, of_file)
        done += len(of_file)


def _parameters_in(file: str, nodes: list[NodeId]) -> list[NodeParameters]:
    try:
        store = to_look(file)
        with refusals_reported(file, "read"), store.opened():
            return [_parameters_of(store, node) for node in nodes]
    except DCError as error:
        return [NodeParameters(node, problem=str(error)) for node in nodes]


def _parameters_of(store: DCStore, node: NodeId) -> NodeParameters:
    try:
        pars = node_of(store, node).dictpars()
    except NotFound as error:
        return NodeParameters(node, problem=str(error))
    return NodeParameters(node, tuple(_parameter(key, value) for key, value in pars.items()))


def _facts(store: DCStore, of: DCBase) -> Facts:
    if isinstance(of, DCVersion):
        return _of_version(of)
    if isinstance(of, DCRange):
        return _of_range(of)
    return _of_type(of) if isinstance(of, DCType) else _of_store(store)


def _of_store(store: DCStore) -> Facts:
    created = store.tscfile()
    return [
        ("detector", store.detname()),
        ("detector type", store.dettype()),
        ("detector id", store.detid()),
        ("created", "" if created is None else Timestamp.of(created).iso()),
        ("predecessor", store.predecessor() or ""),
        ("successor", store.successor() or ""),
        ("types", str(len(store.ctypes()))),
        ("layout", store.layout.value),
        ("generation", str(store.generation)),
        ("size on disk", _bytes(Path(store.path).stat().st_size)),
        ("file", str(store.path)),
    ]


def _of_type(cto: DCType) -> Facts:
    table = cto.table()
    return [
        ("type", cto.ctype()),
        ("ranges", str(len(table))),
        ("versions", str(int(table.nversions.sum()))),
    ]


def _of_range(tsro: DCRange) -> Facts:
    end = tsro.validity.end
    default = tsro.versdef()
    words = "none, it holds no version"
    if default is not None:
        how = "set" if tsro.pinned else "auto, the one added last"
        words = f"v{default.versind} ({how})"
    return [
        ("range", tsro.name),
        ("begin", tsro.validity.begin.iso()),
        ("end", "open, valid for ever" if end is None else end.iso()),
        ("default", words),
        ("versions", str(len(tsro.versions()))),
    ]


def _of_version(verso: DCVersion) -> Facts:
    info = verso.info
    if info is None:
        return []
    facts = [
        ("version", f"v{info.versind}"),
        ("produced", "" if info.tsvers is None else info.tsvers.iso()),
        ("author", info.author),
        ("experiment", info.experiment),
        ("run", info.run),
        ("comment", info.comment),
    ]
    if info.kind is Kind.ARRAY:
        facts += [("shape", str(info.shape)), ("dtype", np.dtype(info.dtype).name)]
        facts += [("byte order", _byte_order(np.dtype(info.dtype)))]
    else:
        facts += [("constants", "text" if info.kind is Kind.TEXT else "none yet")]
    return [*facts, ("size", _bytes(info.nbytes)), ("digest", info.digest), ("name", info.name)]


def _byte_order(dtype: np.dtype[np.generic]) -> str:
    return "big-endian" if dtype.str.startswith(">") else ""


def _bytes(number: int) -> str:
    """Write a number of bytes for people, with the number itself where that is shortened."""
    return (
        counted(number, "byte") if number < THOUSAND else f"{size_text(number)} ({number} bytes)"
    )


def _parameter(key: str, value: ParValue) -> ParameterRow:
    known = find_field(key)
    meaning = "" if known is None else known.meaning
    if isinstance(value, np.ndarray):
        return ParameterRow(key, _array_text(value), _array_type(value), meaning, value)
    text = typed_text(value)
    return ParameterRow(key, text, TYPES.get(type(value), type(value).__name__), meaning, value)


def _array_type(array: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> str:
    of = "text" if array.dtype.kind == "U" else array.dtype.name
    return f"array {array.shape} of {of}"


def _array_text(array: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> str:
    """Write an array so that each number reads back as it is."""
    threshold = sys.maxsize if array.size <= ELEMENTS else ELEMENTS
    return np.array2string(
        array, separator=", ", max_line_width=WIDTH, threshold=threshold, floatmode="unique"
    )
