"""Undo where something else has happened to the file since: converted, restored, one save."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.convert import convert_layout
from dcsgui.core.actions.editing.deleting import repack
from dcsgui.core.actions.undo import last_change, undo
from dcsgui.core.values.errors import Conflict, NotFound
from small_stores import LAYOUTS, NDA, T0, make_store


@pytest.fixture(params=LAYOUTS)
def cs(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    store = make_store(tmp_path, request.param)
    store.add_ctype("pedestals").add_range((0, 100)).add_version(T0, NDA, comment="first")
    store.save()
    return store


def versions(cs: DCStore) -> list[int | float]:
    return cs.ctypeobj("pedestals").rangeobj((0, 100)).versions()


def test_two_changes_of_one_save_are_one(cs: DCStore) -> None:
    tsro = cs.ctypeobj("pedestals").rangeobj((0, 100))
    tsro.add_version(T0 + 1, NDA)
    cs.add_par("k", 1)
    cs.save()
    undo(str(cs.path))
    assert versions(cs) == [T0]
    assert cs.dictpars() == {}


def test_a_file_put_back_from_a_copy_takes_back_what_it_remembers(
    cs: DCStore, tmp_path: Path
) -> None:
    shutil.copy(cs.path, tmp_path / "copy.h5")
    seen = last_change(str(cs.path))
    assert seen is not None
    cs.ctypeobj("pedestals").rangeobj((0, 100)).add_version(T0 + 1, NDA)
    cs.save()
    meant = last_change(str(cs.path))
    assert meant is not None
    shutil.copy(tmp_path / "copy.h5", cs.path)
    with pytest.raises(Conflict, match="Another change"):
        undo(str(cs.path), expected=meant.number)
    assert undo(str(cs.path), expected=seen.number).taken.did == seen.did


def test_after_a_conversion_nothing_of_before_is_taken_back_wrongly(cs: DCStore) -> None:
    other = "pscalib" if cs.layout.value == "native" else "native"
    before = versions(cs)
    convert_layout(str(cs.path), other)
    with pytest.raises((NotFound, Conflict)):
        undo(str(cs.path))
    assert versions(DCStore(cs.path)) == before


def test_a_repack_says_why_and_is_passed_over(cs: DCStore) -> None:
    repack(NodeId(str(cs.path)), "after the purge")
    record = DCStore(cs.path).records()[-1]
    assert (record.action, record.comment) == ("repack", "after the purge")
    assert undo(str(cs.path)).taken.did
    assert DCStore(cs.path).ctypes() == []
