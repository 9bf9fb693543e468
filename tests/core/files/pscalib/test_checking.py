"""Each thing that can be wrong in a file of the older layout, planted with plain h5py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import h5py
import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.checks import Severity
from planted_findings import Found, findings_in, found_in
from shared_data import shared_files
from small_stores import NDA, T0, make_store

RANGE = "pedestals/100-200"
V1, V2 = f"{RANGE}/v0001", f"{RANGE}/v0002"


@pytest.fixture
def path(calib: Path) -> Path:
    """Return a sound file with two ranges and three versions."""
    with make_store(calib, "pscalib") as cs:
        cs.add_par("k", 1)
        cto = cs.add_ctype("pedestals")
        tsro = cto.add_range((100, 200))
        tsro.add_version(T0, NDA, comment="dark")
        tsro.add_version(T0 + 1, NDA + 1)
        tsro.set_versdef(1, comment="better")
        cto.add_range((300, None)).add_version(T0, "a text")
    return cs.path


def test_a_sound_file_has_no_findings(path: Path) -> None:
    assert found_in(path) == set()


def replace(file: h5py.File, name: str, value: object) -> None:
    del file[name]
    file[name] = value


def older_version(file: h5py.File) -> None:
    """Put a version as the older code does with ``cmt=False``."""
    group = file[RANGE].create_group("v0003")
    group["data"], group["tsprod"], group["version"] = NDA, [5.0], [3]


Plant = Callable[[h5py.File], object]

PLANTED: dict[str, tuple[Plant, Found]] = {
    "changed constants": (
        lambda file: file[f"{V1}/data"].write_direct(NDA + 5),
        {("wrong-digest", V1)},
    ),
    "version of older code": (older_version, {("no-digest", ""), ("no-record", "")}),
    "no constants": (lambda file: file.__delitem__(f"{V2}/data"), {("no-constants", V2)}),
    "dangling default": (
        lambda file: replace(file, f"{RANGE}/versdef", [9]),
        {("dangling-default", RANGE)},
    ),
    "dataset at the top": (
        lambda file: file.create_dataset("notes", data=1),
        {("foreign-object", "notes")},
    ),
    "group at the top": (
        lambda file: file.create_group("notes"),
        {("foreign-object", "notes")},
    ),
    "type that older code does not know": (
        lambda file: file.create_group("mask").create_dataset("ctype", data=[b"mask"]),
        {("unknown-type", "mask")},
    ),
    "group that is no range": (
        lambda file: file["pedestals"].create_group("more"),
        {("foreign-object", "pedestals/more")},
    ),
    "group that is no version": (
        lambda file: file[RANGE].create_group("more"),
        {("foreign-object", f"{RANGE}/more")},
    ),
    "dataset in a version": (
        lambda file: file[V1].create_dataset("more", data=1),
        {("foreign-object", f"{V1}/more")},
    ),
    "group in a version": (
        lambda file: file[V1].create_group("more"),
        {("foreign-object", f"{V1}/more")},
    ),
    "renamed range": (
        lambda file: file.move(RANGE, "pedestals/100-201"),
        {("misnamed", "pedestals/100-201")},
    ),
    "range that ends before it begins": (
        lambda file: replace(file, f"{RANGE}/end", [50.0]),
        {("misnamed", RANGE), ("backward-range", RANGE)},
    ),
    "same production time": (
        lambda file: replace(file, f"{V2}/tsprod", [float(T0)]),
        {("duplicate-time", V2)},
    ),
    "same number": (
        lambda file: replace(file, f"{V2}/version", [1]),
        {("duplicate-number", RANGE)},
    ),
    "end and range missing": (
        lambda file: [file.__delitem__(f"{RANGE}/{name}") for name in ("end", "range")],
        {("missing-field", "")},
    ),
    "detname of another": (
        lambda file: replace(file, "detname", [b"cspad-0002"]),
        {("misnamed", "")},
    ),
    "begin that is a text": (
        lambda file: replace(file, f"{RANGE}/begin", [b"yesterday"]),
        {("damaged", RANGE), ("damaged", "pedestals")},
    ),
    "link to another file": (
        lambda file: file["pedestals"].__setitem__("5-6", h5py.ExternalLink("other.h5", "/")),
        {("foreign-link", "pedestals/5-6"), ("damaged", "pedestals")},
    ),
}


@pytest.mark.parametrize("case", PLANTED)
def test_what_is_planted_is_found(path: Path, case: str) -> None:
    plant, expected = PLANTED[case]
    with h5py.File(path, "r+") as file:
        plant(file)
    assert found_in(path) == expected


def test_a_deleted_version_leaves_nothing_to_find(path: Path) -> None:
    cs = DCStore(path)
    cs.ctypeobj("pedestals").rangeobj((100, 200)).del_version(2)
    cs.save()
    assert found_in(path) == set()


@pytest.mark.parametrize("path_of_older", shared_files("data/pscalib/*/[!e]*.h5"))
def test_files_of_older_code_have_notes_only(path_of_older: Path) -> None:
    assert {one.severity for one in findings_in(path_of_older)} <= {Severity.NOTE}


@pytest.mark.parametrize("path_of_older", shared_files("data/pscalib/*/e*.h5"))
def test_odd_files_of_older_code_are_not_damaged(path_of_older: Path) -> None:
    kinds = {one.kind.value for one in findings_in(path_of_older)}
    assert kinds.isdisjoint({"damaged", "foreign-object", "wrong-digest", "foreign-file"})
