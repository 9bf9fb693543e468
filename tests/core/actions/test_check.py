"""Checking files, directories and places: everything is found, nothing is changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import h5py
import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.checks import Checked, Severity
from dcsgui.core.actions.check import check
from dcsgui.core.actions.checking import inside
from dcsgui.core.actions.checking.inside import Examined
from dcsgui.core.actions.demonstration import make
from dcsgui.core.files.leftovers import Leftover
from dcsgui.core.values.errors import BadValue, NotFound
from dcsgui.core.values.progress import Cancelled, Progress
from dying_writers import leave
from shared_data import SHARED, shared_files
from small_stores import LAYOUTS, NDA, T0, make_store


@pytest.fixture
def place(calib: Path) -> Path:
    """Return a calib directory with a file of each layout."""
    for layout, detname in zip(LAYOUTS, ("cspad-0001", "pnccd-0001"), strict=True):
        with make_store(calib, layout, detname) as cs:
            tsro = cs.add_ctype("pedestals").add_range((100, 200))
            tsro.add_version(T0, NDA)
            tsro.add_version(T0 + 1, NDA + 1)
    return calib


def kinds(checked: Checked) -> list[tuple[str, str]]:
    return [(one.kind.value, os.path.basename(one.file)) for one in checked.findings]


def state(directory: Path) -> dict[Path, tuple[int, bytes]]:
    """Return time of change and bytes of all files below."""
    files = [path for path in directory.rglob("*") if path.is_file()]
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_a_sound_place_is_clean(place: Path) -> None:
    checked = check([str(place)])
    assert checked.clean
    assert checked.findings == ()
    assert [Path(file.file).name for file in checked.files] == ["cspad-0001.h5", "pnccd-0001.h5"]
    assert [(file.versions, file.digests) for file in checked.files] == [(2, 2), (2, 2)]
    assert (checked.errors, checked.warnings, checked.notes) == (0, 0, 0)


def test_findings_come_errors_first_and_are_counted(place: Path) -> None:
    path = place / "cspad" / "cspad-0001.h5"
    with h5py.File(path, "r+") as file:
        file[f"pedestals/100-200/{T0}/calib"].write_direct(NDA + 5)
        file.create_dataset("notes", data=1)
    DCStore(place / "pnccd" / "pnccd-0001.h5").ctypeobj("pedestals").add_range((1, 2))
    with DCStore(place / "pnccd" / "pnccd-0001.h5") as cs:
        cs.ctypeobj("pedestals").add_range((1, 2))
    (place / "pnccd" / "names.als").write_text("front nowhere\n")
    checked = check([str(place)])
    assert kinds(checked) == [
        ("wrong-digest", "cspad-0001.h5"),
        ("foreign-object", "cspad-0001.h5"),
        ("dangling-alias", "names.als"),
        ("empty-range", "pnccd-0001.h5"),
    ]
    assert (checked.errors, checked.warnings, checked.notes) == (1, 2, 1)
    assert not checked.clean
    assert checked.findings[0].path == f"pedestals/100-200/{T0}"


def test_notes_leave_it_clean(place: Path) -> None:
    with DCStore(place / "cspad" / "cspad-0001.h5") as cs:
        cs.ctypeobj("pedestals").add_range((1, 2))
    assert check([str(place)]).clean


def test_without_digests_changed_constants_stay_unseen(place: Path) -> None:
    with h5py.File(place / "cspad" / "cspad-0001.h5", "r+") as file:
        file[f"pedestals/100-200/{T0}/calib"].write_direct(NDA + 5)
    assert check([str(place)], digests=False).clean
    assert not check([str(place)]).clean


def test_a_file_named_twice_is_examined_once(place: Path) -> None:
    path = str(place / "cspad" / "cspad-0001.h5")
    assert len(check([path, path, str(place)]).files) == 2


def test_relatives_are_looked_for_beyond_what_is_named(place: Path) -> None:
    with DCStore(place / "cspad" / "cspad-0001.h5") as cs:
        cs.set_successor("pnccd-0001")
    checked = check([str(cs.path)])
    assert kinds(checked) == [("one-sided-relative", "cspad-0001.h5")]
    assert len(checked.files) == 1


def test_places_have_names(repository: Path) -> None:
    make_store(repository, "native")
    assert len(check(["repo"]).files) == 1


@pytest.mark.parametrize("left", [Leftover.PENDING, Leftover.UNFINISHED])
def test_nothing_is_changed(place: Path, left: Leftover) -> None:
    path = place / "cspad" / "cspad-0001.h5"
    with DCStore(path) as cs:
        cs.ctypeobj("pedestals").del_range((100, 200))
    leave(path, left)
    before = state(place)
    assert ("journal", path.name) in kinds(check([str(place)]))
    assert state(place) == before


def test_a_place_of_the_configuration_that_is_not_there_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DCS_REPOSITORY", str(tmp_path / "none"))
    monkeypatch.setenv("DCS_EXPERIMENTS", str(tmp_path / "{exp}"))
    for name in ("repo", "exp:xpptut15"):
        with pytest.raises(NotFound, match="There is nothing at"):
            check([name])


def test_what_is_not_there_is_an_error(place: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        check([str(place), str(tmp_path / "none")])
    with pytest.raises(BadValue):
        check(["https://server/calib"])


class Heard(Progress):
    """Remembers what it hears; calls off once the first file is done."""

    def __init__(self, *, cancel: bool = False) -> None:
        self.reports: list[tuple[int, int, str]] = []
        self._cancel = cancel

    def report(self, done: int, total: int, what: str = "") -> None:
        self.reports.append((done, total, what))
        if self._cancel:
            raise Cancelled("called off")


def test_progress_is_that_of_all_bytes(place: Path) -> None:
    heard = Heard()
    check([str(place)], progress=heard)
    total = sum(path.stat().st_size for path in place.rglob("*.h5"))
    assert {(one[1], one[2]) for one in heard.reports} == {(total, "bytes")}
    done = [one[0] for one in heard.reports]
    assert done == sorted(done)
    assert done[-1] == total


def test_it_can_be_called_off(place: Path) -> None:
    with pytest.raises(Cancelled):
        check([str(place)], progress=Heard(cancel=True))


def hang(*_: object, **__: object) -> None:
    os.read(os.pipe()[0], 1)


@pytest.mark.parametrize(
    ("fate", "words"), [(lambda *_, **__: os.abort(), "SIGABRT"), (hang, "given up after 0.3 s")]
)
def test_a_file_that_takes_the_process_along_is_damaged(
    place: Path, monkeypatch: pytest.MonkeyPatch, fate: Callable[..., None], words: str
) -> None:
    def examine(file: str, *, digests: bool, progress: Progress) -> Examined:
        if "pnccd" in file:
            fate()
        return inside.examine(file, digests=digests, progress=progress)

    monkeypatch.setattr("dcsgui.core.actions.check.examine", examine)
    checked = check([str(place)], patience=0.3)
    assert kinds(checked) == [("damaged", "pnccd-0001.h5")]
    assert words in checked.findings[0].words
    assert [file.examined for file in checked.files] == [True, False]


@pytest.mark.shared(SHARED / "data/hostile/cve_hdf5")
@pytest.mark.parametrize("name", ["cve_hdf5", "hdf5-testfiles"])
def test_all_hostile_files_get_a_sentence(shared_data: Path, name: str) -> None:
    directory = shared_data / "hostile" / name
    checked = check([str(directory)], patience=10.0)
    assert not any(file.examined for file in checked.files)
    told = {one.file for one in checked.findings if one.kind.value in ("damaged", "foreign-file")}
    assert {str(path) for path in directory.iterdir()} == told


@pytest.mark.parametrize("path", shared_files("data/hostile/*/cve-2024-32609.h5"))
def test_a_hostile_file_that_says_it_is_ours(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "cspad-0001.h5"
    copy.write_bytes(path.read_bytes())
    checked = check([str(copy)], patience=10.0)
    assert [file.examined for file in checked.files] == [False]


def test_the_demonstration_has_no_errors_and_no_warnings(tmp_path: Path) -> None:
    places = {place.path for place in make(str(tmp_path / "demo"))}
    checked = check(sorted(places))
    assert [one for one in checked.findings if one.severity is not Severity.NOTE] == []
    assert all(file.digests == file.versions > 0 for file in checked.files)
