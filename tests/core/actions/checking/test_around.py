"""Files that do not belong in a calib directory, and those that a writer left."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.core.actions.checking.around import Survey, survey_directory, survey_file
from dcsgui.core.files.leftovers import Leftover
from dcsgui.core.files.opening import open_writer
from dying_writers import leave
from processes import in_child


@pytest.fixture
def path(calib: Path) -> Path:
    """Return the file of a detector in a calib directory with an access and an alias file."""
    with DCStore.create(calib, "cspad-0001") as cs:
        cs.add_ctype("pedestals")
    DCStore.create(calib, "jungfrau-0001")
    (calib / "access.toml").write_text('[[rule]]\nrole = "admin"\n')
    (calib / "cspad" / "names.als").write_text("# none yet\n")
    (calib / "CsPad::CalibV1").mkdir()
    return cs.path


def surveyed(directory: Path) -> Survey:
    survey = Survey()
    survey_directory(str(directory), survey)
    return survey


def found(survey: Survey, below: Path) -> set[tuple[str, str]]:
    return {(one.kind.value, os.path.relpath(one.file, below)) for one in survey.findings}


def test_a_sound_directory_has_no_findings(path: Path, calib: Path) -> None:
    survey = surveyed(calib)
    assert survey.findings == []
    assert survey.files == [str(path), str(calib / "jungfrau" / "jungfrau-0001.h5")]
    assert survey.aliases == [str(calib / "cspad" / "names.als")]


def test_one_directory_of_it_alone(path: Path, calib: Path) -> None:
    survey = surveyed(path.parent)
    assert (survey.findings, survey.files) == ([], [str(path)])
    assert survey.aliases == [str(calib / "cspad" / "names.als")]


Plant = Callable[[Path], object]

PLANTED: dict[str, tuple[Plant, set[tuple[str, str]]]] = {
    "notes": (
        lambda calib: (calib / "cspad" / "notes.txt").write_text("x"),
        {("foreign-file", "cspad/notes.txt")},
    ),
    "notes at the top": (
        lambda calib: (calib / "notes.txt").write_text("x"),
        {("foreign-file", "notes.txt")},
    ),
    "directory in that of a type": (
        lambda calib: (calib / "cspad" / "old").mkdir(),
        {("foreign-file", "cspad/old")},
    ),
    "link that leads nowhere": (
        lambda calib: (calib / "cspad" / "cspad-9.h5").symlink_to("nowhere.h5"),
        {("foreign-file", "cspad/cspad-9.h5")},
    ),
    "pipe": (
        lambda calib: os.mkfifo(calib / "cspad" / "cspad-9.h5"),
        {("foreign-file", "cspad/cspad-9.h5")},
    ),
    "wrong directory": (
        lambda calib: (calib / "cspad" / "cspad-0001.h5").rename(
            calib / "jungfrau" / "cspad-0001.h5"
        ),
        {("misplaced", "jungfrau/cspad-0001.h5")},
    ),
    "directly in the directory": (
        lambda calib: (calib / "cspad" / "cspad-0001.h5").rename(calib / "cspad-0001.h5"),
        {("misplaced", "cspad-0001.h5")},
    ),
    "no name of a detector": (
        lambda calib: (calib / "cspad" / "cspad-0001.h5").rename(calib / "cspad" / "copy.h5"),
        {("misplaced", "cspad/copy.h5")},
    ),
    "hard link": (
        lambda calib: (calib / "cspad" / "cspad-0002.h5").hardlink_to(
            calib / "cspad" / "cspad-0001.h5"
        ),
        {("hard-link", "cspad/cspad-0001.h5"), ("hard-link", "cspad/cspad-0002.h5")},
    ),
    "access file that is none": (
        lambda calib: (calib / "access.toml").write_text("[[rule]\n"),
        {("bad-access", "access.toml")},
    ),
    "file that was being made": (
        lambda calib: (calib / "cspad" / ".cspad-0001.h5.new").write_text("x"),
        {("left-file", "cspad/.cspad-0001.h5.new")},
    ),
    "journal that was set aside": (
        lambda calib: (calib / "cspad" / ".cspad-0001.h5.journal.stale-1").write_text("x"),
        {("left-file", "cspad/.cspad-0001.h5.journal.stale-1")},
    ),
    "journal of a file that is gone": (
        lambda calib: (calib / "cspad" / ".cspad-0007.h5.journal").write_text("x"),
        {("left-file", "cspad/.cspad-0007.h5.journal")},
    ),
    "hidden file of others": (lambda calib: (calib / "cspad" / ".nfs01").write_text("x"), set()),
}


@pytest.mark.parametrize("case", PLANTED)
def test_what_is_planted_is_found(path: Path, calib: Path, case: str) -> None:
    plant, expected = PLANTED[case]
    plant(calib)
    assert found(surveyed(calib), calib) == expected


@pytest.mark.parametrize("left", [Leftover.PENDING, Leftover.UNFINISHED])
def test_a_journal_is_told_once_with_its_file(path: Path, left: Leftover) -> None:
    leave(path, left)
    survey = surveyed(path.parent.parent)
    assert found(survey, path.parent) == {("journal", path.name)}
    alone = Survey()
    survey_file(str(path), alone)
    assert alone.findings == survey.findings


def test_what_a_writer_at_work_has_is_no_finding(path: Path, calib: Path) -> None:
    with open_writer(path):
        (calib / "cspad" / ".cspad-0001.h5.new").write_text("x")
        assert surveyed(calib).findings == []


def test_an_access_file_that_may_not_be_read_is_found(reachable: Path) -> None:
    access = reachable / "access.toml"
    access.touch(mode=0)

    def words() -> list[str]:
        return [f"{one.kind.value} {one.words}" for one in surveyed(reachable).findings]

    (said,) = in_child(words, unprivileged=True)
    assert said.startswith(
        "bad-access The access file can't be understood: it can't be read: perm"
    )


def test_a_directory_that_is_gone_is_told(tmp_path: Path) -> None:
    assert found(surveyed(tmp_path / "gone"), tmp_path) == {("unreadable", "gone")}
