"""Examining one file: ranges that never answer, constants, and files that can't be opened.

What can be wrong in the structure is in the tests of both layouts, ``test_checking.py``.
"""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.checks import Severity
from dcsgui.core.actions.checking.inside import examine
from dcsgui.core.files.leftovers import Leftover
from dcsgui.core.values.progress import Cancelled, Progress
from dying_writers import leave
from planted_findings import findings_in, found_in
from processes import foreign_program, in_child
from small_stores import NDA, T0


@pytest.fixture
def store(cs: DCStore) -> DCStore:
    """Return a store of each layout in turn, with three versions."""
    tsro = cs.add_ctype("pedestals").add_range((100, 200))
    tsro.add_version(T0, NDA)
    tsro.add_version(T0 + 1, NDA + 1)
    cs.add_ctype("pixel_gain").add_range((0, 10)).add_version(T0, NDA)
    cs.set_predecessor("cspad-0000")
    cs.save()
    return cs


def test_it_says_what_the_file_is(store: DCStore) -> None:
    checked, findings = examine(str(store.path))
    assert findings == []
    assert (checked.examined, checked.detname) == (True, "cspad-0001")
    assert (checked.predecessor, checked.successor) == ("cspad-0000", "")
    assert (checked.versions, checked.digests) == (3, 3)
    assert examine(str(store.path), digests=False)[0].digests == 0


def test_ranges_that_never_answer_are_noted(store: DCStore) -> None:
    cto = store.ctypeobj("pedestals")
    cto.add_range((100, 150)).add_version(T0, NDA)
    cto.add_range((151, 160))
    for ends in [(300, 400), (300, 350), (351, 400), (350, 352)]:
        cto.add_range(ends).add_version(T0, NDA)
    store.save()
    assert found_in(store.path) == {
        ("empty-range", "pedestals/151-160"),
        ("shadowed-range", "pedestals/300-400"),
    }
    assert {one.severity for one in findings_in(store.path)} == {Severity.NOTE}


def test_constants_that_can_not_be_read_do_not_stop_the_others(store: DCStore) -> None:
    name = "calib" if store.layout.value == "native" else "data"
    cto = store.ctypeobj("pedestals")
    first, second = (one.name for one in cto.rangeobj((100, 200)).versobjs())
    path = f"pedestals/100-200/{first}"
    with h5py.File(store.path, "r+") as file:
        group = file[path]
        digest = dict(group[name].attrs)
        del group[name]
        group.create_dataset(name, (3,), "f8", chunks=(3,))  # none of it is stored
        for key, value in digest.items():
            group[name].attrs[key] = value
        file[f"pedestals/100-200/{second}/{name}"].write_direct(np.zeros(6))
    found = {one for one in found_in(store.path) if one[0] != "stale-index"}
    assert found == {
        ("damaged", path),
        ("wrong-digest", f"pedestals/100-200/{second}"),
    }


def test_what_is_no_hdf5_file(tmp_path: Path) -> None:
    path = tmp_path / "cspad-0001.h5"
    path.write_text("nothing")
    checked, (finding,) = examine(str(path))
    assert not checked.examined
    assert (finding.kind.value, finding.severity) == ("damaged", Severity.ERROR)


def test_what_is_no_detector_file(tmp_path: Path) -> None:
    path = tmp_path / "cspad-0001.h5"
    h5py.File(path, "w").close()
    checked, (finding,) = examine(str(path))
    assert not checked.examined
    assert finding.kind.value == "foreign-file"


def test_what_another_program_holds(store: DCStore) -> None:
    with foreign_program(store.path, "r+"):
        checked, (finding,) = examine(str(store.path))
    assert not checked.examined
    assert (finding.kind.value, finding.severity) == ("busy", Severity.WARNING)


def test_what_may_not_be_read(reachable: Path) -> None:
    path = DCStore.create(reachable, "cspad-0001").path
    path.chmod(0)
    (_, (finding,)) = in_child(lambda: examine(str(path)), unprivileged=True)
    assert (finding.kind.value, finding.severity) == ("unreadable", Severity.ERROR)


@pytest.mark.parametrize("left", [Leftover.PENDING, Leftover.UNFINISHED])
def test_nothing_is_changed_not_even_settled(store: DCStore, left: Leftover) -> None:
    leave_ranges_out(store)
    leave(store.path, left)
    before = {path: path.read_bytes() for path in store.path.parent.iterdir()}
    examine(str(store.path))
    assert {path: path.read_bytes() for path in store.path.parent.iterdir()} == before


def leave_ranges_out(store: DCStore) -> None:
    """Let there be room for the range that a dying writer adds."""
    store.ctypeobj("pedestals").del_range((100, 200))
    store.save()


class Bytes(Progress):
    """Remembers how far it was; calls off at the second report."""

    def __init__(self, *, cancel: bool = False) -> None:
        self.reports: list[tuple[int, int, str]] = []
        self._cancel = cancel

    def report(self, done: int, total: int, what: str = "") -> None:
        self.reports.append((done, total, what))
        if self._cancel:
            raise Cancelled("called off")


def test_it_tells_how_many_bytes_are_done(store: DCStore) -> None:
    heard = Bytes()
    examine(str(store.path), progress=heard)
    each = NDA.nbytes
    assert heard.reports == [(each * n, 3 * each, "bytes") for n in (1, 2, 3)]


def test_it_can_be_called_off(store: DCStore) -> None:
    with pytest.raises(Cancelled):
        examine(str(store.path), progress=Bytes(cancel=True))
