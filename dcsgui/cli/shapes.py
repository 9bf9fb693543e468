"""The shape of the JSON that a verb prints, read from the class of its answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from enum import Enum
from inspect import cleandoc
from pathlib import PurePath
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from dcsgui.cli.jsons import NS

__all__ = ["Field", "Shape", "shape_of", "shapes_of"]

_NAMES = {
    str: "text",
    bool: "true or false",
    int: "whole number",
    float: "number",
    NoneType: "null",
}
_ENTRY = re.compile(r"(\w+(?:, \w+)*) : (.*)")
_RULE = re.compile(r"-{3,}")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object: its name, what it holds in words, and what it means."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Shape:
    """An object: the name of its class, what it is, and its fields."""

    name: str
    summary: str
    fields: tuple[Field, ...]


def shape_of(answer: type) -> Shape:
    """Read the shape of an object from the class of an answer.

    Examples
    --------
    >>> from dcsgui.core.actions.answers.moments import Moment
    >>> shape_of(Moment).fields[1]
    Field(name='ns', kind='whole number', meaning='')
    """
    meanings = _meanings(answer)
    found = [
        Field(name, _kind(hint), meanings.get(name, "")) for name, hint in _hints(answer).items()
    ]
    summary = cleandoc(answer.__doc__ or "").partition("\n\n")[0].replace("\n", " ")
    return Shape(answer.__name__, summary, tuple(_with_texts(found)))


def shapes_of(answer: type) -> dict[str, Shape]:
    """Read the shapes of an answer and of all objects in it, by name."""
    found: dict[str, Shape] = {}
    left = [answer]
    while left:
        one = left.pop()
        if one.__name__ not in found:
            found[one.__name__] = shape_of(one)
            left += [inner for hint in _hints(one).values() for inner in _objects(hint)]
    return found


def _with_texts(fields: list[Field]) -> Iterator[Field]:
    """Add the texts of times, as the JSON has them."""
    names = {one.name for one in fields}
    for one in fields:
        yield one
        text = one.name.removesuffix(NS)
        if text != one.name and text not in names:
            kind = "text or null" if one.kind.endswith("null") else "text"
            yield Field(text, kind, "The same in ISO 8601, UTC.")


def _hints(answer: type) -> dict[str, Any]:
    return get_type_hints(answer)


def _is_object(hint: object) -> bool:
    named = isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields")
    return isinstance(hint, type) and (is_dataclass(hint) or named)


def _objects(hint: Any) -> Iterator[type]:
    if _is_object(hint):
        yield hint
    for inner in get_args(hint):
        yield from _objects(inner)


def _kind(hint: Any) -> str:
    if get_args(hint):
        return _made_of(hint)
    if hint in _NAMES:
        return _NAMES[hint]
    if _is_object(hint):
        return f"`{hint.__name__}`"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return "one of " + ", ".join(f'"{one.value}"' for one in hint)
    if isinstance(hint, type) and issubclass(hint, PurePath):
        return "text"
    return "anything"


def _made_of(hint: Any) -> str:
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple or origin is list:
        return _list(args)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"object of {_kind(args[1])}"
    return " or ".join(_kind(inner) for inner in args)


def _list(args: tuple[Any, ...]) -> str:
    if len(args) > 1 and args[1] is not Ellipsis:
        return f"list of {', '.join(_kind(inner) for inner in args)}"
    return f"list of {_kind(args[0])}"


def _meanings(answer: type) -> dict[str, str]:
    """Read the section of attributes in the docstring of a class."""
    _, _, section = cleandoc(answer.__doc__ or "").partition("Attributes\n")
    found: dict[str, str] = {}
    names: list[str] = []
    for line in section.splitlines():
        entry = _ENTRY.fullmatch(line)
        if entry:
            names = entry[1].split(", ")
        elif line and not line[0].isspace() and not _RULE.fullmatch(line):
            break
        elif line.strip() and names and not _RULE.fullmatch(line):
            for name in names:
                found[name] = f"{found.get(name, '')} {line.strip()}".strip()
    return found
