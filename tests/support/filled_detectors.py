"""Detectors with some constants, in each layout, for the verbs that change them."""

from __future__ import annotations

from pathlib import Path

from dcsgui import DCStore
from small_stores import NDA, T0, make_store

CONTRIBUTORS_ONLY = '[[rule]]\nrole = "contributor"\n'
"""An access file by which everybody may add, and do no more."""


def filled(calib: Path, layout: str) -> DCStore:
    """Make a detector with two ranges of pedestals, of two versions each."""
    store = make_store(calib, layout)
    cto = store.add_ctype("pedestals")
    for begin in (0, 50):
        tsro = cto.add_range((begin, 100))
        tsro.add_version(T0, NDA + begin, comment="dark")
        tsro.add_version(T0 + 1, NDA + begin + 1)
    store.save()
    return store
