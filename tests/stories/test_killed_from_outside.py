"""SIGKILL at any moment: what was saved before is there, and nothing of what was not."""

from __future__ import annotations

import os
import random
import select
import signal
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui import DCStore
from processes import ended, start
from small_stores import make_store

T0 = 1_477_526_400
RANGE = (T0, None)


def do(path: Path, step: int) -> None:
    """Make one change after the other, of all kinds."""
    cs = DCStore(path)
    tsro = cs.ctypeobj("pedestals").rangeobj(RANGE)
    match step % 8:
        case 0 | 1 | 2:
            tsro.add_version(T0 + step, np.full((20, 30), step), comment=f"step {step}")
        case 3:
            tsro.set_versdef(tsro.versobjs()[step % 3], comment="saner")
        case 4:
            tsro.versobjs()[-1].add_par("step", step)
        case 5:
            tsro.del_version(tsro.versobjs()[0])
        case 6:
            cs.restore()
        case 7:
            cs.repack()
    cs.save()


def summary(path: Path) -> object:
    """Return what a user sees of the file."""
    cs = DCStore(path)
    tsro = cs.ctypeobj("pedestals").rangeobj(RANGE)
    default = tsro.versdef()
    versions = [(v.tsprod(), v.digest, v.dictpars(), v.versind) for v in tsro.versobjs()]
    gone = [deletion.path for deletion in cs.deleted()]
    actions = [record.action for node in (cs, tsro) for record in node.records()]
    return versions, default and default.versind, tsro.pinned, gone, actions


@pytest.mark.parametrize("layout", ["native", "pscalib"])
@pytest.mark.parametrize("seed", range(6))
def test_killed_from_outside(tmp_path: Path, seed: int, layout: str) -> None:
    path = make(tmp_path / "killed", layout)
    news, tell = os.pipe()

    def work() -> None:
        for step in range(10_000):
            do(path, step)
            os.write(tell, b".")

    worker = start(work)
    chance = random.Random(seed)
    saved = sum(len(os.read(news, 1)) for _ in range(1 + chance.randrange(12)))
    for _ in range(chance.randrange(10_000)):  # somewhere in the next changes
        path.stat()
    os.kill(worker, signal.SIGKILL)
    assert ended(worker) == -signal.SIGKILL
    while select.select([news], [], [], 0)[0]:
        saved += len(os.read(news, 1))
    seen = summary(path)
    for verso in DCStore(path).ctypeobj("pedestals").rangeobj(RANGE).versobjs():
        verso.verify()
    with h5py.File(path, "r") as file:
        file.visit(lambda name: None)
    model = make(tmp_path / "model", layout)
    for step in range(saved):
        do(model, step)
    if seen != summary(model):
        do(model, saved)
    assert seen == summary(model)
    with DCStore(path) as cs:
        cs.add_par("looked at", True)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def make(folder: Path, layout: str) -> Path:
    cs = make_store(folder, layout)
    cs.add_ctype("pedestals").add_range(RANGE)
    cs.save()
    return cs.path
