"""The fingerprint moves with everything that a plan relies on, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dcsgui import DCStore
from dcsgui.core.files.opening import open_reader, open_writer
from dcsgui.core.objects.exchange.fingerprint import fingerprint
from small_stores import make_store

CTYPE, TSR, TIME = "pedestals", "100-200", 1_500_000_000
Change = Callable[[DCStore], object]


@pytest.fixture
def filled(calib: Path, layout: str) -> DCStore:
    """Return a store of each layout with two types."""
    cs = make_store(calib, layout)
    for ctype in (CTYPE, "pixel_gain"):
        tsro = cs.add_ctype(ctype).add_range(TSR)
        for number in range(3):
            tsro.add_version(float(TIME + number), np.full(3, number), pars={"n": number})
        tsro.set_versdef(1, comment="first")
    cs.save()
    return cs


def taken(cs: DCStore) -> str:
    name = cs.ctypeobj(CTYPE).rangeobj(TSR).versobj(2).name
    with open_reader(cs.path) as reader:
        return fingerprint(reader, ctypes=[CTYPE], compared=[(CTYPE, TSR, name)])


COUNTED: dict[str, Change] = {
    "version": lambda cs: cs.ctypeobj(CTYPE).rangeobj(TSR).add_version(9.5, np.ones(2)),
    "range": lambda cs: cs.ctypeobj(CTYPE).add_range("500-600"),
    "default": lambda cs: cs.ctypeobj(CTYPE).rangeobj(TSR).set_versdef(3, comment="x"),
    "auto": lambda cs: cs.ctypeobj(CTYPE).rangeobj(TSR).set_versdef(None, comment="x"),
    "end": lambda cs: cs.ctypeobj(CTYPE).rangeobj(TSR).set_end(300),
    "deletion": lambda cs: cs.ctypeobj(CTYPE).rangeobj(TSR).del_version(3),
    "deleted range": lambda cs: cs.ctypeobj(CTYPE).del_range(TSR),
    "deleted type": lambda cs: cs.del_ctype(CTYPE),
    "parameter": lambda cs: cs.ctypeobj(CTYPE).rangeobj(TSR).versobj(2).add_par("k", 1),
}
UNCOUNTED: dict[str, Change] = {
    "another type": lambda cs: cs.ctypeobj("pixel_gain").rangeobj(TSR).set_versdef(3, comment="x"),
    "a new type": lambda cs: cs.add_ctype("pixel_mask"),
    "another parameter": lambda cs: cs.ctypeobj(CTYPE).rangeobj(TSR).versobj(1).add_par("k", 1),
    "the store": lambda cs: cs.add_par("k", 1),
    "successor": lambda cs: cs.set_successor("cspad-0002"),
    "history": lambda cs: cs.ctypeobj(CTYPE).add_history("looked at"),
}


@pytest.mark.parametrize("name", COUNTED)
def test_it_moves_with_what_a_plan_relies_on(filled: DCStore, name: str) -> None:
    path = filled.ctypeobj(CTYPE).rangeobj(TSR).versobj(2).name
    with open_reader(filled.path) as reader:
        before = fingerprint(reader, ctypes=[CTYPE], compared=[(CTYPE, TSR, path)])
    COUNTED[name](filled)
    filled.save()
    with open_reader(filled.path) as reader:
        assert fingerprint(reader, ctypes=[CTYPE], compared=[(CTYPE, TSR, path)]) != before


@pytest.mark.parametrize("name", UNCOUNTED)
def test_it_stays_with_anything_else(filled: DCStore, name: str) -> None:
    before = taken(filled)
    UNCOUNTED[name](filled)
    filled.save()
    assert taken(filled) == before


def test_it_is_the_same_inside_a_transaction(filled: DCStore) -> None:
    before = taken(filled)
    name = filled.ctypeobj(CTYPE).rangeobj(TSR).versobj(2).name
    with open_writer(filled.path) as writer:
        assert fingerprint(writer, ctypes=[CTYPE], compared=[(CTYPE, TSR, name)]) == before


def test_a_deletion_taken_back_leaves_no_trace(filled: DCStore) -> None:
    before = taken(filled)
    filled.ctypeobj(CTYPE).rangeobj(TSR).del_version(3)
    filled.save()
    filled.restore(1)
    filled.save()
    assert taken(filled) == before
