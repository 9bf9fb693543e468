"""The ``dcs`` lines of a window's step, carried out on a copy of the file."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

from dcs_command import dcs
from dcsgui.gui.undo.parts import Way
from dcsgui.gui.undo.steps import Step

__all__ = ["copied", "run_lines"]


def copied(path: Path, directory: Path) -> Path:
    """Return a copy of a detector file in another calib directory."""
    copy = directory / path.parent.name / path.name
    copy.parent.mkdir(parents=True)
    return Path(shutil.copy(path, copy))


def run_lines(step: Step, path: Path, copy: Path) -> int:
    """Do to the copy what the lines of a step say of the file; return how many commands."""
    commands = [words for part in step.parts for words in _commands(part.line(Way.DO))]
    for program, *words in commands:
        assert program == "dcs"
        dcs(*(word.replace(str(path), str(copy)) for word in words))
    return len(commands)


def _commands(text: str) -> list[list[str]]:
    """Part commands at the line ends that stand in no quotes, as a shell does."""
    commands, begun = [], ""
    for line in text.splitlines():
        begun += line
        try:
            commands.append(shlex.split(begun))
        except ValueError:  # the quote goes on
            begun += "\n"
        else:
            begun = ""
    assert not begun
    return commands
