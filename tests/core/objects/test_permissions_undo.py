"""Who may take back what, and that nobody gets a right by adding what is there already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from access_files import become, write_access
from dcsgui import DCRange, DCStore
from dcsgui.core.actions.answers.plans import Policy
from dcsgui.core.objects.author import current_author
from dcsgui.core.values.errors import AccessDenied, DCError
from small_stores import LAYOUTS, NDA, T0, make_store
from transfers import filled, plan_of, pushed, with_policy

ANN, BOB = "ann", "bob"


class Somebody:
    """Who makes changes, also by the records of histories."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch

    def is_now(self, user: str) -> None:
        become(user, self._patch)
        current_author.cache_clear()


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> Iterator[Somebody]:
    yield Somebody(monkeypatch)
    current_author.cache_clear()


@pytest.fixture(params=LAYOUTS)
def cs(calib: Path, request: pytest.FixtureRequest) -> DCStore:
    store = make_store(calib, request.param)
    store.add_ctype("pedestals").add_range((0, 100)).add_version(T0, NDA)
    store.save()
    write_access(calib)
    return store


def tsro_of(cs: DCStore) -> DCRange:
    return cs.ctypeobj("pedestals").rangeobj((0, 100))


def test_who_has_added_something_may_take_it_back(cs: DCStore, somebody: Somebody) -> None:
    somebody.is_now(ANN)
    tsro_of(cs).add_version(T0 + 5, NDA + 1)
    cs.save()
    cs.ctypeobj("pedestals").add_range((5, 6)).add_version(T0, NDA, default=True)
    cs.save()
    cs.add_history("all dark")
    cs.save()
    for _ in range(3):
        cs.undo()
    assert cs.ctypeobj("pedestals").ranges() == [tsro_of(cs).name]
    assert tsro_of(cs).versions() == [T0]


def test_nobody_else_who_only_contributes_may(cs: DCStore, somebody: Somebody) -> None:
    somebody.is_now(BOB)
    tsro_of(cs).add_version(T0 + 5, NDA + 1)
    cs.save()
    somebody.is_now(ANN)
    with pytest.raises(AccessDenied, match="curator"):
        cs.undo()
    assert len(tsro_of(cs).versions()) == 2


@pytest.mark.parametrize("together", [False, True])
def test_a_default_is_taken_back_by_curators(
    cs: DCStore, somebody: Somebody, together: bool
) -> None:
    somebody.is_now(ANN)
    if not together:
        tsro_of(cs).add_version(T0 + 5, NDA + 1)
        cs.save()
    somebody.is_now(BOB)
    if together:
        tsro_of(cs).add_version(T0 + 5, NDA + 1)
    tsro_of(cs).set_versdef(2, comment="better")
    cs.save()
    if together:  # and is a curator no more
        rules = '[[rule]]\nrole = "contributor"\nusers = ["bob"]\n'
        write_access(cs.path.parent.parent, rules)
    else:
        somebody.is_now(ANN)
    with pytest.raises(AccessDenied, match="curator"):
        cs.undo()
    assert tsro_of(cs).pinned


def test_in_the_repository_the_default_that_was_kept_goes_with_it(
    repository: Path, somebody: Somebody
) -> None:
    cs = make_store(repository, "native")
    cs.add_ctype("pedestals").add_range((0, 100)).add_version(T0, NDA)
    cs.save()
    write_access(repository)
    somebody.is_now(ANN)
    tsro_of(cs).add_version(T0 + 5, NDA + 1)
    cs.save()
    assert tsro_of(cs).pinned
    cs.undo()
    assert not tsro_of(cs).pinned
    assert tsro_of(cs).versions() == [T0]


def test_what_somebody_else_has_added_meanwhile_is_not_ours_to_set(
    cs: DCStore, somebody: Somebody
) -> None:
    somebody.is_now(ANN)
    mine = DCStore(cs.path)
    tsro = mine.ctypeobj("pedestals").add_range((5, 6))
    tsro.add_version(T0 + 1, NDA, default=True)
    somebody.is_now(BOB)
    other = cs.ctypeobj("pedestals").add_range((5, 6))
    other.add_version(T0, NDA, default=True, comment="mine")
    cs.save()
    somebody.is_now(ANN)
    with pytest.raises(AccessDenied, match="curator"):
        mine.save()
    mine.revert()
    assert mine.ctypeobj("pedestals").rangeobj((5, 6)).versobj().tsprod() == T0


def test_who_makes_a_file_by_a_transfer_fills_it(
    calib: Path, tmp_path: Path, somebody: Somebody
) -> None:
    source = filled(tmp_path / "mine")  # with parameters at all levels, and a default
    write_access(calib)
    somebody.is_now(ANN)
    path = calib / "cspad" / "cspad-0001.h5"
    plan = plan_of(source, path)
    assert plan.todo
    assert pushed(source, path).done
    assert DCStore(path).par("experiment") == "xpptut15"


def test_the_plan_and_the_transfer_agree_who_may(
    cs: DCStore, tmp_path: Path, somebody: Somebody
) -> None:
    source = filled(tmp_path / "mine")
    somebody.is_now(ANN)
    for policy in Policy:
        plan = plan_of(source, cs, with_policy(policy))
        before = cs.path.read_bytes()
        if plan.todo:
            assert pushed(source, cs, with_policy(policy)).done
        elif plan.blocked:
            with pytest.raises(DCError, match="Nothing was done"):
                pushed(source, cs, with_policy(policy))
            assert cs.path.read_bytes() == before


def test_who_has_added_something_may_take_it_back_later_and_add_it_again(
    cs: DCStore, somebody: Somebody
) -> None:
    somebody.is_now(ANN)
    tsro_of(cs).add_version(T0 + 5, NDA + 1)
    cs.save()
    number = cs.undo_log()[-1].number
    somebody.is_now(BOB)
    cs.ctypeobj("pedestals").add_par("k", 1)
    cs.save()
    foreign = cs.undo_log()[-1].number
    somebody.is_now(ANN)
    with pytest.raises(AccessDenied, match="curator"):
        cs.take_back(foreign)
    cs.take_back(number)
    assert tsro_of(cs).versions() == [T0]
    cs.take_back(cs.undo_log()[-1].number)
    assert tsro_of(cs).versions() == [T0, T0 + 5]


def test_what_somebody_else_took_back_is_not_ours_to_do_again(
    cs: DCStore, somebody: Somebody
) -> None:
    somebody.is_now(ANN)
    tsro_of(cs).add_version(T0 + 5, NDA + 1)
    cs.save()
    somebody.is_now(BOB)
    cs.take_back(cs.undo_log()[-1].number)
    somebody.is_now(ANN)
    with pytest.raises(AccessDenied, match="curator"):
        cs.take_back(cs.undo_log()[-1].number)
    assert tsro_of(cs).versions() == [T0]
