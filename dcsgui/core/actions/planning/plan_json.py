"""Plans as JSON: written whole, and believed only if nobody has touched them since."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from dcsgui.core.actions.answers.plans import Item, Plan, Selection
from dcsgui.core.values.errors import BadValue

__all__ = ["FORMAT", "plan_of", "sealed", "text_of"]

FORMAT = 1
"""The version of the shape of a saved plan."""

_FORMAT_KEY = "dcsplan"

_LATER: dict[type, frozenset[str]] = {
    Plan: frozenset({"choices", "defaults", "into"}),
    Selection: frozenset({"nodes", "without"}),
    Item: frozenset({"deletion"}),
}
"""Fields that plans did not always have: not written where they are empty."""

T = TypeVar("T")


def sealed(plan: Plan) -> Plan:
    """Return a plan with the id that belongs to its content."""
    return replace(plan, id=_id_of(plan))


def text_of(plan: Plan) -> str:
    """Write a plan as JSON text, as `plan_of` reads it."""
    content = {_FORMAT_KEY: FORMAT, **_object(plan)}
    return json.dumps(content, indent=1) + "\n"


def plan_of(text: str, name: str = "The plan") -> Plan:
    """Read a plan from JSON text.

    Parameters
    ----------
    text : str
    name : str
        What it is called in messages: the path of its file.

    Raises
    ------
    BadValue
        If it is no plan, one of a newer program, or was changed since it was made.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadValue(f"{name} is no plan: it is not JSON. Make one with 'dcs plan'.") from error
    if not isinstance(content, dict) or _FORMAT_KEY not in content:
        raise BadValue(f"{name} is JSON, but no plan. Make one with 'dcs plan'.")
    written = content.pop(_FORMAT_KEY)
    if written != FORMAT:
        raise BadValue(
            f"{name} is a plan of format {written!r}, and this program knows format {FORMAT}. Use "
            f"the program that made it, or make the plan anew."
        )
    try:
        plan = _dataclass(Plan, content, "")
    except _WrongError as error:
        raise BadValue(f"{name} was changed: {error}. Make the plan anew.") from error
    if _id_of(plan) != plan.id:
        raise BadValue(
            f"{name} was changed since it was made: its id does not fit its content. A plan is "
            f"applied as it was made, or made anew."
        )
    return plan


def _id_of(plan: Plan) -> str:
    content = _object(replace(plan, id=""))
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def _object(value: Any) -> dict[str, Any]:
    later = _LATER.get(type(value), frozenset())
    values = ((field.name, getattr(value, field.name)) for field in fields(value))
    return {name: _plain(one) for name, one in values if one or name not in later}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return _object(value) if is_dataclass(value) else value


class _WrongError(Exception):
    """What was read is not of the type that it should be; says where."""


def _read(kind: Any, value: Any, where: str) -> Any:
    """Return what JSON says as a value of a type, made of what the answers are made of."""
    if is_dataclass(kind):
        return _dataclass(cast("type[Any]", kind), value, where)
    origin = get_origin(kind)
    if origin is tuple:
        if not isinstance(value, list):
            raise _WrongError(f"{where} should be a list")
        inner = get_args(kind)[0]
        return tuple(_read(inner, one, f"{where}[{i}]") for i, one in enumerate(value))
    if origin is UnionType:
        return _optional(kind, value, where)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _member(kind, value, where)
    if type(value) is not kind:
        raise _WrongError(f"{where} should be of type {kind.__name__}, not {value!r:.80}")
    return value


def _optional(kind: Any, value: Any, where: str) -> Any:
    if value is None:
        return None
    (inner,) = (one for one in get_args(kind) if one is not NoneType)
    return _read(inner, value, where)


def _member(kind: type[Enum], value: Any, where: str) -> Enum:
    for one in kind:
        if one.value == value and type(one.value) is type(value):
            return one
    raise _WrongError(f"{where} is {value!r:.80}, which is none of its values")


def _dataclass(kind: type[T], value: Any, where: str) -> T:
    if not isinstance(value, dict):
        raise _WrongError(f"{where or 'it'} should be an object")
    hints = _hints(kind)
    odd = sorted((set(hints) ^ set(value)) - (_LATER.get(kind, frozenset()) - set(value)))
    if odd:
        raise _WrongError(f"{where or 'it'} has, or lacks, {', '.join(odd[:5])}")
    return kind(
        **{name: _read(hints[name], one, f"{where}.{name}") for name, one in value.items()}
    )


_KNOWN: dict[type, dict[str, Any]] = {}


def _hints(kind: type) -> dict[str, Any]:
    if kind not in _KNOWN:
        _KNOWN[kind] = get_type_hints(kind)
    return _KNOWN[kind]
