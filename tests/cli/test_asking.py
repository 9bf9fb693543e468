"""Questions are asked on a terminal only."""

from __future__ import annotations

import sys

import pytest

from dcsgui.cli.asking import agreed
from dcsgui.core.values.errors import BadValue
from terminals import on_a_terminal

PROGRAM = "from dcsgui.cli.asking import agreed; print(agreed('Delete all', yes=False))"


@pytest.mark.parametrize(("typed", "answer"), [("y", True), ("n", False), ("", False)])
def test_it_asks_on_a_terminal_and_no_is_the_default(typed: str, *, answer: bool) -> None:
    session = on_a_terminal([sys.executable, "-c", PROGRAM], [("Delete all [y/N]", typed)])
    assert session.shown.endswith(f"{answer}\n")
    assert session.code == 0


def test_yes_is_no_question() -> None:
    assert agreed("Delete all", yes=True)


def test_without_a_terminal_nothing_is_done() -> None:
    with pytest.raises(BadValue, match=r"Delete all\? There is no terminal"):
        agreed("Delete all", yes=False)
