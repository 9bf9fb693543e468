"""What is measured of trees and tables: in a process of its own, see `window_child`."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import QModelIndex

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.models.tree_rows import Kind, State
from tests.bench.window_names import AFTER, EXPANDED, LISTED, OPENED, TABLE, TREE, WHOLE
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
            lambda: scene.window.opening.open_path(str(path)),
            lambda: _known(scene, Kind.FILE) == _TYPES,
            seen=tree.viewport(),
        )
        scene.rest()
    types = scene.branch(Kind.FILE)
    assert types is not None
    nodes = [NodeId(str(path)).child(row.ctype) for row in types.rows]
    versions = [row.nversions for row in types.rows]
    for number in range(runs + 1):
        at = number % _TYPES
        scene.measure(
            LISTED,
            lambda node=nodes[at]: scene.choose(node),  # type: ignore[misc]
            lambda node=nodes[at], n=versions[at]: (  # type: ignore[misc]
                table.model.rowCount() == n
                and table.model.node(0).ctype == node.ctype
                and not table.busy
            ),
            seen=table.view.viewport(),
        )
        scene.follow(AFTER)
    bar = table.view.verticalScrollBar()
    assert bar is not None
    for _ in range(_PAGES):
        scene.measure(
            TABLE,
            lambda: bar.setValue(bar.value() + bar.pageStep()),
            lambda: True,
            seen=table.view.viewport(),
        )
    for _ in range(2):
        scene.measure(
            WHOLE,
            lambda: scene.choose(NodeId(str(path))),
            lambda: table.model.rowCount() == sum(versions) and not table.busy,
        )
        scene.follow(AFTER)
        scene.choose(nodes[0])
        scene.rest()


def measure_many_ranges(scene: Scene, path: Path, runs: int) -> None:
    """Expand the node with very many children, and scroll through it."""
    tree = scene.window.parts.places.view
    bar, model = tree.verticalScrollBar(), scene.window.parts.places.model
    assert bar is not None
    for _ in range(runs + 1):
        scene.close_all()
        scene.open(path)
        types = scene.branch(Kind.FILE)
        assert types is not None
        index: QModelIndex = model.row_index(types, 0)
        count: int = types.rows[0].nranges
        scene.measure(
            EXPANDED,
            lambda: tree.expand(index),  # noqa: B023 - called at once
            lambda: _known(scene, Kind.CTYPE) == count,  # noqa: B023
            seen=tree.viewport(),
        )
        scene.follow(AFTER)
    for _ in range(_PAGES):
        step = max(bar.pageStep(), bar.maximum() // _PAGES)
        scene.measure(
            TREE,
            lambda: bar.setValue(bar.value() + step),  # noqa: B023
            lambda: True,
            seen=tree.viewport(),
        )


def _known(scene: Scene, kind: Kind) -> int:
    """Return how many rows there are below what is expanded, once all are there."""
    branch = scene.branch(kind)
    return -1 if branch is None or branch.state is not State.FILLED else len(branch.rows)
