"""The Python interface, the command line and the window give one answer to each question."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from asked_files import fill
from dcs_command import dcs
from dcsgui import DCStore, Timestamp, errors
from dcsgui.core.actions import moments
from shared_data import shared_files
from small_stores import LAYOUTS, make_store


@dataclass(frozen=True)
class Answer:
    """What answers: the names of range and version, its number, the bytes and the sentence."""

    range_name: str
    version_name: str
    versind: int
    digest: str
    why: str


NOTHING = Answer("", "", 0, "", "")


def digest_of(constants: object) -> str:
    data = constants.encode() if isinstance(constants, str) else np.asarray(constants).tobytes()
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def by_python(path: Path, ctype: str, time: str) -> Answer:
    cs = DCStore(path, mode="r")
    try:
        found = cs.find(ctype, time)
    except errors.ConstantsNotFound:
        return NOTHING
    digest = digest_of(cs.get(ctype, time))
    version = found.version
    return Answer(found.range.name, version.name, version.versind, digest, found.why)


def by_get(path: Path, ctype: str, time: str, tmp_path: Path) -> Answer:
    target = tmp_path / "got.npy"
    result = dcs("get", path, ctype, "-t", time, "--json", code=None)
    if result.code == 3:
        return NOTHING
    assert result.code == 0
    got = result.json
    if got["kind"] == "text":
        digest = digest_of(got["text"])
    else:
        dcs("get", path, ctype, "-t", time, "-o", target)
        digest = digest_of(np.load(target))
    return Answer(got["range_name"], got["version_name"], got["versind"], digest, got["why"])


def by_explain(path: Path, ctype: str, time: str) -> tuple[str, str, str]:
    explained = dcs("explain", path, ctype, "-t", time, "--json", code=None).json
    version = explained["version"]
    if version is None:
        return "", "", ""
    return version["range_name"], version["name"], explained["why"]


def by_window(path: Path, ctype: str, time: str) -> tuple[str, str, int, str]:
    valid = moments.valid_at(str(path), moments.moment(time)).of(ctype)
    assert valid is not None
    why = valid.why if valid.range_name else ""
    return valid.range_name, valid.version_name, valid.versind, why


def check_all(path: Path, ctype: str, time: str, tmp_path: Path) -> None:
    answer = by_python(path, ctype, time)
    assert by_get(path, ctype, time, tmp_path) == answer
    assert by_window(path, ctype, time) == (
        answer.range_name,
        answer.version_name,
        answer.versind,
        answer.why,
    )
    range_name, version_name, why = by_explain(path, ctype, time)
    assert (range_name, version_name) == (answer.range_name, answer.version_name)
    if answer is not NOTHING:
        assert answer.why in why
    assert by_timeline(path, ctype, Timestamp.of(time).ns) == (range_name, version_name)


def by_timeline(path: Path, ctype: str, ns: int) -> tuple[str, str]:
    (told,) = dcs("timeline", path, ctype, "--json").json["types"]
    for one in told["stretches"]:
        if one["begin_ns"] <= ns and (one["end_ns"] is None or ns <= one["end_ns"]):
            return one["range_name"], one["version_name"]
    return "", ""


BEYOND = 9e9
"""Seconds that a time stamp in nanoseconds does not hold."""

TIMES = ("0", "99.999999999", "100", "150", "199", "200", "201", "500", "500.000000001", "9e9")


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("ctype", ["pedestals", "pixel_gain"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_of_ranges_that_overlap(tmp_path: Path, layout: str, ctype: str, time: str) -> None:
    path = fill(make_store(tmp_path / "calib", layout)).path
    check_all(path, ctype, time, tmp_path)


@pytest.mark.parametrize(
    "path",
    shared_files(
        "data/pscalib/canonical/edge-ranges.h5",
        "data/pscalib/canonical/cspad-*.h5",
        "data/pscalib/canonical/epix100a-*.h5",
    ),
)
def test_of_files_of_the_older_code(path: Path, tmp_path: Path) -> None:
    told = json.loads(path.with_name(f"{path.stem}.api.json").read_text("utf-8"))
    asked = {(query["ctype"], f"{query['tsec']:.6f}") for query in told["queries"]}
    known = set(DCStore(path, mode="r").ctypes())
    questions = sorted(one for one in asked if one[0] in known and float(one[1]) < BEYOND)
    assert questions
    for ctype, time in questions:
        check_all(path, ctype, time, tmp_path)
