"""All that a detector file says, as plain values that do not depend on its layout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from dcsgui.core.files.conversion import marks
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.opening import open_reader
from dcsgui.core.files.records import Path as NodePath

CONVERSION = "convert from"


def contents(path: Path) -> dict[str, Any]:
    """Read everything in a file, but for the records of its own conversions."""
    with open_reader(path) as reader:
        head = reader.head()
        return {
            "head": (head.detid, head.dettype, head.tscfile, head.predecessor, head.successor),
            "words": _words(reader, ()),
            "types": {ctype: _type(reader, ctype) for ctype in reader.ctypes()},
            "deleted": [
                (d.path[0], len(d.path), d.record, d.pinned, d.purged) for d in reader.deleted()
            ],
        }


def _type(reader: Reader, ctype: str) -> dict[str, Any]:
    table = reader.ranges(ctype)
    ranges = {}
    for row in range(len(table)):
        path = (ctype, table.name(row))
        infos = reader.versions(*path)
        numbers = {info.name: info.versind for info in infos}
        order = sorted(infos, key=lambda i: marks.place_of(reader, (*path, i.name), i))
        ranges[int(table.begin_ns[row]), int(table.end_ns[row])] = {
            "words": _words(reader, path),
            "pinned": bool(table.pinned[row]),
            "answer": numbers.get(table.answer(row), 0),
            "last": reader.versind_last(path),
            "order": [info.versind for info in order],
            "versions": {i.versind: _version(reader, (*path, i.name)) for i in infos},
        }
    return {"words": _words(reader, (ctype,)), "ranges": ranges}


def _version(reader: Reader, path: NodePath) -> tuple[Any, ...]:
    info = reader.version(path)
    constants = reader.constants(path)
    data: object = constants
    if isinstance(constants, np.ndarray):
        data = constants.dtype.str, constants.shape, constants.tobytes()
    tsvers = marks.time_of(reader, path, info)
    return tsvers, data, (info.author, info.comment), _words(reader, path)


def _words(reader: Reader, path: NodePath) -> tuple[Any, ...]:
    pars = {key: _plain(value) for key, value in reader.pars(path).items()}
    records = [
        one for one in marks.history_of(reader, path) if not one.action.startswith(CONVERSION)
    ]
    return pars, records


def _plain(value: object) -> tuple[str, str]:
    if isinstance(value, np.ndarray):
        return f"{value.dtype.kind}{value.shape}", repr(value.tolist())
    return type(value).__name__, repr(value)
