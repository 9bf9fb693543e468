"""Deleting, restoring, purging and repacking, at each level."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dcsgui import DCStore
from dcsgui.core.files.records import Record
from dcsgui.core.values.errors import AlreadyExists, Conflict, NotFound
from small_stores import make_store

T0 = 1477526400
BIG = np.arange(100_000.0)

Call = Callable[[], object]
Level = tuple[Callable[[DCStore], None], Callable[[DCStore], object]]

LEVELS: dict[str, Level] = {
    "ctype": (
        lambda cs: cs.del_ctype("pedestals", comment="why"),
        lambda cs: cs.ctypeobj("pedestals"),
    ),
    "range": (
        lambda cs: cs.ctypeobj("pedestals").del_range(100, comment="why"),
        lambda cs: cs.ctypeobj("pedestals").rangeobj(100),
    ),
    "version": (
        lambda cs: cs.ctypeobj("pedestals").rangeobj(100).del_version(2, comment="why"),
        lambda cs: cs.ctypeobj("pedestals").rangeobj(100).versobj(2),
    ),
}


@pytest.fixture
def full(cs: DCStore) -> DCStore:
    """Return a saved store with parameters and history at all levels and a pinned default."""
    cto = cs.add_ctype("pedestals")
    tsro = cto.add_range(100)
    for number in (1, 2, 3):
        verso = tsro.add_version(T0 + number, BIG + number, pars={"run": number})
        verso.add_history(f"seen {number}", T0)
    tsro.set_versdef(2)
    for o in (cs, cto, tsro):
        o.add_par("µ", "yes")
        o.add_history("a comment", T0)
    cs.save()
    return cs


@pytest.fixture(params=sorted(LEVELS))
def level(request: pytest.FixtureRequest) -> str:
    """Return the name of each level that can be deleted."""
    return str(request.param)


def content(cs: DCStore) -> dict[str, object]:
    """Say all that is in a store, apart from records of deleting and restoring."""
    found: dict[str, object] = {}
    for ctype in cs.ctypes():
        cto = cs.ctypeobj(ctype)
        found[ctype] = (cto.dictpars(), comments(cto.records()))
        for name in cto.ranges():
            tsro = cto.rangeobj(name)
            versdef = tsro.versdef()
            found[name] = (
                tsro.dictpars(),
                comments(tsro.records()),
                tsro.pinned,
                versdef and versdef.versind,
            )
            for v in tsro.versobjs():
                data = np.asarray(v.calib()).tobytes()
                found[f"{name}/{v.versind}"] = (
                    v.tsprod(),
                    v.dictpars(),
                    comments(v.records()),
                    v.digest,
                    data,
                )
    return found


def comments(records: list[Record]) -> list[str]:
    texts = [record.text for record in records]
    return [text for text in texts if not text.startswith(("del ", "restore ", "set default"))]


def test_what_is_deleted_disappears_and_comes_back_whole(full: DCStore, level: str) -> None:
    delete, ask = LEVELS[level]
    before = content(full)
    delete(full)
    with pytest.raises(NotFound):
        ask(full)
    full.save()
    with pytest.raises(NotFound):
        ask(full)
    assert [(gone.record.action.split()[:2], gone.record.comment) for gone in full.deleted()] == [
        (["del", level], "why")
    ]
    assert full.deleted()[0].record.user
    back = full.restore(comment="it was right")
    assert back.path[0] == "pedestals"
    assert full.deleted() == []
    assert content(full) == before
    assert content(DCStore(full.path)) == before


def test_the_history_above_says_what_was_deleted_and_restored(full: DCStore, level: str) -> None:
    LEVELS[level][0](full)
    full.save()
    full.restore(comment="it was right")
    above = {"ctype": full, "range": full.ctypeobj("pedestals")}.get(
        level, full.ctypeobj("pedestals").rangeobj(100)
    )
    made = [record for record in above.records() if record.action.startswith(("del", "restore"))]
    assert [(r.action.split()[0], r.action.split()[1], r.comment) for r in made] == [
        ("del", level, "why"),
        ("restore", level, "it was right"),
    ]
    assert all(record.user and record.host for record in made)


def test_a_deletion_is_named_by_number_path_object_or_itself(full: DCStore) -> None:
    tsro = full.ctypeobj("pedestals").rangeobj(100)
    verso = tsro.versobj(1)
    path = "/".join(verso._path())
    namings: list[Call] = [
        lambda: full.deleted()[0],
        lambda: full.deleted()[0].number,
        lambda: path,
        lambda: tuple(path.split("/")),
        lambda: verso,
        lambda: None,
    ]
    for naming in namings:
        tsro.del_version(1)
        full.save()
        full.restore(naming())
        assert tsro.versobj(1).tsprod() == T0 + 1


def test_what_was_not_deleted_cannot_be_restored(full: DCStore) -> None:
    with pytest.raises(NotFound, match="there is nothing"):
        full.restore()
    LEVELS["version"][0](full)
    full.save()
    with pytest.raises(NotFound, match=r"is 'pedestals/9'; there is: 1: pedestals/100"):
        full.restore("pedestals/9")
    with pytest.raises(NotFound, match="is 7; there is"):
        full.purge(7)


def test_restoring_happens_at_once_so_nothing_may_be_pending(full: DCStore) -> None:
    LEVELS["version"][0](full)
    calls: list[Call] = [full.restore, full.purge, full.repack]
    for act in calls:
        with pytest.raises(Conflict, match=r"1 changes .* are not saved; save\(\) or revert\(\)"):
            act()
    full.revert()
    assert full.ctypeobj("pedestals").rangeobj(100).versobj(2).tsprod() == T0 + 2


def test_a_type_or_range_is_not_restored_over_another(full: DCStore) -> None:
    full.ctypeobj("pedestals").del_range(100)
    full.ctypeobj("pedestals").add_range(100)
    full.save()
    with pytest.raises(AlreadyExists):
        full.restore()
    full.del_ctype("pedestals")
    full.add_ctype("pedestals")
    full.save()
    with pytest.raises(AlreadyExists):
        full.restore("pedestals")


def test_what_is_purged_is_gone_for_ever(full: DCStore, level: str) -> None:
    LEVELS[level][0](full)
    full.save()
    number = full.deleted()[0].number
    gone = full.purge(comment="never again")
    assert [one.number for one in gone] == [number]
    assert full.deleted() == []
    with pytest.raises(NotFound):
        full.restore(number)
    purges = [record for record in full.records() if record.action.startswith("purge")]
    assert [record.comment for record in purges] == ["never again"]


def test_purging_nothing_writes_nothing(full: DCStore) -> None:
    before = full.path.read_bytes()
    assert full.purge() == []
    assert full.path.read_bytes() == before


def test_repack_gives_the_space_back(full: DCStore) -> None:
    size = full.path.stat().st_size
    tsro = full.ctypeobj("pedestals").rangeobj(100)
    tsro.del_version(1)
    full.save()
    assert full.repack() < BIG.nbytes  # it can still be restored
    full.restore()
    tsro.del_version(1)
    full.save()
    full.purge()
    before = content(full)
    assert full.repack() > BIG.nbytes // 2
    assert full.path.stat().st_size < size - BIG.nbytes // 2
    assert content(full) == before
    assert [r.action for r in full.records()][-1] == "repack"


def test_an_object_of_something_deleted_says_that_it_is_gone(full: DCStore) -> None:
    cto = full.ctypeobj("pedestals")
    tsro = cto.rangeobj(100)
    verso = tsro.versobj(2)
    tsro.del_version(verso)
    for _ in range(2):
        calls: list[Call] = [verso.calib, verso.history, lambda: verso.add_par("k", 1)]
        refused(calls, "not, or no longer, there")
        full.save()
    cto.del_range(tsro)
    full.save()
    calls = [tsro.versions, tsro.begin, tsro.add_version, lambda: tsro.set_end(200)]
    refused(calls, "no range '100")
    full.del_ctype(cto)
    full.save()
    refused([cto.ranges, cto.listing, lambda: cto.add_range(5)], "no calibration type 'pedestals'")
    assert not full.pending


def test_a_type_made_again_remembers_what_is_to_be_deleted(cs: DCStore) -> None:
    for save_between in (False, True):
        verso = cs.add_ctype("pedestals").add_range(100).add_version(T0 + save_between, BIG)
        if save_between:
            cs.save()
        told = verso.versind
        cs.del_ctype("pedestals")
        again = cs.add_ctype("pedestals").add_range(100)
        with pytest.raises(AlreadyExists, match="which was deleted"):
            again.add_version(T0 + save_between, BIG)
        assert again.add_version(T0 + 7 + save_between, BIG).versind == told + 1
        cs.del_ctype("pedestals")
    cs.save()


def test_a_number_below_that_of_a_deleted_range_is_refused_at_once(tmp_path: Path) -> None:
    cs = make_store(tmp_path, "pscalib")
    cto = cs.add_ctype("pedestals")
    cto.add_range(100).add_version(5, BIG)
    cto.del_range(100)
    with pytest.raises(AlreadyExists, match="had a version 3, which was deleted"):
        cto.add_range(100).add_version(3, BIG)
    cs.save()


def test_a_deletion_to_be_follows_its_range_to_another_name(cs: DCStore) -> None:
    tsro = cs.add_ctype("pedestals").add_range(100)
    tsro.add_version(T0, BIG)
    cs.save()
    tsro.del_version(1)
    tsro.set_end(200)
    with pytest.raises(AlreadyExists, match="which was deleted"):
        tsro.add_version(T0, BIG)
    verso = cs.ctypeobj("pedestals").add_range(100).add_version(T0, BIG)
    assert cs.deleted() == []
    cs.save()
    assert verso.versind == 1


def refused(calls: list[Call], words: str) -> None:
    for call in calls:
        with pytest.raises(NotFound, match=words):
            call()


def test_what_was_never_saved_can_be_deleted_too(cs: DCStore) -> None:
    tsro = cs.add_ctype("pedestals").add_range(100)
    tsro.add_version(T0, BIG)
    tsro.set_versdef(1)
    tsro.del_version(1)
    cs.ctypeobj("pedestals").del_range(tsro)
    cs.save()
    assert cs.ctypeobj("pedestals").ranges() == []
    cs.restore("/".join(tsro._path()))
    assert tsro.versions() == []
