"""Transfers that are killed, and transfers at the same time: nothing is lost, nothing is half."""

from __future__ import annotations

import os
import shutil
import signal
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.plans import Policy
from dcsgui.core.actions.transfer import apply
from dcsgui.core.files.disk import planted
from dying_disk import Died, DyingDisk
from power_loss import ForgetfulDisk
from processes import ended, start
from small_stores import LAYOUTS, make_store
from transfers import OPEN, T0, content, filled, plan_of, pushed, with_policy

NAME = Path("cspad") / "cspad-0001.h5"
HOW = with_policy(Policy.OURS)


def prepared(place: Path, theirs: str) -> Path:
    """Make a source, and a destination that is new or contradicts it in all ways."""
    for calib, layout, value in (("mine", "native", 1.0), ("theirs", theirs, 2.0)):
        if layout == "new":
            continue
        cs = make_store(place / calib, layout)
        tsro = cs.add_ctype("pedestals").add_range((T0, T0 + int(value)))
        tsro.add_version(T0 + 5, np.full(33_000, value), comment=calib, default=True)
        cs.ctypeobj("pedestals").add_par("value", value)
        cs.save()
    return place


def restored(original: Path, place: Path) -> tuple[DCStore, Path]:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(original, place)
    return DCStore(place / "mine" / NAME), place / "theirs" / NAME


def state(path: Path) -> object:
    """Open a file as the next user does; None if there is none."""
    return content(DCStore(path)) if path.exists() else None


STRIDES = {("native", False): 1, ("new", False): 2, ("pscalib", False): 5}
"""Killed at each disk call of a native destination; else at every so-many-th: they go by the same
journal, and what is before the draft is read back is all alike. Torn writes: every seventh."""


@pytest.mark.parametrize("theirs", ["new", *LAYOUTS])
@pytest.mark.parametrize("torn", [False, True], ids=["whole", "torn"])
def test_killed_anywhere_and_run_again(tmp_path: Path, theirs: str, torn: bool) -> None:
    original = prepared(tmp_path / "original", theirs)
    source, path = restored(original, tmp_path / "place")
    old = state(path)
    plan = plan_of(source, path, HOW)
    apply(plan)
    new = state(path)
    seen = []
    for at in count(step=STRIDES.get((theirs, torn), 7)):
        source, path = restored(original, tmp_path / "place")
        disk = DyingDisk(at, torn=torn)
        with planted(disk), suppress(Died):
            apply(plan)
        if not disk.dead:
            break
        found = state(path)
        assert found in (old, new)
        seen.append(found == new)
        pushed(source, path, HOW)
        assert state(path) == new
        assert {one.name for one in path.parent.iterdir()} == {path.name}
        assert source.records()[-1].action == f"transfer to {path}"
    assert at > 40
    assert seen == sorted(seen)  # old up to a point, from there on new
    assert len(set(seen)) == 2


@pytest.mark.parametrize("theirs", LAYOUTS)
def test_power_lost_anywhere_and_run_again(tmp_path: Path, theirs: str) -> None:
    original = prepared(tmp_path / "original", theirs)
    source, path = restored(original, tmp_path / "place")
    old = state(path)
    plan = plan_of(source, path, HOW)
    apply(plan)
    new = state(path)
    for at in count(step=7):
        source, path = restored(original, tmp_path / "place")
        disk = ForgetfulDisk(path.parent, at)
        with planted(disk), suppress(Died):
            apply(plan)
        if not disk.dead:
            break
        disk.lose([])
        assert state(path) in (old, new)
        pushed(source, path, HOW)
        assert state(path) == new


def size_of(path: Path) -> int:
    with suppress(FileNotFoundError):
        return path.stat().st_size
    return 0


@pytest.mark.parametrize("theirs", ["new", "native"])
def test_sigkill_in_the_middle(tmp_path: Path, theirs: str) -> None:
    source, path = filled(tmp_path / "mine"), tmp_path / "theirs" / NAME
    tsro = source.ctypeobj("pedestals").rangeobj(OPEN)
    for number in range(20):
        tsro.add_version(T0 + 100 + number, np.full(300_000, number, "f8"))
    source.save()
    if theirs != "new":
        make_store(tmp_path / "theirs", theirs)
    old = state(path)
    for size in (1_000_000, 10_000_000, 40_000_000):
        pid = start(lambda: pushed(source, path, HOW))
        while sum(map(size_of, path.parent.glob("*cspad*"))) < size:
            if os.waitpid(pid, os.WNOHANG)[0]:
                break
        else:
            os.kill(pid, signal.SIGKILL)
            assert ended(pid) == -signal.SIGKILL
            assert state(path) in (old, content(source))
    pushed(source, path, HOW)
    assert state(path) == content(source)
    assert {one.name for one in path.parent.iterdir()} == {path.name}


def many(calib: Path, layout: str, first: int) -> DCStore:
    """Make a store with five versions that no other has."""
    cs = make_store(calib, layout)
    tsro = cs.add_ctype("pedestals").add_range(OPEN)
    for number in range(first, first + 5):
        tsro.add_version(T0 + number, np.full(200_000, number, "f8"), comment=f"{number}")
    cs.save()
    return cs


def numbers(cs: DCStore) -> list[int]:
    found = cs.ctypeobj("pedestals").rangeobj(OPEN).versobjs()
    for verso in found:
        verso.verify()
    return sorted(int(np.asarray(verso.calib()).flat[0]) for verso in found)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("theirs", ["new", "native"])
def test_two_pushes_to_one_file_at_once(tmp_path: Path, layout: str, theirs: str) -> None:
    sources = [many(tmp_path / f"{first}", layout, first) for first in (0, 10)]
    path = tmp_path / "theirs" / NAME
    if theirs != "new":
        make_store(tmp_path / "theirs", theirs)
    how = with_policy(Policy.THEIRS)
    children = [start(partial(pushed, cs, path, how)) for cs in sources]
    assert [ended(child) for child in children] == [0, 0]
    assert numbers(DCStore(path)) == [0, 1, 2, 3, 4, 10, 11, 12, 13, 14]
    actions = [record.action for record in DCStore(path).records()]
    assert len([one for one in actions if one.startswith("transfer from")]) == 2


@pytest.mark.parametrize("layout", LAYOUTS)
def test_there_and_back_at_the_same_time(tmp_path: Path, layout: str) -> None:
    one, other = (many(tmp_path / f"{first}", layout, first) for first in (0, 10))
    how = with_policy(Policy.THEIRS)
    children = [
        start(lambda: pushed(one, other, how)),
        start(lambda: pushed(other, one, how)),
    ]
    assert [ended(child) for child in children] == [0, 0]
    expected = [0, 1, 2, 3, 4, 10, 11, 12, 13, 14]
    assert numbers(one) == numbers(other) == expected
