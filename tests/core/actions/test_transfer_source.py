"""The source changes between plan and apply: what was planned is done, or nothing is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import h5py
import pytest

from dcsgui import DCRange, DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import Plan, Policy
from dcsgui.core.actions.transfer import apply, push
from dcsgui.core.objects.exchange.origin import SourceMovedError
from small_stores import LAYOUTS, make_store
from transfers import OPEN, T0, content, filled, plan_of, pushed, with_policy

Change = Callable[[DCStore], object]

OURS = with_policy(Policy.OURS, default=True)


@pytest.fixture(params=LAYOUTS)
def source(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    return filled(tmp_path / "mine", request.param)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "theirs" / "cspad" / "cspad-0001.h5"


def opened(cs: DCStore) -> DCRange:
    return cs.ctypeobj("pedestals").rangeobj(OPEN)


MATTERING: dict[str, Change] = {
    "parameter of the store": lambda cs: cs.add_par("experiment", "amox"),
    "parameter of a type": lambda cs: cs.ctypeobj("pedestals").add_par("unit", "eV"),
    "parameter of a range": lambda cs: opened(cs).add_par("beam", "none"),
    "parameter of a version": lambda cs: opened(cs).versobj(1).add_par("run", 12),
    "no parameter of a version": lambda cs: opened(cs).versobj(1).del_par("run"),
    "default": lambda cs: opened(cs).set_versdef(1, comment="better"),
    "constants": lambda cs: opened(cs).versobj(1).add_calib([5.0]),
    "version": lambda cs: opened(cs).del_version(1),
    "range": lambda cs: cs.ctypeobj("geometry").del_range(OPEN),
    "type": lambda cs: cs.del_ctype("geometry"),
    "detector": lambda cs: cs.set_detid("0002"),
}
HARMLESS: dict[str, Change] = {
    "a new version": lambda cs: opened(cs).add_version(T0 + 99, [1.0]),
    "a new range": lambda cs: cs.ctypeobj("geometry").add_range((5, 6)),
    "a comment": lambda cs: opened(cs).versobj(1).add_history("looked at"),
}


@pytest.mark.parametrize("name", MATTERING)
@pytest.mark.parametrize("theirs", ["new", "native"])
def test_what_was_planned_is_not_there_any_more(
    source: DCStore, new: Path, name: str, theirs: str
) -> None:
    path = new if theirs == "new" else make_store(new.parent.parent, theirs).path
    before = path.read_bytes() if path.exists() else None
    plan = plan_of(source, path, OURS)
    MATTERING[name](source)
    source.save()
    with pytest.raises(SourceMovedError, match=r"Nothing was done; make a new plan"):
        apply(plan)
    assert (path.read_bytes() if path.exists() else None) == before


@pytest.mark.parametrize("name", HARMLESS)
def test_what_the_plan_does_not_take_may_change(source: DCStore, new: Path, name: str) -> None:
    plan = plan_of(source, new, OURS)
    HARMLESS[name](source)
    source.save()
    assert len(apply(plan).done) == len(plan.todo)


def test_parameters_that_are_set_are_those_of_the_plan(source: DCStore, new: Path) -> None:
    pushed(source, new)
    opened(source).versobj(1).add_par("run", 12)
    source.save()
    plan = plan_of(source, new, OURS)
    opened(source).versobj(1).add_par("run", 13)
    source.save()
    with pytest.raises(SourceMovedError, match="has other parameters"):
        apply(plan)
    apply(plan_of(source, new, OURS))
    assert opened(DCStore(new)).versobj(1).par("run") == 13


def test_push_plans_anew_while_the_source_moves(source: DCStore, new: Path) -> None:
    asked: list[Plan] = []

    def agree(plan: Plan) -> bool:
        asked.append(plan)
        if len(asked) < 3:
            opened(source).versobj(1).add_par("run", 100 + len(asked))
            source.save()
        return True

    assert push(NodeId(str(source.path)), str(new), agree=agree).done
    assert len(asked) == 3
    assert content(DCStore(new)) == content(source)


def test_a_source_whose_history_is_damaged_is_noted(source: DCStore, new: Path) -> None:
    with h5py.File(source.path, "r+") as file:
        name = "history" if "history" in file or "dcsformat" in file.attrs else "_history"
        if name in file:
            del file[name]
        file.create_dataset(name, data=[1.0])
    applied = pushed(source, new)
    assert applied.verified == 6
    assert "does not say in its history" in applied.notes[0]
