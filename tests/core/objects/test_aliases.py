"""Where aliases lead at a time, and that files of detectors come first."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui import DCStore
from dcsgui.core.files.alias_files import AliasFile, AliasRecord, parse_alias_file
from dcsgui.core.files.records import OPEN_NS, RangeTable
from dcsgui.core.objects import aliases as module
from dcsgui.core.objects import places
from dcsgui.core.objects.alias_times import answers, changes_of
from dcsgui.core.objects.aliases import Aliases, older_detname
from dcsgui.core.objects.lookup import winner
from dcsgui.core.objects.timeline import Answer
from dcsgui.core.values.errors import BadValue, NotFound, StoreNotAvailable
from dcsgui.core.values.timestamps import Timestamp
from small_stores import make_store


def write(calib: Path, text: str, name: str = "cspad/names.als") -> Path:
    path = calib / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def detname(calib: Path, name: str, at: object = 1000) -> str:
    return DCStore(calib, name, at=at).detname()


@pytest.fixture
def two(calib: Path, layout: str) -> Path:
    """Return a calib directory with two detectors."""
    for name in ("cspad-0001", "cspad-0002"):
        cs = make_store(calib, layout, name)
        cs.add_ctype("pedestals")
        cs.save()
    return calib


def test_a_store_is_opened_by_alias(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(two, "front cspad-0002\n")
    assert DCStore(two, "front").path == two / "cspad" / "cspad-0002.h5"
    assert DCStore(two / "front").detname() == "cspad-0002"
    monkeypatch.chdir(two)
    assert DCStore("./front").detname() == "cspad-0002"
    assert DCStore(two / "cspad", "front").detname() == "cspad-0002"


def test_an_alias_of_the_repository_needs_no_directory(repository: Path) -> None:
    make_store(repository, "native", "cspad-0001")
    write(repository, "front cspad-0001\n")
    assert DCStore("front").in_repository
    assert DCStore(None, "front").detname() == "cspad-0001"


def test_both_ends_belong_and_now_is_meant_if_no_time_is_given(two: Path) -> None:
    write(two, "front cspad-0001 100 200\nfront cspad-0002 201\n")
    assert [detname(two, "front", at) for at in (100, 200, 201)] == [
        "cspad-0001",
        "cspad-0001",
        "cspad-0002",
    ]
    assert DCStore(two, "front").detname() == "cspad-0002"
    with pytest.raises(NotFound, match="'front' is not valid at 19"):
        detname(two, "front", 99)


def test_the_latest_begin_wins_then_the_earliest_end(two: Path) -> None:
    write(two, "front cspad-0001\nfront cspad-0002 100\nfront cspad-0001 100 300\n")
    found = [detname(two, "front", at) for at in (99, 100, 300, 301)]
    assert found == ["cspad-0001", "cspad-0001", "cspad-0001", "cspad-0002"]


def test_chains_are_followed_over_files_and_sources(two: Path) -> None:
    write(two, "front Camp.0:pnCCD.1\n", "pnccd/a.als")
    write(two, "Camp.0:pnCCD.1 mine\nmine cspad-0002 0\n")
    assert detname(two, "front") == "cspad-0002"
    found = places.follow(two, "front", Timestamp.of(1000))
    assert found.names == ("front", "Camp.0:pnCCD.1", "mine", "cspad-0002")
    assert not found.doubts


def test_a_source_is_also_the_name_that_files_have_for_it(calib: Path) -> None:
    make_store(calib, "pscalib", "cspad-CxiDs2.0-Cspad.0")
    write(calib, "front CxiDs2.0:Cspad.0\n")
    for name in ("front", "CxiDs2.0:Cspad.0"):
        assert detname(calib, name) == "cspad-CxiDs2.0-Cspad.0"
    assert places.follow(calib, "front", Timestamp(0)).names == (
        "front",
        "CxiDs2.0:Cspad.0",
        "cspad-CxiDs2.0-Cspad.0",
    )
    write(calib, "CxiDs2.0:Cspad.0 cspad-7\n", "cspad/other.als")
    assert detname(calib, "CxiDs2.0:Cspad.0") == "cspad-CxiDs2.0-Cspad.0"


def test_a_source_is_also_the_name_that_files_made_here_have(calib: Path) -> None:
    DCStore.create(calib, "pnccd-camp.0-pnccd.1")
    write(calib, "cam Camp.0:pnCCD.1\n", "pnccd/names.als")
    for name in ("Camp.0:pnCCD.1", "cam"):
        assert detname(calib, name) == "pnccd-camp.0-pnccd.1"


def test_what_is_no_source_has_no_such_name() -> None:
    assert older_detname("Camp.0:pnCCD.1") == "pnccd-Camp.0-pnCCD.1"
    assert [older_detname(text) for text in ("front", "a:b", "../x.0:y.1")] == ["", "", ""]


def test_loops_are_refused_with_the_chain(two: Path) -> None:
    write(two, "a b\nb c\nc a\nself self\n")
    with pytest.raises(NotFound, match=r"in a circle at .*: a -> b -> c -> a"):
        detname(two, "a")
    with pytest.raises(NotFound, match="self -> self"):
        detname(two, "self")


def test_a_loop_at_another_time_does_no_harm(two: Path) -> None:
    write(two, "a b\nb a 0 500\nb cspad-0001 501\n")
    assert detname(two, "a") == "cspad-0001"
    with pytest.raises(NotFound, match="circle"):
        detname(two, "a", 500)


def test_the_file_of_a_name_comes_before_its_alias_also_on_the_way(two: Path) -> None:
    write(two, "cspad-0001 cspad-0002\nfront cspad-0001\n")
    assert detname(two, "cspad-0001") == "cspad-0001"
    assert detname(two, "front") == "cspad-0001"


def test_a_detector_name_without_a_file_may_be_an_alias(two: Path) -> None:
    write(two, "cspad-front cspad-0002\n")
    assert detname(two, "cspad-front") == "cspad-0002"


def test_no_alias_file_is_read_for_a_file_that_is_there(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(directory: str) -> list[AliasFile]:
        raise AssertionError(f"the alias files of {directory} were read")

    monkeypatch.setattr(module, "alias_files", read)
    assert DCStore(two, "cspad-0001").detname() == "cspad-0001"
    assert DCStore(two / "cspad" / "cspad-0001.h5").detname() == "cspad-0001"
    with pytest.raises(AssertionError):
        DCStore(two, "front")


def test_what_leads_nowhere_is_told(two: Path) -> None:
    write(two, "front back\nfront2 cspad-0009\nbad\n")
    with pytest.raises(NotFound, match=r"'front' leads to 'back' .* front -> back\. Line 3 of"):
        detname(two, "front")
    with pytest.raises(StoreNotAvailable, match=r"File .*cspad-0009\.h5 is not available"):
        detname(two, "front2")
    with pytest.raises(NotFound, match="'nodash' is neither a detector name"):
        detname(two, "nodash")


def test_a_new_detector_has_a_name_of_its_own(two: Path) -> None:
    write(two, "front cspad-0001\n")
    with pytest.raises(BadValue):
        DCStore.create(two, "front")


def test_contradictions_are_settled_by_order_and_said(two: Path) -> None:
    first = write(two, "front cspad-0002 5\n", "cspad/b.als")
    write(two, "front cspad-0001 5\n", "cspad/a.als")
    found = places.follow(two, "front", Timestamp.of(1000))
    assert found.detname == "cspad-0002"
    (doubt,) = found.doubts
    assert doubt.startswith(f"'front' stands for cspad-0002 by line 1 of {first}, and with the")
    assert "the last of them that is read is taken" in doubt


def test_a_thousand_aliases_cost_a_moment(two: Path) -> None:
    write(two, "".join(f"a{i} a{i + 1}\n" for i in range(1000)) + "a1000 cspad-0001\n")
    begin = time.monotonic()
    assert detname(two, "a0") == "cspad-0001"
    assert time.monotonic() - begin < 2


ends = st.integers(0, 12)


@given(
    st.lists(st.tuples(st.none() | ends, st.none() | ends, st.sampled_from("xyz")), max_size=6),
    st.integers(-2, 14),
)
def test_aliases_are_found_as_constants_are(
    rows: list[tuple[int | None, int | None, str]], second: int
) -> None:
    records = tuple(
        AliasRecord("a", target, _time(begin), _time(end))
        for begin, end, target in rows
        if begin is None or end is None or begin <= end
    )
    aliases = Aliases("", [AliasFile("x", records)])
    step = aliases.step("a", Timestamp.of(second))
    begins = [-OPEN_NS if one.begin is None else one.begin.ns for one in records]
    lasts = [OPEN_NS if one.end is None else one.end.ns for one in records]
    table = RangeTable(
        np.array(begins, "i8"),
        np.array(lasts, "i8"),
        np.ones(len(records), np.int32),
        np.zeros(len(records), bool),
    )
    row = winner(table, Timestamp.of(second).ns)
    assert (step is None) == (row is None)
    if step is not None and row is not None:
        won = step.record
        assert (won.begin, won.end) == (records[row].begin, records[row].end)
        valid = [answer for answer in answers(aliases, "a") if _holds(answer, second)]
        assert [answer.label for answer in valid] == [won.target]


def _time(second: int | None) -> Timestamp | None:
    return None if second is None else Timestamp.of(second)


def _holds(answer: Answer, second: int) -> bool:
    return bool(answer.begin_ns <= Timestamp.of(second).ns <= answer.end_ns)


def test_changes_are_told_over_all_of_time() -> None:
    before = Aliases("", [parse_alias_file(b"a x-1\n", "x")])
    after = Aliases("", [parse_alias_file(b"a x-1\na x-2 10 20\n", "x")])
    (changed,) = changes_of("a", before, after)
    assert (changed.before, changed.after) == ("x-1", "x-2")
    assert (changed.begin_ns, changed.end_ns) == (10 * 10**9, 20 * 10**9)
