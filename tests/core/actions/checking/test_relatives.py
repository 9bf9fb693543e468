"""Names of files, and predecessors and successors that do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.checks import CheckedFile
from dcsgui.core.actions.checking.inside import examine
from dcsgui.core.actions.checking.relatives import check_name, check_relatives


@pytest.fixture
def stores(calib: Path) -> dict[str, DCStore]:
    """Return three stores by the name of their detectors."""
    names = ("cspad-0001", "cspad-0002", "jungfrau-0001")
    return {name: DCStore.create(calib, name) for name in names}


def known(*stores: DCStore) -> dict[str, CheckedFile]:
    for store in stores:
        store.save()
    return {str(store.path): examine(str(store.path))[0] for store in stores}


def kinds(stores: list[DCStore]) -> list[tuple[str, str]]:
    files = known(*stores)
    found = check_relatives(files, lambda path: examine(path)[0])
    return [(one.kind.value, Path(one.file).stem) for one in found]


def test_two_that_know_each_other_are_fine(stores: dict[str, DCStore]) -> None:
    old, new = stores["cspad-0001"], stores["cspad-0002"]
    old.set_successor("cspad-0002")
    new.set_predecessor("cspad-0001")
    assert kinds([old, new]) == []


def test_those_in_a_directory_of_one_type_and_those_in_any_directory(tmp_path: Path) -> None:
    old, new = (DCStore.create(tmp_path / f"cspad-000{i}.h5") for i in (1, 2))
    old.set_successor("cspad-0002")
    new.set_predecessor("cspad-0001")
    assert kinds([old, new]) == []


@pytest.mark.parametrize("among", [True, False])
def test_one_that_does_not_know_of_it(stores: dict[str, DCStore], *, among: bool) -> None:
    old, new = stores["cspad-0001"], stores["jungfrau-0001"]
    new.set_predecessor("cspad-0001")
    assert kinds([new, old] if among else [new]) == [("one-sided-relative", "jungfrau-0001")]


def test_one_that_names_another_one(stores: dict[str, DCStore]) -> None:
    old, new = stores["cspad-0001"], stores["cspad-0002"]
    old.set_successor("jungfrau-0001")
    new.set_predecessor("cspad-0001")
    assert kinds([old, new]) == [
        ("one-sided-relative", "cspad-0001"),
        ("one-sided-relative", "cspad-0002"),
    ]


def test_one_that_is_not_there(stores: dict[str, DCStore]) -> None:
    store = stores["cspad-0001"]
    store.set_predecessor("cspad-0000")
    store.set_successor("pnccd-0001")
    assert kinds([store]) == [("dangling-relative", "cspad-0001")] * 2


def test_a_file_called_otherwise_than_its_detector(stores: dict[str, DCStore]) -> None:
    path = stores["cspad-0001"].path
    moved = path.rename(path.with_name("cspad-0009.h5"))
    (finding,) = check_name(examine(str(moved))[0])
    assert finding.kind.value == "wrong-name"
    assert "cspad-0001" in finding.words
    assert list(check_name(examine(str(stores["cspad-0002"].path))[0])) == []
