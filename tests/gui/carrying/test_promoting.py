"""Promote to the repository, wherever that is; from tree and table, opened there or not."""

from __future__ import annotations

from PyQt5.QtCore import QObject
from pytestqt.qtbot import QtBot

from carrying_scene import EARLY, VERSIONS, CarryingScene
from dcsgui.core.actions.answers.listings import PlaceContents
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.carrying.load import Carried
from dcsgui.gui.carrying.promoting import Promoting
from dcsgui.gui.carrying.verdicts import Transfer
from dcsgui.gui.transfer.wish import Wish
from told_jobs import ToldJobs
from tree_models import heard

OF_FIRST = ("xpptut15", "jungfrau", "jungfrau-0001")
REPOSITORY = Place(PlaceKind.REPOSITORY, "/repo")
WHOLE = Carried(NodeId("/x/cspad-0001.h5"), "cspad-0001")


def test_versions_by_key(scene: CarryingScene) -> None:
    scene.walk(*OF_FIRST, "pedestals")
    scene.select_versions([0, 2])
    scene.hands.shortcut("Ctrl+Shift+P")
    scene.hands.wait(lambda: scene.wishes)
    source = NodeId(scene.file(scene.experiment), EARLY)
    place = Place(PlaceKind.REPOSITORY, str(scene.repository))
    assert scene.wishes == [Wish(source, place, (VERSIONS[0], VERSIONS[2]))]


def test_a_type_of_the_tree_though_versions_are_current_in_the_table(scene: CarryingScene) -> None:
    scene.window.parts.places.remove_place(str(scene.repository))
    scene.walk(*OF_FIRST, "pedestals")
    scene.hands.trigger("promote")
    scene.hands.wait(lambda: scene.wishes)
    assert scene.wishes[0].source.path == ("pedestals",)
    assert scene.wishes[0].nodes == ()


def test_what_is_there_already(scene: CarryingScene) -> None:
    scene.walk("repository", "jungfrau", "jungfrau-0002")
    scene.hands.trigger("promote")
    scene.hands.wait(scene.hands.told)
    assert scene.hands.told() == "Already in the repository: jungfrau-0002."
    assert not scene.wishes


def test_a_repository_that_may_not_be_written(scene: CarryingScene) -> None:
    (scene.repository / "access.toml").write_text('[[allow]]\nuser = "nobody"\nmay = "write"\n')
    scene.walk(*OF_FIRST)
    scene.hands.trigger("promote")
    scene.hands.wait(lambda: scene.hands.told() or scene.wishes)
    assert "Why can't I write here?" in scene.hands.told()
    assert not scene.wishes


def test_no_repository(told_jobs: ToldJobs, qtbot: QtBot) -> None:
    promoting = Promoting(told_jobs, QObject(told_jobs))
    refused, failed = heard(promoting.refused), heard(promoting.failed)
    promoting.promote([WHOLE])
    told_jobs.answer(())
    assert "names no repository" in refused[0][0]
    promoting.promote([WHOLE])
    told_jobs.fail("The configuration is none.")
    assert failed[0][0].sentence == "The configuration is none."


def test_a_repository_that_is_not_there_yet_is_left_to_the_plan(told_jobs: ToldJobs) -> None:
    promoting = Promoting(told_jobs, QObject(told_jobs))
    judged = heard(promoting.judged)
    promoting.promote([WHOLE])
    told_jobs.answer((REPOSITORY,))
    told_jobs.answer(PlaceContents(REPOSITORY, problem="It can't be opened: no such file."))
    assert judged[0][0].deeds == (Transfer((Wish(WHOLE.node, REPOSITORY),)),)
