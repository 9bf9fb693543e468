"""Answers as JSON: field by field, in a shape that stays.

A dataclass is an object with its fields; a tuple a list; an enum its value; a path a text. A time
``tsvers_ns`` (ns since 1970, UTC) has its ISO text beside it as ``tsvers``. JSON knows no NaN and
no infinity: they are ``null``, ``"inf"`` and ``"-inf"``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import PurePath

from dcsgui.core.values.isotext import iso_text_of_ns

__all__ = ["to_json"]

NS = "_ns"


def to_json(answer: object) -> str:
    """Write an answer as JSON.

    Examples
    --------
    >>> from dcsgui.core.actions.answers.moments import Moment
    >>> print(to_json(Moment("0", 0, "1970-01-01T00:00:00+00:00", "1970-01-01T00:00:00+00:00")))
    {
      "text": "0",
      "ns": 0,
      "iso": "1970-01-01T00:00:00+00:00",
      "iso_utc": "1970-01-01T00:00:00+00:00"
    }
    """
    return json.dumps(_plain(answer), indent=2, ensure_ascii=False, allow_nan=False)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return _object((field.name, getattr(value, field.name)) for field in fields(value))
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _object(value._asdict().items())
    if isinstance(value, Mapping):
        return _object((str(key), inner) for key, inner in value.items())
    if isinstance(value, (tuple, list, set, frozenset)):
        return [_plain(inner) for inner in value]
    return _single(value.value if isinstance(value, Enum) else value)


def _single(value: object) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else ("inf" if value > 0 else "-inf")
    if isinstance(value, (str, PurePath)):
        return str(value).encode("utf-8", "backslashreplace").decode()
    return value


def _object(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        found[name] = _plain(value)
        if name.endswith(NS) and isinstance(value, int):
            found[name.removesuffix(NS)] = iso_text_of_ns(value, utc=True)
        elif name.endswith(NS) and value is None:
            found[name.removesuffix(NS)] = None
    return found
