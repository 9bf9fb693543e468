"""What is carried, in words."""

from __future__ import annotations

import pytest

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.carrying.load import Carried
from dcsgui.gui.carrying.phrases import in_words


def node(*path: str, versions: int | None = 1, name: str = "NAME") -> Carried:
    return Carried(NodeId("/cspad-0001.h5", path), name, versions)


@pytest.mark.parametrize(
    ("carried", "words"),
    [
        ([node(versions=None)], "NAME"),
        ([node(versions=1234)], "NAME (1,234 versions)"),
        ([node("gain")], "all NAME (1 version)"),
        ([node("gain", "1", "1")], "NAME of gain"),
        ([node("gain", "1"), node("rms", "1")], "2 ranges of 2 types (2 versions)"),
        ([node("gain"), node("rms", "1", "1")], "1 type and 1 version (2 versions)"),
        (
            [node(), node(), node("a"), node("a", "1")],
            "2 detectors, 1 type and 1 range (4 versions)",
        ),
    ],
)
def test_words(carried: list[Carried], words: str) -> None:
    assert in_words(carried) == words
