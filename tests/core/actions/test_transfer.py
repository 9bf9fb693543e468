"""Carrying out plans: what is there afterwards, and who did it."""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answering import answer_changes, answers_of
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import ItemKind, Plan, Policy, Selection
from dcsgui.core.actions.answers.transfers import How
from dcsgui.core.actions.planning import make_plan
from dcsgui.core.actions.transfer import MovedError, apply, push
from dcsgui.core.actions.undo import last_change, undo
from dcsgui.core.objects.timeline import Answer
from dcsgui.core.values.errors import (
    BadValue,
    Conflict,
    StoreExists,
)
from shared_data import shared_files
from small_stores import LAYOUTS, make_store
from transfers import (
    ANA,
    OPEN,
    SHORT,
    T0,
    agreed,
    content,
    destination,
    filled,
    plan_of,
    pushed,
    with_policy,
)

SIDES = [*product(LAYOUTS, ("new", *LAYOUTS))]


@pytest.fixture
def source(tmp_path: Path) -> DCStore:
    return filled(tmp_path / "mine")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Return the path of a file that is not there, nor its directories."""
    return tmp_path / "theirs" / "cspad" / "cspad-0001.h5"


# All of it


@pytest.mark.parametrize(("mine", "theirs"), SIDES)
def test_what_was_applied_is_there_and_nothing_is_left_to_do(
    tmp_path: Path, mine: str, theirs: str
) -> None:
    source = filled(tmp_path / "mine", mine)
    path = destination(tmp_path / "theirs", theirs)
    plan = plan_of(source, path, with_policy(Policy.OURS))
    applied = apply(plan)
    assert content(DCStore(path)) == content(source)
    assert applied.done == plan.todo
    assert applied.verified == 6
    assert applied.nbytes == 12 * 8 + 12 * 2 + 300_000 * 4 + 6 + 17
    assert applied.generation == DCStore(path).generation
    assert not plan_of(source, path).todo


@pytest.mark.parametrize(("mine", "theirs"), SIDES)
def test_there_and_back_is_where_it_began(tmp_path: Path, mine: str, theirs: str) -> None:
    source = filled(tmp_path / "mine", mine)
    before = content(source)
    path = destination(tmp_path / "theirs", theirs)
    pushed(source, path, with_policy(Policy.OURS))
    assert not pushed(DCStore(path), source).done
    assert content(source) == before
    again = make_store(tmp_path / "again", mine)
    pushed(DCStore(path), again, with_policy(Policy.OURS))
    assert content(again) == before


def answers(cs: DCStore) -> dict[str, list[Answer]]:
    return {ctype: answers_of(cs, ctype) for ctype in cs.ctypes()}


@pytest.mark.parametrize("theirs", LAYOUTS)
@pytest.mark.parametrize("policy", [Policy.OURS, Policy.THEIRS, Policy.BOTH])
@pytest.mark.parametrize("default", [False, True])
def test_the_plan_says_what_will_be_answered(
    source: DCStore, tmp_path: Path, theirs: str, policy: Policy, default: bool
) -> None:
    there = make_store(tmp_path / "theirs", theirs)
    tsro = there.add_ctype("pedestals").add_range(OPEN)
    tsro.add_version(T0 + 6, [1.0])
    tsro.add_version(T0 + 9, [2.0], default=True)
    there.ctypeobj("pedestals").add_range((T0 + 1000, T0 + 1500)).add_version(T0 + 1, [3.0])
    there.save()
    before = answers(there)
    plan = plan_of(source, there, with_policy(policy, default=default))
    apply(plan)
    after = answers(there)
    changed = [
        change
        for ctype in sorted(after)
        for change in answer_changes(ctype, before.get(ctype, []), after[ctype])
    ]
    assert list(plan.changes) == changed
    assert changed


def test_numbers_rise_with_addition_where_older_code_goes_by_them(
    source: DCStore, tmp_path: Path
) -> None:
    tsro = source.ctypeobj("pedestals").rangeobj(OPEN)
    tsro.set_versdef(None)
    tsro.add_version(T0 + 9, [7.0], comment="first")
    tsro.add_version(T0 + 8, [8.0], comment="then")
    source.save()
    assert tsro.versobj().tsprod() == T0 + 8
    there = make_store(tmp_path / "theirs", "pscalib")
    pushed(source, there, with_policy(Policy.OURS))
    assert there.ctypeobj("pedestals").rangeobj(OPEN).versobj().tsprod() == T0 + 8


def test_authors_and_times_stay_and_the_transfer_is_told(source: DCStore, new: Path) -> None:
    applied = pushed(source, new)
    short = applied.plan_id.rpartition(":")[-1][:12]
    verso = DCStore(new).ctypeobj("pedestals").rangeobj(OPEN).versobj(1)
    before = source.ctypeobj("pedestals").rangeobj(OPEN).versobj(1)
    birth, transfer = verso.records()
    assert birth == before.records()[0]
    assert (birth.user, birth.host, birth.comment) == (ANA, "psana", "dark")
    assert transfer.action == f"transfer from {source.path}"
    assert transfer.comment == f"plan {short}: why"
    assert transfer.user != ANA
    root = DCStore(new).records()[-1]
    assert (root.action, root.comment) == (transfer.action, transfer.comment)
    sent = source.records()[-1]
    assert (sent.action, sent.comment) == (f"transfer to {new}", transfer.comment)


def test_links_go_with_a_new_file(source: DCStore, new: Path) -> None:
    source.set_predecessor("cspad-0000")
    source.save()
    pushed(source, new)
    assert DCStore(new).predecessor() == "cspad-0000"


@pytest.mark.parametrize(
    ("path", "selection", "ranges", "versions"),
    [
        (("pedestals",), Selection(), 2, 4),
        ((), Selection(ctypes=("geometry",)), 1, 2),
        ((), Selection(default_only=True), 3, 3),
        ((), Selection(begin_ns=(T0 + 1500) * 10**9, ctypes=("pedestals",)), 2, 4),
        ((), Selection(end_ns=(T0 + 1) * 10**9, ctypes=("pedestals",)), 1, 3),
        (("pedestals", str(T0)), Selection(versions=("v1",)), 1, 1),
    ],
)
def test_only_what_is_selected_goes(
    source: DCStore,
    new: Path,
    path: tuple[str, ...],
    selection: Selection,
    ranges: int,
    versions: int,
) -> None:
    push(NodeId(str(source.path), path), str(new), How(selection), agree=agreed)
    made = DCStore(new)
    types = [made.ctypeobj(ctype) for ctype in made.ctypes()]
    inner = [cto.rangeobj(name) for cto in types for name in cto.ranges()]
    assert len(inner) == ranges
    assert sum(len(tsro.versions()) for tsro in inner) == versions


# Once more


def test_a_plan_that_is_carried_out_again_does_nothing(source: DCStore, new: Path) -> None:
    plan = plan_of(source, new)
    apply(plan)
    before = new.read_bytes(), source.path.read_bytes()
    again = apply(plan)
    assert not again.done
    assert (new.read_bytes(), source.path.read_bytes()) == before


def test_the_source_is_told_later_if_it_could_not_be(source: DCStore, new: Path) -> None:
    before = source.path.read_bytes()
    pushed(source, new)
    source.path.write_bytes(before)
    pushed(source, new)
    actions = [record.action for record in source.records()]
    assert [one for one in actions if "transfer" in one] == [f"transfer to {new}"]


def test_a_destination_that_moved_on_is_refused(source: DCStore, tmp_path: Path) -> None:
    theirs = make_store(tmp_path / "theirs", "native")
    plan = plan_of(source, theirs, with_policy(Policy.THEIRS))
    theirs.add_ctype("pedestals").add_range(OPEN).add_version(T0, [1.0], comment="mine")
    theirs.save()
    before = theirs.path.read_bytes()
    with pytest.raises(MovedError, match=r"has changed since.*latest change is by .*add version"):
        apply(plan)
    with pytest.raises(Conflict, match="has changed since"):
        apply(plan, dry_run=True)
    assert theirs.path.read_bytes() == before


def test_a_file_that_was_made_meanwhile_is_refused(source: DCStore, new: Path) -> None:
    plan = plan_of(source, new)
    DCStore.create(new)
    with pytest.raises(StoreExists):
        apply(plan)
    with pytest.raises(StoreExists):
        apply(plan, dry_run=True)
    assert DCStore(new).ctypes() == []


def test_other_types_and_histories_may_move_on(source: DCStore, tmp_path: Path) -> None:
    theirs = make_store(tmp_path / "theirs", "native")
    plan = plan_of(source, theirs, How(Selection(ctypes=("pedestals",))))
    theirs.add_history("a word")
    theirs.add_ctype("pixel_gain")
    theirs.save()
    assert apply(plan).done


def test_push_plans_and_asks_anew_while_the_destination_moves(
    source: DCStore, tmp_path: Path
) -> None:
    theirs = make_store(tmp_path / "theirs", "native")
    theirs.add_ctype("pedestals")
    theirs.save()
    asked: list[Plan] = []

    def agree(plan: Plan) -> bool:
        asked.append(plan)
        if len(asked) < 3:
            theirs.ctypeobj("pedestals").add_range((0, len(asked)))
            theirs.save()
        return True

    node = NodeId(str(source.path), ("pedestals",))
    assert push(node, str(theirs.path), with_policy(Policy.OURS), agree=agree).done
    assert len(asked) == 3


def test_push_gives_up_some_time(source: DCStore, tmp_path: Path) -> None:
    theirs = make_store(tmp_path / "theirs", "native")
    theirs.add_ctype("pedestals")
    theirs.save()
    ends = iter(range(1, 100))

    def agree(_plan: Plan) -> bool:
        theirs.ctypeobj("pedestals").add_range((0, next(ends)))
        theirs.save()
        return True

    with pytest.raises(MovedError):
        push(NodeId(str(source.path)), str(theirs.path), with_policy(Policy.OURS), agree=agree)


# The way back


@pytest.mark.parametrize("theirs", LAYOUTS)
def test_a_transfer_can_be_taken_back(source: DCStore, tmp_path: Path, theirs: str) -> None:
    there = make_store(tmp_path / "theirs", theirs)
    tsro = there.add_ctype("pedestals").add_range(OPEN)
    tsro.add_version(T0 + 5, [1.0], comment="theirs", default=True)
    there.ctypeobj("pedestals").add_range((SHORT[0], SHORT[1] + 5)).add_version(T0, [2.0])
    there.save()
    before, last = content(there), last_change(str(source.path))
    pushed(source, there, with_policy(Policy.OURS))
    assert content(there) != before
    assert last_change(str(source.path)) == last  # what the source notes is no change to undo
    undo(str(there.path))
    assert content(there) == before


# The repository


def test_in_the_repository_what_answers_goes_on_answering(
    source: DCStore, repository: Path
) -> None:
    theirs = make_store(repository, "native")
    tsro = theirs.add_ctype("pedestals").add_range(OPEN)
    tsro.add_version(T0 + 1, [1.0], comment="old")
    theirs.save()
    plan = plan_of(source, theirs, with_policy(Policy.THEIRS))
    apply(plan)
    tsro = DCStore(theirs.path).ctypeobj("pedestals").rangeobj(OPEN)
    assert tsro.pinned
    assert tsro.versobj().tsprod() == T0 + 1
    assert len(tsro.versions()) == 4
    assert [change.ctype for change in plan.changes] == ["geometry", "pedestals"]


def test_elsewhere_what_was_added_last_answers(source: DCStore, tmp_path: Path) -> None:
    theirs = make_store(tmp_path / "theirs", "native")
    theirs.add_ctype("pedestals").add_range(OPEN).add_version(T0 + 1, [1.0], comment="old")
    theirs.save()
    apply(plan_of(source, theirs, with_policy(Policy.THEIRS)))
    assert theirs.ctypeobj("pedestals").rangeobj(OPEN).versobj().tsprod() == T0 + 7


def test_a_default_of_the_repository_is_not_moved_without_a_reason(
    source: DCStore, repository: Path
) -> None:
    theirs = make_store(repository, "native")
    pushed(source, theirs, with_policy(Policy.OURS))
    theirs.ctypeobj("pedestals").rangeobj(OPEN).set_versdef(1, comment="older is better")
    theirs.save()
    how = with_policy(Policy.OURS, default=True)
    with pytest.raises(BadValue, match="reason"):
        push(NodeId(str(source.path)), str(theirs.path), how, agree=agreed)
    assert push(NodeId(str(source.path)), str(theirs.path), how, agree=agreed, comment="no").done
    assert theirs.ctypeobj("pedestals").rangeobj(OPEN).versobj().versind == 2


# Files of older code


@pytest.mark.parametrize("path", shared_files("data/pscalib/*/cspad-*.h5"))
def test_a_file_of_older_code_goes_as_it_is(path: Path, tmp_path: Path) -> None:
    old = DCStore(shutil.copy(path, tmp_path))
    new = tmp_path / "theirs" / f"{old.detname()}.h5"
    applied = pushed(old, new, with_policy(Policy.SKIP))
    assert applied.verified > 10
    made = DCStore(new)
    for item in applied.done:
        if item.kind is ItemKind.VERSION:
            verso, was = (
                cs.ctypeobj(at[0]).rangeobj(at[1]).version_named(at[2])
                for cs, at in ((made, item.target), (old, item.path))
            )
            verso.verify()
            assert verso.digest == was.digest
            assert verso.tsvers == was.tsvers
    assert not pushed(old, new, with_policy(Policy.SKIP)).done


def test_a_reason_is_asked_for_before_anybody_is_asked_to_agree(
    source: DCStore, repository: Path
) -> None:
    theirs = make_store(repository, "native")
    pushed(source, theirs, with_policy(Policy.OURS))
    theirs.ctypeobj("pedestals").rangeobj(OPEN).set_versdef(1, comment="older is better")
    theirs.save()
    how = with_policy(Policy.OURS, default=True)
    asked: list[Plan] = []

    def agree(plan: Plan) -> bool:
        asked.append(plan)
        return True

    node = NodeId(str(source.path))
    with pytest.raises(BadValue, match="reason"):
        push(node, str(theirs.path), how, agree=agree)
    assert not asked
    plan = make_plan(node, str(theirs.path), how)
    assert plan.lacks_reason
    with pytest.raises(BadValue, match="reason"):
        apply(plan)
    assert apply(plan, comment="it is the best").done


def test_the_default_of_a_range_that_is_made_beside_another_takes_no_reason(
    source: DCStore, repository: Path
) -> None:
    theirs = make_store(repository, "native")
    tsro = theirs.add_ctype("pedestals").add_range((T0, T0 + 50))
    tsro.add_version(T0, [1.0], default=True, comment="theirs")
    theirs.save()
    plan = make_plan(NodeId(str(source.path)), str(theirs.path), with_policy(Policy.BOTH))
    assert ItemKind.DEFAULT in {item.kind for item in plan.todo}
    assert not plan.lacks_reason
    apply(plan)
    assert theirs.ctypeobj("pedestals").rangeobj(OPEN).pinned


@pytest.mark.parametrize("comment", ["a\0b", "\ud800"])
def test_a_comment_that_no_history_can_hold_is_refused(
    source: DCStore, new: Path, comment: str
) -> None:
    node = NodeId(str(source.path))
    with pytest.raises(BadValue, match="comment"):
        make_plan(node, str(new), comment=comment)
    with pytest.raises(BadValue, match="comment"):
        apply(make_plan(node, str(new)), comment=comment)
    assert not new.parent.exists()


def test_what_happened_to_a_version_since_it_was_added_goes_with_it(
    source: DCStore, new: Path
) -> None:
    verso = source.ctypeobj("pedestals").rangeobj(OPEN).versobj(1)
    verso.add_history("looked at it twice")
    source.save()
    pushed(source, new)
    there = DCStore(new).ctypeobj("pedestals").rangeobj(OPEN).versobj(1)
    assert there.records()[:-1] == verso.records()
    assert len(there.records()) == 3


def test_what_was_added_and_deleted_meanwhile_counts(source: DCStore, tmp_path: Path) -> None:
    theirs = make_store(tmp_path / "theirs", "native")
    tsro = theirs.add_ctype("pedestals").add_range(OPEN)
    theirs.save()
    plan = plan_of(source, theirs, with_policy(Policy.OURS))
    tsro.add_version(T0 + 5, [1.0])
    theirs.save()
    tsro.del_version(1)
    theirs.save()
    with pytest.raises(MovedError):
        apply(plan)


@pytest.mark.parametrize("change", ["version", "default"])
def test_it_is_looked_once_more_within_the_transaction(
    source: DCStore, tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = make_store(tmp_path / "theirs", "native")
    tsro = theirs.add_ctype("pedestals").add_range(OPEN)
    tsro.add_version(T0 + 1, [1.0])
    theirs.save()
    plan = plan_of(source, theirs, with_policy(Policy.OURS))
    if change == "version":
        tsro.add_version(T0 + 2, [1.0])
    else:
        tsro.set_versdef(1)
    theirs.save()
    before = theirs.path.read_bytes()
    monkeypatch.setattr("dcsgui.core.actions.transfer._check_unmoved", lambda plan: None)
    with pytest.raises(MovedError):
        apply(plan)
    assert theirs.path.read_bytes() == before
