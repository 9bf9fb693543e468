"""What is measured of trees and tables: in a process of its own, see `window_child`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PyQt5.QtWidgets import QScrollBar

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.models.tree_rows import Kind, State
from dcsgui.gui.panels.versions import VersionsPanel
from tests.bench.window_names import AFTER, EXPANDED, LISTED, OPENED, REFRESHED, TABLE, TREE, WHOLE
from tests.bench.window_scene import Scene

__all__ = ["measure_many_ranges", "measure_many_versions"]

_TYPES = 8
_PAGES = 60


def measure_many_versions(scene: Scene, path: Path, runs: int) -> None:
    """Open the file with eight types, list its types, and all of it."""
    panels = scene.window.parts
    tree, table = panels.places.view, panels.versions
    for _ in range(runs + 1):
        scene.close_all()
        scene.measure(
            OPENED,
            partial(scene.window.opening.open_path, str(path)),
            partial(_is_known, scene, Kind.FILE, _TYPES),
            seen=tree.viewport(),
        )
        scene.follow(AFTER)
    whole = NodeId(str(path))
    counts = {whole.child(entry[0]): entry.nversions for entry in _entries(scene)}
    nodes = list(counts)
    scene.choose(nodes[-1])
    scene.rest()
    for number in range(runs + 1):
        node = nodes[number % _TYPES]
        scene.measure(
            LISTED,
            partial(scene.choose, node),
            partial(_is_listed, table, node, counts[node]),
            seen=table.view.viewport(),
        )
        scene.follow(AFTER)
    bar = table.view.verticalScrollBar()
    assert bar is not None
    bar.setValue(0)
    scene.rest()
    for _ in range(_PAGES):
        scroll = partial(_scroll, bar, bar.pageStep())
        scene.measure(TABLE, scroll, _at_once, seen=table.view.viewport())
    for _ in range(2):
        scene.measure(
            WHOLE,
            partial(scene.choose, whole),
            partial(_is_listed, table, whole, sum(counts.values())),
        )
        scene.follow(AFTER)
        path.touch()
        scene.follow(REFRESHED, seconds=2.0)
        scene.choose(nodes[0])
        scene.rest()


def measure_many_ranges(scene: Scene, path: Path, runs: int) -> None:
    """Expand the node with very many children, and scroll through it."""
    tree, model = scene.window.parts.places.view, scene.window.parts.places.model
    for _ in range(runs + 1):
        scene.close_all()
        scene.open(path)
        types = scene.branch(Kind.FILE)
        assert types is not None
        scene.measure(
            EXPANDED,
            partial(tree.expand, model.row_index(types, 0)),
            partial(_is_known, scene, Kind.CTYPE, _entries(scene)[0].nranges),
            seen=tree.viewport(),
        )
        scene.follow(AFTER)
    bar = tree.verticalScrollBar()
    assert bar is not None
    bar.setValue(0)
    scene.rest()
    for _ in range(_PAGES):
        scroll = partial(_scroll, bar, max(bar.pageStep(), bar.maximum() // _PAGES))
        scene.measure(TREE, scroll, _at_once, seen=tree.viewport())


def _entries(scene: Scene) -> list[Any]:
    """Return what is known of the types of the file that is open."""
    types = scene.branch(Kind.FILE)
    return [] if types is None else list(types.rows)


def _is_known(scene: Scene, kind: Kind, count: int) -> bool:
    """Whether so many rows are below what is expanded in the tree."""
    branch = scene.branch(kind)
    return branch is not None and branch.state is State.FILLED and len(branch.rows) == count


def _is_listed(table: VersionsPanel, node: NodeId, count: int) -> bool:
    """Whether so many versions are in the table, in order; and below that node."""
    model = table.model
    listed = model.rowCount() == count and not table.busy
    return listed and model.node(0).path[: len(node.path)] == node.path


def _scroll(bar: QScrollBar, step: int) -> None:
    bar.setValue(bar.value() + step)


def _at_once() -> bool:
    """Take the next time it is painted."""
    return True
