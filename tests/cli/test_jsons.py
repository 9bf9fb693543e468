"""Answers as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from dcsgui.cli.jsons import to_json


class Colour(Enum):
    RED = "red"


class Pair(NamedTuple):
    tsvers_ns: int | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    begin_ns: int
    end_ns: int | None
    colour: Colour
    pair: Pair
    values: tuple[float, ...]


def test_every_kind_of_value_has_its_form() -> None:
    answer = Answer(1, None, Colour.RED, Pair(None, ("a\udcff",)), (float("nan"), float("-inf")))
    assert json.loads(to_json((answer,))) == [
        {
            "begin_ns": 1,
            "begin": "1970-01-01T00:00:00.000000001+00:00",
            "end_ns": None,
            "end": None,
            "colour": "red",
            "pair": {"tsvers_ns": None, "tsvers": None, "names": ["a\\udcff"]},
            "values": [None, "-inf"],
        }
    ]


def test_a_field_of_its_own_is_not_written_over_by_the_text_of_a_time() -> None:
    @dataclass(frozen=True)
    class Both:
        begin_ns: int
        begin: str

    assert json.loads(to_json(Both(1, "mine"))) == {"begin_ns": 1, "begin": "mine"}
