"""Detector Calibration Store: the constants of detectors, by type and time.

The names below are those that other people's code relies on. They are loaded when first used, so
that a program which needs only some of them starts fast, and the window never loads HDF5 itself.

Examples
--------
>>> import numpy as np
>>> from dcsgui import DCStore
>>> with DCStore.create("calib", "cspad-0002") as cs:
...     tsro = cs.add_ctype("pedestals").add_range("2016-10-27T00:00:00Z")
...     verso = tsro.add_version(nda=np.zeros((32, 185, 388), "f4"))
>>> cs.get("pedestals", "2016-11-02T12:00:00Z").shape
(32, 185, 388)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dcsgui.version import __version__ as __version__

if TYPE_CHECKING:
    from dcsgui import errors
    from dcsgui.core.objects.base import DCBase
    from dcsgui.core.objects.ctype import DCType
    from dcsgui.core.objects.range import DCRange
    from dcsgui.core.objects.store import DCStore
    from dcsgui.core.objects.version import DCVersion
    from dcsgui.core.values.runs import RunNumber
    from dcsgui.core.values.timestamps import Timestamp

__all__ = [
    "DCBase",
    "DCRange",
    "DCStore",
    "DCType",
    "DCVersion",
    "RunNumber",
    "Timestamp",
    "errors",
]

_PLACES = {
    "DCBase": "core.objects.base",
    "DCRange": "core.objects.range",
    "DCStore": "core.objects.store",
    "DCType": "core.objects.ctype",
    "DCVersion": "core.objects.version",
    "RunNumber": "core.values.runs",
    "Timestamp": "core.values.timestamps",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "errors":
        return import_module("dcsgui.errors")
    return getattr(import_module(f"dcsgui.{_PLACES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
