"""Texts of ``dcs`` commands, as the window offers them to be copied, run one by one."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from dcs_command import Result, dcs

__all__ = ["commands", "run_lines"]


def commands(text: str) -> list[str]:
    """Part commands where a shell does: at line ends that stand in no quotes."""
    found, begun = [], ""
    for line in text.splitlines():
        begun += line
        try:
            words = shlex.split(begun)
        except ValueError:  # the quote goes on
            begun += "\n"
        else:
            assert words[0] == "dcs", begun
            found.append(begun)
            begun = ""
    assert not begun
    return found


def run_lines(text: str, moved: Iterable[tuple[object, object]] = ()) -> list[Result]:
    """Run command lines on copies of files: `moved` says which path became which."""
    for before, after in moved:
        text = text.replace(str(before), str(after))
    return [dcs(*shlex.split(line)[1:]) for line in commands(text)]
