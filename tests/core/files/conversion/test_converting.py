"""From one layout to the other and back: everything is as it was, or nothing is done."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcsgui import DCStore
from dcsgui.core.files.conversion import converting
from dcsgui.core.files.conversion.converting import convert
from dcsgui.core.files.conversion.copying import Copier
from dcsgui.core.files.layout import Writer
from dcsgui.core.files.opening import open_reader, open_writer
from dcsgui.core.files.records import LayoutName, NewVersion, Record
from dcsgui.core.values.errors import (
    AlreadyExists,
    BadValue,
    Conflict,
    ConstantsNotFound,
    Damaged,
    NotFound,
    StoreExists,
)
from dcsgui.core.values.progress import Cancelled, Progress
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity
from file_contents import contents
from older_files import answers_of, data_file
from shared_data import shared_files

NATIVE, PSCALIB = LayoutName.NATIVE, LayoutName.PSCALIB
RECORD = Record(Timestamp.of(1.7e9), "ana", "psana", "convert from one to the other", "why")
ANSWERS = shared_files("data/pscalib/*/*.api.json")


def there_and_back(path: Path, other: LayoutName) -> tuple[Path, Path]:
    """Convert a file, and what came out, to new files beside it."""
    there, back = path.with_name("there-1.h5"), path.with_name("back-1.h5")
    this = PSCALIB if other is NATIVE else NATIVE
    convert(path, there, other, RECORD)
    convert(there, back, this, RECORD)
    return there, back


@pytest.mark.parametrize("answers", ANSWERS)
def test_files_of_the_older_code_there_and_back(answers: Path, tmp_path: Path) -> None:
    path = tmp_path / data_file(answers).name
    shutil.copyfile(data_file(answers), path)
    there, back = there_and_back(path, NATIVE)
    before = contents(path)
    assert contents(there) == before
    assert contents(back) == before


@pytest.mark.parametrize("answers", ANSWERS)
def test_answers_of_the_older_code_hold(answers: Path, tmp_path: Path) -> None:
    known: Any = answers_of(answers)
    path = tmp_path / "converted-1.h5"
    convert(data_file(answers), path, NATIVE, RECORD)
    cs, older = DCStore(path, mode="r"), DCStore(data_file(answers), mode="r")
    assert cs.ctypes() == older.ctypes()
    for question in known.get("queries", []):
        asked = (question["ctype"], question["tsec"])
        with cs.opened(), older.opened():
            given = [answer(one, *asked, question.get("vers")) for one in (cs, older)]
        assert given[0] == given[1]
        sha = (question.get("result") or {}).get("sha256")
        if sha and isinstance(given[0], tuple):
            assert sha in given[0][-1]


def answer(cs: DCStore, ctype: str, tsec: float, vers: int | None) -> object:
    """Say which version answers, and the digest of what it holds now."""
    try:
        found = cs.find(ctype, float(tsec), vers)
    except (ConstantsNotFound, LookupError):
        return None
    path = (ctype, found.range.name, found.version.name)
    with open_reader(cs.path) as reader:
        return found.version.versind, found.version.shape, reader.digest(path)


CTYPES = st.sampled_from(["pedestals", "pixel_rms", "geometry"])
BEGINS = st.sampled_from([1000, 1000.25, 2000, 2000.000000001, 3000])
PARS = st.dictionaries(
    st.sampled_from(["exp", "run", "a/b", "µ"]),
    st.one_of(
        st.text("aµ 1:(@", max_size=4),
        st.booleans(),
        st.integers(-(2**63), 2**64 - 1),
        st.floats(),
        st.sampled_from([np.arange(3.0), np.array([True]), np.array(["a", "bc"]), np.zeros(0)]),
    ),
    max_size=3,
)
DATA = st.sampled_from(
    [None, "text µ\n", np.arange(6, dtype=">f4").reshape(2, 3), np.float64(3.5), np.zeros((0, 2))]
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), CTYPES, BEGINS, st.integers(1, 40), DATA, PARS),
        st.tuples(st.just("pars"), CTYPES, BEGINS, st.integers(0, 3), PARS),
        st.tuples(st.just("record"), st.integers(0, 3), st.text("aµ: (@)", max_size=9)),
        st.tuples(st.just("default"), CTYPES, BEGINS, st.integers(1, 3)),
        st.tuples(st.just("delete"), CTYPES, BEGINS, st.integers(0, 3), st.integers(1, 3)),
        st.tuples(st.just("restore"), st.integers(1, 5)),
        st.tuples(st.just("purge"), st.integers(1, 5)),
    ),
    max_size=14,
)


def carry_out(writer: Writer, step: tuple[Any, ...], number: int) -> None:
    """Do one step, if it can be done."""
    record = Record(Timestamp(10**18 + number * 7), "eve", "host-1", "", f"step {number}")
    match step:
        case "add", ctype, begin, time, data, pars:
            name = the_range(writer, ctype, begin)
            when = Timestamp.of(1_400_000_000 + time)
            born = Record(record.tstamp, "ana", "psana", "add version", "why")
            writer.add_version((ctype, name), writing(when, data, pars, born))
        case "pars", ctype, begin, depth, pars:
            path = (ctype, the_range(writer, ctype, begin))[:depth]
            writer.set_pars(path, pars)
            writer.add_record(path, record)
        case "record", times, text:
            for _ in range(times):
                said = Record(record.tstamp, "", "", "", text)
                writer.add_record((), said)
        case "default", ctype, begin, versind:
            path = (ctype, the_range(writer, ctype, begin))
            found = [info.name for info in writer.versions(*path) if info.versind == versind]
            writer.set_default(path, found[0] if found else None)
        case "delete", ctype, begin, depth, versind:
            path = (ctype, the_range(writer, ctype, begin))
            found = [info.name for info in writer.versions(*path) if info.versind == versind]
            whole = (*path, *found[:1])[: max(1, depth)]
            writer.delete(whole, record)
        case "restore", gone:
            writer.restore(gone)
        case "purge", gone:
            writer.purge(gone)


def writing(when: Timestamp, data: Any, pars: Any, born: Record) -> Any:
    array = np.asarray(data) if isinstance(data, np.generic) else data
    return NewVersion(when, array, pars, None, born)


def the_range(writer: Writer, ctype: str, begin: float) -> str:
    if ctype not in writer.ctypes():
        writer.add_ctype(ctype)
    validity = Validity.of(begin, begin + 500.5)
    name = writer.range_name(validity)
    table = writer.ranges(ctype)
    return name if table.row(name) is not None else writer.add_range(ctype, validity)


def comparable(path: Path) -> dict[str, Any]:
    """Read everything in a file, but for what the native layout tells less of.

    Of a type that was deleted as a whole it remembers one number for all of its ranges.
    """
    found = contents(path)
    for ctype in {gone[0] for gone in found["deleted"] if gone[1] == 1} & found["types"].keys():
        for one in found["types"][ctype]["ranges"].values():
            del one["last"]
    return found


@settings(max_examples=20)
@given(steps=STEPS, start=st.sampled_from([NATIVE, PSCALIB]))
def test_any_file_there_and_back(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Any, ...]], start: LayoutName
) -> None:
    folder = tmp_path_factory.mktemp("conversions")
    path = DCStore.create(folder, "cspad-0001").path
    if start is PSCALIB:
        convert(path, path, PSCALIB, RECORD)
    for number, step in enumerate(steps):
        with suppress(NotFound, AlreadyExists, Conflict), open_writer(path) as writer:
            carry_out(writer, step, number)  # or there is no such thing to be done
    before = contents(path)
    try:
        there, back = there_and_back(path, NATIVE if start is PSCALIB else PSCALIB)
    except BadValue as error:
        reasons = ("both would be called", "added last", "was used before something was deleted")
        if not any(words in str(error) for words in reasons):
            raise
        assert contents(path) == before
        return
    assert comparable(there) == comparable(path)
    assert comparable(back) == comparable(path)
    assert contents(path) == before


def test_in_place_readers_see_one_or_the_other(tmp_path: Path) -> None:
    cs = DCStore.create(tmp_path, "cspad-0001")
    cs.add_ctype("pedestals").add_range(1000).add_version(2000, np.arange(5.0), comment="dark")
    cs.save()
    before, generation = contents(cs.path), cs.generation
    convert(cs.path, cs.path, PSCALIB, RECORD)
    assert contents(cs.path) == before
    assert cs.layout is PSCALIB
    assert cs.generation > generation
    assert np.array_equal(cs.get("pedestals", 1500), np.arange(5.0))
    assert RECORD in cs.records()
    assert [p.name for p in cs.path.parent.iterdir()] == [cs.path.name]


def test_what_the_older_layout_cannot_hold_is_listed(tmp_path: Path) -> None:
    cs = DCStore.create(tmp_path, "cspad-0001")
    with pytest.warns(UserWarning, match="centre"):
        cs.add_ctype("centre")
    cto = cs.add_ctype("pedestals")
    cto.add_range("1000.25-2000")
    cto.add_range("1000.75-2000")
    cto.add_par("a/b", np.zeros(10**4))
    cs.save()
    data = cs.path.read_bytes()
    with pytest.raises(BadValue, match="without loss") as caught:
        convert(cs.path, tmp_path / "other-1.h5", PSCALIB, RECORD)
    for words in ("'centre'", "both would be called 1000-2000", "'a/b' of pedestals"):
        assert words in str(caught.value)
    assert cs.path.read_bytes() == data
    assert not (tmp_path / "other-1.h5").exists()


def test_an_answer_that_would_change_is_refused(tmp_path: Path) -> None:
    cs = DCStore.create(tmp_path, "cspad-0001")
    tsro = cs.add_ctype("pedestals").add_range(1000)
    tsro.add_version(3000, np.ones(2))
    tsro.add_version(2000, np.zeros(2))  # added last, numbered by production
    cs.save()
    with pytest.raises(BadValue, match=r"answer of pedestals/1000: v1 answers, as it was added"):
        convert(cs.path, cs.path, PSCALIB, RECORD)
    tsro.set_versdef(1)
    cs.save()
    there, back = there_and_back(cs.path, PSCALIB)
    assert contents(there) == contents(back) == contents(cs.path)


def test_what_comes_out_wrong_does_not_take_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cs = DCStore.create(tmp_path, "cspad-0001")
    cs.add_ctype("pedestals").add_range(1000).add_version(2000, np.arange(5.0))
    cs.save()
    data = cs.path.read_bytes()

    class Forgetful(Copier):
        def _history(self, source: Any, target: Any, birth: Any = None) -> None:
            del source, target, birth

    monkeypatch.setattr(converting, "Copier", Forgetful)
    with pytest.raises(Damaged, match="the history of pedestals"):
        convert(cs.path, cs.path, PSCALIB, RECORD)
    assert cs.path.read_bytes() == data
    assert [p.name for p in cs.path.parent.iterdir()] == [cs.path.name]


class _CalledOff(Progress):
    def report(self, done: int, total: int, what: str = "") -> None:
        raise Cancelled(f"{done} of {total} {what}")


def test_called_off_nothing_is_done(tmp_path: Path) -> None:
    cs = DCStore.create(tmp_path, "cspad-0001")
    cs.add_ctype("pedestals").add_range(1000).add_version(2000, np.arange(5.0))
    cs.save()
    data = cs.path.read_bytes()
    with pytest.raises(Cancelled, match="1 of 1 versions"):
        convert(cs.path, cs.path, PSCALIB, RECORD, progress=_CalledOff())
    assert cs.path.read_bytes() == data


def test_another_file_is_not_overwritten(tmp_path: Path) -> None:
    path = DCStore.create(tmp_path, "cspad-0001").path
    other = DCStore.create(tmp_path, "cspad-0002").path
    data = other.read_bytes()
    with pytest.raises(StoreExists):
        convert(path, other, PSCALIB, RECORD)
    assert other.read_bytes() == data
