"""Edits of parameters of many nodes, each only if it finds what was seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.parameters import ABSENT, REMOVED, ParameterEdit
from dcsgui.core.actions.editing.parameters import edit_parameters, get_parameters
from dcsgui.core.actions.undo import take_back
from dcsgui.core.values.errors import AlreadyExists, BadValue, Conflict, DCError, NotFound
from small_stores import LAYOUTS, make_told_store
from store_pictures import picture


@pytest.fixture(params=LAYOUTS)
def cs(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    store = make_told_store(tmp_path, request.param)
    store.set_dictpars({"k": 1, "nan": float("nan"), "list": np.arange(3, dtype="i2"), "t": "x"})
    store.save()
    return store


def pars(cs: DCStore, *path: str) -> dict[str, object]:
    return dict(get_parameters(NodeId(str(cs.path), path)).pars)


def version(cs: DCStore) -> tuple[str, str, str]:
    tsro = cs.ctypeobj("pedestals").rangeobj((0, 100))
    return ("pedestals", tsro.name, tsro.versobj(1).name)


def test_many_nodes_are_edited_as_one_change(cs: DCStore) -> None:
    before, vers = picture(cs.path), version(cs)
    edits = (
        ParameterEdit((), "k", 2, expected=1),
        ParameterEdit((), "t", REMOVED, expected="x"),
        ParameterEdit((), "list", new_key="gains", expected=[0, 1, 2]),
        ParameterEdit(vers, "run", 0.5, new_key="exposure", expected=5),
        ParameterEdit(("pedestals",), "new", [1.5, 2], expected=ABSENT),
    )
    file = str(cs.path)
    tried = edit_parameters(file, edits, dry_run=True)
    assert picture(cs.path) == before
    done = edit_parameters(file, edits, "after the upgrade")
    assert tried.did == done.did
    assert (done.changes, done.node.path) == ((), ())
    assert pars(cs).keys() == {"k", "nan", "gains"}
    gains = cs.par("gains")
    assert gains.dtype == np.int16
    assert pars(cs, *vers) == {"exposure": 0.5}
    assert pars(cs, "pedestals") == {"new": [1.5, 2.0]}
    texts = [record.text for record in cs.records()[-3:]]
    assert "rename parameter list to gains: after the upgrade" in texts
    undone = take_back(file, done.change)
    assert picture(cs.path) == before
    take_back(file, undone.change)
    assert pars(cs, *vers) == {"exposure": 0.5}


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (ParameterEdit((), "k", 2, expected=3), "has another value of 'k', 1, than when"),
        (ParameterEdit((), "k", 2, expected=ABSENT), "has another value of 'k'"),
        (ParameterEdit((), "k", 2, expected=True), "has another value"),
        (ParameterEdit((), "k", 2, expected=1.0), "has another value"),
        (ParameterEdit((), "list", 2, expected=[0, 1]), "has another value"),
        (ParameterEdit((), "gone", REMOVED, expected=5), "has no parameter 'gone' any more"),
    ],
)
def test_what_somebody_else_has_changed_is_a_conflict(
    cs: DCStore, edit: ParameterEdit, what: str
) -> None:
    raw = cs.path.read_bytes()
    first = ParameterEdit(("pedestals",), "new", 1)
    with pytest.raises(Conflict, match=what) as raised:
        edit_parameters(str(cs.path), (first, edit))
    assert "latest record there is by" in str(raised.value)
    assert cs.path.read_bytes() == raw


def test_what_is_as_it_was_seen_is_edited(cs: DCStore) -> None:
    nan = ParameterEdit((), "nan", 5, expected=float("nan"))
    array = ParameterEdit((), "list", 6, expected=np.arange(3))
    edit_parameters(str(cs.path), (nan, array))
    assert pars(cs) == {"k": 1, "nan": 5, "list": 6, "t": "x"}


def test_two_parameters_can_change_their_names(cs: DCStore) -> None:
    edits = (
        ParameterEdit((), "k", new_key="other"),
        ParameterEdit((), "t", new_key="k"),
        ParameterEdit((), "other", new_key="t"),
    )
    edit_parameters(str(cs.path), edits)
    assert (cs.par("k"), cs.par("t")) == ("x", 1)


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (ParameterEdit((), "k", new_key="t"), AlreadyExists),
        (ParameterEdit((), "none", new_key="x"), NotFound),
        (ParameterEdit((), "none", REMOVED), NotFound),
        (ParameterEdit((), "", 5), BadValue),
        (ParameterEdit((), "k", None), BadValue),
        (ParameterEdit((), "k", {"a": 1}), BadValue),
        (ParameterEdit(("pixel_gain",), "k", 1), NotFound),
    ],
)
def test_what_is_refused_changes_nothing(
    cs: DCStore, edit: ParameterEdit, error: type[DCError]
) -> None:
    raw = cs.path.read_bytes()
    with pytest.raises(error):
        edit_parameters(str(cs.path), (ParameterEdit((), "new", 1), edit))
    with pytest.raises(BadValue, match="Which parameters"):
        edit_parameters(str(cs.path), ())
    assert cs.path.read_bytes() == raw
