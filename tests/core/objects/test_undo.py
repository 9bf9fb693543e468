"""Taking changes back: everything is as it was, whatever was done, in both layouts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui import DCRange, DCStore
from dcsgui.core.files import undo_dataset, undo_log
from dcsgui.core.files.records import LayoutName
from dcsgui.core.objects.changes import wayback
from dcsgui.core.values.errors import Conflict, NotFound
from small_stores import LAYOUTS, NDA, T0, make_store, make_told_store
from store_pictures import picture

Act = Callable[[DCStore], object]


@pytest.fixture(params=LAYOUTS)
def cs(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    return make_told_store(tmp_path, request.param)


def tsro_of(store: DCStore, name: object = (0, 100)) -> DCRange:
    return store.ctypeobj("pedestals").rangeobj(name)


def _set_head(cs: DCStore) -> None:
    cs.set_predecessor("cspad-0000")
    cs.set_tscfile(5)


def _add_and_delete(cs: DCStore) -> None:
    tsro_of(cs).add_version(T0 + 9, NDA)
    tsro_of(cs).del_version(3)


def _add_pin_and_delete(cs: DCStore) -> None:
    tsro_of(cs).add_version(T0 + 9, NDA, default=True, comment="x")
    tsro_of(cs).del_version(3)


def _add_and_move(cs: DCStore) -> None:
    cs.ctypeobj("pedestals").add_range((50, 60)).add_version(T0, NDA)
    tsro_of(cs, (50, 60)).set_end(70)


def _move_and_add(cs: DCStore) -> None:
    tsro_of(cs).set_end(90)
    tsro_of(cs, (0, 90)).add_version(T0 + 9, NDA)
    tsro_of(cs, (0, 90)).set_versdef(1, comment="x")


def _replace(cs: DCStore) -> None:
    cs.ctypeobj("pedestals").del_range((0, 100))
    cs.ctypeobj("pedestals").add_range((0, 100)).add_version(T0 + 20, NDA)


EACH: dict[str, Act] = {
    "type": lambda cs: cs.add_ctype("pixel_gain"),
    "type with all": lambda cs: (
        cs.add_ctype("pixel_gain").add_range(0).add_version(T0, NDA, default=True, comment="x")
    ),
    "range": lambda cs: cs.ctypeobj("pedestals").add_range((50, 60)),
    "version": lambda cs: tsro_of(cs).add_version(T0 + 9, "text"),
    "default version": lambda cs: tsro_of(cs).add_version(T0 + 9, NDA, default=True, comment="x"),
    "default": lambda cs: tsro_of(cs).set_versdef(1, comment="better"),
    "ends": lambda cs: tsro_of(cs).set_end(150),
    "open end": lambda cs: tsro_of(cs).set_end(None),
    "begin": lambda cs: tsro_of(cs).set_begin(10),
    "time": lambda cs: tsro_of(cs).versobj(1).set_tsprod(T0 + 50),
    "constants": lambda cs: tsro_of(cs).versobj(1).add_calib(np.ones(4, np.int16)),
    "text": lambda cs: tsro_of(cs).versobj(2).add_calib("geometry"),
    "parameters": lambda cs: tsro_of(cs).versobj(1).set_dictpars({"run": "r7", "new": 0.1}),
    "parameter of the store": lambda cs: cs.del_par("k"),
    "delete version": lambda cs: tsro_of(cs).del_version(2),
    "delete range": lambda cs: cs.ctypeobj("pedestals").del_range((0, 100)),
    "delete type": lambda cs: cs.del_ctype("pedestals"),
    "head": _set_head,
    "detector": lambda cs: cs.set_detid("0002"),
    "comment": lambda cs: tsro_of(cs).add_history("the beam was off"),
    "history": lambda cs: tsro_of(cs).set_history({5: "all forgotten"}),
    "added and deleted": _add_and_delete,
    "added, pinned and deleted": _add_pin_and_delete,
    "added and moved": _add_and_move,
    "moved and added": _move_and_add,
    "replaced by one of that name": _replace,
}


@pytest.mark.parametrize("what", EACH)
def test_each_kind_of_change_is_taken_back(cs: DCStore, what: str) -> None:
    before, generation = picture(cs.path), cs.generation
    EACH[what](cs)
    cs.save()
    changed = picture(cs.path)
    assert changed != before or what in {"comment", "history", "added and deleted"} | {
        "added, pinned and deleted"
    }
    entry = cs.undo(comment="a mistake")
    assert picture(cs.path) == before
    assert entry.words
    assert cs.generation == generation + 2
    assert DCStore(cs.path).generation == generation + 2


def test_a_dry_run_changes_nothing(cs: DCStore) -> None:
    raw, stamp = cs.path.read_bytes(), cs.path.stat().st_mtime_ns
    entry = cs.undo(dry_run=True)
    assert (cs.path.read_bytes(), cs.path.stat().st_mtime_ns) == (raw, stamp)
    assert cs.undo().number == entry.number


def test_undo_goes_back_change_by_change_to_the_beginning(cs: DCStore) -> None:
    states = [picture(cs.path)]
    for act in (EACH["range"], EACH["version"], EACH["default"], EACH["constants"], EACH["ends"]):
        act(cs)
        cs.save()
        states.append(picture(cs.path))
    for state in reversed(states[:-1]):
        cs.undo()
        assert picture(cs.path) == state
    cs.undo()
    assert cs.ctypes() == []
    with pytest.raises(NotFound, match="nothing to take back"):
        cs.undo()


def test_the_history_says_what_was_taken_back(cs: DCStore) -> None:
    tsro_of(cs).set_versdef(1, comment="better")
    cs.save()
    cs.undo(comment="worse")
    last = tsro_of(cs).records()[-1]
    assert last.action == "set default from v1 to auto (v2)"
    assert "takes back 'pedestals/" in last.comment
    assert last.comment.endswith(": worse")
    assert "set default from auto (v2) to v1" in last.comment


def test_a_restored_and_again_deleted_version_is_still_found(cs: DCStore) -> None:
    tsro_of(cs).set_versdef(1, comment="x")
    cs.save()
    states = [picture(cs.path)]
    tsro_of(cs).del_version(1)
    cs.save()
    states.append(picture(cs.path))
    tsro_of(cs).set_versdef(2, comment="x")
    cs.save()
    states.append(picture(cs.path))
    cs.restore()
    for state in reversed(states):
        cs.undo()
        assert picture(cs.path) == state


def test_in_the_repository_the_answer_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DCS_REPOSITORY", str(tmp_path))
    for layout in LAYOUTS:
        store = make_store(tmp_path, layout, f"cspad-{layout}")
        store.add_ctype("pedestals").add_range((0, 100)).add_version(T0, NDA)
        store.save()
        assert store.in_repository
        states = [picture(store.path)]
        for act in (EACH["version"], EACH["delete version"]):
            act(store)
            store.save()
            states.append(picture(store.path))
        for state in reversed(states[:-1]):
            store.undo()
            assert picture(store.path) == state


def test_a_purge_is_not_taken_back_but_passed_over_if_asked(cs: DCStore) -> None:
    tsro_of(cs).set_versdef(1, comment="x")
    cs.save()
    tsro_of(cs).del_version(2)
    cs.save()
    cs.purge()
    with pytest.raises(Conflict, match="gone for ever"):
        cs.undo()
    raw = cs.path.read_bytes()
    with pytest.raises(Conflict, match="purged"):
        cs.undo(past=True)  # what it deleted is gone
    assert cs.path.read_bytes() == raw
    cs.add_par("later", 1)
    cs.save()
    cs.undo()
    assert "later" not in cs.dictpars()


def test_a_repack_is_passed_over_and_gives_up_replaced_constants(cs: DCStore) -> None:
    before = picture(cs.path)
    cs.add_par("k", 2)
    cs.save()
    cs.repack()
    cs.undo()
    assert picture(cs.path) == before
    tsro_of(cs).versobj(1).add_calib(NDA + 5)
    cs.save()
    cs.repack()
    with pytest.raises(Conflict, match="given up when the file was repacked"):
        cs.undo()
    tsro_of(cs).versobj(1).add_calib(NDA + 6)
    cs.save()
    cs.undo()
    calib = tsro_of(cs).versobj(1).calib()
    assert isinstance(calib, np.ndarray)
    assert calib.tolist() == (NDA + 5).tolist()


def test_repacking_frees_replaced_constants(cs: DCStore) -> None:
    large = np.zeros(100_000)
    for number in range(3):
        tsro_of(cs).versobj(1).add_calib(large + number)
        cs.save()
    assert cs.path.stat().st_size > 3 * large.nbytes
    cs.repack()
    assert cs.path.stat().st_size < 1.2 * large.nbytes


def test_a_copy_can_be_taken_back_as_the_file_could(cs: DCStore, tmp_path: Path) -> None:
    before = picture(cs.path)
    EACH["constants"](cs)
    cs.save()
    cs.save(tmp_path / "cspad-0001.h5")
    copy = DCStore(tmp_path / "cspad-0001.h5")
    copy.undo()
    assert picture(copy.path) == before


def test_two_who_save_at_once_are_taken_back_one_after_the_other(cs: DCStore) -> None:
    other = DCStore(cs.path)
    cs.add_par("one", 1)
    other.add_par("two", 2)
    other.save()
    cs.save()
    cs.undo()
    assert set(DCStore(cs.path).dictpars()) == {"k", "two"}
    other.undo()
    assert set(cs.dictpars()) == {"k"}


def test_the_log_is_bounded_and_forgets_the_oldest(
    cs: DCStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo_dataset, "LONGEST", 4000)
    monkeypatch.setattr(undo_log, "KEPT", 2000)
    monkeypatch.setattr(wayback, "KEPT", 2000)
    tsro_of(cs).versobj(1).add_calib(NDA + 3)
    cs.save()
    for number in range(40):
        cs.add_par("k", number)
        cs.save()
    with h5py.File(cs.path) as file:
        place = file["_undo"] if "dcsformat" in file.attrs else file
        log = place["log" if "dcsformat" in file.attrs else "_undo"]
        assert 0 < len(log) <= 4000
        assert not [name for name in place if name.startswith(("calib.", "_undo."))]
    taken = 0
    while cs.last_change() is not None:
        cs.undo()
        taken += 1
    assert 2 < taken < 40
    tsro_of(cs).set_dictpars({str(number): list(range(500)) for number in range(9)})
    cs.save()
    tsro_of(cs).set_dictpars(
        {str(number): np.random.default_rng(1).random(900) for number in range(9)}
    )
    cs.save()
    tsro_of(cs).del_dictpars()
    cs.save()
    with pytest.raises(Conflict, match="longer than what a file remembers"):
        cs.undo()


@pytest.mark.parametrize("with_range", [False, True])
def test_a_version_returns_to_its_range_whatever_was_called_so_meanwhile(
    cs: DCStore, *, with_range: bool
) -> None:
    before = picture(cs.path)
    tsro = tsro_of(cs)
    begin = tsro.begin()
    tsro.add_version(None, NDA + 1)
    tsro.del_version(1)
    tsro.set_end(10**9)
    cs.del_ctype("pedestals")
    again = cs.add_ctype("pedestals")
    if with_range:
        again.add_range((begin, 10**9))
    cs.save()
    cs.undo()
    assert picture(cs.path) == before


def test_adding_many_versions_is_taken_back_at_once(cs: DCStore) -> None:
    before = picture(cs.path)
    many = 300 if cs.layout is LayoutName.NATIVE else 30  # older files are walked for each
    for number in range(many):
        tsro_of(cs).add_version(T0 + 100 + number, NDA)
    cs.save()
    cs.undo()
    assert picture(cs.path) == before
