"""How changes are taken back: what each one leaves in the file for that, as plain values.

Every inverse says what to do, and what its change has left; where something else is found,
somebody has changed that since, and nothing is done (`dcsgui.core.objects.changes.undoing`).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from typing import Any, TypeVar

import numpy as np

from dcsgui.core.files.records import ParValue, Path, Record
from dcsgui.core.files.undo_log import Packed
from dcsgui.core.values.timestamps import Timestamp


@dataclass(frozen=True, slots=True)
class Inverse:
    """How one change of the node at `path` is taken back."""

    path: Path


@dataclass(frozen=True, slots=True)
class RemoveNode(Inverse):
    """Delete, recoverably, what was added or restored.

    Attributes
    ----------
    children : int or None
        How many ranges or versions the change left in it; None is not compared.
    digest : str
        That of the constants of a version; "" is not compared.
    number : int
        The deletion that was restored; 0 for an addition.
    pinned : bool or None
        Whether the change has left a version as the default of its range by restoring it; None
        if that is not known.
    added : bool
        It was restored in the place of an addition: whoever may add it may do that.
    """

    children: int | None = None
    digest: str = ""
    number: int = 0
    pinned: bool | None = None
    added: bool = False


@dataclass(frozen=True, slots=True)
class RestoreNode(Inverse):
    """Put back what was deleted.

    Attributes
    ----------
    number : int
        The deletion.
    pinned : str
        The version that was the default of the range until its deletion; "" for any other.
    left : str
        What the range answers since; compared where `pinned` is given.
    """

    number: int
    pinned: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True)
class PinDefault(Inverse):
    """Give a range the default that it had; None is auto.

    Attributes
    ----------
    pinned : str or None
    left_pinned : str or None
    left_answer : str
        How the change left the range.
    answer : str
        What the range answered as auto; "" where a default was set, or nothing answered.
    kept : bool
        The change has only kept what answered, because it added something.
    """

    pinned: str | None
    left_pinned: str | None
    left_answer: str
    answer: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True)
class PutEnds(Inverse):
    """Give a range the ends (ns, None: open) that it had; `path` has the name that it got.

    `was` is the name that it had, "" if that is not known.
    """

    begin_ns: int
    end_ns: int | None
    left_begin_ns: int
    left_end_ns: int | None
    was: str = ""


@dataclass(frozen=True, slots=True)
class PutTime(Inverse):
    """Give a version the production time that it had; `path` has the name that it got.

    `was` is the name that it had, "" if that is not known.
    """

    tsvers: Timestamp
    left: Timestamp
    was: str = ""


@dataclass(frozen=True, slots=True)
class PutConstants(Inverse):
    """Bring back the constants that were set aside under a name; "" is none.

    Attributes
    ----------
    left : str
        The digest of those that took their place.
    before : str
        The name under which they were kept before, if they had been set aside and brought back.
    back : str
        The name under which those were kept that took their place.
    """

    kept: str
    left: str
    before: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True)
class PutPars(Inverse):
    """Give parameters the values that they had, and remove those that there were not.

    Attributes
    ----------
    pars : mapping of str to ParValue
    gone : tuple of str
    left : mapping of str to str
        Digests of what the change set; keys of `pars` that are not in it were removed.
    """

    pars: Mapping[str, ParValue] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    left: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PutHead(Inverse):
    """Give fields of the root level the values that they had."""

    values: Mapping[str, str | Timestamp | None]
    left: Mapping[str, str | Timestamp | None]


@dataclass(frozen=True, slots=True)
class PutRecords(Inverse):
    """Bring back the records of a history that was replaced; what came later stays.

    Attributes
    ----------
    records : tuple of Record
    left : tuple of Record
        The records that took their place.
    """

    records: tuple[Record, ...]
    left: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Disown(Inverse):
    """Say in the history that a comment in it does not hold any more; it stays to be read."""

    record: Record


@dataclass(frozen=True, slots=True)
class Restate(Inverse):
    """Say in the history that a comment holds again of which it was said that it does not."""

    record: Record


@dataclass(frozen=True, slots=True)
class NoWayBack(Inverse):
    """Refuse: the change can't be taken back, and why.

    Where `path` is (), nobody knows what the change has done.
    """

    why: str


@dataclass(frozen=True, slots=True)
class PurgedNode(NoWayBack):
    """Refuse: what was deleted was removed for ever. Nothing else is different by that."""


_KINDS: tuple[type[Inverse], ...] = (
    RemoveNode,
    RestoreNode,
    PinDefault,
    PutEnds,
    PutTime,
    PutConstants,
    PutPars,
    PutHead,
    PutRecords,
    Disown,
    Restate,
    NoWayBack,
    PurgedNode,
)
_KIND_NAMED = {kind.__name__: kind for kind in _KINDS}


def packed(inverse: Inverse) -> Packed:
    """Write an inverse for the log of a file.

    Examples
    --------
    >>> inverse = PutPars(("pedestals",), {"run": 5, "gains": np.array([1.5, 2.5])}, ("k",))
    >>> unpacked(packed(inverse)).pars
    {'run': 5, 'gains': array([1.5, 2.5])}
    """
    told = [one.name for one in fields(inverse) if not _goes_without_saying(one, inverse)]
    return {"op": type(inverse).__name__, **{name: _pack(getattr(inverse, name)) for name in told}}


def _goes_without_saying(one: Field[Any], inverse: Inverse) -> bool:
    value = getattr(inverse, one.name)
    if one.default is MISSING:
        return one.default_factory is not MISSING and not value
    return type(value) is type(one.default) and bool(value == one.default)


def unpacked(step: Packed) -> Inverse:
    """Read what `packed` wrote; what a newer program wrote can't be taken back by this one."""
    kind = _KIND_NAMED.get(str(step.get("op")))
    try:
        values = {name: _unpack(value) for name, value in step.items() if name != "op"}
        if kind is not None and _is_path(values.get("path")):
            return kind(**values)
    except (TypeError, ValueError, AttributeError, IndexError):
        pass  # another shape, or damaged
    why = "it was made by another version of this program, or what it left is damaged"
    return NoWayBack((), why)


def _is_path(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(part, str) for part in value)


def digest_of(value: ParValue) -> str:
    """Digest a parameter; values that differ in type or, for arrays, in dtype differ, too."""
    written = json.dumps(_pack(value), sort_keys=True).encode()
    return hashlib.sha256(written).hexdigest()[:_DIGITS]


_DIGITS = 24


def renamed(inverse: Inverse, numbers: Mapping[int, int], asides: Mapping[str, str]) -> Inverse:
    """Return an inverse that knows by their names of now what was deleted or set aside."""
    if isinstance(inverse, RestoreNode | RemoveNode):
        return replace(inverse, number=_latest(inverse.number, numbers))
    if isinstance(inverse, PutConstants):
        kept, back = (_latest(name, asides) for name in (inverse.kept, inverse.back))
        return replace(inverse, kept=kept, back=back)
    return inverse


_Name = TypeVar("_Name", int, str)


def _latest(name: _Name, names: Mapping[_Name, _Name]) -> _Name:
    seen = set[_Name]()
    while name in names and name not in seen:
        seen.add(name)
        name = names[name]
    return name


def _pack(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_pack(item) for item in value]
    if isinstance(value, Timestamp):
        return {"T": value.ns}
    if isinstance(value, Record):
        return {"R": [value.tstamp.ns, value.user, value.host, value.action, value.comment]}
    if isinstance(value, np.ndarray):
        return {"A": _packed_array(value)}
    if isinstance(value, Mapping):
        return {"D": {key: _pack(item) for key, item in value.items()}}
    return value


def _unpack(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_unpack(item) for item in value)
    if not isinstance(value, dict):
        return value
    ((kind, inner),) = value.items()
    if kind == "T":
        return Timestamp(inner)
    if kind == "R":
        return Record(Timestamp(inner[0]), *inner[1:])
    if kind == "A":
        return _unpacked_array(*inner)
    return {key: _unpack(item) for key, item in inner.items()}


def _packed_array(array: np.ndarray[Any, Any]) -> list[Any]:
    if array.dtype.kind == "U":
        return [array.dtype.str, array.shape, array.reshape(-1).tolist()]
    raw = np.ascontiguousarray(array).tobytes()
    return [array.dtype.str, array.shape, base64.b64encode(raw).decode()]


def _unpacked_array(dtype: str, shape: list[int], data: Any) -> np.ndarray[Any, Any]:
    if isinstance(data, str):
        return np.frombuffer(base64.b64decode(data), dtype).reshape(shape).copy()
    return np.array(data, dtype).reshape(shape)
