"""Which version answers for a range: set by somebody, or the one added last."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dcsgui import DCRange, DCStore, Timestamp
from dcsgui.core.values.errors import AlreadyExists, BadValue, NotFound
from small_stores import make_store

TIMES = [Timestamp.of(f"2016-10-27T10:00:0{second}Z") for second in range(6)]


def make_range(cs: DCStore, versions: int) -> DCRange:
    tsro = cs.add_ctype("pedestals").add_range(100)
    for number in range(versions):
        tsro.add_version(TIMES[number], np.array(number), comment=f"dark {number}")
    return tsro


def answer(cs: DCStore) -> int:
    return int(np.asarray(cs.get("pedestals", 150)))


def test_auto_answers_with_the_version_added_last(cs: DCStore) -> None:
    tsro = make_range(cs, 2)
    assert answer(cs) == 1
    cs.save()
    tsro.add_version(TIMES[2], np.array(2))
    assert answer(cs) == 2
    cs.save()
    assert answer(cs) == answer(DCStore(cs.path)) == 2
    assert not tsro.pinned


def test_added_last_does_not_mean_produced_last(cs: DCStore) -> None:
    tsro = cs.add_ctype("pedestals").add_range(100)
    for number in (3, 1, 2):
        tsro.add_version(TIMES[number], np.array(number))
        assert answer(cs) == number
    cs.save()
    assert answer(cs) == answer(DCStore(cs.path)) == 2


def test_a_pinned_default_stays_while_versions_are_added(cs: DCStore) -> None:
    tsro = make_range(cs, 2)
    tsro.set_versdef(1)
    for number in (2, 3):
        tsro.add_version(TIMES[number], np.array(number))
        assert answer(cs) == 0
        cs.save()
        assert answer(DCStore(cs.path)) == 0


def test_a_change_of_default_is_recorded_with_from_to_and_why(cs: DCStore) -> None:
    tsro = make_range(cs, 3)
    cs.save()
    tsro.set_versdef(2, comment="less noise")
    cs.save()
    tsro.set_versdef(TIMES[2], comment="even less")
    tsro.set_versdef(None, comment="newest again")
    cs.save()
    made = [(r.action, r.comment) for r in tsro.records() if r.action.startswith("set default")]
    assert made == [
        ("set default from auto (v3) to v2", "less noise"),
        ("set default from v2 to v3", "even less"),
        ("set default from v3 to auto (v3)", "newest again"),
    ]
    assert all(r.user and r.host for r in tsro.records())


def test_deleting_the_default_returns_the_range_to_auto(cs: DCStore) -> None:
    tsro = make_range(cs, 3)
    tsro.set_versdef(1)
    cs.save()
    tsro.del_version(1, comment="wrong run")
    assert not tsro.pinned
    assert answer(cs) == 2
    cs.save()
    assert not tsro.pinned
    assert answer(cs) == answer(DCStore(cs.path)) == 2
    made = [(r.action, r.comment) for r in tsro.records()]
    assert ("del version 1", "wrong run") in made
    assert ("set default from v1 to auto (v3)", "v1 was deleted") in made


def test_deleting_the_last_of_an_auto_range_gives_the_one_before(cs: DCStore) -> None:
    tsro = make_range(cs, 3)
    cs.save()
    tsro.del_version(3)
    assert answer(cs) == 1
    cs.save()
    assert answer(cs) == 1


def test_there_is_no_default_that_is_not_there(cs: DCStore) -> None:
    tsro = make_range(cs, 2)
    with pytest.raises(NotFound, match="has no version 7"):
        tsro.set_versdef(7)
    other = cs.ctypeobj("pedestals").add_range(900).add_version(TIMES[4])
    with pytest.raises(NotFound, match="is not a version of 'pedestals/100"):
        tsro.set_versdef(other)
    assert not tsro.pinned


# In the repository


@pytest.fixture
def repo(repository: Path, layout: str) -> DCStore:
    """Return a store in the repository."""
    return make_store(repository, layout)


def test_in_the_repository_adding_keeps_the_present_answer(repo: DCStore) -> None:
    tsro = make_range(repo, 1)
    repo.save()
    assert not tsro.pinned
    tsro.add_version(TIMES[1], np.array(1))
    for cs in (repo, repo, DCStore(repo.path)):
        assert answer(cs) == 0
        assert cs.ctypeobj("pedestals").rangeobj(100).pinned
        if cs is repo:
            repo.save()
    tsro.add_version(TIMES[2], np.array(2))
    repo.save()
    assert answer(repo) == 0
    made = [r for r in tsro.records() if r.action.startswith("set default")]
    assert [r.action for r in made] == ["set default from auto (v1) to v1"]
    assert made[0].comment == "kept while versions are added"


@pytest.mark.parametrize("save_between", [True, False])
def test_it_does_not_matter_for_that_how_often_is_saved(repo: DCStore, save_between: bool) -> None:
    tsro = repo.add_ctype("pedestals").add_range(100)
    for number in range(3):
        tsro.add_version(TIMES[number], np.array(number))
        if save_between:
            repo.save()
        assert answer(repo) == 0
    repo.save()
    assert answer(repo) == answer(DCStore(repo.path)) == 0


def test_a_range_made_alone_comes_as_it_is(repo: DCStore) -> None:
    tsro = DCRange(100)
    for number in range(3):
        tsro.add_version(TIMES[number], np.array(number))
    repo.add_ctype("pedestals").add_range(tsro)
    assert answer(repo) == 2
    repo.save()
    assert answer(repo) == answer(DCStore(repo.path)) == 2


def test_a_range_made_alone_changes_no_answer_of_somebody_elses(repo: DCStore) -> None:
    repo.add_ctype("pedestals")
    repo.save()
    mine = DCStore(repo.path)
    tsro = DCRange(100)
    tsro.add_version(TIMES[1], np.array(1))
    mine.ctypeobj("pedestals").add_range(tsro)
    repo.ctypeobj("pedestals").add_range(100).add_version(TIMES[0], np.array(0))
    repo.save()
    mine.save()
    assert answer(mine) == answer(repo) == 0


def test_in_the_repository_a_default_needs_a_reason(repo: DCStore) -> None:
    tsro = make_range(repo, 1)
    for change in (
        lambda: tsro.set_versdef(1),
        lambda: tsro.set_versdef(None, comment=" "),
        lambda: tsro.add_version(TIMES[1], np.array(1), default=True),
    ):
        with pytest.raises(BadValue, match="asks for a reason"):
            change()
    assert tsro.versions() == [TIMES[0].number]
    tsro.add_version(TIMES[1], np.array(1), default=True, comment="new dark")
    repo.save()
    assert answer(repo) == 1
    actions = {r.action: r.comment for r in tsro.records()}
    assert actions["set default from v1 to v2"] == "new dark"


def test_elsewhere_a_reason_is_welcome_but_not_needed(cs: DCStore) -> None:
    tsro = make_range(cs, 1)
    tsro.add_version(TIMES[1], np.array(1), default=True)
    cs.save()
    assert tsro.pinned
    assert answer(cs) == 1


def defaults_set(tsro: DCRange) -> list[tuple[str, str]]:
    made = [(r.action, r.comment) for r in tsro.records()]
    return [(action, why) for action, why in made if action.startswith("set default")]


def test_restoring_the_default_is_recorded_as_a_change_of_default(cs: DCStore) -> None:
    tsro = make_range(cs, 3)
    tsro.set_versdef(1)
    cs.save()
    tsro.del_version(1)
    cs.save()
    cs.restore()
    assert answer(cs) == 0
    assert defaults_set(tsro)[-1] == ("set default from auto (v3) to v1", "v1 was restored")


def test_restoring_what_was_no_default_sets_none(cs: DCStore) -> None:
    tsro = make_range(cs, 3)
    cs.save()
    tsro.del_version(1)
    cs.save()
    cs.restore()
    assert not tsro.pinned
    assert defaults_set(tsro) == []


def test_in_the_repository_restoring_keeps_the_present_answer(repo: DCStore) -> None:
    tsro = make_range(repo, 3)
    repo.save()
    tsro.set_versdef(None, comment="newest")
    tsro.del_version(3)
    repo.save()
    assert answer(repo) == 1
    repo.restore()
    assert answer(repo) == answer(DCStore(repo.path)) == 1
    why = "kept while versions are restored"
    assert defaults_set(tsro)[-1] == ("set default from auto (v2) to v2", why)


def test_in_the_repository_a_default_that_is_restored_answers_again(repo: DCStore) -> None:
    tsro = make_range(repo, 3)
    tsro.set_versdef(3, comment="best")
    tsro.del_version(3)
    repo.save()
    repo.restore()
    assert answer(repo) == 2
    assert defaults_set(tsro)[-1][0].endswith("to v3")


def test_in_the_repository_a_range_without_versions_restores_one_as_it_was(repo: DCStore) -> None:
    tsro = make_range(repo, 1)
    tsro.del_version(1)
    repo.save()
    repo.restore()
    assert answer(repo) == 0
    assert not tsro.pinned


# Numbers and times


def test_a_new_version_has_the_number_that_it_will_get(cs: DCStore, layout: str) -> None:
    tsro = make_range(cs, 0)
    new = [tsro.add_version(TIMES[number]) for number in (3, 1, 2)]
    tsro.del_version(new[1])
    before = [new[0].versind, new[2].versind]
    assert before == ([3, 2] if layout == "native" else [1, 3])
    cs.save()
    assert [new[0].versind, new[2].versind] == before
    tsro.del_version(new[0])
    cs.save()
    later = tsro.add_version(TIMES[4])
    assert later.versind == 4
    cs.save()
    assert later.versind == 4


def test_numbers_go_on_in_a_range_that_is_made_again(cs: DCStore) -> None:
    make_range(cs, 2)
    cs.save()
    cto = cs.ctypeobj("pedestals")
    cto.del_range(100)
    tsro = cto.add_range(100)
    cs.save()
    verso = tsro.add_version(TIMES[3])
    assert verso.versind == 3
    with pytest.raises(AlreadyExists, match="never used twice"):
        tsro.add_version(TIMES[0])
    cs.save()
    assert verso.versind == 3


def test_a_production_time_is_never_used_twice(cs: DCStore) -> None:
    tsro = make_range(cs, 2)
    with pytest.raises(AlreadyExists, match="already has a version produced at"):
        tsro.add_version(TIMES[0])
    cs.save()
    with pytest.raises(AlreadyExists, match="already has a version produced at"):
        tsro.versobj(2).set_tsprod(TIMES[0])
    tsro.del_version(1)
    cs.save()
    for _ in range(2):
        with pytest.raises(AlreadyExists, match="was deleted"):
            tsro.add_version(TIMES[0])
        cs.purge()
    with pytest.raises(AlreadyExists, match="was deleted"):
        tsro.versobj(2).set_tsprod(TIMES[0])


def test_a_time_that_is_only_about_to_be_free_is_refused_at_once(cs: DCStore) -> None:
    tsro = make_range(cs, 1)
    cs.save()
    new = tsro.add_version(TIMES[1])
    tsro.versobj(1).set_tsprod(TIMES[2])
    tsro.versobj(1).set_tsprod(TIMES[3])
    for tsvers in (TIMES[0], TIMES[2]):
        with pytest.raises(AlreadyExists, match="Save that first"):
            new.set_tsprod(tsvers)
    cs.save()
    new.set_tsprod(TIMES[0])
    cs.save()
    assert new.tsvers == TIMES[0]


def test_versions_of_now_make_room_for_each_other(
    cs: DCStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    tsro = make_range(cs, 0)
    monkeypatch.setattr(Timestamp, "now", classmethod(lambda cls: cls.of(1477000000)))
    first, second = tsro.add_version(), tsro.add_version()
    cs.save()
    third = tsro.add_version()
    cs.save()
    times = [verso.tsvers for verso in (first, second, third)]
    assert [t.ns - 1477000000 * 10**9 for t in times if t] == [0, 1000, 2000]


def test_older_files_take_numbers(tmp_path: Path) -> None:
    cs = make_store(tmp_path, "pscalib")
    tsro = make_range(cs, 1)
    five = tsro.add_version(5, np.array(5))
    auto = tsro.add_version(TIMES[1], np.array(6))
    assert (five.versind, auto.versind) == (5, 6)
    three = tsro.add_version(3, np.array(3))
    assert answer(cs) == 6  # the highest number
    with pytest.raises(AlreadyExists, match="already has a version 5"):
        tsro.add_version(5)
    cs.save()
    assert [five.versind, auto.versind, three.versind] == [5, 6, 3]
    assert answer(cs) == 6
    tsro.del_version(5)
    cs.save()
    with pytest.raises(AlreadyExists, match="had a version 5, which was deleted"):
        tsro.add_version(5)
