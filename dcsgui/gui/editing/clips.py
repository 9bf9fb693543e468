"""Parameters on the clipboard: exactly, and as lines of ``key = value``.

What is pasted may also come from a spreadsheet (a tab between name and value) or from a shell
(``key=value``, also a whole line of ``dcs meta set``).
"""

from __future__ import annotations

import base64
import json
import re
import shlex
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from PyQt5.QtCore import QMimeData

from dcsgui.core.values.arrays import is_array
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.parameter_texts import (
    ValueKind,
    as_command,
    read_value,
    typed_text,
)
from dcsgui.gui.models.columns import one_line

__all__ = ["MIME", "Clip", "clip_text", "clips_of", "mime_of"]

MIME = "application/x-dcsgui-parameters"

_HEADERS = {"name\tvalue", "key\tvalue"}
_COLUMNS = re.compile(r"\s{2,}")
_BITS = "biufc"


class Clip(NamedTuple):
    """A parameter that was copied."""

    key: str
    value: object


def clip_text(clips: Iterable[Clip]) -> str:
    """Return lines of ``key = value``, with values as a command line takes them."""
    return "\n".join(f"{clip.key} = {_written(clip.value)}" for clip in clips)


def mime_of(clips: Iterable[Clip], text: str = "") -> QMimeData:
    """Return what is put on the clipboard; `text` may tell more than can be pasted."""
    copied = list(clips)
    data = QMimeData()
    packed = [[clip.key, _packed(clip.value)] for clip in copied]
    data.setData(MIME, json.dumps(packed).encode())
    data.setText(text or clip_text(copied))
    return data


def clips_of(data: QMimeData | None) -> list[Clip]:
    """Return the parameters that are on the clipboard; those of a text as far as they are some."""
    if data is None:
        return []
    if data.hasFormat(MIME):
        try:
            packed = json.loads(bytes(data.data(MIME)))
            return [Clip(str(key), _unpacked(value)) for key, value in packed]
        except (ValueError, TypeError, KeyError):
            return []  # another version of the program wrote it
    return list(_of_text(data.text()))


def _of_text(text: str) -> Iterator[Clip]:
    for line in text.replace("\r", "\n").split("\n"):  # and at nothing else that Unicode knows
        if line.strip().startswith("dcs meta set "):
            yield from _of_command(line)
        elif line.strip() and not _is_header(line):
            key, value = _split(line)
            if key:
                yield Clip(key, _value(value))


def _of_command(line: str) -> Iterator[Clip]:
    """Return the pairs of a ``dcs meta set``; what follows on an option is none."""
    try:
        words = shlex.split(line)[3:]
    except ValueError:  # a quote without an end
        return
    for before, word in pairwise(["", *words]):
        if "=" in word and not before.startswith("-") and not word.startswith("-"):
            yield Clip(*_pair(word))


def _is_header(line: str) -> bool:
    begin = "\t".join(_COLUMNS.split(line.replace("\t", "  "), maxsplit=2)[:2])
    return begin.strip().lower() in _HEADERS


def _split(line: str) -> tuple[str, str]:
    """Return name and value of a line; no name if it is none of the known forms."""
    if "\t" in line:
        key, value = line.split("\t")[:2]
    elif "=" in line:
        key, _, value = line.partition("=")
        return key.strip(), _unquoted(value.strip())
    else:
        key, _, value = _COLUMNS.sub("\t", line.strip(), count=1).partition("\t")
        key = key if value else ""
    return key.strip(), value.strip()


def _unquoted(value: str) -> str:
    """Return what a shell makes of a value in single quotes."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == "'" else value


def _pair(word: str) -> tuple[str, object]:
    key, _, value = word.partition("=")
    return key, _value(value)


def _value(text: str) -> object:
    try:
        return read_value(text, ValueKind.GUESSED)
    except BadValue:
        return text


def _written(value: object) -> str:
    if is_array(value):
        return one_line(typed_text(value))
    if isinstance(value, str) and (value != value.strip() or value.startswith("'")):
        return json.dumps(value, ensure_ascii=False)
    return as_command(value)


def _packed(value: object) -> Any:
    if not is_array(value):
        return value
    if value.dtype.kind not in _BITS:
        return {"texts": value.tolist(), "shape": value.shape}
    data = base64.b64encode(value.tobytes()).decode()
    return {"data": data, "dtype": value.dtype.str, "shape": value.shape}


def _unpacked(packed: Any) -> object:
    if not isinstance(packed, dict):
        return packed
    import numpy as np

    if "texts" in packed:
        return np.array(packed["texts"], dtype=str).reshape(packed["shape"])
    array = np.frombuffer(base64.b64decode(packed["data"]), np.dtype(packed["dtype"]))
    return array.reshape(packed["shape"]).copy()
