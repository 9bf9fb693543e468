"""Files of the older code, asked through the objects; and files changed by foreign programs."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from dcsgui import DCStore
from older_files import answers_of, copy_of, data_file
from shared_data import shared_files
from small_stores import make_store

ANSWERS = [p for p in shared_files("data/pscalib/*/*.api.json") if "parkeys" not in str(p.id)]

SAMPLE = "data/pscalib/canonical/cspad-CxiDs2.0-Cspad.0.h5"

YEARS_OF_NS = 9 * 10**9
"""Seconds that a time stamp holds; the older code was also asked for times beyond."""


def digest_of(found: Any) -> str | None:
    if found is None:
        return None
    data = found.encode() if isinstance(found, str) else np.asarray(found).tobytes()
    return hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("path", ANSWERS)
def test_a_store_answers_as_the_older_code(path: Path) -> None:
    answers = answers_of(path)
    cs = DCStore(data_file(path), mode="r")
    assert cs.detname() == (answers["store"]["detname"] or cs.detname())  # some do not say it
    assert cs.ctypes() == sorted(answers["store"]["ctypes"])
    for query in answers["queries"]:
        if abs(query["tsec"]) > YEARS_OF_NS:
            continue
        found = cs.get(query["ctype"], query["tsec"], query["vers"], default=None)
        result = query["result"]
        assert (found is None) == (result is None), query
        if isinstance(result, dict) and "sha256" in result:
            assert digest_of(found) == result["sha256"], query


def test_an_older_file_is_edited_as_it_is(shared: Path, tmp_path: Path) -> None:
    path = copy_of(shared / SAMPLE, tmp_path)
    cs = DCStore(path)
    ctype = cs.ctypes()[0]
    name = cs.ctypeobj(ctype).ranges()[0]
    tsro = cs.ctypeobj(ctype).rangeobj(name)
    number = max(verso.versind for verso in tsro.versobjs())
    with cs:
        verso = tsro.add_version(number + 5, np.arange(3), comment="by hand")
        tsro.set_versdef(verso)
        cs.set_successor("cspad-next")
    assert tsro.versdef() is verso
    with h5py.File(path, "r") as file:
        group = file[f"{ctype}/{name}"]
        assert group["versdef"][0] == number + 5
        assert group[f"v{number + 5:04d}/data"][()].tolist() == [0, 1, 2]
        assert file["successor"][0] == b"cspad-next"


def test_a_version_that_a_foreign_program_added_answers(tmp_path: Path) -> None:
    cs = make_store(tmp_path, "native")
    tsro = cs.add_ctype("pedestals").add_range(100)
    tsro.add_version(1477526400, np.array([1]))
    cs.save()
    with h5py.File(cs.path, "r+") as file:
        group = file["pedestals/100"]
        foreign = group.create_group("1477526500")
        foreign["calib"] = [2]
        group["defaultv"] = h5py.SoftLink("1477526500")
    for store in (cs, DCStore(cs.path)):
        found = store.get("pedestals", 150)
        assert isinstance(found, np.ndarray)
        assert found.tolist() == [2]
    assert tsro.versions() == [1477526400, 1477526500]
