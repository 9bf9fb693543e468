"""Two people promote to one file of the repository at the same time: nothing of either is lost."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from dcsgui import DCStore
from dcsgui.core.actions.answers.plans import ItemKind, Policy
from dcsgui.gui.transfer.dialog_buttons import Page
from dcsgui.gui.transfer.plan_model import Column
from dcsgui.gui.window.main import MainWindow
from plan_hands import PlanHands
from window_hands import Hands
from window_stories import open_window

T0 = 1477526400
NAME = "cspad-0001"
RANGE = ("pedestals", str(T0))


def path(*numbers: int) -> tuple[str, ...]:
    """Return the path of the version that was made so many seconds later."""
    return (*RANGE, *(str(T0 + number) for number in numbers))


def make(calib: Path, values: dict[int, float]) -> DCStore:
    """Make a detector with versions: seconds, and the constants."""
    with DCStore.create(calib, NAME) as cs:
        tsro = cs.add_ctype("pedestals").add_range((T0, None))
        for number, value in values.items():
            comment = f"{calib.parent.name} {number}"
            tsro.add_version(T0 + number, np.full((2, 8, 16), value), comment=comment)
    return cs


@pytest.fixture
def repository(tmp_path: Path) -> DCStore:
    """Return the file in the repository."""
    return make(Path(os.environ["DCS_REPOSITORY"]), {1: 5.0})


@pytest.fixture
def ana(qtbot: QtBot, windows: list[MainWindow], tmp_path: Path) -> Hands:
    """Return the hands of Ana, whose experiment differs in what is there, and adds one."""
    make(tmp_path / "ana15" / "calib", {1: 1.0, 2: 2.0})
    hands = open_window(qtbot, windows, who="ana")
    hands.window.opening.open_path(str(tmp_path / "ana15" / "calib"))
    return hands


@pytest.fixture
def bob(qtbot: QtBot, windows: list[MainWindow], tmp_path: Path) -> Hands:
    """Return the hands of Bob, whose experiment differs in both, and adds one of its own."""
    make(tmp_path / "bob15" / "calib", {1: 7.0, 2: 9.0, 3: 3.0})
    hands = open_window(qtbot, windows, who="bob")
    hands.window.opening.open_path(str(tmp_path / "bob15" / "calib"))
    return hands


def promote(hands: Hands, place: str) -> PlanHands:
    """Choose the detector, and open the plan."""
    hands.walk(place, "cspad", NAME)
    hands.rest()
    hands.shortcut("Ctrl+Shift+P")
    hands.wait(lambda: hands.window.transferring.dialog is not None)
    return PlanHands(hands)


def values(cs: DCStore) -> dict[int, list[float]]:
    """Return the constants that are there, by the seconds that they were made at."""
    found: dict[int, list[float]] = {}
    tsro = DCStore(cs.path, mode="r").ctypeobj("pedestals").rangeobj(str(T0))
    for one in tsro.versobjs():
        one.verify()
        when = one.tsprod()
        assert when is not None
        found.setdefault(round(when - T0), []).append(float(np.asarray(one.calib()).flat[0]))
    return found


def test_the_second_is_planned_anew_with_all_that_was_decided(
    ana: Hands, bob: Hands, repository: DCStore
) -> None:
    hers, his = promote(ana, "ana15"), promote(bob, "bob15")
    his.choose(ItemKind.VERSION, path(1), Policy.BOTH)
    his.model.toggle_default(his.index(ItemKind.VERSION, path(3)))
    his.settle()
    his.write("dark runs of bob")
    hers.choose(ItemKind.VERSION, path(1), Policy.THEIRS)
    hers.write("dark runs of ana")
    hers.apply()
    hers.close()
    assert values(repository) == {1: [5.0], 2: [2.0]}

    his.click(his.dialog.buttons.apply)
    his.wait(lambda: "The plan was made anew" in his.told())
    his.settle()
    for words in ("Nothing was done.", "ana@", "your choices and the comment are kept"):
        assert words in his.told()
    assert his.page is Page.PLAN
    assert his.dialog.page.text == "dark runs of bob"
    assert his.text(ItemKind.VERSION, path(1), Column.DOES) == "beside theirs"
    assert his.text(ItemKind.VERSION, path(2), Column.DOES) == "to be decided"
    assert "1 thing is to be decided first" in his.dialog.buttons.status.text
    assert values(repository) == {1: [5.0], 2: [2.0]}

    his.choose(ItemKind.VERSION, path(2), Policy.BOTH)
    his.apply()
    his.close()
    after = values(repository)
    assert {number: set(found) for number, found in after.items()} == {
        1: {5.0, 7.0}, 2: {2.0, 9.0}, 3: {3.0}
    }  # fmt: skip
    answer = DCStore(repository.path, mode="r").find("pedestals", T0 + 50)
    assert answer.pinned
    assert float(np.asarray(answer.version.calib()).flat[0]) == 3.0

    ana.rest()
    ana.window.parts.banner.clear()
    ana.shortcut("Ctrl+Z")  # nothing of Bob's stands on it
    ana.wait(lambda: "Taken back" in ana.told())
    ana.rest()
    assert values(repository) == {1: [5.0, 7.0], 2: [9.0], 3: [3.0]}
    ana.shortcut("Ctrl+Shift+Z")
    ana.wait(lambda: "Done again" in ana.told())
    ana.rest()
    assert values(repository) == after


def test_both_press_apply_at_the_same_time(ana: Hands, bob: Hands, repository: DCStore) -> None:
    hers, his = promote(ana, "ana15"), promote(bob, "bob15")
    for plan, who in ((hers, "ana"), (his, "bob")):
        plan.choose(ItemKind.VERSION, path(1), Policy.SKIP)
        plan.write(f"by {who}")
    hers.click(hers.dialog.buttons.apply)
    his.click(his.dialog.buttons.apply)
    plans = (hers, his)
    ana.wait(lambda: any(plan.page is Page.SUMMARY for plan in plans))
    ana.wait(lambda: all(plan.page is not Page.PROGRESS for plan in plans))
    first, second = plans if hers.page is Page.SUMMARY else plans[::-1]
    second.settle()
    assert second.page is Page.PLAN
    assert "The plan was made anew" in second.told()
    assert len(values(repository)[2]) == 1
    second.choose(ItemKind.VERSION, path(2), Policy.BOTH)
    second.apply()
    for plan in (first, second):
        plan.close()
    after = values(repository)
    assert sorted(value for found in after.values() for value in found) == [2.0, 3, 5, 9]
