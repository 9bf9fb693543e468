"""Changes that can't be taken back, because something else has changed since."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui import DCStore
from dcsgui.core.files.opening import open_writer
from dcsgui.core.values.errors import Conflict
from small_stores import LAYOUTS, make_told_store


@pytest.fixture(params=LAYOUTS)
def cs(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    return make_told_store(tmp_path, request.param)


def _put_par(root: h5py.Group) -> None:
    if "dictpars" in root or "dcsformat" in root.attrs:
        root.require_group("dictpars").attrs["k"] = 77
    else:
        root.require_group("_parameters").create_dataset("k", data=np.array([77]))


def test_what_another_program_changed_since_is_a_conflict(cs: DCStore) -> None:
    cs.del_par("k")
    cs.save()
    with h5py.File(cs.path, "r+") as file:
        _put_par(file["/"])
    raw = cs.path.read_bytes()
    with pytest.raises(Conflict, match="The detector has another 'k' than it got"):
        cs.undo()
    assert cs.path.read_bytes() == raw


def test_versions_of_another_program_in_a_new_range_are_a_conflict(cs: DCStore) -> None:
    cs.ctypeobj("pedestals").add_range((50, 60))
    cs.save()
    with h5py.File(cs.path, "r+") as file:
        source = file["pedestals/0-100"]
        name = next(
            name for name in source if isinstance(source[name], h5py.Group) and name[0] in "v1"
        )
        file.copy(source[name], file["pedestals/50-60"], name)
    with pytest.raises(Conflict, match=r"holds 1 versions, not 0.*latest record there is by"):
        cs.undo()


def test_a_default_that_another_program_set_is_a_conflict(cs: DCStore) -> None:
    cs.ctypeobj("pedestals").rangeobj((0, 100)).set_versdef(1, comment="x")
    cs.save()
    with h5py.File(cs.path, "r+") as file:
        group = file["pedestals/0-100"]
        if "versdef" in group:
            group["versdef"][...] = 2
        else:
            del group["defaultv"]
    with pytest.raises(Conflict, match="does not answer as it did"):
        cs.undo()


def test_a_change_that_left_no_way_back_stands_in_the_way(cs: DCStore) -> None:
    with open_writer(cs.path) as writer:
        writer.set_pars((), {"quiet": 1})
    with pytest.raises(Conflict, match="did not write down"):
        cs.undo()


def test_only_the_change_that_was_meant_is_taken_back(cs: DCStore) -> None:
    last = cs.last_change()
    assert last is not None
    cs.add_par("later", 1)
    cs.save()
    with pytest.raises(Conflict, match=r"Another change .* is the last one by now"):
        cs.undo(expected=last.number)


def test_pending_changes_come_first(cs: DCStore) -> None:
    cs.add_par("later", 1)
    with pytest.raises(Conflict, match="not saved"):
        cs.undo()
