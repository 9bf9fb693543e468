"""Taking the last change of a file back, as an action."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.core.actions.undo import last_change, undo
from dcsgui.core.values.errors import AccessDenied, Conflict, FileGoneError, NotFound
from processes import in_child
from small_stores import LAYOUTS, NDA, T0, make_store
from store_pictures import picture


@pytest.fixture(params=LAYOUTS)
def cs(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    store = make_store(tmp_path, request.param)
    tsro = store.add_ctype("pedestals").add_range((0, 100))
    tsro.add_version(T0, NDA)
    tsro.add_version(T0 + 1, NDA + 1)
    store.save()
    return store


def test_the_last_change_is_told_and_what_its_return_changes(cs: DCStore) -> None:
    before = picture(cs.path)
    cs.ctypeobj("pedestals").rangeobj((0, 100)).set_versdef(1, comment="less noise")
    cs.save()
    change = last_change(str(cs.path))
    assert change is not None
    assert change.did == ("pedestals/0-100: set default from auto (v2) to v1",)
    assert (change.comment, change.refusal) == ("less noise", "")
    assert "@" in change.who
    undone = undo(str(cs.path), "no", change.number)
    assert undone.taken == change
    assert undone.generation == DCStore(cs.path).generation
    (answer,) = undone.changes
    assert answer.before
    assert answer.after
    assert (answer.ctype, answer.before.versind, answer.after.versind) == ("pedestals", 1, 2)
    assert undone.words[0].endswith("v2 instead of v1")
    assert picture(cs.path) == before


def test_a_dry_run_says_the_same_and_changes_nothing(cs: DCStore) -> None:
    cs.ctypeobj("pedestals").del_range((0, 100))
    cs.save()
    raw = cs.path.read_bytes()
    tried = undo(str(cs.path), dry_run=True)
    assert cs.path.read_bytes() == raw
    assert tried.dry_run
    done = undo(str(cs.path))
    assert (tried.changes, tried.taken) == (done.changes, done.taken)
    assert done.changes[0].before is None
    assert done.changes[0].end_ns == 100 * 10**9


def test_nothing_to_take_back_is_not_found(tmp_path: Path) -> None:
    store = make_store(tmp_path, "native")
    assert last_change(str(store.path)) is None
    with pytest.raises(NotFound, match="nothing to take back"):
        undo(str(store.path))
    with pytest.raises(FileGoneError):
        undo(str(tmp_path / "cspad-0009.h5"))


def test_a_purge_is_a_refusal_that_is_told_before(cs: DCStore) -> None:
    cs.ctypeobj("pedestals").del_range((0, 100))
    cs.save()
    cs.purge()
    change = last_change(str(cs.path))
    assert change is not None
    assert "gone for ever" in change.refusal
    with pytest.raises(Conflict, match="gone for ever"):
        undo(str(cs.path))
    before = last_change(str(cs.path), past=True)
    assert before is not None
    assert before.number < change.number


def test_another_change_than_the_expected_is_a_conflict(cs: DCStore) -> None:
    change = last_change(str(cs.path))
    assert change is not None
    cs.add_par("k", 1)
    cs.save()
    with pytest.raises(Conflict, match="the last one by now: 'set parameters k' by "):
        undo(str(cs.path), expected=change.number)


def test_two_processes_take_back_two_changes(cs: DCStore) -> None:
    states = [picture(cs.path)]
    cs.add_par("k", 1)
    cs.save()
    states.append(picture(cs.path))
    cs.add_par("k", 2)
    cs.save()
    in_child(lambda: undo(str(cs.path)).generation)
    assert picture(cs.path) == states[1]
    undo(str(cs.path))
    assert picture(cs.path) == states[0]


def test_who_may_not_change_it_may_not_take_it_back(tmp_path: Path, cs: DCStore) -> None:
    cs.ctypeobj("pedestals").rangeobj((0, 100)).set_versdef(1)
    cs.save()
    (tmp_path / "access.toml").write_text(
        '[[rule]]\nrole = "contributor"\n\n[[rule]]\nrole = "curator"\nusers = ["nobody-else"]\n'
    )
    raw = cs.path.read_bytes()
    with pytest.raises(AccessDenied, match="only a curator of 'pedestals'"):
        undo(str(cs.path))
    assert cs.path.read_bytes() == raw
