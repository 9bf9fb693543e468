"""Many processes on one file: none loses a change, none waits for long, none sees half."""

from __future__ import annotations

import os
import select
from functools import partial
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui import DCStore, errors
from processes import ended, start

WRITERS, VERSIONS, READERS = 6, 40, 4
T0 = 1_477_526_400
RANGE = (T0, None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "epix100a-0001.h5"
    with DCStore.create(file) as cs:
        cs.add_ctype("pedestals").add_range(RANGE).add_version(T0 + 1, frame(-1))
    return file


def frame(number: int) -> np.ndarray:
    return np.full((16, 32), float(number))


def add_versions(path: Path, writer: int) -> None:
    for i in range(VERSIONS):
        with DCStore(path, timeout=60) as cs:
            tsro = cs.ctypeobj("pedestals").rangeobj(RANGE)
            tsro.add_version(nda=frame(writer * VERSIONS + i), pars={"writer": writer, "i": i})


def read_until_told(path: Path, told: int) -> None:
    """Ask again and again; every answer is whole, and the versions only get more."""
    before, asked = 0, 0
    while asked < 3 or not select.select([told], [], [], 0)[0]:
        cs = DCStore(path, mode="r", timeout=60)
        answer = cs.get("pedestals", T0 + 5)
        assert isinstance(answer, np.ndarray)
        assert answer.shape == (16, 32)
        assert len(np.unique(answer)) == 1
        rows = cs.ctypeobj("pedestals").listing()
        assert [row.info.versind for row in rows] == list(range(1, len(rows) + 1))
        assert len(rows) >= before
        before, asked = len(rows), asked + 1


def test_six_writers_and_four_readers(path: Path) -> None:
    told, tell = os.pipe()
    readers = [start(lambda: read_until_told(path, told)) for _ in range(READERS)]
    writers = [start(partial(add_versions, path, writer)) for writer in range(WRITERS)]
    assert [ended(pid) for pid in writers] == [0] * WRITERS
    os.write(tell, b"x")
    assert [ended(pid) for pid in readers] == [0] * READERS
    versions = DCStore(path).ctypeobj("pedestals").rangeobj(RANGE).versobjs()[1:]
    added = {(verso.par("writer"), verso.par("i")) for verso in versions}
    assert len(versions) == len(added) == WRITERS * VERSIONS
    for verso in versions:
        verso.verify()
        nda = verso.calib()
        assert isinstance(nda, np.ndarray)
        assert np.array_equal(nda, frame(verso.par("writer") * VERSIONS + verso.par("i")))


def test_no_reader_is_kept_out_while_50_mb_are_added(path: Path) -> None:
    """A reader that would wait a tenth of a second at the most never has to give up."""
    told, tell = os.pipe()
    answered, answer = os.pipe()

    def read() -> None:
        while not select.select([told], [], [], 0)[0]:
            DCStore(path, mode="r", timeout=0.1).get("pedestals", T0 + 5, vers=1)
            os.write(answer, b".")

    def count_answers() -> int:
        return len(os.read(answered, 65536)) if select.select([answered], [], [], 0)[0] else 0

    reader = start(read)
    big = np.zeros((3, 8, 512, 1024), "f4")
    answers = []
    for _ in range(3):
        with DCStore(path) as cs:
            cs.ctypeobj("pedestals").rangeobj(RANGE).add_version(nda=big)
            count_answers()
        answers.append(count_answers())
    os.write(tell, b"x")
    assert ended(reader) == 0
    assert min(answers) > 0  # it was asking while they were added


def test_a_foreign_program_that_holds_the_file_is_named(path: Path) -> None:
    with h5py.File(path, "r+"), pytest.raises(errors.Busy, match=str(os.getpid())):
        DCStore(path, timeout=0.05).ctypes()
    with h5py.File(path, "r"):
        cs = DCStore(path, timeout=0.05)
        cs.add_par("run", 12)
        with pytest.raises(errors.Busy, match=str(os.getpid())):
            cs.save()
    cs.save()
    assert DCStore(path).par("run") == 12
