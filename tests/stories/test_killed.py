"""Killed at any write, truncate, fsync, rename or unlink, a file is the old or the new one."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui import DCStore
from dcsgui.core.files.disk import planted
from dying_disk import Died, DyingDisk

T0 = 1_477_526_400
NAME = "cspad-0001.h5"


@dataclass(frozen=True)
class Verb:
    """A change of a store, as a person would ask for it."""

    name: str
    act: Callable[[DCStore], object]
    prepare: Callable[[DCStore], object] = lambda cs: None

    def __call__(self, path: Path) -> None:
        with DCStore(path) as cs:
            self.act(cs)


def versions(cs: DCStore) -> list[int | float]:
    return cs.ctypeobj("pedestals").rangeobj((T0, None)).versions()


VERBS = [
    Verb(
        "add version",
        lambda cs: (
            cs.ctypeobj("pedestals")
            .rangeobj((T0, None))
            .add_version(T0 + 9, np.arange(600.0), comment="third", pars={"run": 12})
        ),
    ),
    Verb(
        "set default",
        lambda cs: cs.ctypeobj("pedestals").rangeobj((T0, None)).set_versdef(1, comment="saner"),
    ),
    Verb(
        "change parameter",
        lambda cs: cs.ctypeobj("pedestals").rangeobj((T0, None)).add_par("run", 13),
    ),
    Verb(
        "delete version",
        lambda cs: cs.ctypeobj("pedestals").rangeobj((T0, None)).del_version(2, comment="bad"),
    ),
    Verb(
        "delete range",
        lambda cs: cs.ctypeobj("pedestals").del_range((T0, None), comment="wrong times"),
    ),
    Verb("delete type", lambda cs: cs.del_ctype("pedestals", comment="wrong detector")),
    Verb("restore type", lambda cs: cs.restore("pedestals"), lambda cs: cs.del_ctype("pedestals")),
    Verb(
        "restore version",
        lambda cs: cs.restore(),
        lambda cs: cs.ctypeobj("pedestals").rangeobj((T0, None)).del_version(2),
    ),
    Verb("repack", lambda cs: cs.repack()),
]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a way to set the clock back, so that the same change gives the same bytes again."""
    ticks: list[Iterator[int]] = [count()]
    begin = (T0 + 10**6) * 10**9

    def restart() -> None:
        ticks[0] = count(begin, 1_000_000)

    monkeypatch.setattr(time, "time_ns", lambda: next(ticks[0]))
    restart()
    return restart


@pytest.fixture(params=["native", "pscalib"])
def original(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a file with two versions of pedestals in one open range, in either layout."""
    path = tmp_path / "original" / NAME
    path.parent.mkdir()
    if request.param == "native":
        DCStore.create(path)
    else:
        with h5py.File(path, "w") as file:
            for key, text in (("dettype", "cspad"), ("detid", "0001"), ("detname", "cspad-0001")):
                file.create_dataset(key, data=np.array([text.encode()]))
    with DCStore(path) as cs:
        tsro = cs.add_ctype("pedestals").add_range((T0, None))
        tsro.add_version(T0 + 5, np.ones((20, 30)), comment="first", pars={"run": 11})
        tsro.add_version(T0 + 7, np.full((20, 30), 2.0), comment="second")
    return path


@pytest.mark.parametrize("torn", [False, True], ids=["whole", "torn"])
@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_killed_anywhere_it_is_old_or_new(
    verb: Verb, torn: bool, original: Path, tmp_path: Path, clock: Callable[[], None]
) -> None:
    with DCStore(original) as cs:
        verb.prepare(cs)
    old = original.read_bytes()
    seen = set()
    for at in count():
        path = fresh(original, tmp_path / f"{at}")
        clock()
        disk = DyingDisk(at, torn=torn)
        with planted(disk), suppress(Died):
            verb(path)
        if not disk.dead:
            break
        seen.add(opened(path))
    new = path.read_bytes()
    assert at > 5
    assert new != old
    assert seen == {old, new}


def fresh(original: Path, folder: Path) -> Path:
    folder.mkdir()
    return Path(shutil.copy(original, folder))


def opened(path: Path) -> bytes:
    """Open a file as the next user would, and return what it is then, alone in its directory."""
    cs = DCStore(path)
    for ctype in cs.ctypes():
        for name in cs.ctypeobj(ctype).ranges():
            for verso in cs.ctypeobj(ctype).rangeobj(name).versobjs():
                verso.verify()
    with DCStore(path) as cs:  # a writer, who clears up what is left
        cs.add_par("touched", 1)
        cs.revert()
    with h5py.File(path, "r") as file:
        file.visit(lambda name: None)
    return path.read_bytes()
