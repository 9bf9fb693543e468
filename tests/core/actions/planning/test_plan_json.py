"""A plan as a file: the same when read back, and refused when it is not what was written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dcsgui.core.actions.answers.plans import Choice, ItemKind, Plan, Policy, Selection
from dcsgui.core.actions.answers.transfers import How
from dcsgui.core.actions.planning import load_plan, save_plan
from dcsgui.core.actions.planning.plan_json import plan_of, text_of
from dcsgui.core.values.errors import BadValue, FileGoneError
from transfer_files import CTYPE, TIME, pair, planned, put


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Return a plan with items of many kinds."""
    mine, theirs = pair(tmp_path, "native", "native")
    put(mine, "100-200", 1, 2, pin=1, gain="µ")
    put(mine, "300", 4, pin=1)
    put(theirs, "100-200", 9, 2, pin=2, gain="low")
    how = How(Selection(begin_ns=0, end_ns=10**12), Policy.OURS, default=True)
    return planned(mine, theirs, how, comment="Übung")


def test_it_is_the_same_when_read_back(plan: Plan, tmp_path: Path) -> None:
    assert plan.conflicts
    assert plan.changes
    path = tmp_path / "plan.json"
    save_plan(plan, path)
    assert load_plan(path) == plan


def test_what_is_said_of_single_nodes_is_in_it(tmp_path: Path) -> None:
    mine, _ = pair(tmp_path, "native", "native")
    put(mine, "100-200", 1)
    put(mine, "300-400", 2)
    nodes, without = ((CTYPE,),), ((CTYPE, "300-400"),)
    asked = (CTYPE, "100-200", str(TIME))
    how = How(
        Selection(nodes=nodes, without=without),
        choices=(Choice(asked, ItemKind.VERSION, Policy.BOTH),),
        defaults=(asked,),
        into=(CTYPE, "300-400"),
    )
    plan = planned(mine, mine, how)
    assert plan.todo
    assert (plan.choices, plan.defaults, plan.into) == (how.choices, how.defaults, how.into)
    assert plan.selection == how.selection
    assert plan_of(text_of(plan)) == plan


def test_plans_of_earlier_programs_are_read(plan: Plan) -> None:
    content = json.loads(text_of(plan))
    assert not {"choices", "defaults", "into"} & set(content)
    assert set(content["selection"]) == {
        "ctypes",
        "begin_ns",
        "end_ns",
        "versions",
        "default_only",
    }
    for later in ("choices", "defaults", "into"):
        with pytest.raises(BadValue):
            plan_of(json.dumps({**content, later: [["pedestals"]]}))


def test_it_has_an_id_of_its_content(plan: Plan) -> None:
    assert plan.id.startswith("sha256:")
    assert json.loads(text_of(plan))["id"] == plan.id


def _set(*path: Any) -> Callable[[dict[str, Any]], None]:
    *where, last, value = path

    def edit(content: Any) -> None:
        for step in where:
            content = content[step]
        content[last] = value

    return edit


EDITS = [
    _set("comment", "another"),
    _set("destination", "file", "/elsewhere/cspad/cspad-0001.h5"),
    _set("policy", "both"),
    _set("policy", "best"),
    _set("nbytes", "many"),
    _set("default", 1),
    _set("items", {}),
    _set("items", 0, "kind", None),
    _set("items", 0, "target", "pedestals"),
    _set("items", 0, []),
    _set("source", None),
    _set("extra", 1),
    _set("dcsplan", 2),
    _set("dcsplan", None),
    lambda content: content.pop("id"),
    lambda content: content["items"].pop(),
    lambda content: content["items"][0].pop("state"),
]


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_plan_is_refused(plan: Plan, edit: Callable[[dict[str, Any]], None]) -> None:
    content = json.loads(text_of(plan))
    edit(content)
    with pytest.raises(BadValue, match=r"plan\.json") as caught:
        plan_of(json.dumps(content), "plan.json")
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("text", ["", "[]", "{}", "1", "[" * 100_000, '{"dcsplan": 1}', "\0"])
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        plan_of(text, "plan.json")


def test_files_that_are_no_plans(tmp_path: Path) -> None:
    with pytest.raises(FileGoneError):
        load_plan(tmp_path / "none.json")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\0")
    with pytest.raises(BadValue):
        load_plan(tmp_path / "binary")
