"""The documented shape of answers is that of the JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum

from dcsgui.cli.jsons import to_json
from dcsgui.cli.shapes import Field, shape_of, shapes_of


class Mood(Enum):
    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Inner:
    """One of those inside."""

    mood: Mood


@dataclass(frozen=True, slots=True)
class Outer:
    """What is
    outside.

    Attributes
    ----------
    begin_ns, end_ns : int
        Ends, ns UTC;
        both belong.
    inner : tuple of Inner

    Notes
    -----
    begin_ns : not this
    """

    begin_ns: int
    end_ns: int | None
    inner: tuple[Inner, ...]
    pair: tuple[str, float]


def test_fields_have_their_kinds_and_meanings() -> None:
    shape = shape_of(Outer)
    assert (shape.name, shape.summary) == ("Outer", "What is outside.")
    assert shape.fields == (
        Field("begin_ns", "whole number", "Ends, ns UTC; both belong."),
        Field("begin", "text", "The same in ISO 8601, UTC."),
        Field("end_ns", "whole number or null", "Ends, ns UTC; both belong."),
        Field("end", "text or null", "The same in ISO 8601, UTC."),
        Field("inner", "list of `Inner`", ""),
        Field("pair", "list of text, number", ""),
    )


def test_objects_inside_are_described_too() -> None:
    assert list(shapes_of(Outer)) == ["Outer", "Inner"]
    assert shapes_of(Outer)["Inner"].fields == (Field("mood", 'one of "good", "bad"', ""),)


def test_the_documented_fields_are_those_of_the_json() -> None:
    printed = json.loads(to_json(Outer(1, None, (Inner(Mood.BAD),), ("a", 1.0))))
    assert list(printed) == [field.name for field in shape_of(Outer).fields]
