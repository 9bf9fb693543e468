"""HISTORY files of legacy calibration directories: a line for each file that was deployed.

::

    file:10-end.data  copy_of:None  exp:cxi12345  run:0010  app:myapp  user:ana  host:psana
    cptime:2026-11-22T20:39:15  zone:UTC  comment:my comment

on one line; other tools write ``cwd:`` and ``cmt:`` and leave out some of these.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field

from dcsgui.core.files.records import Record
from dcsgui.core.files.refusals import open_regular, refusals_reported
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["HISTORY", "Deployment", "History", "read_history"]

HISTORY = "HISTORY"
"""The name of the file, in the directory of a type."""

LONGEST = 2**24

_KEYS = "file|copy_of|exp|run|app|user|host|cptime|zone|ctype|cwd|comment|cmt"
_KEY = re.compile(rf"(?:^|\s)({_KEYS}):")
_LAST = ("comment", "cmt")
_UNKNOWN = "None"  # what the older code writes for what it does not know
_TOLD = ("exp", "run", "app", "copy_of", "cwd")
_ZONES = {
    "UTC": "Z",
    "GMT": "Z",
    **{f"{name}ST": f"-0{hours}:00" for name, hours in zip("PMCE", (8, 7, 6, 5), strict=True)},
    **{f"{name}DT": f"-0{hours}:00" for name, hours in zip("PMCE", (7, 6, 5, 4), strict=True)},
}
_OFFSET = re.compile(r"([+-]\d\d):?(\d\d)")


@dataclass(frozen=True, slots=True)
class Deployment:
    """That somebody deployed a file.

    Attributes
    ----------
    file : str
        Its name, as ``10-end.data``.
    record : Record
        Who, when and why, with what else the line says at the end of the comment.
    experiment : str
        Where the constants are from; "" if the line does not say.
    run : int or None
        And from which run.
    comment : str
        Why, in the words of who did it.
    """

    file: str
    record: Record
    experiment: str = ""
    run: int | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What a HISTORY file says; `unknown` are the numbers of lines that are no such records."""

    deployments: tuple[Deployment, ...] = ()
    unknown: tuple[int, ...] = field(default=())


def read_history(directory: str) -> History:
    """Read the HISTORY file of a directory; an empty history if there is none.

    Raises
    ------
    AccessDenied, StoreNotAvailable
        It can't be read.
    """
    path = os.path.join(directory, HISTORY)
    if not os.path.lexists(path):
        return History()
    descriptor = open_regular(path, os.O_RDONLY, "read")
    with open(descriptor, "rb") as file, refusals_reported(path, "read"):
        text = file.read(LONGEST).decode("utf-8", "replace")
    found: list[Deployment] = []
    unknown: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        deployment = deployment_of(line) if line.strip() else None
        if deployment is not None:
            found.append(deployment)
        elif line.strip():
            unknown.append(number)
    return History(tuple(found), tuple(unknown))


def deployment_of(line: str) -> Deployment | None:
    """Read one line; None if it is no such record.

    Examples
    --------
    >>> deployment_of("file:1-end.data exp:cxi1 run:0010 user:ana host:psana "
    ...               "cptime:2016-10-27T10:00:00 zone:PDT comment:new: darks").record.text
    'deploy 1-end.data: new: darks (exp cxi1, run 0010)'
    """
    fields = {key: said for key, said in _fields(line.strip()).items() if said != _UNKNOWN}
    if not fields.get("file") or not fields.get("cptime"):
        return None
    try:
        tstamp = Timestamp.of(fields["cptime"] + _offset(fields.get("zone", "")))
    except BadValue:
        return None
    told = [f"{key} {fields[key]}" for key in _TOLD if fields.get(key)]
    comment = fields.get("comment") or fields.get("cmt") or ""
    more = f"({', '.join(told)})" if told else ""
    record = Record(
        tstamp,
        fields.get("user", ""),
        fields.get("host", ""),
        f"deploy {fields['file']}",
        f"{comment} {more}".strip(),
    )
    run = fields.get("run", "")
    number = int(run) if run.isascii() and run.isdecimal() and len(run) < len("1" * 9) else None
    return Deployment(fields["file"], record, fields.get("exp", ""), number, comment)


def _fields(line: str) -> dict[str, str]:
    """Cut a line at its keys; a comment goes to the end of the line."""
    found: dict[str, str] = {}
    keys = list(_KEY.finditer(line))
    for number, key in enumerate(keys):
        last = key[1] in _LAST
        end = len(line) if last or number + 1 == len(keys) else keys[number + 1].start()
        found.setdefault(key[1], line[key.end() : end].strip())
        if last:
            break
    return found


def _offset(zone: str) -> str:
    """Return the offset from UTC as ISO text; "" (local time) for a zone that is not known."""
    offset = _OFFSET.fullmatch(zone)
    return f"{offset[1]}:{offset[2]}" if offset else _ZONES.get(zone.upper(), "")
