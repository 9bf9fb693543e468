"""Places and files of the demonstration: what is made where, in which order, and when not."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.core.actions.demonstration import make
from dcsgui.core.values.errors import BadValue, StoreNotAvailable
from dcsgui.core.values.progress import Cancelled, Progress

NOON = 1_776_686_400.0
"""Of 2026-04-20, UTC."""


class Listener(Progress):
    """Notes what it is told, and calls off after some reports."""

    def __init__(self, patience: int = 1000) -> None:
        self.told: list[tuple[int, int, str]] = []
        self._patience = patience

    def report(self, done: int, total: int, what: str = "") -> None:
        self.told.append((done, total, what))
        self.check()

    def check(self) -> None:
        if len(self.told) > self._patience:
            raise Cancelled("Called off.")


@contextmanager
def some(root: Path, number: int, now: float | None = None) -> Iterator[list[Place]]:
    """Make as much of a demonstration as it takes for some answers, and stop it at the end."""
    answers = make(str(root), now=now)
    assert isinstance(answers, Generator)
    with closing(answers):
        yield list(islice(answers, number))


def test_there_are_a_repository_two_experiments_and_a_local_directory(made: Any) -> None:
    kinds = {place.path: place.kind for place in made.places}
    assert list(kinds.values()) == [
        PlaceKind.REPOSITORY,
        PlaceKind.EXPERIMENT,
        PlaceKind.EXPERIMENT,
        PlaceKind.LOCAL,
    ]
    assert [place.title for place in dict.fromkeys(made.places)] == [
        "repository",
        "xpptut15",
        "cxitut13",
        "reanalysis",
    ]


def test_places_are_where_the_configuration_of_the_window_looks_for_them(made: Any) -> None:
    paths = {place.name or place.kind.value: Path(place.path) for place in made.places}
    assert paths["repository"] == made.root / "repository"
    for name in ("xpptut15", "cxitut13"):
        assert paths[name] == made.root / "experiments" / name[:3].upper() / name / "calib"


def test_a_place_is_answered_when_its_first_detector_is_there(tmp_path: Path) -> None:
    with some(tmp_path, 1) as places:
        (first,) = places
        assert first.kind is PlaceKind.REPOSITORY
        assert len(list(Path(first.path).glob("*/*.h5"))) == 1
        assert (tmp_path / ".making").exists()
    assert not (tmp_path / ".making").exists()


def test_a_place_is_answered_with_each_of_its_detectors(made: Any) -> None:
    for place in made.places:
        assert made.places.count(place) == len(list(Path(place.path).glob("*/*.h5")))


def test_nothing_but_the_places_is_left(made: Any) -> None:
    assert {path.name for path in made.root.iterdir()} == {
        "demonstration.toml",
        "experiments",
        "reanalysis",
        "repository",
    }


def test_it_makes_what_is_missing_and_leaves_the_rest_as_it_is(tmp_path: Path) -> None:
    with some(tmp_path, 1, now=NOON):
        pass
    (kept,) = tmp_path.rglob("*.h5")
    with DCStore(kept) as cs:
        cs.add_par("mine", 1)
    with some(tmp_path, 2, now=NOON + 9 * 86_400):
        pass
    assert DCStore(kept).par("mine") == 1
    others = [DCStore(path) for path in tmp_path.rglob("*.h5") if path != kept]
    assert others
    assert {other.records()[0].tstamp.iso(utc=True)[:4] for other in others} <= {"2025", "2026"}
    assert (tmp_path / "demonstration.toml").read_text("utf-8").endswith("day = 2026-04-20\n")


def test_a_complete_one_is_answered_without_making_anything(made: Any) -> None:
    before = {path: path.stat().st_mtime_ns for path in made.files()}
    assert list(make(str(made.root))) == made.places
    assert {path: path.stat().st_mtime_ns for path in made.files()} == before


def test_a_directory_with_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(BadValue, match=r"something else in .* Give a directory that is empty"):
        next(make(str(tmp_path)))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadValue, match="something else"):
        next(make(str(tmp_path / "file")))


@pytest.mark.parametrize("words", ["", "day = 3\n", "day = \n"])
def test_a_sign_that_does_not_say_the_day_is_refused(tmp_path: Path, words: str) -> None:
    (tmp_path / "demonstration.toml").write_text(words)
    with pytest.raises(BadValue, match="does not say the day"):
        next(make(str(tmp_path)))


def test_a_directory_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreNotAvailable, match="is not available"):
        next(make(str(tmp_path / "file" / "demonstration")))


def test_progress_names_each_file_and_can_call_it_off(tmp_path: Path) -> None:
    listener = Listener(patience=1)
    with pytest.raises(Cancelled):
        list(make(str(tmp_path), progress=listener))
    assert listener.told[0][2] == "cspad-0001"
    assert len(list(tmp_path.rglob("*.h5"))) == 1


def test_it_stays_small(made: Any) -> None:
    assert sum(path.stat().st_size for path in made.files()) < 350e6
