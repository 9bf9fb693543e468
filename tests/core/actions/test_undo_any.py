"""Taking back any change of a file, whoever made others since, and doing it again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dcsgui import DCRange, DCStore
from dcsgui.core.actions.answers.changes import ChangeRow
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.editing.deleting import purge, repack
from dcsgui.core.actions.undo import changes, take_back, undo
from dcsgui.core.files.opening import open_writer
from dcsgui.core.values.errors import Conflict, NotFound
from small_stores import LAYOUTS, NDA, T0, make_store
from store_pictures import picture


@pytest.fixture(params=LAYOUTS)
def cs(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    store = make_store(tmp_path, request.param)
    tsro = store.add_ctype("pedestals").add_range((0, 100))
    tsro.add_version(T0, NDA, comment="first")
    tsro.add_version(T0 + 1, NDA + 1)
    store.save()
    return store


def tsro_of(cs: DCStore, ends: object = (0, 100)) -> DCRange:
    return cs.ctypeobj("pedestals").rangeobj(ends)


def answer(cs: DCStore) -> object:
    """Return the production time of what the range answers."""
    verso = tsro_of(cs).versdef()
    return None if verso is None else verso.tsprod()


def done(cs: DCStore, act: Callable[[], object]) -> int:
    """Make a change, and return its number."""
    act()
    cs.save()
    return changes(str(cs.path)).changes[-1].number


def row(cs: DCStore, number: int) -> ChangeRow:
    (found,) = (one for one in changes(str(cs.path)).changes if one.number == number)
    return found


def refused(cs: DCStore, number: int, match: str) -> None:
    """See that a change is not taken back, why, and that nothing is done."""
    raw = cs.path.read_bytes()
    for dry_run in (True, False):
        with pytest.raises(Conflict, match=match):
            take_back(str(cs.path), number, dry_run=dry_run)
    assert cs.path.read_bytes() == raw


def test_an_older_change_is_taken_back_and_what_came_since_stays(cs: DCStore) -> None:
    file = str(cs.path)
    first = done(cs, lambda: cs.add_par("k", 1))
    done(cs, lambda: tsro_of(cs).add_version(T0 + 2, NDA + 2))
    before = picture(cs.path)
    tried = take_back(file, first, dry_run=True)
    assert (tried.dry_run, tried.change, tried.taken.number) == (True, 0, first)
    assert picture(cs.path) == before
    undone = take_back(file, first, "a mistake")
    assert cs.dictpars() == {}
    assert len(tsro_of(cs).versions()) == 3
    assert row(cs, first).undone_by == undone.change
    assert row(cs, undone.change).undoes == first
    last = cs.records()[-1]
    assert last.comment.startswith("takes back 'set parameters k' by ")
    assert last.comment.endswith(": a mistake")
    again = take_back(file, undone.change)
    assert picture(cs.path) == before
    assert cs.records()[-1].comment.startswith("does again 'set parameters k' by ")
    assert row(cs, first).undone_by == 0
    assert again.taken.number == undone.change


def test_done_undone_and_done_again_on_and_on(cs: DCStore) -> None:
    file = str(cs.path)
    states = [picture(cs.path)]
    first = done(cs, lambda: tsro_of(cs).del_version(2))
    states.append(picture(cs.path))
    number = first
    for turn in range(6):
        number = take_back(file, number).change
        assert picture(cs.path) == states[turn % 2]
    take_back(file, first)
    assert picture(cs.path) == states[0]
    with pytest.raises(Conflict, match="taken back already"):
        take_back(file, first)


def test_only_the_taking_back_that_counts_is_taken_back(cs: DCStore) -> None:
    file = str(cs.path)
    first = done(cs, lambda: tsro_of(cs).del_version(2))
    second = take_back(file, first).change
    third = take_back(file, second).change
    take_back(file, first)
    assert row(cs, third).refusal
    refused(cs, third, "done again")


def test_undo_goes_on_after_what_was_done_again(cs: DCStore) -> None:
    file = str(cs.path)
    states = [picture(cs.path)]
    done(cs, lambda: tsro_of(cs).set_versdef(1, comment="x"))
    states.append(picture(cs.path))
    last = done(cs, lambda: cs.add_par("k", 1))
    take_back(file, undo(file).change)
    assert undo(file).taken.number == last
    assert picture(cs.path) == states[1]
    undo(file)
    assert picture(cs.path) == states[0]


def test_a_version_in_a_new_range_is_in_the_way(cs: DCStore) -> None:
    first = done(cs, lambda: cs.ctypeobj("pedestals").add_range((50, 60)))
    second = done(cs, lambda: tsro_of(cs, (50, 60)).add_version(T0, NDA))
    refused(cs, first, rf"was changed since, 'pedestals/.*add version 1' by .*change {second}")
    take_back(str(cs.path), second)
    take_back(str(cs.path), first)
    assert len(cs.ctypeobj("pedestals").ranges()) == 1


def test_a_comment_or_parameter_of_what_was_added_is_in_the_way(cs: DCStore) -> None:
    first = done(cs, lambda: tsro_of(cs).add_version(T0 + 5, NDA))
    for act in (
        lambda: tsro_of(cs).versobj(3).add_history("all dark"),
        lambda: tsro_of(cs).versobj(3).add_par("k", 1),
        lambda: tsro_of(cs).versobj(3).add_calib(NDA + 7),
        lambda: tsro_of(cs).versobj(3).set_tsprod(T0 + 50),
        lambda: tsro_of(cs).set_versdef(3, comment="x"),
    ):
        later = done(cs, act)
        refused(cs, first, "can't be taken back")
        take_back(str(cs.path), later)
    take_back(str(cs.path), first)
    assert tsro_of(cs).versions() == [T0, T0 + 1]


def test_the_same_value_by_somebody_else_is_his(cs: DCStore) -> None:
    first = done(cs, lambda: cs.add_par("k", 1))
    done(cs, lambda: cs.add_par("k", 2))
    done(cs, lambda: cs.add_par("k", 1))
    refused(cs, first, "was changed since")
    other = done(cs, lambda: cs.add_par("other", 1))
    take_back(str(cs.path), other)
    assert cs.dictpars() == {"k": 1}


def test_a_default_goes_back_to_auto_only_if_that_answers_what_it_did(cs: DCStore) -> None:
    first = done(cs, lambda: tsro_of(cs).set_versdef(1, comment="x"))
    later = done(cs, lambda: tsro_of(cs).add_version(T0 + 2, NDA + 2))
    refused(cs, first, "would answer another version")
    take_back(str(cs.path), later)
    take_back(str(cs.path), first)
    assert (tsro_of(cs).pinned, answer(cs)) == (False, T0 + 1)


def test_a_deleted_range_does_not_come_back_over_a_newer_one(cs: DCStore) -> None:
    done(cs, lambda: cs.ctypeobj("pedestals").add_range((50, 60)).add_version(T0, NDA + 5))
    first = done(cs, lambda: cs.ctypeobj("pedestals").del_range((50, 60)))
    tsro = cs.ctypeobj("pedestals").add_range((40, 200))
    later = done(cs, lambda: tsro.add_version(T0, NDA + 9))
    refused(cs, first, "would not answer any more where it does since")
    take_back(str(cs.path), later)
    take_back(str(cs.path), first)
    constants = cs.get("pedestals", 55)
    assert isinstance(constants, np.ndarray)
    assert constants.tolist() == (NDA + 5).tolist()


def test_what_was_deleted_does_not_come_back_into_another_range_of_that_name(
    cs: DCStore,
) -> None:
    first = done(cs, lambda: tsro_of(cs).del_version(1))
    done(cs, lambda: cs.ctypeobj("pedestals").del_range((0, 100)))
    done(cs, lambda: cs.ctypeobj("pedestals").add_range((0, 100)))
    refused(cs, first, "was changed since")


def test_a_node_is_followed_to_its_other_name(cs: DCStore) -> None:
    first = done(cs, lambda: tsro_of(cs).versobj(1).add_par("k", 1))
    gone = done(cs, lambda: tsro_of(cs).del_version(2))
    done(cs, lambda: tsro_of(cs).set_end(500))
    take_back(str(cs.path), first)
    take_back(str(cs.path), gone)
    assert tsro_of(cs, (0, 500)).versobj(1).dictpars() == {}
    assert tsro_of(cs, (0, 500)).versions() == [T0, T0 + 1]


def test_ends_stay_if_the_range_answers_something_else_since(cs: DCStore) -> None:
    first = done(cs, lambda: tsro_of(cs).set_end(500))
    later = done(cs, lambda: tsro_of(cs, (0, 500)).add_version(T0 + 2, NDA))
    done(cs, lambda: tsro_of(cs, (0, 500)).add_par("k", 1))
    refused(cs, first, "was changed since")
    take_back(str(cs.path), later)
    undone = take_back(str(cs.path), first)
    assert tsro_of(cs).dictpars() == {"k": 1}
    assert [one.begin_ns for one in undone.changes if one.after is None] == [100 * 10**9 + 1]
    assert undone.words


def test_replaced_constants_come_and_go(cs: DCStore) -> None:
    file = str(cs.path)
    states = [picture(cs.path)]
    number = done(cs, lambda: tsro_of(cs).versobj(1).add_calib(np.ones(4, np.int16)))
    states.append(picture(cs.path))
    first = number
    for turn in range(5):
        number = take_back(file, number).change
        assert picture(cs.path) == states[turn % 2]
    assert not row(cs, first).stands
    take_back(file, number)
    take_back(file, first)
    assert picture(cs.path) == states[0]


def test_a_history_that_was_replaced_comes_and_goes(cs: DCStore) -> None:
    before = tsro_of(cs).records()
    number = done(cs, lambda: tsro_of(cs).set_history({5: "all forgotten"}))
    later = done(cs, lambda: tsro_of(cs).add_history("and yet"))
    undone = take_back(str(cs.path), number).change
    texts = [record.text for record in tsro_of(cs).records()]
    assert {record.text for record in before} | {"and yet"} <= set(texts)
    assert "all forgotten" not in texts
    take_back(str(cs.path), undone)
    texts = [record.text for record in tsro_of(cs).records()]
    assert "all forgotten" in texts
    assert before[0].text not in texts
    again = take_back(str(cs.path), take_back(str(cs.path), later).change)
    assert again.taken.did == (f"pedestals/{tsro_of(cs).name}: take back comment 'and yet'",)
    assert tsro_of(cs).records()[-1].action == "comment again 'and yet'"


def test_purge_and_repack_in_between(cs: DCStore) -> None:
    gone = done(cs, lambda: tsro_of(cs).del_version(1))
    other = done(cs, lambda: cs.add_par("k", 1))
    replaced = done(cs, lambda: tsro_of(cs).versobj(2).add_calib(NDA + 9))
    purged = purge(NodeId(str(cs.path)))
    repack(NodeId(str(cs.path)))
    assert "purged" in row(cs, gone).refusal
    assert "gone for ever" in row(cs, purged.change).refusal
    assert changes(str(cs.path)).changes[-1].refusal  # the repack
    refused(cs, gone, "purged")
    refused(cs, purged.change, "gone for ever")
    refused(cs, replaced, "given up when the file was repacked")
    take_back(str(cs.path), take_back(str(cs.path), other).change)
    assert cs.dictpars() == {"k": 1}


def test_a_change_that_left_no_way_back_stands_in_the_way(cs: DCStore) -> None:
    number = done(cs, lambda: cs.add_par("k", 1))
    with open_writer(cs.path) as writer:
        writer.set_pars((), {"quiet": 1})
    refused(cs, number, "did not write down")


def test_a_number_that_nobody_remembers(cs: DCStore) -> None:
    with pytest.raises(NotFound, match="number 99"):
        take_back(str(cs.path), 99)


def test_the_list_tells_who_did_what_where_and_what_became_of_it(cs: DCStore) -> None:
    number = done(cs, lambda: tsro_of(cs).set_versdef(1, comment="less noise"))
    undone = take_back(str(cs.path), number).change
    rows = changes(str(cs.path)).changes
    assert [one.number for one in rows] == sorted(one.number for one in rows)
    found = row(cs, number)
    assert found.did == ("pedestals/0-100: set default from auto (v2) to v1",)
    assert (found.comment, found.refusal, found.undone_by) == ("less noise", "", undone)
    assert [node.path for node in found.nodes] == [("pedestals", tsro_of(cs).name)]
    assert "@" in found.who


@pytest.mark.parametrize("layout", LAYOUTS)
def test_in_the_repository_what_was_kept_stays_for_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layout: str
) -> None:
    monkeypatch.setenv("DCS_REPOSITORY", str(tmp_path))
    cs = make_store(tmp_path, layout)
    cs.add_ctype("pedestals").add_range((0, 100)).add_version(T0, NDA)
    cs.save()
    first = done(cs, lambda: tsro_of(cs).add_version(T0 + 1, NDA + 1))
    done(cs, lambda: tsro_of(cs).add_version(T0 + 2, NDA + 2))
    before = picture(cs.path)
    undone = take_back(str(cs.path), first)
    assert not undone.changes
    assert answer(cs) == T0
    assert tsro_of(cs).versions() == [T0, T0 + 2]
    take_back(str(cs.path), undone.change)
    assert picture(cs.path) == before
