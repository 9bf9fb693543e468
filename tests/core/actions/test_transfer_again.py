"""What was transferred and taken back is transferred again: it is restored, as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import (
    ConflictKind,
    ItemKind,
    Plan,
    Policy,
    Refusal,
    Resolution,
    Selection,
    State,
)
from dcsgui.core.actions.answers.transfers import How
from dcsgui.core.actions.editing.deleting import delete
from dcsgui.core.actions.planning.plan_json import plan_of, text_of
from dcsgui.core.actions.transfer import MovedError, apply
from dcsgui.core.actions.undo import changes, take_back
from dcsgui.core.objects.author import current_author
from small_stores import LAYOUTS, make_store
from transfer_files import CTYPE, TIME, answers, differences, held, pair, planned, put
from transfers import content

RANGE = "100-200"
LEVELS = {1: "a type", 2: "a range", 3: "a version"}


@pytest.fixture(params=[(mine, theirs) for mine in LAYOUTS for theirs in LAYOUTS])
def both(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[DCStore, DCStore]:
    """Return a source with two versions, and an empty destination."""
    mine, theirs = pair(tmp_path, *request.param)
    put(mine, RANGE, 1, 2, run=7)
    return mine, theirs


def there_already(mine: DCStore, theirs: DCStore, level: int) -> None:
    """Let a destination have what the things of a level are in."""
    if level == 2:
        theirs.add_ctype(CTYPE)
        theirs.save()
    elif level == 3:
        put(theirs, RANGE, 9, first=TIME - 100)


def last(cs: DCStore) -> int:
    """Return the number of the last change of a file."""
    return changes(str(cs.path)).changes[-1].number


def brought(plan: Plan) -> list[tuple[ItemKind, str, int]]:
    return [
        (item.kind, item.target[-1], item.deletion)
        for item in plan.items
        if item.resolution is Resolution.RESTORE
    ]


def carried_out(plan: Plan, theirs: DCStore) -> int:
    """Apply a plan, compare what it told with what happened, and return the change."""
    before = answers(theirs.path)
    applied = apply(plan)
    assert list(plan.changes) == differences(before, answers(theirs.path))
    assert applied.nbytes == plan.nbytes
    assert applied.verified == sum(
        item.kind is ItemKind.VERSION and item.todo for item in plan.items
    )
    return applied.change


@pytest.mark.parametrize("level", LEVELS, ids=list(LEVELS.values()))
def test_what_was_taken_back_comes_back(both: tuple[DCStore, DCStore], level: int) -> None:
    mine, theirs = both
    there_already(mine, theirs, level)
    first = carried_out(planned(mine, theirs), theirs)
    done = content(theirs)
    take_back(str(theirs.path), first)
    undone = content(theirs)
    plan = planned(mine, theirs)
    assert not plan.blocked
    assert {item.state for item in plan.todo} == {State.ADD}
    assert plan.nbytes == 0
    found = brought(plan)
    assert sum(kind is ItemKind.VERSION for kind, _name, _number in found) == 2
    assert all("was taken back there by" in item.reason for item in plan.todo)
    assert all("it comes back" in item.reason for item in plan.todo)
    again = carried_out(plan_of(text_of(plan)), theirs)
    assert content(theirs) == done
    assert not theirs.deleted()
    assert not planned(mine, theirs).todo
    for _round in range(2):
        taken = take_back(str(theirs.path), again)
        assert content(theirs) == undone
        assert len(theirs.deleted()) == (2 if level == 3 else 1)
        take_back(str(theirs.path), taken.change)
        assert content(theirs) == done
    take_back(str(theirs.path), last(theirs))
    assert content(theirs) == undone
    assert brought(planned(mine, theirs))
    carried_out(planned(mine, theirs), theirs)
    assert content(theirs) == done


@pytest.mark.parametrize("level", LEVELS, ids=list(LEVELS.values()))
def test_what_somebody_has_deleted_stays_so(both: tuple[DCStore, DCStore], level: int) -> None:
    mine, theirs = both
    there_already(mine, theirs, level)
    apply(planned(mine, theirs))
    path = (CTYPE, RANGE, theirs.ctypeobj(CTYPE).rangeobj(RANGE).versobjs()[-1].name)[:level]
    delete(NodeId(str(theirs.path), path), "bad")
    refused = {item.path[:level] for item in planned(mine, theirs).refusals}
    assert len(refused) == 1
    take_back(str(theirs.path), last(theirs))
    take_back(str(theirs.path), last(theirs))  # it is deleted again
    plan = planned(mine, theirs)
    assert [item.refusal for item in plan.refusals] == [Refusal.DELETED]
    assert not brought(plan)


def test_what_was_deleted_after_it_was_restored_stays_so(
    both: tuple[DCStore, DCStore],
) -> None:
    mine, theirs = both
    there_already(mine, theirs, 3)
    take_back(str(theirs.path), apply(planned(mine, theirs)).change)
    theirs.restore(theirs.deleted()[0].number)
    version = theirs.ctypeobj(CTYPE).rangeobj(RANGE).versobjs()[-1]
    delete(NodeId(str(theirs.path), (CTYPE, RANGE, version.name)), "bad")
    plan = planned(mine, theirs)
    assert len(plan.refusals) == 1
    assert len(brought(plan)) == 1


@pytest.mark.parametrize("level", LEVELS, ids=list(LEVELS.values()))
def test_what_was_purged_is_gone(both: tuple[DCStore, DCStore], level: int) -> None:
    mine, theirs = both
    there_already(mine, theirs, level)
    take_back(str(theirs.path), apply(planned(mine, theirs)).change)
    plan = planned(mine, theirs)
    theirs.purge()
    with pytest.raises(MovedError):
        apply(plan)
    assert not brought(planned(mine, theirs))


def test_nothing_returns_that_is_not_meant(both: tuple[DCStore, DCStore]) -> None:
    mine, theirs = both
    take_back(str(theirs.path), apply(planned(mine, theirs)).change)
    version = mine.ctypeobj(CTYPE).rangeobj(RANGE).versobjs()[0]
    one = How(Selection(nodes=((CTYPE, RANGE, version.name),)))
    plan = planned(mine, theirs, one)
    assert [item.refusal for item in plan.refusals] == [Refusal.DELETED]
    assert "restore it (deletion 1: 'dcs restore')" in plan.refusals[0].reason


def test_one_of_several_versions_returns_alone(both: tuple[DCStore, DCStore]) -> None:
    mine, theirs = both
    there_already(mine, theirs, 3)
    take_back(str(theirs.path), apply(planned(mine, theirs)).change)
    version = mine.ctypeobj(CTYPE).rangeobj(RANGE).versobjs()[0]
    one = How(Selection(nodes=((CTYPE, RANGE, version.name),)))
    carried_out(planned(mine, theirs, one), theirs)
    assert sorted(held(theirs.path, RANGE)) == [1, 9]
    assert len(theirs.deleted()) == 1


def test_other_constants_do_not_return(both: tuple[DCStore, DCStore], tmp_path: Path) -> None:
    mine, theirs = both
    there_already(mine, theirs, 3)
    take_back(str(theirs.path), apply(planned(mine, theirs)).change)
    other = make_store(tmp_path / "other", "native")
    put(other, RANGE, 5, 6)
    assert not brought(planned(other, theirs))
    assert len(planned(other, theirs).refusals) == 2


@pytest.mark.parametrize("level", LEVELS, ids=list(LEVELS.values()))
def test_new_ones_and_another_default_come_with_it(
    both: tuple[DCStore, DCStore], level: int
) -> None:
    mine, theirs = both
    there_already(mine, theirs, level)
    take_back(str(theirs.path), apply(planned(mine, theirs)).change)
    put(mine, RANGE, 3, first=TIME + 50, pin=2)
    put(mine, "300-400", 4)
    asked = mine.ctypeobj(CTYPE).rangeobj(RANGE).versobjs()[1]
    plan = planned(mine, theirs, How(defaults=((CTYPE, RANGE, asked.name),)))
    undone = content(theirs)
    change = carried_out(plan, theirs)
    default = theirs.ctypeobj(CTYPE).rangeobj(RANGE).versdef()
    assert default is not None
    assert default.tsprod() == asked.tsprod()
    assert not planned(mine, theirs).todo
    take_back(str(theirs.path), change)
    assert content(theirs) == undone


@pytest.mark.parametrize("level", [1, 2])
def test_a_default_that_was_set_since_comes_along(
    both: tuple[DCStore, DCStore], level: int
) -> None:
    mine, theirs = both
    there_already(mine, theirs, level)
    take_back(str(theirs.path), apply(planned(mine, theirs)).change)
    put(mine, RANGE, pin=1)
    plan = planned(mine, theirs)
    assert [item.resolution for item in plan.items][-1] is Resolution.SET
    carried_out(plan, theirs)
    assert content(theirs) == content(mine)


def test_other_parameters_are_a_conflict(both: tuple[DCStore, DCStore]) -> None:
    mine, theirs = both
    there_already(mine, theirs, 3)
    take_back(str(theirs.path), apply(planned(mine, theirs)).change)
    version = mine.ctypeobj(CTYPE).rangeobj(RANGE).versobjs()[0]
    version.add_par("run", 8)
    mine.save()
    plan = planned(mine, theirs)
    assert [item.conflict for item in plan.conflicts] == [ConflictKind.PARAMETERS]
    carried_out(planned(mine, theirs, policy=Policy.OURS), theirs)
    back = theirs.ctypeobj(CTYPE).rangeobj(RANGE).versobjs()
    assert sorted(one.dictpars()["run"] for one in back if one.dictpars()) == [7, 8]


def test_versions_return_to_the_range_that_they_went_into(
    both: tuple[DCStore, DCStore],
) -> None:
    mine, theirs = both
    put(theirs, "300-400", 9, first=TIME - 100)
    into = How(into=(CTYPE, "300-400"))
    take_back(str(theirs.path), carried_out(planned(mine, theirs, into), theirs))
    plan = planned(mine, theirs, into)
    assert len(brought(plan)) == 2
    carried_out(plan, theirs)
    assert sorted(held(theirs.path, "300-400")) == [1, 2, 9]


def test_a_forged_plan_brings_nothing_back_that_was_deleted(
    both: tuple[DCStore, DCStore],
) -> None:
    mine, theirs = both
    there_already(mine, theirs, 3)
    take_back(str(theirs.path), apply(planned(mine, theirs)).change)
    plan = planned(mine, theirs)
    items = tuple(replace(one, deletion=one.deletion and 7) for one in plan.items)
    with pytest.raises(MovedError, match="can't be restored by its deletion 7 any more"):
        apply(replace(plan, items=items))
    assert held(theirs.path, RANGE) == [9]


@pytest.mark.parametrize("theirs_layout", LAYOUTS)
@pytest.mark.parametrize("level", LEVELS, ids=list(LEVELS.values()))
def test_a_contributor_does_it_all_in_the_repository(
    tmp_path: Path,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    level: int,
    theirs_layout: str,
) -> None:
    mine = make_store(tmp_path / "mine", "native")
    theirs = make_store(repository, theirs_layout)
    put(mine, RANGE, 1, 2)
    there_already(mine, theirs, level)
    user = current_author().user
    monkeypatch.setattr("dcsgui.core.objects.permissions.current_user", lambda: user)
    rule = f'[[rule]]\nrole = "contributor"\nctype = "{CTYPE}"\nusers = ["{user}"]\n'
    (repository / "access.toml").write_text(rule, "utf-8")
    change = carried_out(planned(mine, theirs), theirs)
    done = content(theirs)
    for _round in range(2):
        take_back(str(theirs.path), change)
        plan = planned(mine, theirs)
        assert brought(plan)
        change = carried_out(plan, theirs)
        assert content(theirs) == done
