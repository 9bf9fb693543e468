"""What is measured of plans, transfers and lists: in a process of its own, see `window_child`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from PyQt5.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QAbstractItemView, QScrollBar, QWidget

from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.core.actions.answers.plans import Policy
from dcsgui.gui.models.parameter_rows import VALUE
from dcsgui.gui.models.tree_rows import Kind
from dcsgui.gui.transfer.dialog import PlanDialog
from dcsgui.gui.transfer.dialog_buttons import Page
from dcsgui.gui.transfer.wish import Wish
from dcsgui.gui.undo.changes import StepCommand
from dcsgui.gui.undo.parts import Way
from dcsgui.gui.undo.steps import Step
from tests.bench import window_promote_files as files
from tests.bench.window_memory import Kilobytes, memory_now
from tests.bench.window_names import (
    ALIASES,
    APPLYING,
    CANCELLING,
    CARRYING,
    DECIDING,
    LOG,
    PARAMETERS,
    PLANNING,
    READING_PLAN,
    SANITY,
    UNDO_LIST,
)
from tests.bench.window_scene import Scene

__all__ = [
    "measure_applying",
    "measure_dragging",
    "measure_lists",
    "measure_parameters",
    "measure_planning",
    "measure_sanity",
]

_STEPS, _LINES = 1000, 10_000
_PAGES = 20


def _at_once() -> bool:
    return True


def _place(scene: Scene, path: Path) -> None:
    """Open a calib directory, and wait until it is known."""
    scene.window.parts.places.add_place(Place(PlaceKind.LOCAL, str(path)))
    scene.rest()


def _scroll(scene: Scene, what: str, view: QAbstractItemView) -> None:
    """Scroll through a view, page by page."""
    bar = view.verticalScrollBar()
    assert bar is not None
    for _ in range(_PAGES):
        scene.measure(what, partial(_turn, bar), _at_once)
        scene.follow(what)


def _turn(bar: QScrollBar) -> None:
    before = bar.value()
    bar.setValue(before + max(bar.pageStep(), bar.maximum() // _PAGES))
    if bar.value() == before:
        bar.setValue(0)


# --- drags


def measure_dragging(scene: Scene, path: Path, runs: int) -> Kilobytes:
    """Drag versions of a long table over a tree of many detectors."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))  # as for tests
    hand = import_module("drags")
    stop = None
    _place(scene, path / "many" / "calib")
    places = scene.window.parts.places
    tree, table = places.view, scene.window.parts.versions.view
    _expand_all(scene, tree)
    scene.open(path / "types.h5")
    types = scene.branch(Kind.FILE)
    assert types is not None
    whole = NodeId(str(path / "types.h5"))
    scene.choose(whole.child(types.rows[0][0]))
    scene.rest()
    tree.scrollToTop()
    for rows in (1, 1000, 0):
        _select(table, rows)
        scene.follow(CARRYING)
        drags = hand.Drags(None)
        cell = table.model().index(0, 2)  # type: ignore[union-attr]
        table.scrollTo(cell)
        scene.measure(CARRYING, partial(drags.pick_up, hand.Stop(table, cell)), _at_once)
        for _ in range(runs):
            for row in _seen(tree):
                stop = hand.Stop(tree, row)
                scene.measure(CARRYING, partial(drags.rest, stop), _at_once, seen=tree.viewport())
            scene.follow(CARRYING, seconds=0.2)
            _turn(tree.verticalScrollBar())  # type: ignore[arg-type]
            scene.follow(CARRYING)
        scene.measure(CARRYING, partial(drags.end, stop, ending=hand.Ending.ESCAPE), _at_once)
        scene.follow(CARRYING)
    return memory_now()


def _expand_all(scene: Scene, tree: QAbstractItemView) -> None:
    model = tree.model()
    assert model is not None
    place = model.index(0, 0)
    for index in (place, model.index(0, 0, place)):
        tree.setExpanded(index, True)
        scene.rest()


def _seen(tree: QAbstractItemView) -> list[QModelIndex]:
    viewport = tree.viewport()
    assert viewport is not None
    found = []
    index = tree.indexAt(viewport.rect().topLeft())
    while index.isValid() and viewport.rect().contains(tree.visualRect(index).center()):
        found.append(index)
        index = tree.indexBelow(index)
    return found


def _select(table: QAbstractItemView, rows: int) -> None:
    """Select the first rows of a table, or all if it is 0."""
    if not rows:
        table.selectAll()
        return
    selection, model = table.selectionModel(), table.model()
    assert selection is not None
    assert model is not None
    last = model.index(rows - 1, model.columnCount() - 1)
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
    selection.select(QItemSelection(model.index(0, 0), last), flags)


# --- plans


def _propose(scene: Scene, path: Path, detname: str, target: str) -> PlanDialog:
    mine, theirs = path / "mine", path / target
    node = NodeId(str(files.file_of(mine, detname)))
    wish = Wish(node, Place(PlaceKind.LOCAL, str(theirs / "calib")))
    scene.window.transferring.propose([wish])
    dialog = scene.window.transferring.dialog
    assert dialog is not None
    return dialog


def _is_planned(dialog: PlanDialog) -> bool:
    return not any(one.waiting for one in dialog.proposals)


def _is_settled(scene: Scene, dialog: PlanDialog) -> bool:
    return _is_planned(dialog) and scene.window.is_quiet()


def _plan(scene: Scene, what: str, path: Path, detname: str, target: str) -> PlanDialog:
    """Plan, and wait until all is known about it."""
    found: list[PlanDialog] = []
    scene.measure(
        what,
        lambda: found.append(_propose(scene, path, detname, target)),
        lambda: bool(found) and _is_planned(found[0]),
    )
    scene.measure(what, _nothing, lambda: _is_settled(scene, found[0]))
    scene.follow(what, seconds=0.3)
    return found[0]


def _nothing() -> None:
    """Only wait."""


def measure_planning(scene: Scene, path: Path, runs: int) -> Kilobytes:
    """Plan for many versions, most of them new or in conflict; read the plan, and decide."""
    for target in ("nowhere", "theirs"):
        for _ in range(runs):
            dialog = _plan(scene, PLANNING, path, files.MANY, target)
            _read(scene, dialog)
            if target == "theirs":
                _decide(scene, dialog)
            scene.measure(READING_PLAN, dialog.reject, _at_once)
            scene.follow(READING_PLAN)
    return memory_now()


def _read(scene: Scene, dialog: PlanDialog) -> None:
    tree = dialog.page.tree
    scene.measure(READING_PLAN, tree.expandAll, _at_once, seen=tree.viewport())
    _scroll(scene, READING_PLAN, tree)
    for _ in range(_PAGES):
        _key(scene, READING_PLAN, tree, Qt.Key.Key_Down)
    for text in "dark run 260":
        type_ = partial(QTest.keyClick, dialog.page.comment, text)
        scene.measure(READING_PLAN, type_, _at_once, seen=dialog.page.comment.viewport())
    hide = dialog.page.hide_there
    for _ in range(2):
        scene.measure(READING_PLAN, hide.click, _at_once, seen=tree.viewport())
        scene.follow(READING_PLAN)


def _decide(scene: Scene, dialog: PlanDialog) -> None:
    policies = dialog.page.policy
    for policy in (Policy.OURS, Policy.BOTH):
        number = policies.findData(policy)
        policies.setCurrentIndex(number)
        scene.measure(
            DECIDING, partial(policies.activated.emit, number), partial(_is_planned, dialog)
        )
        scene.measure(DECIDING, _nothing, partial(_is_settled, scene, dialog))
        scene.follow(DECIDING)
    tree = dialog.page.tree
    for key in (Qt.Key.Key_D, Qt.Key.Key_Space, Qt.Key.Key_Space):
        _key(scene, DECIDING, tree, key)
        scene.measure(DECIDING, _nothing, partial(_is_settled, scene, dialog))
        scene.follow(DECIDING, seconds=0.3)


def _key(scene: Scene, what: str, widget: QWidget, key: Qt.Key) -> None:
    scene.measure(what, partial(QTest.keyClick, widget, key), _at_once)


def measure_sanity(scene: Scene, path: Path, runs: int) -> Kilobytes:
    """Look at the sanity check of one large array."""
    for _ in range(runs):
        dialog = _plan(scene, SANITY, path, files.WIDE, "theirs")
        tree = dialog.page.tree
        for _ in range(5):
            _key(scene, SANITY, tree, Qt.Key.Key_Down)
            scene.follow(SANITY, seconds=0.1)
        if not dialog.proposals[0].checks:
            raise AssertionError("nobody has looked at it")
        scene.measure(SANITY, dialog.reject, _at_once)
        scene.follow(SANITY)
    return memory_now()


def measure_applying(scene: Scene, path: Path, runs: int) -> Kilobytes:
    """Carry out a plan of 2 GB, once called off in the middle, and browse meanwhile."""
    for file in (path / "nowhere").rglob("*.h5"):
        file.unlink()
    dialog = _plan(scene, PLANNING, path, files.LARGE, "nowhere")
    begun = partial(_is_begun, dialog)
    scene.measure(APPLYING, dialog.buttons.apply.click, begun)
    scene.measure(APPLYING, _nothing, lambda: dialog.progress.total.value() > 300)
    scene.measure(CANCELLING, dialog.buttons.cancel.click, lambda: _is_at(dialog, Page.PLAN))
    scene.measure(CANCELLING, _nothing, partial(_is_settled, scene, dialog))
    scene.measure(APPLYING, dialog.buttons.apply.click, lambda: _is_at(dialog, Page.SUMMARY))
    found = memory_now()
    dialog.close()
    scene.rest()
    (path / "nowhere" / "calib" / "jungfrau" / f"{files.LARGE}.h5").unlink()
    return found


def _is_begun(dialog: PlanDialog) -> bool:
    return dialog.progress.total.value() > 0


def _is_at(dialog: PlanDialog, page: Page) -> bool:
    return dialog.stack.currentIndex() == page


# --- lists


def measure_parameters(scene: Scene, path: Path, runs: int) -> Kilobytes:
    """Show many parameters and a large array, edit some, and edit them for many nodes."""
    file = files.file_of(path / "many", "cspad-0000")
    scene.open(file)
    node = NodeId(str(file), ("pedestals",))
    parts = scene.window.parts
    model = parts.parameters.model
    whole = NodeId(str(file))
    for _ in range(runs):
        for one in (whole, node):
            scene.measure(PARAMETERS, partial(scene.choose, one), _at_once)
            scene.follow(PARAMETERS, seconds=0.3)
    if model.rowCount() < files.KEYS:
        raise AssertionError("the parameters are not shown")
    table = parts.parameters.table
    _scroll(scene, PARAMETERS, table)
    for key in ("weights", "key0500"):
        _edit_parameter(scene, key)
    dialog = scene.window.parameter_editing.dialog
    scene.measure(PARAMETERS, scene.window.parameter_editing.edit_selected, dialog.isVisible)
    scene.follow(PARAMETERS, seconds=0.5)
    _scroll(scene, PARAMETERS, dialog.table)
    scene.measure(PARAMETERS, dialog.reject, _at_once)
    scene.follow(PARAMETERS)
    return memory_now()


def _edit_parameter(scene: Scene, key: str) -> None:
    table, model = scene.window.parts.parameters.table, scene.window.parts.parameters.model
    row = model.row_of(key)  # type: ignore[attr-defined]
    index = model.index(row, VALUE)
    scene.measure(PARAMETERS, partial(table.setCurrentIndex, index), _at_once)
    scene.follow(PARAMETERS, seconds=0.2)
    scene.measure(PARAMETERS, partial(table.edit_cell, key, VALUE), _at_once)
    scene.follow(PARAMETERS, seconds=0.2)
    editor = table.delegate.editor
    if editor is None:
        return
    scene.measure(PARAMETERS, partial(QTest.keyClick, editor, "1"), _at_once)
    scene.measure(PARAMETERS, partial(QTest.keyClick, editor, Qt.Key.Key_Return), _at_once)
    scene.follow(PARAMETERS, seconds=0.5)


def measure_lists(scene: Scene, path: Path, runs: int) -> Kilobytes:
    """Look at long lists: what can be undone, what was done, and aliases."""
    _place(scene, path / "many" / "calib")
    window = scene.window
    stack = window.changes.stack
    _bring(scene, "Undo list")
    for number in range(_STEPS):
        stack.push(StepCommand(Step(f"Make v{number} the default of pedestals", [])))
    scene.rest()
    for _ in range(10 * runs):
        push = partial(stack.push, StepCommand(Step("Make v1 the default of pedestals", [])))
        scene.measure(UNDO_LIST, push, _at_once)
        scene.follow(UNDO_LIST)
    _scroll(scene, UNDO_LIST, window.records.undo_list.view)
    _bring(scene, "Log")
    log = window.records.log
    step = Step("Make v1 the default of pedestals", [])
    _fill_log(window.records.log.log, step)
    scene.rest()
    for _ in range(10 * runs):
        scene.measure(
            LOG,
            partial(window.records.log.log._on_changed, step, Way.DO, "v1 answers instead of v2."),
            _at_once,
        )
        scene.follow(LOG)
    _scroll(scene, LOG, log.view)
    _filter(scene, LOG, log.filter, "v77")
    _aliases(scene, runs)
    return memory_now()


def _fill_log(log: object, step: Step) -> None:
    add: Callable[..., None] = log._on_changed  # type: ignore[attr-defined]
    blocked = log.blockSignals(True)  # type: ignore[attr-defined]
    for number in range(_LINES):
        add(step, Way.DO, f"v{number} answers instead of v1.")
    log.blockSignals(blocked)  # type: ignore[attr-defined]


def _filter(scene: Scene, what: str, box: QWidget, text: str) -> None:
    for letter in text:
        scene.measure(what, partial(QTest.keyClick, box, letter), _at_once)
        scene.follow(what)
    for _ in text:
        scene.measure(what, partial(QTest.keyClick, box, Qt.Key.Key_Backspace), _at_once)
        scene.follow(what)


def _bring(scene: Scene, title: str) -> None:
    dock = next(one for one in scene.window.parts.docks if one.windowTitle() == title)
    dock.show()
    dock.raise_()
    scene.rest()


def _aliases(scene: Scene, runs: int) -> None:
    window = scene.window
    places = window.parts.places
    places.view.setCurrentIndex(places.model.index(0, 0))
    scene.rest()
    scene.measure(ALIASES, window.alias_editing.show, _at_once)
    scene.follow(ALIASES, seconds=1.0)
    panel = window.alias_editing.panel
    if panel.model.rowCount() != files.ALIASES:
        raise AssertionError("the aliases are not shown")
    for _ in range(runs):
        scene.measure(ALIASES, panel.try_again, _at_once)
        scene.follow(ALIASES, seconds=1.0)
    _scroll(scene, ALIASES, panel.view)
    _filter(scene, ALIASES, panel.filter, "77")
