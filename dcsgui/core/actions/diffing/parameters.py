"""How the parameters, facts and histories of two nodes differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.answers.diffs import In, RecordDifference, ValueDifference
from dcsgui.core.files.records import ParValue, Record

__all__ = ["parameters_difference", "records_difference"]

ELEMENTS = 1_000
"""Arrays of more elements are told by their ends."""


def parameters_difference(
    a: Mapping[str, ParValue], b: Mapping[str, ParValue]
) -> tuple[ValueDifference, ...]:
    """List the parameters that differ, by key; NaN is equal to NaN, and 1 is not 1.0.

    Examples
    --------
    >>> parameters_difference({"run": 12, "exp": "xpptut15"}, {"run": "12", "exp": "xpptut15"})
    (ValueDifference(key='run', before='12 (integer)', after='12 (text)'),)
    """
    keys = sorted(a.keys() | b.keys())
    return tuple(
        _difference(key, a.get(key), b.get(key))
        for key in keys
        if not _equal(a.get(key), b.get(key))
    )


def records_difference(a: Iterable[Record], b: Iterable[Record]) -> tuple[RecordDifference, ...]:
    """List the records that are on one side only, oldest first."""
    before, after = Counter(a), Counter(b)
    alone = [(record, In.A) for record in (before - after).elements()]
    alone += [(record, In.B) for record in (after - before).elements()]
    alone.sort(key=lambda item: (item[0].tstamp.ns, item[1].value))
    return tuple(
        RecordDifference(side, one.tstamp.ns, one.user, one.host, one.action, one.comment)
        for one, side in alone
    )


def _equal(a: ParValue | None, b: ParValue | None) -> bool:
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        alike = a.dtype == b.dtype and a.shape == b.shape
        return alike and bool(np.array_equal(a, b, equal_nan=a.dtype.kind in "fc"))
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray) or type(a) is not type(b):
        return False
    return a == b or (a != a and b != b)  # noqa: PLR0124 - NaN


def _difference(key: str, a: ParValue | None, b: ParValue | None) -> ValueDifference:
    before, after = (None if value is None else _text(value) for value in (a, b))
    if before == after and a is not None and b is not None:
        before, after = f"{before} ({_type_of(a)})", f"{after} ({_type_of(b)})"
    return ValueDifference(key, before, after)


def _text(value: ParValue) -> str:
    if isinstance(value, np.ndarray):
        return _array_text(value)
    return value if isinstance(value, str) else repr(value)


def _array_text(array: NDArray[Any]) -> str:
    return np.array2string(array, separator=", ", threshold=ELEMENTS, floatmode="unique")


_TYPES = {str: "text", bool: "bool", int: "integer", float: "float"}


def _type_of(value: ParValue) -> str:
    if isinstance(value, np.ndarray):
        return f"array {value.shape} of {value.dtype}"
    return _TYPES[type(value)]
