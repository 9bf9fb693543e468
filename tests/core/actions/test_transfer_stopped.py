"""What stops a transfer: then nothing has happened."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import h5py
import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import Policy
from dcsgui.core.actions.answers.transfers import How
from dcsgui.core.actions.transfer import apply, push
from dcsgui.core.files.disk import Buffer, Disk, planted
from dcsgui.core.files.reading_back import LEAST
from dcsgui.core.values.errors import (
    AccessDenied,
    Conflict,
    Damaged,
    StoreNotAvailable,
)
from dcsgui.core.values.progress import Cancelled, Progress
from dying_disk import FullDisk, RefusingDisk
from processes import in_child
from small_stores import LAYOUTS, make_store
from transfers import (
    OPEN,
    SHORT,
    T0,
    agreed,
    destination,
    filled,
    plan_of,
    pushed,
    with_policy,
)


@pytest.fixture
def source(tmp_path: Path) -> DCStore:
    return filled(tmp_path / "mine")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Return the path of a file that is not there, nor its directories."""
    return tmp_path / "theirs" / "cspad" / "cspad-0001.h5"


# Nothing


def test_without_agreement_nothing_happens(source: DCStore, new: Path) -> None:
    applied = push(NodeId(str(source.path)), str(new), agree=lambda plan: False)
    assert not applied.agreed
    assert not applied.done
    assert not new.parent.exists()


def test_a_dry_run_changes_nothing(source: DCStore, new: Path) -> None:
    before = source.path.read_bytes()
    plan = plan_of(source, new)
    applied = apply(plan, dry_run=True)
    assert applied.dry_run
    assert applied.done == plan.todo
    assert not new.parent.exists()
    theirs = make_store(new.parent.parent, "native")
    old = theirs.path.read_bytes()
    assert push(
        NodeId(str(source.path)),
        str(new),
        with_policy(Policy.OURS),
        agree=agreed,
        dry_run=True,
    ).done
    assert (source.path.read_bytes(), theirs.path.read_bytes()) == (before, old)


def test_another_detector_is_refused(source: DCStore, tmp_path: Path) -> None:
    other = tmp_path / "theirs" / "cspad" / "cspad-0002.h5"
    with pytest.raises(Conflict, match="cspad-0002"):
        pushed(source, other)
    assert not other.exists()
    assert pushed(source, other, How(other_detector=True)).done


def spoiled(path: Path, layout: str) -> None:
    """Change constants with another program, and leave their digest."""
    name = "calib" if layout == "native" else "data"
    with h5py.File(path, "r+") as file:
        found: list[str] = []
        file["pedestals"].visit(lambda node: found.append(node) if name in node else None)
        dset = next(
            file["pedestals"][node] for node in found if file["pedestals"][node].size == 300_000
        )
        dset[7] = -1


@pytest.mark.parametrize("mine", LAYOUTS)
def test_a_damaged_source_stops_it(tmp_path: Path, new: Path, mine: str) -> None:
    source = filled(tmp_path / "mine", mine)
    plan = plan_of(source, new)
    spoiled(source.path, mine)
    with pytest.raises(Damaged, match="read back with SHA-256"):
        apply(plan)
    with pytest.raises(Damaged, match="fit"):
        pushed(source, new)
    assert not new.exists()
    assert not new.parent.exists()
    assert pushed(source, new, with_policy(Policy.SKIP)).verified == 5
    assert len(DCStore(new).ctypeobj("pedestals").rangeobj(OPEN).versions()) == 2


class LosingDisk(Disk):
    """Loses a large piece in the middle, and says nothing."""

    def pwrite(self, descriptor: int, data: Buffer, offset: int) -> None:
        lost = bytes(len(data)) if len(data) > LEAST else data
        super().pwrite(descriptor, lost, offset)


@pytest.mark.parametrize("theirs", ["new", *LAYOUTS])
def test_what_was_not_written_as_it_is_does_not_count(
    source: DCStore, tmp_path: Path, theirs: str
) -> None:
    path = destination(tmp_path / "theirs", theirs)
    before = path.read_bytes() if path.exists() else None
    plan = plan_of(source, path, with_policy(Policy.OURS))
    with planted(LosingDisk()), pytest.raises(Damaged, match="not written as it should be"):
        apply(plan)
    assert (path.read_bytes() if path.exists() else None) == before
    assert {one.name for one in path.parent.glob("*")} <= {path.name}
    assert apply(plan).done


@pytest.mark.parametrize("theirs", ["new", *LAYOUTS])
def test_a_full_disk_leaves_the_old_state(source: DCStore, tmp_path: Path, theirs: str) -> None:
    path = destination(tmp_path / "theirs", theirs)
    before = path.read_bytes() if path.exists() else None
    plan = plan_of(source, path, with_policy(Policy.OURS))
    with planted(FullDisk(600_000)), pytest.raises(StoreNotAvailable, match="make room"):
        apply(plan)
    assert (path.read_bytes() if path.exists() else None) == before
    assert apply(plan).done


class Impatient(Progress):
    """Calls the work off when some bytes are done."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.seen: list[tuple[int, int, str]] = []

    def report(self, done: int, total: int, what: str = "") -> None:
        self.seen.append((done, total, what))
        if done >= self.after:
            raise Cancelled("It was called off.")


@pytest.mark.parametrize("theirs", ["new", *LAYOUTS])
@pytest.mark.parametrize("after", [0, 100, 1_000_000])
def test_called_off_in_the_middle_leaves_nothing(
    source: DCStore, tmp_path: Path, theirs: str, after: int
) -> None:
    path = destination(tmp_path / "theirs", theirs)
    before = path.read_bytes() if path.exists() else None
    plan = plan_of(source, path, with_policy(Policy.OURS))
    with pytest.raises(Cancelled):
        apply(plan, progress=Impatient(after))
    assert (path.read_bytes() if path.exists() else None) == before
    assert {one.name for one in path.parent.glob("*")} <= {path.name}


def test_progress_is_told_in_bytes_up_to_all_of_them(source: DCStore, new: Path) -> None:
    progress = Impatient(10**12)
    plan = plan_of(source, new)
    apply(plan, progress=progress)
    done = [done for done, _, _ in progress.seen]
    assert {(total, what) for _, total, what in progress.seen} == {(plan.nbytes, "bytes")}
    assert done == sorted(done)
    assert done[-1] == plan.nbytes


def test_the_source_may_lose_something_meanwhile(source: DCStore, new: Path) -> None:
    plan = plan_of(source, new)
    source.ctypeobj("pedestals").del_range(SHORT)
    source.save()
    with pytest.raises(Conflict, match="any more: it has changed since the plan"):
        apply(plan)
    assert not new.exists()


# Who may


def test_where_the_user_may_not_write(reachable: Path) -> None:
    source = filled(reachable / "mine")
    theirs = filled(reachable / "theirs")
    source.ctypeobj("pedestals").rangeobj(SHORT).add_version(T0, [1.0])
    source.save()
    for path in (theirs.path, theirs.path.parent):
        path.chmod(0o755 if path.is_dir() else 0o644)
    before = theirs.path.read_bytes()

    def attempt() -> list[str]:
        said = []
        for path in (theirs.path, theirs.path.with_name("cspad-0003.h5")):
            try:
                pushed(source, path, How(other_detector=True, policy=Policy.THEIRS))
            except AccessDenied as error:
                said.append(str(error))
        return said

    said = in_child(attempt, unprivileged=True)
    assert len(said) == 2
    assert all("owner" in one for one in said)
    assert theirs.path.read_bytes() == before


def test_where_the_source_can_only_be_read(reachable: Path) -> None:
    source = filled(reachable / "mine")
    source.path.parent.chmod(0o755)
    theirs = reachable / "theirs" / "cspad" / "cspad-0001.h5"
    applied = in_child(lambda: pushed(source, theirs), unprivileged=True)
    assert applied.verified == 6
    (note,) = applied.notes
    assert "does not say in its history" in note
    assert pushed(source, theirs).notes == ()
    assert source.records()[-1].action == f"transfer to {theirs}"


def test_a_source_whose_disk_refuses_is_noted(source: DCStore, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs" / "cspad" / "cspad-0001.h5"
    elsewhere = source.path.with_name("cspad-0002.h5")
    shutil.copy(source.path, elsewhere)
    with planted(RefusingDisk(errno.EIO, "create .cspad-0002.h5")):
        applied = pushed(DCStore(elsewhere), theirs)
    assert applied.verified == 6
    assert "does not say" in applied.notes[0]


def test_to_look_whether_all_is_there_takes_no_right_to_change(reachable: Path) -> None:
    source = filled(reachable / "mine")
    theirs = reachable / "theirs" / "cspad" / "cspad-0001.h5"
    plan = plan_of(source, theirs)
    apply(plan)
    for path in (theirs, theirs.parent):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert not in_child(lambda: apply(plan), unprivileged=True).done
