"""Explaining an answer: always the one that the store gives, and why the others lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.explained import Explained
from dcsgui.core.actions.explain import explain
from dcsgui.core.actions.moments import moment, valid_at
from dcsgui.core.values.errors import ConstantsNotFound, StoreNotAvailable
from small_stores import NDA, T0, make_store

SEC = 10**9


@pytest.fixture
def store(cs: DCStore) -> DCStore:
    """Return a store whose pedestals overlap, with a default that somebody set."""
    cto = cs.add_ctype("pedestals")
    for ends in [(100, 200), (150, 170), (150, 190), (150, None), (300, 400)]:
        cto.add_range(ends).add_version(T0, NDA, comment="dark")
    cto.rangeobj((150, 170)).add_version(T0 + 5, NDA + 1)
    cto.add_range((155, 165))
    cs.save()
    cto.rangeobj((150, 170)).set_versdef(1, comment="v2 is noisy")
    cs.save()
    return cs


def asked(store: DCStore, seconds: int, **options: object) -> Explained:
    return explain(str(store.path), "pedestals", moment(str(seconds)), **options)


@pytest.mark.parametrize("seconds", [99, 100, 149, 150, 160, 170, 171, 190, 191, 350, 10**9])
def test_it_explains_what_the_store_and_the_listing_answer(store: DCStore, seconds: int) -> None:
    said = asked(store, seconds)
    listed = valid_at(str(store.path), moment(str(seconds))).of("pedestals")
    assert listed is not None
    assert said.why == listed.why
    if not listed.range_name:
        with pytest.raises(ConstantsNotFound) as refused:
            store.find("pedestals", seconds)
        assert (said.found, said.version, said.why) == (False, None, str(refused.value))
        return
    assert said.found
    found = store.find("pedestals", seconds)
    assert said.why == found.why
    assert tuple(one.range.name for one in said.candidates) == found.ranges
    assert said.version is not None
    assert said.version.name == found.version.name == listed.version_name
    assert said.candidates[0].versind == said.version.versind


def test_each_candidate_says_why_it_wins_or_loses(store: DCStore) -> None:
    said = asked(store, 160)
    ends = [(one.range.begin_ns // SEC, one.range.end_ns) for one in said.candidates]
    assert ends == [(150, 170 * SEC), (150, 190 * SEC), (150, None), (100, 200 * SEC)]
    first, second, third, last = (one.why for one in said.candidates)
    assert first == "wins: of those with the latest begin it ends first"
    assert second.startswith("begins at the same time, and ends later, at ")
    assert third == "begins at the same time, and is open"
    assert last.startswith("begins earlier, at ")
    assert asked(store, 110).candidates[0].why == "wins, as the only one"
    assert asked(store, 350).candidates[0].why == "wins: it begins last"


def test_an_empty_range_is_told_but_is_no_candidate(store: DCStore) -> None:
    (empty,) = asked(store, 160).empty
    assert (empty.begin_ns, empty.end_ns) == (155 * SEC, 165 * SEC)
    assert asked(store, 170).empty == ()


def test_who_set_the_default_and_why(store: DCStore) -> None:
    by = asked(store, 160).default_set
    assert by is not None
    assert by.comment == "v2 is noisy"
    assert by.action.startswith("set default from ")
    assert by.user
    assert asked(store, 110).default_set is None


def test_of_two_who_set_it_the_last_one_is_told(store: DCStore) -> None:
    for versind in (2, 1):
        range_name = asked(store, 160).candidates[0].range.name
        tsro = store.ctypeobj("pedestals").rangeobj(range_name)
        tsro.set_versdef(versind, comment=f"now v{versind}")
        store.save()
    by = asked(store, 160).default_set
    assert by is not None
    assert by.comment == "now v1"


def test_ages_are_told_from_the_time_asked_for(store: DCStore) -> None:
    said = asked(store, 160)
    assert said.range_age_seconds == 10
    assert said.constants_age_seconds == 160 - T0  # produced later
    assert asked(store, T0 + 7).constants_age_seconds == 7


def test_a_version_that_is_asked_for(store: DCStore) -> None:
    said = asked(store, 160, vers=2)
    assert (said.found, said.vers) == (True, "2")
    assert said.version is not None
    assert said.version.versind == 2
    assert said.why == store.find("pedestals", 160, 2).why
    missing = asked(store, 160, vers=7)
    assert not missing.found
    assert "has no version 7" in missing.why
    assert missing.candidates
    assert missing.earlier is missing.later is None


def test_what_is_nearest_if_nothing_is_valid(store: DCStore) -> None:
    store.ctypeobj("pedestals").del_range((150, None))
    store.save()
    said = asked(store, 250)
    assert not said.found
    assert said.candidates == ()
    assert said.earlier is not None
    assert said.later is not None
    assert (said.earlier.begin_ns, said.later.begin_ns) == (100 * SEC, 300 * SEC)
    assert said.earlier.name in said.why


def test_an_unknown_type_is_an_answer_with_a_hint(store: DCStore) -> None:
    said = explain(str(store.path), "pedestal", moment("160"))
    assert not said.found
    assert "Did you mean 'pedestals'?" in said.why


@pytest.fixture
def chain(calib: Path) -> DCStore:
    """Return a store with a predecessor that has constants for 1000 s on, and a lost successor."""
    with make_store(calib, "native", "cspad-0001") as old:
        old.add_ctype("pedestals").add_range((1000, None)).add_version(T0, NDA)
    with make_store(calib, "native", "cspad-0002") as cs:
        cs.set_predecessor("cspad-0001")
        cs.set_successor("cspad-0003")
        cs.add_ctype("pedestals").add_range((5000, None)).add_version(T0, NDA)
    return cs


def test_what_the_relatives_would_give(chain: DCStore) -> None:
    said = asked(chain, 2000)
    assert not said.found
    before, after = said.followed
    assert (before.follow, before.first) == ("predecessor", "cspad-0001")
    assert Path(before.file).name == "cspad-0001.h5"
    assert before.why == chain.find("pedestals", 2000, follow="predecessor").why
    assert (after.follow, after.first, after.file) == ("successor", "cspad-0003", "")
    assert "cspad-0003" in after.why
    assert said.why not in after.why


def test_relatives_are_asked_only_if_nothing_is_found_here(chain: DCStore) -> None:
    assert asked(chain, 6000).followed == ()
    assert asked(chain, 6000).found


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreNotAvailable):
        explain(str(tmp_path / "none-1.h5"), "pedestals", moment("0"))
