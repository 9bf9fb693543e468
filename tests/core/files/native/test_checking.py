"""Each thing that can be wrong in a file of the native layout, planted with plain h5py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui import DCStore
from planted_findings import Found, found_in
from small_stores import NDA, T0

RANGE = "pedestals/100-200"
V1, V2 = f"{RANGE}/{T0}", f"{RANGE}/{T0 + 1}"

STALE = ("stale-index", "pedestals")


@pytest.fixture
def path(calib: Path) -> Path:
    """Return a sound file with two ranges, three versions, a default, parameters and comments."""
    with DCStore.create(calib, "cspad-0001") as cs:
        cs.add_par("k", 1)
        cto = cs.add_ctype("pedestals")
        tsro = cto.add_range((100, 200))
        tsro.add_version(T0, NDA, comment="dark")
        tsro.add_version(T0 + 1, NDA + 1, pars={"run": 5})
        tsro.set_versdef(1, comment="better")
        cto.add_range((300, None)).add_version(T0, "a text")
        tsro.add_history("looked at")
    return cs.path


def test_a_sound_file_has_no_findings(path: Path) -> None:
    assert found_in(path) == set()


Plant = Callable[[h5py.File], object]


def empty_version(file: h5py.File) -> None:
    """Put a version as another program would that knows what interfaces.md says, and no more."""
    group = file[RANGE].create_group("5")
    group["calib"] = NDA
    group.attrs["tsvers"], group.attrs["tsvers_ns"] = 5.0, 5 * 10**9


def unlink_default(file: h5py.File) -> None:
    del file[f"{RANGE}/defaultv"]
    file[f"{RANGE}/defaultv"] = h5py.SoftLink("12345")


def hard_default(file: h5py.File) -> None:
    del file[f"{RANGE}/defaultv"]
    file[f"{RANGE}/defaultv"] = file[V1]


def same_number(file: h5py.File) -> None:
    file[V2].attrs["versind"] = 1


def index_of_another_time(file: h5py.File) -> None:
    rows = file["_index/pedestals/ranges"]
    row = rows[0]
    row["nversions"] = 7
    rows[0] = row


PLANTED: dict[str, tuple[Plant, Found]] = {
    "changed constants": (
        lambda file: file[f"{V1}/calib"].write_direct(NDA + 5),
        {("wrong-digest", V1)},
    ),
    "other digest": (
        lambda file: file[V1].attrs.modify("digest", np.bytes_(b"sha256:00")),
        {("wrong-digest", V1), STALE},
    ),
    "version of another program": (
        empty_version,
        {("no-digest", f"{RANGE}/5"), ("no-record", f"{RANGE}/5"), STALE},
    ),
    "no constants": (
        lambda file: file.__delitem__(f"{V2}/calib"),
        {("no-constants", V2), STALE},
    ),
    "dangling default": (unlink_default, {("dangling-default", RANGE), STALE}),
    "default that is no link": (hard_default, {("damaged", RANGE), ("damaged", "pedestals")}),
    "dataset at the top": (
        lambda file: file.create_dataset("notes", data=1),
        {("foreign-object", "notes")},
    ),
    "dataset in a range": (
        lambda file: file[RANGE].create_dataset("notes", data=1),
        {("foreign-object", f"{RANGE}/notes")},
    ),
    "group in a version": (
        lambda file: file[V1].create_group("more"),
        {("foreign-object", f"{V1}/more")},
    ),
    "group that is no version": (
        lambda file: file[RANGE].create_group("more"),
        {("foreign-object", f"{RANGE}/more")},
    ),
    "group that is no range": (
        lambda file: file["pedestals"].create_group("more"),
        {("foreign-object", "pedestals/more"), STALE},
    ),
    "type of another program": (
        lambda file: file.create_group("mask"),
        {("misnamed", "mask"), ("stale-index", "mask")},
    ),
    "link to another file": (
        lambda file: file["pedestals"].__setitem__("5-6", h5py.ExternalLink("other.h5", "/")),
        {("foreign-link", "pedestals/5-6"), ("damaged", "pedestals"), STALE},
    ),
    "soft link": (
        lambda file: file[V1].__setitem__("more", h5py.SoftLink("/")),
        {("foreign-link", f"{V1}/more")},
    ),
    "renamed range": (
        lambda file: file.move(RANGE, "pedestals/100-201"),
        {("misnamed", "pedestals/100-201")},
    ),
    "renamed version": (
        lambda file: file.move(V2, f"{RANGE}/77"),
        {("misnamed", f"{RANGE}/77")},
    ),
    "moved begin": (
        lambda file: file[RANGE].attrs.modify("tsbegin", 101.0),
        {("disagreeing-times", RANGE)},
    ),
    "same number": (same_number, {("duplicate-number", RANGE), STALE}),
    "no records": (lambda file: file.__delitem__(f"{V1}/history"), {("no-record", V1), STALE}),
    "history that is none": (
        lambda file: (file.__delitem__(f"{V1}/history"), file[V1].create_group("history")),
        {("damaged", V1), ("damaged", RANGE)},
    ),
    "index removed": (lambda file: file.__delitem__("_index/pedestals"), {STALE}),
    "index that says otherwise": (index_of_another_time, {STALE}),
    "generation below nothing": (
        lambda file: file.attrs.modify("generation", -1),
        {("foreign-object", "")},
    ),
    "another case of our own": (lambda file: file.create_group("_ours_of_later"), set()),
}


@pytest.mark.parametrize("case", PLANTED)
def test_what_is_planted_is_found(path: Path, case: str) -> None:
    plant, expected = PLANTED[case]
    with h5py.File(path, "r+") as file:
        plant(file)
    assert found_in(path) == expected


def test_a_deleted_type_leaves_nothing_to_find(path: Path) -> None:
    cs = DCStore(path)
    cs.ctypeobj("pedestals").rangeobj((100, 200)).del_version(2)
    cs.save()
    cs.del_ctype("pedestals")
    cs.save()
    assert found_in(path) == set()
    cs.restore()
    assert found_in(path) == set()


def test_without_digests_the_constants_are_not_read(path: Path) -> None:
    with h5py.File(path, "r+") as file:
        file[f"{V1}/calib"].write_direct(NDA + 5)
    assert found_in(path, digests=False) == set()
