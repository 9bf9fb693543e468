"""Parameters of nodes, as actions."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.editing.parameters import (
    get_parameters,
    set_parameters,
    unset_parameters,
    value_of,
)
from dcsgui.core.actions.undo import undo
from dcsgui.core.values.errors import BadValue, NotFound
from small_stores import LAYOUTS, NDA, T0, make_store
from store_pictures import picture


@pytest.fixture(params=LAYOUTS)
def cs(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    store = make_store(tmp_path, request.param)
    store.add_ctype("pedestals").add_range((0, 100)).add_version(T0, NDA)
    store.save()
    return store


def places(cs: DCStore) -> list[NodeId]:
    name = cs.ctypeobj("pedestals").rangeobj((0, 100)).versobj(1).name
    path = ("pedestals", "0-100", name)
    return [NodeId(str(cs.path), path[:depth]) for depth in range(4)]


def test_every_level_has_parameters_that_are_set_and_removed(cs: DCStore) -> None:
    pars = {"run": 5, "gain": 0.5, "good": True, "who": "ana", "list": [1.5, 2.5]}
    for node in places(cs):
        before = picture(cs.path)
        assert set_parameters(node, pars, "x", dry_run=True).dry_run
        assert picture(cs.path) == before
        set_parameters(node, pars, "x")
        assert get_parameters(node).pars == pars
        assert get_parameters(node, ["run"]).pars == {"run": 5}
        unset_parameters(node, ["run", "list"])
        assert set(get_parameters(node).pars) == {"gain", "good", "who"}
        undo(node.file)
        undo(node.file)
        assert picture(cs.path) == before


def test_what_is_not_there_or_no_value_is_refused(cs: DCStore) -> None:
    node = places(cs)[1]
    raw = cs.path.read_bytes()
    with pytest.raises(NotFound, match="cspad-0001/pedestals has no parameter 'k'"):
        get_parameters(node, ["k"])
    with pytest.raises(NotFound):
        unset_parameters(node, ["k"], dry_run=True)
    for bad in ({}, {"k": None}, {"": 1}, {"k": [1, "a"]}, {"k": 2**70}):
        with pytest.raises(BadValue):
            set_parameters(node, bad, dry_run=True)
    with pytest.raises(BadValue):
        unset_parameters(node, [])
    with pytest.raises(NotFound):
        set_parameters(NodeId(node.file, ("pixel_gain",)), {"k": 1})
    assert cs.path.read_bytes() == raw


@given(st.one_of(st.integers(-(2**60), 2**60), st.booleans(), st.text()))
def test_values_are_read_as_they_are_written(value: object) -> None:
    assert value_of(json.dumps(value)) == value


def test_texts_that_are_no_json_are_texts() -> None:
    for text in ("r260", "", "null", "{}", "1 2", "[1", "01", "2016-10-27", "nano"):
        assert value_of(text) == text
    number = value_of("nan")
    assert isinstance(number, float)
    assert math.isnan(number)
    assert value_of("-inf") == -math.inf
    assert np.array_equal(np.array(value_of("[[1,2],[3,4]]")), [[1, 2], [3, 4]])
