"""Arguments of the wrong type are refused in a sentence, and nothing is changed by them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
import pytest

from dcsgui import DCBase, DCRange, DCStore, DCType, DCVersion
from dcsgui.core.values.errors import BadValue, DCError

T0 = 1477526400
JUNK = [None, 3, 1.5, True, b"rms", ["rms"], {"rms": 1}, object(), np.zeros(2), "", "NUL\0"]

Call = Callable[[Any, Any], object]


def tsro(cs: Any) -> Any:
    return cs.ctypeobj("pedestals").rangeobj(100)


CALLS: dict[str, Call] = {
    "get": lambda cs, x: cs.get(x, T0),
    "get at": lambda cs, x: cs.get("pedestals", x),
    "get version": lambda cs, x: cs.get("pedestals", T0, x),
    "follow": lambda cs, x: cs.get("pedestals", 5, follow=x),
    "find": lambda cs, x: cs.find(x, x, x, follow="successor"),
    "ctypeobj": lambda cs, x: cs.ctypeobj(x),
    "add_ctype": lambda cs, x: cs.add_ctype(x),
    "del_ctype": lambda cs, x: cs.del_ctype(x),
    "set_dettype": lambda cs, x: cs.set_dettype(x),
    "set_detid": lambda cs, x: cs.set_detid(x),
    "set_detname": lambda cs, x: cs.set_detname(x),
    "set_predecessor": lambda cs, x: cs.set_predecessor(x),
    "set_successor": lambda cs, x: cs.set_successor(x),
    "set_tscfile": lambda cs, x: cs.set_tscfile(x),
    "restore": lambda cs, x: cs.restore(x),
    "purge": lambda cs, x: cs.purge(x),
    "set_history": lambda cs, x: cs.set_history(x),
    "set_dictpars": lambda cs, x: cs.set_dictpars(x),
    "add_par": lambda cs, x: cs.add_par(x, 1),
    "par": lambda cs, x: cs.par(x),
    "del_par": lambda cs, x: cs.del_par(x),
    "add_history": lambda cs, x: cs.add_history(x),
    "add_history at": lambda cs, x: cs.add_history("text", x),
    "rangeobj": lambda cs, x: cs.ctypeobj("pedestals").rangeobj(x),
    "add_range": lambda cs, x: cs.ctypeobj("pedestals").add_range(x),
    "del_range": lambda cs, x: cs.ctypeobj("pedestals").del_range(x),
    "set_begin": lambda cs, x: tsro(cs).set_begin(x),
    "set_end": lambda cs, x: tsro(cs).set_end(x),
    "versobj": lambda cs, x: tsro(cs).versobj(x),
    "add_version": lambda cs, x: tsro(cs).add_version(x),
    "add_version of": lambda cs, x: tsro(cs).add_version(T0 + 5, x),
    "add_version pars": lambda cs, x: tsro(cs).add_version(T0 + 6, pars=x),
    "set_versdef": lambda cs, x: tsro(cs).set_versdef(x),
    "del_version": lambda cs, x: tsro(cs).del_version(x),
    "set_tsprod": lambda cs, x: tsro(cs).versobj(1).set_tsprod(x),
    "add_calib": lambda cs, x: tsro(cs).versobj(1).add_calib(x),
    "fmt": lambda cs, x: tsro(cs).history(x),
    "DCType": lambda _, x: DCType(x),
    "DCRange": lambda _, x: DCRange(x),
    "DCRange to": lambda _, x: DCRange(100, x),
    "DCVersion": lambda _, x: DCVersion(x),
    "DCStore": lambda cs, x: DCStore(x, "cspad-0404"),
    "DCStore of": lambda cs, x: DCStore(cs.path.parent, x),
    "DCStore mode": lambda cs, x: DCStore(cs.path, mode=x),
}


@pytest.mark.filterwarnings("ignore:Calibration type")
@pytest.mark.parametrize("name", CALLS)
def test_junk_is_taken_or_refused_by_our_errors(cs: DCStore, name: str) -> None:
    cs.add_ctype("pedestals").add_range(100).add_version(T0, np.zeros(2))
    cs.save()
    for junk in JUNK:
        with suppress(DCError):
            CALLS[name](cs, junk)
        cs.revert()


WRONG: dict[str, Call] = {
    name: CALLS[name]
    for name in ("get", "ctypeobj", "add_ctype", "del_ctype", "set_dettype", "set_detname")
}


@pytest.mark.parametrize("junk", [5, ["rms"], None, b"rms"])
@pytest.mark.parametrize("name", WRONG)
def test_a_name_is_a_text(cs: DCStore, name: str, junk: object) -> None:
    with pytest.raises(BadValue, match="is a text, not "):
        WRONG[name](cs, junk)
    assert not cs.pending


def test_where_a_copy_goes_is_a_path(cs: DCStore) -> None:
    for junk in (3, b"copy", "", "NUL\0"):
        with pytest.raises(BadValue, match="Where a copy is saved is a path, not "):
            cs.save(junk)  # type: ignore[arg-type]


@pytest.mark.parametrize("bad", ["cspad-x", "CSPAD", "", "a/b", ".."])
def test_a_detector_type_has_no_dash(cs: DCStore, bad: str) -> None:
    with pytest.raises(BadValue):
        cs.set_dettype(bad)
    assert cs.detname() == "cspad-0001"
    assert not cs.pending


def test_history_and_parameters_are_dictionaries() -> None:
    o = DCBase()
    for junk in (None, 3, ["k"], "text"):
        for change in (o.set_history, o.set_dictpars):
            with pytest.raises(BadValue, match="as a dictionary"):
                change(junk)  # type: ignore[arg-type]
