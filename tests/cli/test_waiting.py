"""Long work shows on a terminal how far it is."""

from __future__ import annotations

import sys

from dcsgui.cli.waiting import progress_shown
from dcsgui.core.values.progress import QUIET
from terminals import on_a_terminal

PROGRAM = """
from dcsgui.cli import waiting
waiting.PATIENCE = {patience}
with waiting.progress_shown() as progress:
    for done in range(5):
        progress.report(done, 5, "versions")
print("done")
"""


def test_it_is_shown_once_it_lasts() -> None:
    session = on_a_terminal([sys.executable, "-c", PROGRAM.format(patience=0)])
    assert "versions" in session.shown
    assert "/5 versions" in session.shown
    assert session.shown.endswith("done\n")


def test_short_work_shows_nothing() -> None:
    session = on_a_terminal([sys.executable, "-c", PROGRAM.format(patience=100)])
    assert session.shown == "done\n"


def test_without_a_terminal_nobody_is_told() -> None:
    with progress_shown() as progress:
        assert progress is QUIET
