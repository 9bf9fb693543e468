"""A copy of a file, on which the command line does what a window did with the file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from dcs_texts import run_lines
from dcsgui.core.files.records import Record
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.gui.undo.parts import Way
from dcsgui.gui.undo.steps import Step
from file_contents import contents

__all__ = ["Twin", "copied", "run_step", "timeless"]

_AT = re.compile(r" at \d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d")
"""In the record of a change that took another one back, when that was made."""


def timeless(path: Path) -> Any:
    """Return all that a file says, but for when each thing was done."""
    return _without_times(contents(path))


def _without_times(value: Any) -> Any:
    if isinstance(value, Record):
        return replace(value, tstamp=Timestamp(0), comment=_AT.sub(" at then", value.comment))
    if isinstance(value, dict):
        return {key: _without_times(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_without_times, value))
    return value


def copied(file: Path, directory: Path) -> Path:
    """Return a copy of a detector file in another calib directory."""
    copy = directory / file.parent.name / file.name
    copy.parent.mkdir(parents=True)
    return Path(shutil.copy2(file, copy))


def run_step(step: Step, file: Path, copy: Path) -> int:
    """Do to the copy what the lines of a step say of the file; return how many commands."""
    text = "\n".join(part.line(Way.DO) for part in step.parts)
    return len(run_lines(text, [(file, copy)]))


class Twin:
    """A copy of a file as it is now.

    Attributes
    ----------
    file, copy : Path
    """

    def __init__(self, file: Path, directory: Path) -> None:
        self.file = Path(file)
        self.copy = copied(self.file, directory)

    def does(self, lines: Iterable[str]) -> None:
        """Run command lines on the copy, and look whether both files say the same then."""
        ran = run_lines("\n".join(lines), [(self.file, self.copy)])
        assert ran, "there was no command line"
        assert timeless(self.copy) == timeless(self.file)
