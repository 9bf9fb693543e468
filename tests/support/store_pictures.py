"""Everything that a store answers, as one value that can be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from dcsgui import DCStore
from dcsgui.core.files.opening import open_reader


def picture(path: Path) -> dict[object, Any]:
    """Return all that a file answers: head, ranges, defaults, versions, parameters, constants.

    Not the history, which only grows, nor what was deleted.
    """
    with open_reader(path) as reader:
        head = reader.head()
        found: dict[object, Any] = {
            "head": (head.dettype, head.detid, head.tscfile, head.predecessor, head.successor),
            "pars": _pars(reader.pars(())),
        }
        for ctype in reader.ctypes():
            table = reader.ranges(ctype)
            found[ctype] = _pars(reader.pars((ctype,)))
            for row in range(len(table)):
                name = table.name(row)
                pinned = bool(table.pinned[row])
                found[ctype, name] = (table.validity(row), table.answer(row), pinned)
                found[ctype, name, "pars"] = _pars(reader.pars((ctype, name)))
                for info in reader.versions(ctype, name):
                    place = (ctype, name, info.name)
                    constants = reader.constants(place)
                    shown = (
                        constants if isinstance(constants, str) else np.array(constants).tolist()
                    )
                    found[place] = (info, shown, _pars(reader.pars(place)))
    found["answers"] = _answers(path)
    return found


def _answers(path: Path) -> list[str]:
    store = DCStore(path, mode="r")
    answers = []
    with store.opened():
        for ctype in store.ctypes():
            for time in range(0, 200, 7):
                got = store.get(ctype, time, default=None)
                answers.append(f"{ctype} {time} {_shown(got)}")
    return answers


def _shown(constants: object) -> object:
    return constants if isinstance(constants, str) else np.array(constants).tolist()


def _pars(pars: dict[str, Any]) -> dict[str, str]:
    return {key: f"{type(value).__name__} {_exact(value)}" for key, value in pars.items()}


def _exact(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"{value.dtype} {value.shape} {value.tolist()}"
    return repr(value)
