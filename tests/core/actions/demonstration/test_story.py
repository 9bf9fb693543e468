"""What is in the files of the demonstration: types, ranges, versions, defaults, histories."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dcsgui import DCBase, DCStore, Timestamp
from dcsgui.core.actions.demonstration import make
from dcsgui.core.values.errors import BadValue, ConstantsNotFound

SHAPES = {
    "jungfrau4m-0412": (3, 8, 512, 1024),
    "epix10ka2m-0007": (7, 16, 352, 384),
    "cspad-0002": (32, 185, 388),
    "epix100a-": (704, 768),
    "pnccd-0001": (4, 512, 512),
}
DAY_NS = 86_400 * 10**9


def days(noon: Timestamp, number: float) -> Timestamp:
    """Return a time so many days from the noon of the demonstration."""
    return Timestamp(noon.ns + round(number * DAY_NS))


@pytest.mark.parametrize(("name", "shape"), SHAPES.items())
def test_pedestals_have_the_shapes_of_real_cameras(
    made: Any, noon: Timestamp, name: str, shape: tuple[int, ...]
) -> None:
    cs = DCStore(made.file(name))
    assert cs.find("pedestals", noon).version.shape == shape


@pytest.mark.parametrize("name", SHAPES)
def test_each_type_of_the_repository_answers_now(made: Any, noon: Timestamp, name: str) -> None:
    cs = DCStore(made.file(name))
    assert {"pedestals", "mask"} <= set(cs.ctypes())
    for ctype in cs.ctypes():
        assert cs.find(ctype, noon).version.nbytes


def test_a_camera_that_was_replaced_answers_for_its_time_only(made: Any, noon: Timestamp) -> None:
    old, new = DCStore(made.file("cspad-0001")), DCStore(made.file("cspad-0002"))
    assert (old.successor(), new.predecessor()) == ("cspad-0002", "cspad-0001")
    assert old.find("pedestals", days(noon, -150)).version.versind == 1
    with pytest.raises(ConstantsNotFound):
        old.find("pedestals", noon)


def test_there_is_a_gap_while_the_cooling_had_failed(made: Any, noon: Timestamp) -> None:
    cs = DCStore(made.file("cspad-0002"))
    with pytest.raises(ConstantsNotFound):
        cs.find("pedestals", days(noon, -60))
    assert "cooling failed" in cs.ctypeobj("pedestals").history()


def test_a_range_lies_over_another_one(made: Any, noon: Timestamp) -> None:
    cs = DCStore(made.file("epix100a-"))
    found = [cs.find("pedestals", days(noon, day)).range for day in (-34, -31, -28)]
    assert found[0].name == found[2].name != found[1].name
    end = found[0].end()
    assert end is not None
    assert found[0].begin() < found[1].begin() < end


def test_defaults_of_the_repository_are_set_with_a_reason(made: Any, noon: Timestamp) -> None:
    cs = DCStore(made.file("cspad-0002"))
    tsro = cs.find("pedestals", noon).range
    assert tsro.pinned
    records = [record for record in tsro.records() if record.action.startswith("set default")]
    assert [record.user for record in records] == ["kenji", "kenji", "ana"]
    assert records[-1].action == "set default from v2 to v1"
    assert "shutter was open in run 57" in records[-1].comment


def test_the_repository_kept_what_it_answered_while_versions_were_added(made: Any) -> None:
    for path in (made.root / "repository").rglob("*.h5"):
        for ctype in DCStore(path).ctypes():
            cto = DCStore(path).ctypeobj(ctype)
            ranges = [cto.rangeobj(name) for name in cto.ranges()]
            assert all(tsro.pinned for tsro in ranges if len(tsro.versions()) > 1)


def test_histories_are_those_of_people_in_the_past(made: Any, noon: Timestamp) -> None:
    for path in made.files():
        cs = DCStore(path)
        types = [cs.ctypeobj(ctype) for ctype in cs.ctypes()]
        ranges = [cto.rangeobj(name) for cto in types for name in cto.ranges()]
        versions = [verso for tsro in ranges for verso in tsro.versobjs()]
        nodes: list[DCBase] = [cs, *types, *ranges, *versions]
        records = [record for node in nodes for record in node.records()]
        assert {record.user for record in records} <= {"ana", "kenji", "maria", "jonas"}
        assert all(record.tstamp < noon for record in records)


def test_every_version_is_what_its_digest_says(made: Any) -> None:
    for path in made.files():
        for ctype in DCStore(path).ctypes():
            cto = DCStore(path).ctypeobj(ctype)
            for name in cto.ranges():
                for verso in cto.rangeobj(name).versobjs():
                    assert verso.digest
                    verso.verify()


def test_versions_say_where_they_come_from(made: Any, noon: Timestamp) -> None:
    verso = DCStore(made.file("jungfrau4m-")).find("pedestals", noon).version
    assert verso.dictpars() == {
        "exp": "cxitut13",
        "runnum": 57,
        "source": "DetLab.0:Jungfrau.4",
    }
    assert verso.info is not None
    assert (verso.info.author, verso.info.run) == ("kenji", "57")
    cs = DCStore(made.file("epix100a-"))
    assert (cs.par("detalias"), cs.par("detfirmware")) == ("epix100a.1", 3925999616)


def test_an_experiment_has_the_constants_of_the_repository_and_newer_ones(made: Any) -> None:
    folder = "experiments/XPP/xpptut15/calib"
    digests = [
        [row.info.digest for row in DCStore(path).ctypeobj("pedestals").listing()]
        for path in (made.file("epix100a-"), made.file("epix100a-", folder))
    ]
    assert len(set(digests[0]) & set(digests[1])) == 2
    assert set(digests[1]) - set(digests[0])


def test_classic_types_of_a_cspad(made: Any, noon: Timestamp) -> None:
    cs = DCStore(made.file("cspad-0002"))
    assert cs.ctypes() == [
        "common_mode",
        "gain",
        "geometry",
        "mask",
        "pedestals",
        "rms",
        "status",
    ]
    assert np.shape(cs.get("common_mode", noon)) == (6,)
    assert "SENS2X1:V1" in str(cs.get("geometry", noon))


def test_the_repository_behaves_as_one(
    made: Any, noon: Timestamp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DCS_REPOSITORY", str(made.root / "repository"))
    tsro = DCStore(made.file("cspad-0002")).find("pedestals", noon).range
    with pytest.raises(BadValue, match="asks for a reason"):
        tsro.set_versdef(2)


def test_all_times_move_with_the_day(made: Any, noon: Timestamp, tmp_path: Path) -> None:
    place = Path(next(make(str(tmp_path), now=float(days(noon, 10).number) + 3600)).path)
    (moved,) = map(DCStore, place.glob("*/*.h5"))
    there = DCStore(made.file("cspad-0001"))
    begins = [cs.ctypeobj("pedestals").listing()[0].validity.begin.ns for cs in (there, moved)]
    assert begins[1] - begins[0] == 10 * DAY_NS
    digests = [cs.ctypeobj("pedestals").listing()[0].info.digest for cs in (there, moved)]
    assert digests[0] == digests[1]
