"""A copy of a file, on which the command line does what a window did with the file."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from dcs_command import dcs
from dcsgui.core.files.records import Record
from dcsgui.core.values.timestamps import Timestamp
from file_contents import contents

__all__ = ["Twin", "timeless"]

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


class Twin:
    """A copy of a file as it is now.

    Attributes
    ----------
    file, copy : Path
    """

    def __init__(self, file: Path, directory: Path) -> None:
        self.file = Path(file)
        self.copy = directory / self.file.parent.name / self.file.name
        self.copy.parent.mkdir(parents=True)
        shutil.copy2(self.file, self.copy)

    def does(self, lines: Iterable[str]) -> None:
        """Run command lines on the copy, and look whether both files say the same then."""
        ran = [line.replace(str(self.file), str(self.copy)) for line in lines]
        assert ran, "there was no command line"
        for line in ran:
            program, *words = shlex.split(line)
            assert program == "dcs"
            dcs(*words)
        assert timeless(self.copy) == timeless(self.file)
