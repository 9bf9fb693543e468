"""Every hostile file is opened through one window: it is marked, and the next file opens."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from dcsgui.core.actions.answers.nodes import NodeId
from window_hands import Hands
from window_stories import make_detector


def is_marked(hands: Hands, path: str) -> bool:
    branches = hands.window.parts.places.model.branches_of(path)
    failed = any(branch.failure is not None for branch in branches)
    return failed and hands.window.showing.node == NodeId(path)


def test_files_that_broke_other_programs(hands: Hands, shared_data: Path, tmp_path: Path) -> None:
    model = hands.window.parts.places.model
    paths = sorted(path for path in (shared_data / "hostile").glob("*/*") if path.is_file())
    assert len(paths) > 90
    for path in paths:
        hands.window.opening.open_path(str(path))
        hands.wait(partial(is_marked, hands, str(path)))
        hands.wait(hands.problems)
    sentences = {b.failure.sentence for b in model.branches() if b.failure is not None}
    assert len(sentences) >= len(paths)  # each names its file
    healthy = make_detector(tmp_path / "calib")
    hands.window.opening.open_path(str(healthy.path))
    hands.walk(healthy.detname(), "pedestals")
    hands.wait(lambda: len(hands.rows()) == 6)
    hands.rest()
