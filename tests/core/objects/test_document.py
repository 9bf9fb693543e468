"""The API section of the design document, line by line, in both layouts.

Each test names the lines that it is about; `twice` asks everything before `save` and after, in
the same object and in one that was opened anew.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import dcsgui
from dcsgui import DCBase, DCRange, DCStore, DCType, DCVersion
from dcsgui.core.values.errors import NotFound, StoreNotAvailable
from small_stores import make_store

T0 = 1477526400
NDA = np.arange(6.0).reshape(2, 3)


def twice(cs: DCStore) -> Iterator[DCStore]:
    """Yield the store as it is, then saved, then opened anew."""
    yield cs
    cs.save()
    assert not cs.pending
    yield cs
    yield DCStore(cs.path)


@pytest.fixture
def tsro(cs: DCStore) -> DCRange:
    """Return a range of a store, with two versions."""
    tsro = cs.add_ctype("pedestals").add_range((T0, T0 + 100))
    tsro.add_version(T0 + 1, NDA)
    tsro.add_version(T0 + 2, NDA + 1)
    return tsro


def same_range(cs: DCStore) -> DCRange:
    return cs.ctypeobj("pedestals").rangeobj((T0, T0 + 100))


# Initialization


def test_a_store_is_made_of_a_file_name_with_its_path(cs: DCStore) -> None:
    for fname in (str(cs.path), cs.path, str(cs.path.with_suffix(""))):
        assert DCStore(fname).detname() == "cspad-0001"


def test_a_store_is_made_of_a_directory_and_a_detector_name(cs: DCStore, calib: Path) -> None:
    assert DCStore(calib, "cspad-0001").path == cs.path
    assert DCStore(str(calib / "cspad"), "cspad-0001").path == cs.path


def test_if_the_path_is_missing_the_repository_is_meant(repository: Path, layout: str) -> None:
    path = make_store(repository, layout, "pnccd-12345678").path
    assert DCStore("pnccd-12345678").path == path
    assert DCStore(None, "pnccd-12345678").path == path


def test_if_the_file_is_not_found_an_ioerror_says_so(calib: Path) -> None:
    fname = str(calib / "cspad-0001.h5")
    with pytest.raises(IOError, match=r"^File .* is not available$") as info:
        DCStore(fname)
    assert str(info.value) == f"File {fname} is not available"
    assert isinstance(info.value, StoreNotAvailable)


# UI access methods


def test_get_takes_type_time_and_version(cs: DCStore, tsro: DCRange) -> None:
    for store in twice(cs):
        np.testing.assert_array_equal(store.get("pedestals", T0), NDA + 1)
        np.testing.assert_array_equal(store.get("pedestals", T0, vers=None), NDA + 1)
        np.testing.assert_array_equal(store.get("pedestals", T0, 1), NDA)  # versind
        np.testing.assert_array_equal(store.get("pedestals", T0, vers=T0 + 1), NDA)  # time stamp


def test_get_returns_a_text_as_str(cs: DCStore) -> None:
    text = "# geometry µm\nCSPAD:V1 0  0. 0. 0.\r\n\n"
    cs.add_ctype("geometry").add_range(T0).add_version(T0, text)
    for store in twice(cs):
        assert store.get("geometry", T0 + 5) == text


# Base class DCBase


@pytest.fixture(params=["store", "ctype", "range", "version", "alone", "pending"])
def o(request: pytest.FixtureRequest, cs: DCStore) -> DCBase:
    """Return an object of each level, in a file; one that is not saved yet, and one alone."""
    if request.param == "alone":
        return DCBase()
    cto = cs.add_ctype("pedestals")
    tsro = cto.add_range((T0, T0 + 100))
    verso = tsro.add_version(T0 + 1, NDA)
    if request.param == "pending":
        return verso
    cs.save()
    return {"store": cs, "ctype": cto, "range": tsro, "version": verso}[request.param]


def saved(o: DCBase) -> Iterator[DCBase]:
    """Yield an object before and after its store is saved."""
    yield o
    root = o._root()
    if isinstance(root, DCStore):
        root.save()
        yield o


def test_parameters_are_added_asked_and_deleted(o: DCBase) -> None:
    assert o.dictpars() == {}
    o.add_par("exp", "xpptut15")
    o.add_par("run", 260)
    o.add_par("com:001", "")
    for one in saved(o):
        assert one.dictpars() == {"exp": "xpptut15", "run": 260, "com:001": ""}
        assert one.par("run") == 260
    o.del_par("run")
    for one in saved(o):
        with pytest.raises(NotFound, match="no parameter 'run'; its parameters are: "):
            one.par("run")
        assert one.par("run", None) is None
    o.set_dictpars({"µ /x": float("inf"), "n": 2**64 - 1, "yes": True})
    for one in saved(o):
        assert one.dictpars() == {"µ /x": float("inf"), "n": 2**64 - 1, "yes": True}
    o.del_dictpars()
    for one in saved(o):
        assert one.dictpars() == {}


def test_the_history_is_a_text_and_a_dictionary(o: DCBase) -> None:
    before = len(o.histdict())
    o.add_history("beam off", T0)
    o.add_history("now", None)
    for one in saved(o):
        assert one.histdict()[T0] == "beam off"
        assert len(one.histdict()) >= before + 2
        assert min(one.histdict()) == T0
        first = one.history().splitlines()[0]
        assert first.startswith(time.strftime("%Y-%m-%dT%H:%M:%S%Z", time.localtime(T0)))
        assert "beam off" in first
        assert "now" in one.history("%Y")
        assert one.history("%Y").startswith("2016 ")


def test_the_history_can_be_replaced(o: DCBase) -> None:
    o.set_history({T0: "first", T0 + 0.5: "second"})
    for one in saved(o):
        found = one.histdict()
        assert [found[T0], found[T0 + 0.5]] == ["first", "second"]
        assert len(found) <= 4  # and that it was replaced, and the addition of what was pending


# Class DCStore


def test_a_store_tells_of_its_detector(cs: DCStore) -> None:
    assert (cs.dettype(), cs.detid(), cs.detname()) == ("cspad", "0001", "cspad-0001")
    assert cs.predecessor() is None
    assert cs.successor() is None
    assert isinstance(cs.tscfile(), int | float)
    assert cs.ctypes() == []


def test_a_store_is_told_of_its_detector(cs: DCStore) -> None:
    cs.set_tscfile(T0)
    cs.set_dettype("cspad2x2")
    cs.set_detid("0007")
    cs.set_predecessor("cspad2x2-0006")
    cs.set_successor("cspad2x2-0008")
    for store in twice(cs):
        assert store.tscfile() == T0
        assert store.detname() == "cspad2x2-0007"
        assert store.predecessor() == "cspad2x2-0006"
        assert store.successor() == "cspad2x2-0008"
    cs.set_detname("pnccd-1")
    cs.set_predecessor(None)
    cs.set_successor(None)
    for store in twice(cs):
        assert (store.dettype(), store.detid()) == ("pnccd", "1")
        assert store.predecessor() is None
        assert store.successor() is None


def test_types_are_added_listed_and_deleted(cs: DCStore) -> None:
    cs.add_ctype("pedestals")
    cs.add_ctype("pixel_gain")
    for store in twice(cs):
        assert store.ctypes() == ["pedestals", "pixel_gain"]
        assert isinstance(store.ctypeobj("pedestals"), DCType)
        assert store.ctypeobj("pedestals").ctype() == "pedestals"
    cs.del_ctype("pedestals")
    for store in twice(cs):
        assert store.ctypes() == ["pixel_gain"]
        with pytest.raises(NotFound, match=r"no calibration type 'pedestals'.*: pixel_gain"):
            store.ctypeobj("pedestals")


def test_save_writes_into_the_file_or_into_another(
    cs: DCStore, tsro: DCRange, tmp_path: Path
) -> None:
    before = cs.path.read_bytes()
    copy = tmp_path / "cspad-0002.h5"
    cs.save(str(copy))
    assert cs.path.read_bytes() == before
    assert cs.pending
    np.testing.assert_array_equal(DCStore(copy).get("pedestals", T0), NDA + 1)
    cs.save(None)
    np.testing.assert_array_equal(DCStore(cs.path).get("pedestals", T0), NDA + 1)


# Class DCType


def test_a_type_is_made_alone() -> None:
    assert DCType("pedestals").ctype() == "pedestals"


def test_ranges_are_added_listed_and_deleted(cs: DCStore) -> None:
    cto = cs.add_ctype("pedestals")
    cto.add_range(f"{T0}-{T0 + 100}")
    cto.add_range(f"{T0 + 200}-end")
    for store in twice(cs):
        cto = store.ctypeobj("pedestals")
        assert len(cto.ranges()) == 2
        assert cto.ranges()[0] == f"{T0}-{T0 + 100}"
        for tsrange in (*cto.ranges(), f"{T0 + 200}", (T0, T0 + 100), cto.rangeobj(T0 + 200)):
            assert isinstance(cto.rangeobj(tsrange), DCRange)
    cs.ctypeobj("pedestals").del_range(f"{T0}-{T0 + 100}")
    for store in twice(cs):
        cto = store.ctypeobj("pedestals")
        assert len(cto.ranges()) == 1
        with pytest.raises(NotFound, match="see ranges"):
            cto.rangeobj(f"{T0}-{T0 + 100}")


# Class DCRange


def test_a_range_is_made_alone() -> None:
    tsro = DCRange(f"{T0}-{T0 + 100}")
    assert (tsro.begin(), tsro.end()) == (T0, T0 + 100)
    tsro = DCRange(T0, T0 + 100)
    assert (tsro.begin(), tsro.end()) == (T0, T0 + 100)
    assert DCRange(T0).end() is None


def test_a_range_tells_its_ends_and_versions(cs: DCStore, tsro: DCRange) -> None:
    for store in twice(cs):
        tsro = same_range(store)
        assert (tsro.begin(), tsro.end()) == (T0, T0 + 100)
        assert tsro.versions() == [T0 + 1, T0 + 2]
        versdef = tsro.versdef()
        assert isinstance(versdef, DCVersion)
        assert versdef.tsprod() == T0 + 2
        assert tsro.versobj(T0 + 1).tsprod() == T0 + 1
        assert tsro.versobj(1).tsprod() == T0 + 1
        assert tsro.versobj(1) is tsro.versobj(T0 + 1)


def test_the_ends_of_a_range_are_set(cs: DCStore, tsro: DCRange) -> None:
    tsro.set_begin(T0 - 50)
    tsro.set_end(T0 + 50)
    for store in twice(cs):
        cto = store.ctypeobj("pedestals")
        assert cto.ranges() == [f"{T0 - 50}-{T0 + 50}"]
        assert (tsro.begin(), tsro.end()) == (T0 - 50, T0 + 50)
        np.testing.assert_array_equal(store.get("pedestals", T0 - 50), NDA + 1)
        assert store.get("pedestals", T0 + 51, default=None) is None
    tsro.set_end(None)
    for store in twice(cs):
        assert store.ctypeobj("pedestals").rangeobj((T0 - 50, None)).end() is None
        np.testing.assert_array_equal(store.get("pedestals", T0 + 51), NDA + 1)


def test_versions_are_added_chosen_and_deleted(cs: DCStore, tsro: DCRange) -> None:
    verso = DCVersion(T0 + 3)
    verso.add_calib(NDA + 2)
    tsro.add_version(verso)
    tsro.set_versdef(1)
    for store in twice(cs):
        tsro = same_range(store)
        assert tsro.versions() == [T0 + 1, T0 + 2, T0 + 3]
        np.testing.assert_array_equal(store.get("pedestals", T0), NDA)
        assert tsro.pinned
    tsro = same_range(cs)
    tsro.set_versdef(tsro.versobj(T0 + 2))
    tsro.del_version(T0 + 1)
    for store in twice(cs):
        assert same_range(store).versions() == [T0 + 2, T0 + 3]
        np.testing.assert_array_equal(store.get("pedestals", T0), NDA + 1)
    tsro = same_range(cs)
    tsro.del_version(tsro.versobj(3))
    tsro.set_versdef(None)
    for store in twice(cs):
        assert same_range(store).versions() == [T0 + 2]
        assert not same_range(store).pinned


# Class DCVersion


def test_a_version_is_made_alone() -> None:
    assert DCVersion(str(T0)).tsprod() == T0
    assert DCVersion(T0).calib() is None
    verso = DCVersion()
    verso.set_tsprod(T0 + 0.5)
    verso.add_calib(NDA)
    assert verso.tsprod() == T0 + 0.5
    np.testing.assert_array_equal(verso.calib(), NDA)


def test_a_version_tells_its_time_and_constants_and_is_told_them(
    cs: DCStore, tsro: DCRange
) -> None:
    for store in twice(cs):
        verso = same_range(store).versobj(1)
        assert verso.tsprod() == T0 + 1
        np.testing.assert_array_equal(verso.calib(), NDA)
    verso = same_range(cs).versobj(1)
    verso.set_tsprod(T0 + 9)
    verso.add_calib(NDA.astype("i2"))
    for store in twice(cs):
        verso = same_range(store).versobj(T0 + 9)
        assert verso.tsprod() == T0 + 9
        assert verso.versind == 1
        calib = verso.calib()
        assert isinstance(calib, np.ndarray)
        assert calib.dtype == "i2"
    assert same_range(cs).versions() == [T0 + 2, T0 + 9]


def test_every_name_of_the_document_is_there() -> None:
    methods = {
        DCBase: "dictpars par history histdict set_dictpars add_par del_dictpars del_par "
        "set_history add_history",
        DCStore: "get tscfile dettype detid detname predecessor successor ctypes ctypeobj "
        "set_tscfile set_dettype set_detid set_detname set_predecessor set_successor add_ctype "
        "del_ctype save",
        DCType: "ctype ranges rangeobj add_range del_range",
        DCRange: "begin end versions versdef versobj set_begin set_end add_version set_versdef "
        "del_version",
        DCVersion: "tsprod calib set_tsprod add_calib",
    }
    for cls, names in methods.items():
        assert issubclass(cls, DCBase)
        for name in names.split():
            assert callable(getattr(cls, name))
    assert {cls.__name__ for cls in methods} <= set(dcsgui.__all__)


def test_an_unknown_type_is_added_with_a_warning(tmp_path: Path) -> None:
    cs = DCStore.create(tmp_path, "cspad-0001")
    with pytest.warns(UserWarning, match="did you mean 'pedestals'") as warned:
        cs.add_ctype("pedestal")
    assert warned[0].filename == __file__
    assert cs.ctypes() == ["pedestal"]


def test_an_open_range_is_found_by_its_end_too(cs: DCStore) -> None:
    cs.add_ctype("pedestals").add_range(f"{T0}-end").add_version(nda=NDA)
    for store in twice(cs):
        tsro = store.ctypeobj("pedestals").rangeobj(f"{T0}-end")
        assert tsro.name == store.ctypeobj("pedestals").ranges()[0]
        assert len(tsro.versions()) == 1
