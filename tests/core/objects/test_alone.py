"""Types, ranges and versions that are made alone, and then become part of a store."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dcsgui import DCRange, DCStore, DCType, DCVersion
from dcsgui.core.values.errors import AlreadyExists, BadValue
from small_stores import make_store

T0 = 1477526400
NDA = np.arange(6.0)


def make_type() -> DCType:
    cto = DCType("pedestals")
    cto.add_par("level", "type")
    cto.add_history("of the type", T0)
    tsro = cto.add_range((100, 200))
    tsro.add_par("level", "range")
    tsro.add_history("of the range", T0)
    for number in (1, 2, 3):
        verso = DCVersion(T0 + number)
        verso.add_calib(NDA + number)
        verso.add_par("n", number)
        verso.set_history({T0: f"of version {number}"})
        tsro.add_version(verso, comment=f"dark {number}")
    tsro.set_versdef(2, comment="best")
    tsro.del_version(1)
    cto.add_range("300-end")
    cto.add_range(900)
    cto.del_range(900)
    return cto


def check(cto: DCType) -> None:
    assert cto.dictpars() == {"level": "type"}
    assert cto.histdict()[T0] == "of the type"
    tsro = cto.rangeobj((100, 200))
    assert len(cto.ranges()) == 2
    assert tsro.dictpars() == {"level": "range"}
    assert tsro.histdict()[T0] == "of the range"
    assert tsro.versions() == [T0 + 2, T0 + 3]
    assert tsro.pinned
    versdef = tsro.versdef()
    assert versdef is not None
    assert versdef.tsprod() == T0 + 2
    np.testing.assert_array_equal(versdef.calib(), NDA + 2)
    assert versdef.dictpars() == {"n": 2}
    assert versdef.histdict()[T0] == "of version 2"


def test_a_whole_type_made_alone_becomes_part_of_a_store(cs: DCStore) -> None:
    cto = make_type()
    check(cto)
    tsro, verso = cto.rangeobj((100, 200)), cto.rangeobj((100, 200)).versobj(T0 + 2)
    assert cs.add_ctype(cto, comment="brought along") is cto
    for _ in range(2):
        check(cs.ctypeobj("pedestals"))
        assert cs.ctypeobj("pedestals") is cto
        assert cto.rangeobj((100, 200)) is tsro
        assert tsro.versobj(T0 + 2) is verso
        cs.save()
    check(DCStore(cs.path).ctypeobj("pedestals"))
    comments = {r.comment for o in (cs, cto, tsro, verso) for r in o.records()}
    assert {"brought along", "best", "dark 2"} <= comments


def test_a_range_and_a_version_made_alone_become_part_of_a_store(cs: DCStore) -> None:
    cto = cs.add_ctype("pedestals")
    cs.save()
    tsro = DCRange(100, 200)
    tsro.add_version(T0, NDA)
    assert cto.add_range(tsro) is tsro
    cs.save()
    verso = DCVersion()
    verso.add_calib(NDA + 1)
    assert verso.versind == 0
    assert tsro.add_version(verso, pars={"n": 1}) is verso
    assert verso.versind == 2
    cs.save()
    assert verso.versind == 2
    assert tsro.versdef() is verso
    assert verso.par("n") == 1


def test_the_ends_of_a_range_alone_can_be_set() -> None:
    tsro = DCRange(100, 200)
    tsro.set_end(None)
    tsro.set_begin(50)
    assert tsro.name == "50"
    cto = DCType("pedestals")
    cto.add_range(tsro)
    tsro.set_end(60)
    assert cto.ranges() == ["50-60"]
    assert cto.rangeobj("50-60") is tsro


def test_what_belongs_somewhere_is_not_taken_elsewhere(cs: DCStore, tmp_path: Path) -> None:
    cto = cs.add_ctype("pedestals")
    tsro = cto.add_range(100)
    verso = tsro.add_version(T0)
    other = make_store(tmp_path / "other", "native", "cspad-0002")
    with pytest.raises(BadValue, match="already belongs to a store; add a new DCType"):
        other.add_ctype(cto)
    with pytest.raises(BadValue, match="already belongs to a type; add a new DCRange"):
        other.add_ctype("pedestals").add_range(tsro)
    with pytest.raises(BadValue, match="already belongs to a range; add a new DCVersion"):
        other.ctypeobj("pedestals").add_range(100).add_version(verso)


def test_what_is_there_already_is_refused(cs: DCStore) -> None:
    cto = cs.add_ctype("pedestals")
    cto.add_range((100, 200))
    for _ in range(2):
        with pytest.raises(AlreadyExists, match="type 'pedestals' is already in"):
            cs.add_ctype(DCType("pedestals"))
        with pytest.raises(AlreadyExists, match="range '100-200' is already in 'pedestals'"):
            cto.add_range(DCRange(100, 200))
        cs.save()


def test_the_ends_of_a_range_are_not_set_to_those_of_another(cs: DCStore) -> None:
    cto = cs.add_ctype("pedestals")
    cto.add_range((100, 200))
    tsro = cto.add_range((150, 200))
    for _ in range(2):
        with pytest.raises(AlreadyExists, match="range '100-200' is already in 'pedestals'"):
            tsro.set_begin(100)
        assert tsro.begin() == 150
        cs.save()
    tsro.set_begin(150)
    tsro.set_end(200)
    assert not cs.pending


def test_older_files_tell_ranges_apart_by_whole_seconds(tmp_path: Path) -> None:
    cs = make_store(tmp_path, "pscalib")
    cto = cs.add_ctype("pedestals")
    cto.add_range((100.25, 200))
    with pytest.raises(AlreadyExists, match="range '100-200' is already"):
        cto.add_range((100.5, 200))
    other = DCType("pixel_gain")
    other.add_range((100.25, 200))
    other.add_range((100.5, 200))
    with pytest.raises(AlreadyExists, match="by whole seconds only"):
        cs.add_ctype(other)
    with pytest.raises(BadValue, match=r"could not open it any more\. Use one of pedestals"):
        cs.add_ctype("dark")
    cs.save()
    assert cs.ctypes() == ["pedestals"]
    assert cto.rangeobj((100.25, 200)).begin() == 100.25
