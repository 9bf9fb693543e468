"""All forms in which a detector may be named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.core.objects.places import locate
from dcsgui.core.values.errors import BadValue, StoreExists, StoreNotAvailable
from small_stores import make_older

NAME = "cspad-CxiDs2.0-Cspad.0"


@pytest.fixture
def nested(calib: Path) -> Path:
    """Return a file in the folder of its detector type."""
    return make_older(calib / "cspad" / f"{NAME}.h5")


@pytest.mark.parametrize("suffix", ["", ".h5"])
def test_a_file_is_named_with_and_without_its_suffix(
    nested: Path, calib: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert locate(nested.parent / f"{NAME}{suffix}").path == nested
    assert locate(str(nested.parent / f"{NAME}{suffix}")).path == nested
    assert locate(calib, f"{NAME}{suffix}").path == nested
    assert locate(calib / "cspad", f"{NAME}{suffix}").path == nested
    assert locate(str(calib) + "/", f"{NAME}{suffix}").path == nested
    monkeypatch.chdir(nested.parent)
    assert locate(f"./{NAME}{suffix}").path.resolve() == nested
    assert DCStore(f"./{NAME}{suffix}").detname() == NAME


def test_a_name_alone_is_one_of_the_repository(
    repository: Path, nested: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(nested.parent)
    there = repository / "cspad" / f"{NAME}.h5"
    for place in (locate(NAME), locate(None, NAME), locate(None, f"{NAME}.h5")):
        assert place.path == there
        assert place.repository
    with pytest.raises(StoreNotAvailable, match=f"^File {there} is not available$"):
        DCStore(NAME)


def test_a_file_name_alone_is_one_of_this_directory(
    nested: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(nested.parent)
    assert DCStore(f"{NAME}.h5").detname() == NAME


def test_a_file_may_lie_anywhere_and_be_called_anything(nested: Path, tmp_path: Path) -> None:
    for name in ("D2-cspad.h5", "nodash.h5", "saved yesterday"):
        path = tmp_path / name
        path.write_bytes(nested.read_bytes())
        assert DCStore(path).detname() == NAME


def test_a_file_directly_in_a_calib_directory_is_found(calib: Path) -> None:
    direct = make_older(calib / f"{NAME}.h5")
    assert locate(calib, NAME).path == direct
    nested = make_older(calib / "cspad" / f"{NAME}.h5")
    assert locate(calib, NAME).path == nested


def test_a_calib_directory_may_be_called_like_a_detector_type(tmp_path: Path) -> None:
    calib = tmp_path / "cspad"
    nested = make_older(calib / "cspad" / f"{NAME}.h5")
    assert locate(calib, NAME).path == nested
    assert locate(calib, "cspad-2").path == calib / "cspad-2.h5"
    assert locate(calib, "pnccd-2").path == calib / "pnccd" / "pnccd-2.h5"


def test_what_names_no_detector_is_refused(calib: Path, nested: Path) -> None:
    with pytest.raises(BadValue, match="Which detector"):
        locate(None)
    with pytest.raises(BadValue, match="is a directory; say which detector of it"):
        locate(calib)
    with pytest.raises(BadValue, match="is no detector name"):
        locate("Camera1")
    with pytest.raises(BadValue, match=r"is the file of cspad-.*, not of pnccd-1; give one"):
        locate(nested, "pnccd-1")
    assert locate(nested, NAME).path == nested
    for name in ("../up-1", "a/b-1", "-1", "cspad-"):
        with pytest.raises(BadValue):
            locate(calib, name)


def test_a_link_into_the_repository_is_of_the_repository(
    repository: Path, tmp_path: Path, nested: Path
) -> None:
    there = make_older(repository / "cspad" / f"{NAME}.h5")
    link = tmp_path / "cspad-1.h5"
    link.symlink_to(there)
    assert DCStore(link).in_repository
    assert DCStore(there).in_repository
    assert not DCStore(nested).in_repository


def test_a_new_detector_has_a_new_name_in_lower_case(calib: Path, repository: Path) -> None:
    cs = DCStore.create(calib, "cspad-0001")
    assert cs.path == calib / "cspad" / "cspad-0001.h5"
    assert DCStore.create("pnccd-7").path == repository / "pnccd" / "pnccd-7.h5"
    assert DCStore.create(calib / "cspad" / "cspad-0002.h5").detname() == "cspad-0002"
    with pytest.raises(FileExistsError, match="exists already"):
        DCStore.create(calib, "cspad-0001")
    with pytest.raises(StoreExists):
        DCStore.create(cs.path)
    with pytest.raises(BadValue, match="no name for a new detector"):
        DCStore.create(calib, NAME)
    assert not (calib / "cspad" / f"{NAME}.h5").exists()


def test_a_store_stays_with_its_file_when_the_directory_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("a", "b"):
        DCStore.create(tmp_path / folder / "cspad-1.h5")
    monkeypatch.chdir(tmp_path / "a")
    cs = DCStore("cspad-1.h5")
    cs.add_par("run", 12)
    monkeypatch.chdir(tmp_path / "b")
    cs.save()
    assert DCStore(tmp_path / "a/cspad-1.h5").dictpars() == {"run": 12}
    assert DCStore(tmp_path / "b/cspad-1.h5").dictpars() == {}


def test_a_time_out_is_a_number_of_seconds(tmp_path: Path) -> None:
    DCStore.create(tmp_path / "cspad-1.h5")
    for timeout in (-1, float("nan")):
        with pytest.raises(BadValue, match="time-out"):
            DCStore(tmp_path / "cspad-1.h5", timeout=timeout)
