"""Lines of the log of versions that an index keeps: JSON, one a version."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from dcsgui.core.files.records import Kind, VersionInfo
from dcsgui.core.values.timestamps import Timestamp

_KINDS = {Kind.ARRAY: "a", Kind.TEXT: "t", Kind.NOTHING: "n"}
_KIND_OF = {letter: kind for kind, letter in _KINDS.items()}
_TEXTS = (("a", "author"), ("c", "comment"), ("e", "experiment"), ("r", "run"))
_SHA256 = "sha256:"
_ROW_AT = len('{"i":')

_encode = json.JSONEncoder(separators=(",", ":")).encode


def read(log: bytes, rows: Collection[int] = ()) -> dict[int, dict[int, VersionInfo]]:
    """Read a log: for each row (or only for `rows`), the versions by production time in ns."""
    written = log.split(b"\n")
    if not written[-1]:
        written.pop()  # the log ends with the end of a line
    if rows:
        wanted = {b"%d" % row for row in rows}
        written = [line for line in written if line[_ROW_AT : line.find(b",")] in wanted]
    versions: dict[int, dict[int, VersionInfo]] = {}
    for line in json.loads(b"[" + b",".join(written) + b"]"):
        of_row = versions.setdefault(line["i"], {})
        if "x" in line:
            of_row.pop(line["t"], None)
        else:
            of_row[line["t"]] = _info_of(line)
    return versions


def present(row: int, info: VersionInfo) -> bytes:
    """Write a version of the range of a row."""
    fields: dict[str, Any] = {
        "i": row,
        "t": info.tsvers.ns if info.tsvers else 0,
        "n": info.versind,
        "s": info.serial,
        "k": _KINDS[info.kind],
        "S": info.shape,
        "d": info.dtype,
        "b": info.nbytes,
        "h": info.digest.removeprefix(_SHA256),
    }
    fields.update({key: text for key, name in _TEXTS if (text := getattr(info, name))})
    return _encode(fields).encode() + b"\n"


def absent(row: int, tsvers: Timestamp) -> bytes:
    """Write that a version is no longer there."""
    return _encode({"i": row, "t": tsvers.ns, "x": 1}).encode() + b"\n"


def _info_of(line: dict[str, Any]) -> VersionInfo:
    tsvers, digest = Timestamp(line["t"]), line["h"]
    return VersionInfo(
        name=tsvers.text,
        tsvers=tsvers,
        versind=line["n"],
        serial=line["s"],
        kind=_KIND_OF[line["k"]],
        shape=tuple(line["S"]),
        dtype=line["d"],
        nbytes=line["b"],
        digest=digest and f"{_SHA256}{digest}",
        author=line.get("a", ""),
        comment=line.get("c", ""),
        experiment=line.get("e", ""),
        run=line.get("r", ""),
    )
