"""Legacy calibration directories: what is taken, and answers as the older code answered."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcsgui import DCStore
from dcsgui.core.actions.answers.legacy import Fate, LegacyImport
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.convert import convert_layout
from dcsgui.core.actions.editing.deleting import delete, purge, restore
from dcsgui.core.actions.legacy import LegacyOptions, import_legacy
from dcsgui.core.actions.undo import undo
from dcsgui.core.values.errors import AccessDenied, BadValue, ConstantsNotFound, NotFound
from dcsgui.core.values.progress import Cancelled, Progress
from dcsgui.core.values.timestamps import Timestamp
from legacy_directories import DETNAME, FIRST_WRITTEN, GROUP, SOURCE, make_run_table, make_type
from processes import in_child
from shared_data import SHARED

REAL = SHARED / "data/real/lcls_calib/cctbx-cspad-metrology/run4/CxiDs1.0_Cspad.0"
T0 = 1_400_000_000


@pytest.fixture
def calib(tmp_path: Path) -> Path:
    return tmp_path / "CXI" / "cxif5315" / "calib"


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """Runs 3 (with an end), 7, 15 and 20."""
    lines = {3: (T0, T0 + 50), 7: (T0 + 100,), 15: (T0 + 200, T0 + 250), 20: (T0 + 300,)}
    return make_run_table(tmp_path / "runs.txt", lines)


def imported(calib: Path, runs: Path, *, dry_run: bool = False) -> LegacyImport:
    return import_legacy(str(calib), str(calib), LegacyOptions(runs=str(runs)), dry_run=dry_run)


def fates(done: LegacyImport) -> dict[str, Fate]:
    items = [item for detector in done.detectors for item in detector.items]
    return {Path(item.path).name: item.fate for item in (*items, *done.strays)}


def got(cs: DCStore, t: int) -> list[float]:
    found: list[float] = np.asarray(cs.get("pedestals", t)).tolist()
    return found


def test_ranges_of_runs_in_time(calib: Path, runs: Path) -> None:
    files = {"15-end.data": "15 1", "3-7.data": "3 7", "4-5.data": "4 5", "7-15.data": "7 15"}
    make_type(calib, files)
    done = imported(calib, runs)
    assert fates(done) == {
        "3-7.data": Fate.TAKEN,
        "4-5.data": Fate.SKIPPED,
        "7-15.data": Fate.TAKEN,
        "15-end.data": Fate.TAKEN,
    }
    (detector,) = done.detectors
    assert (detector.detname, detector.group, detector.source) == (DETNAME, GROUP, SOURCE)
    assert detector.file == str(calib / "cspad" / f"{DETNAME}.h5")
    assert "no run of it is in the run table (it lists 3 to 20)" in detector.items[1].reason
    assert [item.range_name for item in detector.items] == [
        f"{T0}-{T0 + 199}.999999999",
        "",
        f"{T0 + 100}-{T0 + 250}",
        f"{T0 + 200}",
    ]
    cs = DCStore(detector.file)
    assert got(cs, T0 + 60) == [3, 7]
    assert got(cs, T0 + 199) == [7, 15]
    assert got(cs, T0 + 10**8) == [15, 1]


def test_parameters_and_history(calib: Path, runs: Path) -> None:
    first_line = (
        "file:3-end.data     copy_of:None  exp:cxi1  run:0010  app:myapp       user:ana  "
        "host:psana1  cptime:2016-11-22T20:39:15  zone:UTC  comment:first: try"
    )
    second_line = (
        "file:3-end.data copy_of:x.data ctype:pedestals user:bob host:psana2 "
        "cptime:2016-11-23T00:00:00 cwd:/tmp cmt:better"
    )
    history = [
        first_line,
        second_line,
        "file:1-end.data user:eve host:psana3 cptime:2016-11-21T00:00:00 zone:pst comment:gone",
        "nonsense",
    ]
    make_type(calib, {"3-end.data": "1 2 3"}, history=history)
    done = imported(calib, runs)
    (stray,) = done.strays
    assert "no records of a deployment: 4" in stray.reason
    assert done.experiment == "cxif5315"
    cto = DCStore(done.detectors[0].file).ctypeobj("pedestals")
    (verso,) = cto.rangeobj(str(T0)).versobjs()
    assert verso.dictpars() == {
        "experiment": "cxif5315",
        "runbegin": 3,
        "runend": "end",
        "source": SOURCE,
        "author": "bob",
        "comment": "better",
    }
    first, second, ours = verso.records()
    assert (first.user, first.host, first.action) == ("ana", "psana1", "deploy 3-end.data")
    assert first.tstamp == Timestamp.of("2016-11-22T20:39:15Z")
    assert first.comment == "first: try (exp cxi1, run 0010, app myapp)"
    assert (second.user, second.comment) == ("bob", "better (copy_of x.data, cwd /tmp)")
    assert ours.action.startswith("add version")
    assert "3-end.data" in ours.comment
    assert verso.tsvers == Timestamp.of(FIRST_WRITTEN)
    gone = [record for record in cto.records() if record.user == "eve"]
    assert [one.tstamp for one in gone] == [Timestamp.of("2016-11-21T08:00:00Z")]


def test_what_the_older_code_did_not_know_is_not_kept(calib: Path, runs: Path) -> None:
    line = (
        "file:3-end.data copy_of:None exp:None run:None user:ana host:psana1 "
        "cptime:2016-11-22T20:39:15 zone:UTC comment:dark"
    )
    make_type(calib, {"3-end.data": "1 2"}, history=[line])
    cto = DCStore(imported(calib, runs).detectors[0].file).ctypeobj("pedestals")
    (verso,) = cto.rangeobj(str(T0)).versobjs()
    assert verso.dictpars()["experiment"] == "cxif5315"
    assert "run" not in verso.dictpars()
    assert verso.records()[0].comment == "dark"


def test_a_record_of_no_file_is_taken_once(calib: Path, runs: Path) -> None:
    line = "file:1-end.data user:eve host:psana3 cptime:2016-11-21T00:00:00 zone:UTC comment:gone"
    make_type(calib, {"3-end.data": "1 2", "7-end.data": "3"}, history=[line])
    for _ in range(2):
        cto = DCStore(imported(calib, runs).detectors[0].file).ctypeobj("pedestals")
        assert [record.user for record in cto.records()].count("eve") == 1


def test_what_is_skipped_skips_nothing_else(calib: Path, runs: Path) -> None:
    files = {
        "15-end.data": "1 2",
        "12000-end.data": "1",
        "12-20x.data": "1",
        "7-3.data": "1",
        "0-20000.data": "1",
        "7-end.data": "1 2\n3",
        "20-end.data": "x",
        "15-end.data-2016-10-27T10:00:00": "1",
        "notes.txt": "1",
    }
    directory = make_type(calib, files)
    (directory / "3-end.data").symlink_to("nowhere")
    os.mkfifo(directory / "4-end.data")
    make_type(calib, {"3-end.data": "1"}, ctype="Odd Name")
    make_type(calib, {"3-end.data": "1 0"}, ctype="pixel_statu")
    (calib / GROUP / SOURCE / "README").write_text("words")
    (calib / "notes").mkdir()
    done = imported(calib, runs)
    reasons = {
        "/".join(Path(item.path).parts[-2:]): item.reason
        for item in (*done.detectors[0].items, *done.strays)
        if item.fate is Fate.SKIPPED
    }
    expected = {
        "pedestals/12000-end.data": "run above 9999",
        "pedestals/12-20x.data": "not <run>-<run>",
        "pedestals/7-3.data": "ends before it begins",
        "pedestals/0-20000.data": "run above 9999",
        "pedestals/7-end.data": "line 2: other rows have 2 values",
        "pedestals/20-end.data": "line 1: 'x' is no number",
        "pedestals/15-end.data-2016-10-27T10:00:00": "copy of an earlier file",
        "pedestals/notes.txt": "no .data file",
        "pedestals/3-end.data": "not available",
        "pedestals/4-end.data": "no plain file",
        "Odd Name/3-end.data": "no calibration type",
        f"{SOURCE}/README": "no directory of constants",
        "calib/notes": "no constants of the older form",
    }
    assert reasons.keys() == expected.keys()
    for name, words in expected.items():
        assert words in reasons[name], name
    taken = [item for item in done.detectors[0].items if item.fate is Fate.TAKEN]
    assert [(item.ctype, item.runs) for item in taken] == [
        ("pedestals", "15-end"),
        ("pixel_statu", "3-end"),
    ]
    assert taken[1].reason == (
        "'pixel_statu' is not a known calibration type; did you mean 'pixel_status'?"
    )


def test_again_takes_nothing_twice(calib: Path, runs: Path) -> None:
    history = ["file:1-end.data user:eve host:h cptime:2016-11-21T00:00:00 comment:gone"]
    directory = make_type(calib, {"3-end.data": "1 2", "7-end.data": "3 4"}, history=history)
    done = imported(calib, runs)
    file = Path(done.detectors[0].file)
    before = file.read_bytes()
    again = imported(calib, runs)
    assert set(fates(again).values()) == {Fate.PRESENT}
    assert [item.versind for item in again.detectors[0].items] == [1, 1]
    assert file.read_bytes() == before
    (directory / "7-end.data").write_text("5 6")
    third = imported(calib, runs)
    assert fates(third) == {"3-end.data": Fate.PRESENT, "7-end.data": Fate.TAKEN}
    cto = DCStore(file).ctypeobj("pedestals")
    assert len([record for record in cto.records() if record.user == "eve"]) == 1
    assert got(DCStore(file), T0 + 10**6) == [5, 6]


@pytest.mark.parametrize("layout", ["native", "pscalib"])
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_what_was_deleted_does_not_come_back(
    calib: Path, runs: Path, depth: int, layout: str
) -> None:
    made = DCStore.create(calib, DETNAME).path
    if layout == "pscalib":
        convert_layout(str(made))
    make_type(calib, {"3-end.data": "1 2", "7-end.data": "3 4"})
    item = imported(calib, runs).detectors[0].items[0]
    path = (item.ctype, item.range_name, item.version_name)[:depth]
    delete(NodeId(str(made), path))
    before = made.read_bytes()
    for dry_run in (True, False):
        again = imported(calib, runs, dry_run=dry_run).detectors[0].items
        assert again[0].fate is Fate.SKIPPED
        assert f"{'/'.join(path)} was deleted by" in again[0].reason
        assert "restore that (deletion 1)" in again[0].reason
        assert again[1].fate is (Fate.SKIPPED if depth == 1 else Fate.PRESENT)
    assert made.read_bytes() == before
    restore(NodeId(str(made), path))
    assert set(fates(imported(calib, runs)).values()) == {Fate.PRESENT}


def test_what_was_taken_back_or_purged_can_be_taken_again(calib: Path, runs: Path) -> None:
    made = DCStore.create(calib, DETNAME).path
    make_type(calib, {"3-end.data": "1 2"})
    imported(calib, runs)
    undo(str(made))
    again = imported(calib, runs).detectors[0].items[0]
    assert again.fate is Fate.TAKEN
    delete(NodeId(str(made), (again.ctype, again.range_name, again.version_name)))
    assert set(fates(imported(calib, runs)).values()) == {Fate.SKIPPED}
    purge(NodeId(str(made)))
    assert set(fates(imported(calib, runs)).values()) == {Fate.TAKEN}


def test_dry_run_says_the_same_and_changes_nothing(calib: Path, runs: Path) -> None:
    make_type(calib, {"3-end.data": "1 2", "7-end.data": "x", "4-end.data": "1 2"})
    before = sorted(calib.rglob("*"))
    tried = imported(calib, runs, dry_run=True)
    assert sorted(calib.rglob("*")) == before
    assert tried.dry_run
    assert tried.detectors[0].created
    done = imported(calib, runs)
    assert fates(done) == fates(tried)
    assert [item.digest for item in done.detectors[0].items] == [
        item.digest for item in tried.detectors[0].items
    ]
    again = imported(calib, runs, dry_run=True)
    assert not again.detectors[0].created
    assert Fate.TAKEN not in fates(again).values()


def test_nothing_to_take_makes_no_file(calib: Path, runs: Path) -> None:
    make_type(calib, {"3-end.data": "x"})
    done = imported(calib, runs)
    assert not done.detectors[0].created
    assert not (calib / "cspad" / f"{DETNAME}.h5").exists()


@pytest.mark.parametrize("level", [".", "..", "../.."])
def test_any_level_will_do(calib: Path, runs: Path, level: str) -> None:
    directory = make_type(calib, {"3-end.data": "1 2"}).parent
    done = import_legacy(str(directory / level), str(calib), LegacyOptions(runs=str(runs)))
    assert [one.detname for one in done.detectors] == [DETNAME]


def test_a_file_that_is_there_is_used_whatever_its_case(calib: Path, runs: Path) -> None:
    make_type(calib, {"3-end.data": "1 2"})
    made = DCStore.create(calib, DETNAME).path
    older = made.with_name("cspad-CxiDs2.0-Cspad.0.h5")
    made.rename(older)
    assert imported(calib, runs).detectors[0].file == str(older)


def test_a_file_of_the_older_layout(calib: Path, runs: Path) -> None:
    """What it can't hold is skipped."""
    made = DCStore.create(calib, DETNAME).path
    convert_layout(str(made))
    make_type(calib, {"3-end.data": "1 2"})
    make_type(calib, {"3-end.data": "1 2"}, ctype="center")
    done = imported(calib, runs)
    by_type = {item.ctype: item for item in done.detectors[0].items}
    assert by_type["pedestals"].fate is Fate.TAKEN
    assert by_type["center"].fate is Fate.SKIPPED
    assert "'center' can't be added" in by_type["center"].reason


def test_the_name_can_be_given(calib: Path, runs: Path) -> None:
    make_type(calib, {"3-end.data": "1 2"})
    options = LegacyOptions(detname="cspad-0001", runs=str(runs))
    done = import_legacy(str(calib), str(calib), options)
    assert got(DCStore(calib, "cspad-0001"), T0) == [1, 2]
    assert done.detectors[0].detname == "cspad-0001"
    (calib / GROUP / "CxiDs1.0:Cspad.0" / "pedestals").mkdir(parents=True)
    with pytest.raises(BadValue, match="holds 2 detectors"):
        import_legacy(str(calib), str(calib), options)


def test_times_of_runs_are_needed(calib: Path, runs: Path) -> None:
    make_type(calib, {"3-end.data": "1 2"})
    for options, words in (
        (LegacyOptions(), "No run table is known for cxif5315"),
        (LegacyOptions(runs=str(runs), begin=T0), "not both"),
    ):
        with pytest.raises(BadValue, match=words):
            import_legacy(str(calib), str(calib), options)
    with pytest.raises(NotFound, match="can't be read"):
        import_legacy(str(calib), str(calib), LegacyOptions(runs="/none"))


def test_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no constants of the older form"):
        import_legacy(str(tmp_path), str(tmp_path))
    with pytest.raises(NotFound, match="There is no directory"):
        import_legacy(str(tmp_path / "none"), str(tmp_path))


def test_access_is_asked_before_anything(calib: Path, runs: Path) -> None:
    make_type(calib, {"3-end.data": "1 2"})
    rule = '[[rule]]\nrole = "contributor"\nusers = ["nobody-else"]\n'
    (calib / "access.toml").write_text(rule)
    for dry_run in (True, False):
        with pytest.raises(AccessDenied, match="nobody-else"):
            imported(calib, runs, dry_run=dry_run)
    assert not (calib / "cspad").exists()


def test_a_directory_that_is_closed_is_seen_before_anything(reachable: Path) -> None:
    calib = reachable / "CXI" / "cxif5315" / "calib"
    make_type(calib, {"3-end.data": "1 2"})
    epix = calib / "Epix100a::CalibV1" / "CxiEndstation.0:Epix100a.0" / "pedestals"
    epix.mkdir(parents=True)
    (epix / "3-end.data").write_text("1 2")
    calib.chmod(0o777)
    (calib / "epix100a").mkdir(mode=0o755)
    begin = LegacyOptions(begin=T0)

    def refusal() -> str:
        with pytest.raises(AccessDenied) as caught:
            import_legacy(str(calib), str(calib), begin)
        return str(caught.value)

    refused = in_child(refusal, unprivileged=True)
    assert "epix100a is read-only for you (owner root" in refused
    assert not (calib / "cspad").exists()


class _CalledOff(Progress):
    def report(self, done: int, total: int, what: str = "") -> None:
        if done == 2:
            raise Cancelled("called off")


def test_called_off_it_is_all_or_nothing(calib: Path, runs: Path) -> None:
    make_type(calib, {"3-end.data": "1 2", "7-end.data": "3"})
    with pytest.raises(Cancelled):
        import_legacy(str(calib), str(calib), LegacyOptions(runs=str(runs)), progress=_CalledOff())
    assert not (calib / "cspad" / f"{DETNAME}.h5").exists()


ENDS = st.one_of(st.integers(0, 12), st.none())
RANGES = st.lists(
    st.tuples(st.integers(0, 12), ENDS).filter(lambda r: r[1] is None or r[0] <= r[1]),
    max_size=7,
    unique=True,
)


ENDED = st.sampled_from([None, 50, 100, 150])
"""Seconds that a run lasts; the next begins after 100 at the earliest."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(ranges=RANGES, listed=st.sets(st.integers(0, 12), min_size=1), ended=ENDED)
def test_each_run_gets_what_the_older_code_gave(
    tmp_path_factory: pytest.TempPathFactory,
    ranges: list[tuple[int, int | None]],
    listed: set[int],
    ended: int | None,
) -> None:
    calib = tmp_path_factory.mktemp("legacy")
    files = {
        f"{begin}-{'end' if end is None else end}.data": f"{number} 0"
        for number, (begin, end) in enumerate(ranges)
    }
    make_type(calib, {**files, "HISTORY": ""})
    begins = {run: T0 + 100 * run for run in sorted(listed)}
    times = {run: [t] if ended is None else [t, t + ended] for run, t in begins.items()}
    runs = make_run_table(calib / "runs.txt", times)
    done = imported(calib, runs)
    for run in listed:
        last = [(b, -(9999 if e is None else e), n) for n, (b, e) in enumerate(ranges)]
        held = [one for one in last if one[0] <= run <= -one[1]]
        for t in (T0 + 100 * run, T0 + 100 * run + 50):
            try:
                found = got(DCStore(done.detectors[0].file), t)[0]
            except (ConstantsNotFound, OSError):
                found = -1
            assert found == (max(held)[2] if held else -1)


def test_in_the_repository_the_same_file_answers(
    calib: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DCS_REPOSITORY", str(calib))
    make_type(calib, {"1-3.data": "1 3", "2-3.data": "2 3"})
    runs = make_run_table(tmp_path / "runs.txt", {2: (T0,), 3: (T0 + 100,)})
    done = imported(calib, runs)
    assert done.count(Fate.TAKEN) == 2
    assert got(DCStore(done.detectors[0].file), T0) == [2, 3]


def test_a_run_table_out_of_order_is_refused(calib: Path, tmp_path: Path) -> None:
    make_type(calib, {"3-end.data": "1 2"})
    runs = make_run_table(tmp_path / "runs.txt", {3: (T0,), 4: (T0 - 1,)})
    with pytest.raises(BadValue, match=r"run 4 begins at .*, before run 3"):
        imported(calib, runs)


@pytest.mark.shared(REAL)
def test_directories_above_are_looked_through(tmp_path: Path) -> None:
    options = LegacyOptions(begin="2012-01-01T00:00:00Z")
    alone, whole = (
        import_legacy(str(path), str(tmp_path), options, dry_run=True)
        for path in (REAL, REAL.parents[2])
    )
    assert whole.count(Fate.TAKEN) == alone.count(Fate.TAKEN) == 9
    assert [one.detname for one in whole.detectors] == ["cspad-cxids1.0-cspad.0"]


@pytest.mark.shared(REAL)
def test_the_real_directory(tmp_path: Path) -> None:
    options = LegacyOptions(begin="2012-01-01T00:00:00Z", comment="metrology")
    done = import_legacy(str(REAL), str(tmp_path), options)
    assert (done.count(Fate.TAKEN), done.count(Fate.SKIPPED)) == (9, 2)
    (detector,) = done.detectors
    assert (detector.detname, detector.source) == ("cspad-cxids1.0-cspad.0", "CxiDs1.0:Cspad.0")
    cs = DCStore(detector.file)
    for path in REAL.glob("*/0-end.data"):
        assert np.array_equal(cs.get(path.parent.name, "2020-01-01T00:00:00Z"), np.loadtxt(path))
    again = import_legacy(str(REAL), str(tmp_path), options)
    assert (again.count(Fate.TAKEN), again.count(Fate.PRESENT)) == (0, 9)
    by_run = make_run_table(tmp_path / "runs.txt", {0: (T0,), 1: (T0 + 100,), 2: (T0 + 200,)})
    runs = LegacyOptions(detname="cspad-0002", runs=str(by_run))
    assert import_legacy(str(REAL), str(tmp_path), runs).count(Fate.TAKEN) == 10
