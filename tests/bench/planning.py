"""Plan a transfer of 1,000 versions of which the destination has all."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import Plan
from dcsgui.core.actions.answers.transfers import How
from dcsgui.core.actions.planning import make_plan
from tests.bench.harness import Bench, Row, in_turns, milliseconds, note

NEEDS = ()

_SECONDS = 1.0
_VERSIONS = 1_000
_CTYPE = "pedestals"


def rows(bench: Bench) -> list[Row]:
    """Measure it with all versions in one range, and with a range for each."""
    found = []
    for name, ranges in (("one range", 1), (f"{_VERSIONS:,} ranges", _VERSIONS)):
        source, target = _made(bench.directory / f"planning-{ranges}", ranges)
        (times,) = in_turns(partial(_planned, source, target), runs=bench.runs(9))
        note(f"make_plan of {_VERSIONS:,} versions in {name}: {milliseconds(times)}")
        what = f"plan of {_VERSIONS:,} versions in {name}, nothing new"
        found.append(Row(what, median(times), _SECONDS, "s"))
    into = _CTYPE, DCStore(target, mode="r").ctypeobj(_CTYPE).ranges()[0]
    (times,) = in_turns(partial(_planned_into, source, target, into), runs=bench.runs(5))
    note(f"make_plan of {_VERSIONS:,} versions into one range: {milliseconds(times)}")
    what = f"plan of {_VERSIONS:,} versions of {_VERSIONS:,} ranges into one"
    return [*found, Row(what, median(times), _SECONDS, "s")]


def _made(directory: Path, ranges: int) -> tuple[Path, Path]:
    """Make a file, and a copy of it, that are not there yet."""
    paths = [directory / side / "cspad" / "cspad-0001.h5" for side in ("mine", "theirs")]
    if not paths[1].exists():
        cs = DCStore.create(directory / "mine", "cspad-0001")
        cto = cs.add_ctype(_CTYPE)
        made = [cto.add_range(f"{1000 + n}-{5000 + n}") for n in range(ranges)]
        for number in range(_VERSIONS):
            pars = {"experiment": "xpptut15", "run": number}
            tsro = made[number % ranges]
            tsro.add_version(2_000_000.5 + number, np.full(6, number), pars=pars)
        cs.save()
        paths[1].parent.mkdir(parents=True)
        shutil.copyfile(paths[0], paths[1])
    return paths[0], paths[1]


def _planned(source: Path, target: Path) -> Plan:
    plan = make_plan(NodeId(str(source)), str(target))
    if plan.todo or plan.conflicts or len(plan.items) <= _VERSIONS:
        raise AssertionError("the plan is not that nothing is to be done")
    return plan


def _planned_into(source: Path, target: Path, into: tuple[str, str]) -> Plan:
    plan = make_plan(NodeId(str(source)), str(target), How(into=into), verify=False)
    if len(plan.todo) != _VERSIONS - 1:
        raise AssertionError("the plan is not that all but one are to be added")
    return plan
