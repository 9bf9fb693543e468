"""Constants and parameters: lazy where they are stored, copied while they are pending."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from dcsgui import DCBase, DCStore, DCVersion
from dcsgui.core.files.constants import digest_of
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.native.reading import NativeReader
from dcsgui.core.files.pscalib import PscalibReader
from dcsgui.core.values.errors import BadValue, Damaged, NotFound

T0 = 1477526400
MARK = 123456.7890625
NDA = np.full((50, 40), MARK, "f4")


@pytest.fixture
def verso(cs: DCStore) -> DCVersion:
    """Return a stored version."""
    verso = cs.add_ctype("pedestals").add_range(100).add_version(T0, NDA)
    cs.save()
    return verso


def never(self: Reader, *_: object) -> Any:
    raise AssertionError("the constants were read")


def test_all_but_the_constants_is_known_without_reading_them(
    cs: DCStore, verso: DCVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    for reader in (NativeReader, PscalibReader):
        monkeypatch.setattr(reader, "constants", never)
    cs = DCStore(cs.path)
    found = cs.find("pedestals", 150).version
    assert (found.shape, found.dtype, found.nbytes) == (NDA.shape, NDA.dtype, NDA.nbytes)
    assert found.digest == digest_of(NDA)
    assert (found.tsprod(), found.versind, found.dictpars()) == (T0, 1, {})
    row = cs.ctypeobj("pedestals").listing()[0]
    assert (row.info.shape, row.info.dtype, row.is_default) == (NDA.shape, "<f4", True)
    with pytest.raises(AssertionError, match="were read"):
        found.calib()


def test_forged_bytes_are_seen_by_verify_and_by_nothing_else(
    cs: DCStore, verso: DCVersion
) -> None:
    verso.verify()
    data = cs.path.read_bytes()
    mark = np.array([MARK], "<f4").tobytes()
    cs.path.write_bytes(data.replace(mark, b"\0\0\0\0"))
    cs = DCStore(cs.path)
    found = cs.ctypeobj("pedestals").rangeobj(100).versobj(1)
    assert (found.shape, found.digest) == (NDA.shape, digest_of(NDA))
    with pytest.raises(Damaged, match="are not those that were stored: their SHA-256 is not"):
        found.verify()


def test_pending_arrays_are_copies(cs: DCStore) -> None:
    nda = NDA.copy()
    verso = cs.add_ctype("pedestals").add_range(100).add_version(T0, nda)
    nda[:] = 0
    result = verso.calib()
    assert isinstance(result, np.ndarray)
    result[:] = 1
    got = cs.get("pedestals", 100)
    assert isinstance(got, np.ndarray)
    got[:] = 2
    cs.save()
    np.testing.assert_array_equal(verso.calib(), NDA)
    verso.add_calib(nda)
    nda[:] = 3
    cs.save()
    np.testing.assert_array_equal(verso.calib(), np.zeros_like(NDA))


def test_what_is_pending_is_described(cs: DCStore) -> None:
    tsro = cs.add_ctype("pedestals").add_range(100)
    verso = tsro.add_version(T0)
    assert (verso.shape, verso.dtype, verso.nbytes, verso.digest) == ((), None, 0, "")
    verso.add_calib(NDA)
    assert (verso.shape, verso.dtype, verso.nbytes) == (NDA.shape, NDA.dtype, NDA.nbytes)
    assert verso.digest == digest_of(NDA)
    text = tsro.add_version(T0 + 1, "µ", pars={"author": "ana"}, comment="a text")
    assert (text.shape, text.dtype, text.nbytes) == ((), None, 2)
    before = cs.ctypeobj("pedestals").listing()
    assert [(row.info.shape, row.info.author, row.is_default) for row in before] == [
        (NDA.shape, "", False),
        ((), "ana", True),
    ]
    cs.save()
    after = cs.ctypeobj("pedestals").listing()
    assert [row.info.versind for row in after] == [row.info.versind for row in before] == [1, 2]
    assert [row.info.comment for row in after] == ["", "a text"]
    assert (verso.shape, verso.dtype, verso.nbytes) == (NDA.shape, NDA.dtype, NDA.nbytes)
    assert (text.shape, text.dtype, text.nbytes) == ((), None, 2)


@pytest.mark.parametrize(
    "nda",
    [
        np.float32(1.5),
        np.zeros((0, 5), "i4"),
        np.zeros((), "?"),
        np.arange(6, dtype=">i2").reshape(1, 2, 3),
        np.arange(6, dtype="u8")[::-2],
        np.array([np.nan, -0.0, np.inf]),
        np.array([1 + 2j], "c8"),
        np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        [[1, 2], [3, 4]],
        "",
        "# µm\r\n\ttext without an end",
    ],
)
def test_constants_come_out_as_they_went_in(cs: DCStore, nda: Any) -> None:
    cs.add_ctype("geometry").add_range(100).add_version(T0, nda)
    cs.save()
    found = DCStore(cs.path).get("geometry", 100)
    if isinstance(nda, str):
        assert found == nda
        return
    wanted = np.asarray(nda)
    assert isinstance(found, np.ndarray)
    assert (found.shape, found.dtype) == (wanted.shape, wanted.dtype)
    assert found.tobytes() == wanted.tobytes()


@pytest.mark.parametrize(
    "nda",
    [
        np.array([object()]),
        np.array(["text"]),
        np.zeros(2, "f4,i4"),
        np.array(["2016-10-27"], "M8[s]"),
        np.ma.masked_array([1.0], [True]),
        [[1], [2, 3]],
        b"\xff",
        "NUL\0",
        None.__class__,
    ],
)
def test_what_has_no_place_is_refused(cs: DCStore, nda: Any) -> None:
    tsro = cs.add_ctype("pedestals").add_range(100)
    with pytest.raises(BadValue):
        tsro.add_version(T0, nda)
    assert tsro.versions() == []


PARS: dict[str, Any] = {
    "empty": "",
    "Unicode ÅΩ/ .:": "täxt\nline",
    "nan": float("nan"),
    "inf": -float("inf"),
    "zero": -0.0,
    "big": 2**64 - 1,
    "small": -(2**63),
    "no": False,
    "floats": np.array([[1.5, np.nan]]),
    "flags": np.array([True, False]),
    "texts": np.array(["a", "µ"]),
    "com:001": "a comment",
    "x" * 300: 1,
}


def test_parameters_come_out_as_they_went_in(cs: DCStore, verso: DCVersion) -> None:
    tsro = cs.ctypeobj("pedestals").rangeobj(100)
    for o in (cs, cs.ctypeobj("pedestals"), tsro, verso):
        o.set_dictpars(PARS)
        same_pars(o)
    cs.save()
    again = DCStore(cs.path)
    cto = again.ctypeobj("pedestals")
    for o in (again, cto, cto.rangeobj(100), cto.rangeobj(100).versobj(1)):
        same_pars(o)


def same_pars(o: DCBase) -> None:
    found = o.dictpars()
    assert sorted(found) == sorted(PARS)
    for key, value in PARS.items():
        np.testing.assert_array_equal(found[key], value)
        if not isinstance(value, np.ndarray):
            assert type(found[key]) is type(value)


def test_arrays_of_parameters_are_copies(cs: DCStore) -> None:
    given = np.arange(3)
    cs.add_par("k", given)
    given[0] = 9
    cs.par("k")[0] = 9
    result = cs.dictpars()["k"]
    assert isinstance(result, np.ndarray)
    result[0] = 9
    np.testing.assert_array_equal(cs.par("k"), [0, 1, 2])


def test_constants_are_read_into_the_memory_that_is_given(cs: DCStore, verso: DCVersion) -> None:
    given: list[NDArray[Any]] = []

    def allocate(shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        given.append(np.empty(shape, dtype))
        return given[-1]

    found = DCStore(cs.path).find("pedestals", 150).version.calib(allocate=allocate)
    assert found is given[0]
    assert np.array_equal(np.asarray(found), NDA)


def test_a_version_is_found_by_its_name(cs: DCStore, verso: DCVersion) -> None:
    tsro = DCStore(cs.path).ctypeobj("pedestals").rangeobj(100)
    assert tsro.version_named(verso.name).versind == 1
    with pytest.raises(NotFound):
        tsro.version_named("2")
