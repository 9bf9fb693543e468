"""Filling the tree: what is asked, when, and what becomes of the answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt5.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.requests import ListPlace, ListRanges, ListVersions, OpenDetector
from dcsgui.gui.models.tree import Role, TreeModel
from dcsgui.gui.models.tree_filling import Filler
from dcsgui.gui.models.tree_rows import Branch, State
from told_jobs import ToldJobs
from tree_models import (
    CALIB,
    FILE,
    NODE,
    contents,
    file_entry,
    opened,
    place_contents,
    range_page,
    texts,
    version_page,
    version_row,
)

OTHER = "/data/calib/cspad/cspad-0002.h5"


class Scene:
    """A tree that is filled by jobs which a test answers."""

    def __init__(self) -> None:
        self.jobs = WatchedJobs()
        self.model = TreeModel()
        self.filler = Filler(self.model, self.jobs)

    def open(self, owner: Branch, key: str) -> Branch:
        """Open a row as a view does."""
        row = owner.find(key)
        assert row is not None
        self.model.set_open(self.model.row_index(owner, row), is_open=True)
        branch = opened(self.model, owner, key)
        self.settle()
        return branch

    def settle(self) -> None:
        """Let the filler hear what the model wants."""
        QCoreApplication.sendPostedEvents(self.filler, QEvent.Type.MetaCall)

    def open_place(self, *files: str) -> Branch:
        self.model.add_place(CALIB)
        place = self.open(self.model.root, CALIB.path)
        self.jobs.answer(place_contents(*map(file_entry, files)))
        return place

    def open_file(self, *ctypes: str) -> Branch:
        place = self.open_place(FILE)
        file = self.open(self.open(place, "cspad"), FILE)
        self.jobs.answer(contents(*(ctypes or ("gain", "pedestals"))))
        return file

    def open_type(self) -> Branch:
        return self.open(self.open_file(), "pedestals")

    def requests(self) -> list[object]:
        return [asked.request for asked in self.jobs.asked]

    def finish(self, number: int, *pieces: object) -> None:
        job = self.jobs.asked[number].job
        for piece in pieces:
            job.answered.emit(piece)
        job.finished.emit()


class WatchedJobs(ToldJobs):
    """Also keeps what is watched, and finishes what is cancelled."""

    def __init__(self) -> None:
        super().__init__()
        self.watched: set[str] = set()
        self.marked = {}

    def watch(self, owner: str, paths: object) -> None:
        assert owner == "places"
        self.watched = set(paths)  # type: ignore[call-overload]


@pytest.fixture
def scene(qtbot: QtBot) -> Iterator[Scene]:
    made = Scene()
    yield made
    made.jobs.close()


def test_each_level_is_asked_for_when_it_is_opened(scene: Scene) -> None:
    ctype = scene.open_type()
    scene.jobs.answer(range_page(["100", "200"]))
    versions = scene.open(ctype, "100")
    scene.jobs.answer(version_page([version_row(1), version_row(2)]))
    node = NODE.child("pedestals")
    assert scene.requests() == [
        ListPlace(CALIB),
        OpenDetector(FILE),
        ListRanges(node),
        ListVersions(node.child("100")),
    ]
    assert len(versions.rows) == 2


def test_a_single_file_is_opened_itself(scene: Scene) -> None:
    scene.model.add_place(Place(PlaceKind.FILE, FILE))
    scene.open(scene.model.root, FILE)
    assert scene.requests() == [OpenDetector(FILE)]


def test_rows_appear_with_the_first_page(scene: Scene) -> None:
    ctype = scene.open_type()
    job = scene.jobs.last.job
    job.answered.emit(range_page(["100", "200"], total=3))
    assert [row[0] for row in ctype.rows] == ["100", "200"]
    job.answered.emit(range_page(["300"], first=2, total=3))
    job.finished.emit()
    assert [row[0] for row in ctype.rows] == ["100", "200", "300"]
    assert ctype.tail is None


def test_what_is_looked_into_is_watched_before_it_is_asked_for(scene: Scene) -> None:
    scene.model.add_place(CALIB)
    scene.open(scene.model.root, CALIB.path)
    assert scene.jobs.watched == {CALIB.path}
    scene.jobs.answer(place_contents())
    assert scene.jobs.watched == {CALIB.path, "/data/calib/cspad"}
    scene.open(scene.open(scene.model.root.branches[CALIB.path], "cspad"), FILE)
    assert FILE in scene.jobs.watched
    scene.model.remove_place(CALIB.path)
    assert scene.jobs.watched == set()


def test_a_stream_from_two_states_of_a_file_is_asked_for_again(scene: Scene) -> None:
    ctype = scene.open_type()
    job = scene.jobs.last.job
    job.answered.emit(range_page(["100", "200"], total=4))
    job.answered.emit(range_page(["300", "400"], first=2, total=4, generation=2))
    assert scene.jobs.cancelled == [2]
    job.finished.emit()
    assert scene.requests()[-2:] == [ListRanges(NODE.child("pedestals"))] * 2
    scene.jobs.answer(range_page(["200", "300", "400"], generation=2))
    assert [row[0] for row in ctype.rows] == ["200", "300", "400"]
    assert ctype.state is State.FILLED


def test_a_file_that_never_stands_still_is_given_up(scene: Scene) -> None:
    ctype = scene.open_type()
    for generation in range(3):
        job = scene.jobs.last.job
        job.answered.emit(range_page(["100"], total=2, generation=2 * generation))
        job.answered.emit(range_page(["200"], first=1, total=2, generation=2 * generation + 1))
        job.finished.emit()
    assert ctype.failure is not None
    assert "changed again and again" in ctype.failure.sentence


def test_what_changed_is_merged(scene: Scene) -> None:
    file = scene.open_file("gain", "pedestals")
    scene.jobs.pathsChanged.emit((FILE,))
    assert scene.jobs.last.request == OpenDetector(FILE)
    scene.jobs.answer(contents("pedestals", "rms"))
    assert [row[0] for row in file.rows] == ["pedestals", "rms"]


def test_after_a_file_changed_what_is_open_of_it_is_asked_for_again(scene: Scene) -> None:
    ctype = scene.open_type()
    scene.jobs.answer(range_page(["100", "200"]))
    scene.open(ctype, "100")
    scene.jobs.answer(version_page([version_row(1)]))
    closed = scene.open(ctype, "200")
    scene.jobs.answer(version_page([version_row(1, range_name="200")]))
    scene.model.set_open(scene.model.index_of(closed), is_open=False)
    before = len(scene.jobs.asked)
    scene.jobs.pathsChanged.emit((FILE,))
    scene.jobs.answer(contents("gain", "pedestals"))
    scene.jobs.answer(range_page(["100", "200"], generation=2))
    scene.jobs.answer(version_page([version_row(1), version_row(2)], generation=2))
    node = NODE.child("pedestals")
    assert scene.requests()[before:] == [
        OpenDetector(FILE),
        ListRanges(node),
        ListVersions(node.child("100")),
    ]
    scene.model.set_open(scene.model.index_of(closed), is_open=True)
    scene.settle()
    assert scene.jobs.last.request == ListVersions(node.child("200"))


def test_a_change_during_the_answer_is_asked_for_afterwards(scene: Scene) -> None:
    scene.open_type()
    scene.filler.refresh(FILE)
    asked = len(scene.jobs.asked)
    scene.filler.refresh(FILE)
    assert len(scene.jobs.asked) == asked
    scene.jobs.answer(contents("pedestals"))
    assert len(scene.jobs.asked) == asked + 1


def test_only_files_that_changed_are_looked_at_after_their_directory(scene: Scene) -> None:
    place = scene.open_place(FILE, OTHER)
    dettype = scene.open(place, "cspad")
    scene.open(dettype, FILE)
    scene.jobs.answer(contents("pedestals"))
    scene.open(dettype, OTHER)
    scene.jobs.answer(contents("pedestals", file=OTHER))
    scene.jobs.pathsChanged.emit(("/data/calib/cspad",))
    assert scene.jobs.last.request == ListPlace(CALIB)
    asked = len(scene.jobs.asked)
    scene.jobs.answer(place_contents(file_entry(FILE), file_entry(OTHER, mtime_ns=5)))
    assert scene.requests()[asked:] == [OpenDetector(OTHER)]


def test_a_file_that_is_gone_is_gone_from_its_place(scene: Scene) -> None:
    place = scene.open_place(FILE, OTHER)
    dettype = scene.open(place, "cspad")
    scene.jobs.pathsChanged.emit((CALIB.path,))
    scene.jobs.answer(place_contents(file_entry(OTHER)))
    assert [row[0] for row in dettype.rows] == [OTHER]


def test_a_single_file_that_is_gone_stays_and_says_so(scene: Scene) -> None:
    scene.model.add_place(Place(PlaceKind.FILE, FILE))
    file = scene.open(scene.model.root, FILE)
    scene.jobs.answer(contents("pedestals"))
    scene.jobs.pathsChanged.emit((FILE,))
    scene.jobs.fail("File is not available.", kind="StoreNotAvailable")
    index = scene.model.index_of(file)
    assert index.data(Role.FAILURE) == "File is not available."
    assert texts(scene.model, index) == ["File is not available."]
    assert scene.jobs.watched == {FILE}
    scene.jobs.pathsChanged.emit((FILE,))
    scene.jobs.answer(contents("pedestals"))
    assert texts(scene.model, index) == ["pedestals"]


def test_a_place_that_cannot_be_listed_says_so(scene: Scene) -> None:
    scene.model.add_place(CALIB)
    place = scene.open(scene.model.root, CALIB.path)
    problem = place_contents(problem="It can't be listed.")
    scene.jobs.answer(type(problem)(CALIB, (), problem.problem))
    assert place.state is State.FAILED
    assert scene.model.index_of(place).data(Role.FAILURE) == "It can't be listed."


def test_a_file_that_is_busy_keeps_its_rows(scene: Scene) -> None:
    file = scene.open_file("pedestals")
    scene.filler.refresh(FILE)
    scene.jobs.fail("Somebody writes.", kind="Busy")
    assert [row[0] for row in file.rows] == ["pedestals"]
    assert file.failure is not None


def test_what_the_worker_died_of_elsewhere_is_asked_for_again(scene: Scene) -> None:
    ctype = scene.open_type()
    scene.jobs.fail("It was replaced.", kind="WorkerLost")
    assert scene.jobs.last.request == ListRanges(NODE.child("pedestals"))
    scene.jobs.answer(range_page(["100"]))
    assert [row[0] for row in ctype.rows] == ["100"]


def test_what_the_worker_died_of_is_not_asked_for_again(scene: Scene) -> None:
    ctype = scene.open_type()
    scene.jobs.marked[FILE] = "It died."
    scene.jobs.fileMarked.emit(FILE, "It died.")
    asked = len(scene.jobs.asked)
    scene.jobs.fail("It died.", kind="WorkerLost")
    assert len(scene.jobs.asked) == asked
    assert ctype.state is State.FAILED
    file = scene.model.branches_of(FILE)[0]
    assert scene.model.index_of(file).data(Role.FAILURE) == "It died."


def test_trying_again_forgives_the_file(scene: Scene) -> None:
    scene.open_file()
    scene.jobs.marked[FILE] = "It died."
    file = scene.model.branches_of(FILE)[0]
    scene.model.fail(file, Failure("Marked", "It died.", "", FILE))
    del scene.jobs.marked[FILE]
    scene.filler.try_again(file)
    assert scene.jobs.forgiven == [FILE]
    assert scene.jobs.last.request == OpenDetector(FILE)
    scene.jobs.answer(contents("pedestals"))
    assert scene.model.index_of(file).data(Role.FAILURE) == ""


def test_answers_for_what_is_gone_are_dropped(scene: Scene) -> None:
    scene.open_type()
    number = len(scene.jobs.asked) - 1
    scene.model.remove_place(CALIB.path)
    assert scene.jobs.cancelled == [number]
    scene.finish(number, range_page(["100"]))
    assert scene.model.rowCount() == 0


def test_everything_is_looked_at_again_on_demand(scene: Scene) -> None:
    scene.open_file("pedestals")
    before = len(scene.jobs.asked)
    scene.filler.refresh()
    assert scene.requests()[before:] == [ListPlace(CALIB), OpenDetector(FILE)]


def test_jobs_that_close_leave_the_tree_as_it_is(scene: Scene) -> None:
    ctype = scene.open_type()
    scene.jobs.last.job.finished.emit()
    assert ctype.state is State.ASKED
    assert ctype.rows == []


def test_what_another_process_holds_is_asked_again_by_itself(scene: Scene, qtbot: QtBot) -> None:
    place = scene.open_place(FILE)
    file = scene.open(scene.open(place, "cspad"), FILE)
    scene.jobs.fail("Another process has it.", kind="Busy")
    asked = len(scene.jobs.asked)
    qtbot.waitUntil(lambda: len(scene.jobs.asked) == asked + 1)
    scene.jobs.answer(contents("gain"))
    assert (file.state, file.failure) == (State.FILLED, None)


def test_what_is_closed_and_held_is_asked_again_when_it_is_opened(
    scene: Scene, qtbot: QtBot
) -> None:
    place = scene.open_place(FILE)
    dettype = scene.open(place, "cspad")
    file = scene.open(dettype, FILE)
    index = scene.model.index_of(file)
    scene.model.set_open(index, is_open=False)
    scene.jobs.fail("Another process has it.", kind="Busy")
    asked = len(scene.jobs.asked)
    qtbot.waitUntil(lambda: file.stale)
    assert len(scene.jobs.asked) == asked
    scene.model.set_open(index, is_open=True)
    scene.settle()
    assert len(scene.jobs.asked) == asked + 1


def test_a_place_is_forgiven_when_it_is_tried_again(scene: Scene) -> None:
    place = scene.open_place(FILE)
    scene.filler.refresh(CALIB.path)
    scene.jobs.fail("The worker died of it.", kind="WorkerLost")
    scene.filler.try_again(place)
    assert scene.jobs.forgiven == [CALIB.path]
