"""What others change while a window is open: marked, told once, and not what the window did."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from PyQt5.QtCore import QModelIndex, QPoint, Qt
from PyQt5.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from dcs_command import real_dcs
from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.planning import make_plan
from dcsgui.gui.jobs.transfer_requests import ApplyPlan
from dcsgui.gui.models import times
from dcsgui.gui.models.tree import Role
from dcsgui.gui.undo.parts import FilePart
from dcsgui.gui.undo.steps import Step
from dcsgui.gui.window.main import MainWindow
from small_stores import T0
from window_hands import Hands
from window_stories import make_detector, open_window


def show(hands: Hands, cs: DCStore) -> QModelIndex:
    hands.window.opening.open_path(str(cs.path.parents[1]))
    index = hands.walk(cs.path.parents[2].name, "jungfrau", cs.detname(), "pedestals")
    hands.wait(lambda: len(hands.rows()) == 6)
    hands.rest()
    return index


def by_ana(*words: object) -> None:
    """Have somebody else do something, with another program."""
    real_dcs(*words, env={**os.environ, "LOGNAME": "ana"})


def marked_rows(hands: Hands) -> list[int]:
    model = hands.window.parts.versions.model
    return [
        row
        for row in range(model.rowCount())
        if model.index(row, 0).data(Qt.ItemDataRole.BackgroundRole) is not None
    ]


def badges(hands: Hands, cs: DCStore, *texts: str) -> tuple[str, ...]:
    index = hands.child(cs.path.parents[2].name)
    for text in ("jungfrau", *texts):
        index = hands.child(text, index)
    return tuple(index.data(Role.BADGES) or ())


def test_a_version_that_ana_adds_is_marked_and_told_once(
    hands: Hands, store: DCStore, qtbot: QtBot
) -> None:
    show(hands, store)
    np.save(store.path.parent / "dark.npy", np.zeros((2, 3)))
    before = {row.name for row in hands.window.parts.versions.model.rows}
    by_ana(
        "add", store.path, "pedestals", store.path.parent / "dark.npy",
        "--begin", T0, "--end", T0 + 999, "-m", "dark, run 9",
    )  # fmt: skip
    hands.wait(lambda: len(hands.rows()) == 7)
    hands.wait(lambda: len(marked_rows(hands)) == 1)
    (row,) = marked_rows(hands)
    model = hands.window.parts.versions.model
    assert model.row(row).name not in before
    tip = str(model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert "Changed by ana@" in tip
    assert "dark, run 9" in tip
    assert model.index(row, 3).data(Qt.ItemDataRole.FontRole).bold()
    assert "changed" in badges(hands, store, store.detname())
    assert "changed" in badges(hands, store, store.detname(), "pedestals")
    assert "changed" not in badges(hands, store, store.detname(), "geometry")
    hands.wait(lambda: "ana@" in hands.told())
    assert hands.told().count("ana@") == 1
    span = times.span(T0 * 10**9, (T0 + 999) * 10**9, utc=False)
    expected = f"added version 4 to pedestals {span} in jungfrau-0001: dark, run 9."
    assert expected in hands.told()


def test_a_mark_goes_when_its_row_was_current_for_a_while(hands: Hands, store: DCStore) -> None:
    show(hands, store)
    hands.window.watching_others._looking.setInterval(50)
    by_ana("default", store.path, "pedestals", T0, "1", "-m", "better")
    hands.wait(lambda: marked_rows(hands))
    (row,) = marked_rows(hands)
    assert hands.window.parts.versions.model.row(row).is_default
    hands.wait(hands.told)
    other = next(n for n in range(6) if hands.column("begin")[n] != hands.column("begin")[row])
    hands.click(hands.table, hands.cell(other, "number"))
    hands.rest()
    assert marked_rows(hands)
    hands.click(hands.table, hands.cell(row, "number"))
    hands.wait(lambda: not marked_rows(hands))
    assert "changed" not in badges(hands, store, store.detname())
    hands.wait(lambda: "ana@" not in hands.told())


def test_all_marks_can_be_dismissed(hands: Hands, store: DCStore) -> None:
    show(hands, store)
    by_ana("meta", "set", f"{store.path}/geometry", "a=1", "-m", "x")
    hands.wait(lambda: "changed" in badges(hands, store, store.detname(), "geometry"))
    hands.wait(hands.told)
    hands.trigger("unmark")
    assert "changed" not in badges(hands, store, store.detname(), "geometry")
    assert not hands.told()


def test_show_goes_to_what_was_changed(hands: Hands, store: DCStore, qtbot: QtBot) -> None:
    show(hands, store)
    by_ana("meta", "set", f"{store.path}/geometry", "a=1", "-m", "x")
    hands.wait(hands.told)
    (message,) = hands.window.parts.banner.messages
    button = next(b for b in message.findChildren(QToolButton) if "Show" in b.text())
    hands.click_at(button, QPoint(5, 5))
    expected = NodeId(str(store.path), ("geometry",))
    hands.wait(lambda: hands.window.showing.node == expected)


def test_several_changes_are_told_together(hands: Hands, store: DCStore) -> None:
    show(hands, store)
    tsro = store.ctypeobj("pedestals").rangeobj(store.ctypeobj("pedestals").ranges()[0])
    for number in range(3):
        tsro.add_version(T0 + 20 + number, np.zeros(3), comment=f"number {number}")
        store.save()
    hands.wait(lambda: len(hands.rows()) == 9)
    hands.wait(lambda: len(marked_rows(hands)) == 3)
    hands.wait(lambda: "before that 2 changes by" in hands.told())
    assert "number 2" in hands.told()
    assert len(hands.window.parts.banner.messages) == 1


def test_what_the_window_does_itself_is_not_marked(hands: Hands, store: DCStore) -> None:
    show(hands, store)
    hands.click_star(0)
    hands.wait(lambda: any(pinned for _, pinned in hands.answering()))
    hands.rest()
    by_ana("meta", "set", f"{store.path}/geometry", "a=1", "-m", "x")
    hands.wait(lambda: "changed" in badges(hands, store, store.detname(), "geometry"))
    assert not marked_rows(hands)
    assert "changed" not in badges(hands, store, store.detname(), "pedestals")
    hands.trigger("undo")
    hands.wait(lambda: not any(pinned for _, pinned in hands.answering()))
    hands.rest()
    assert not marked_rows(hands)
    hands.wait(lambda: "ana@" in hands.told())
    assert len([line for line in hands.told().splitlines() if "@" in line]) == 1


def test_another_window_of_the_same_person_is_another(
    hands: Hands, store: DCStore, qtbot: QtBot, windows: list[MainWindow]
) -> None:
    show(hands, store)
    other = open_window(qtbot, windows)
    show(other, store)
    other.click_star(0)
    other.wait(lambda: any(pinned for _, pinned in other.answering()))
    hands.wait(lambda: marked_rows(hands))
    other.rest()
    assert not marked_rows(other)


def test_a_transfer_of_the_window_is_its_own_on_both_sides(
    hands: Hands, store: DCStore, tmp_path: Path
) -> None:
    show(hands, store)
    there = make_detector(tmp_path / "there" / "calib", detname=store.detname())
    with there:
        there.del_ctype("geometry")
    hands.window.opening.open_path(str(there.path))
    hands.rest()
    source = NodeId(str(store.path), ("pedestals",))
    np.save(tmp_path / "dark.npy", np.zeros((2, 3)))
    by_ana(
        "add", store.path, "pedestals", tmp_path / "dark.npy", "--begin", T0 + 5000, "-m", "new"
    )  # fmt: skip
    hands.wait(lambda: "ana@" in hands.told())
    hands.trigger("unmark")
    plan = make_plan(source, str(there.path))
    assert plan.todo
    part = FilePart(str(there.path), ApplyPlan(plan, "promoted"), words="Done.", line="")
    done = list[object]()
    hands.window.changes.changed.connect(lambda *told: done.append(told))
    hands.window.changes.do(Step("Promote", [part], long=True))
    hands.wait(lambda: done)
    hands.rest()
    by_ana("meta", "set", f"{there.path}", "seen=1", "-m", "after it")
    hands.wait(lambda: "after it" in hands.told())
    assert "transfer" not in hands.told()
    assert "promoted" not in hands.told()
    assert hands.window.watching_others.marks.files == {str(there.path)}
