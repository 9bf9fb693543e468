"""Pairs of detector files for transfers, and short ways to fill them and to read plans."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from dcsgui import DCStore, DCType, DCVersion
from dcsgui.core.actions.answering import answer_changes, answers_of
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import Item, ItemKind, Plan, Policy, State
from dcsgui.core.actions.answers.timelines import AnswerChange
from dcsgui.core.actions.answers.transfers import How
from dcsgui.core.actions.planning import make_plan
from dcsgui.core.objects.timeline import Answer
from dcsgui.core.values.errors import NotFound
from small_stores import make_store

CTYPE = "pedestals"
TIME = 1_500_000_000


def pair(tmp_path: Path, mine: str, theirs: str) -> tuple[DCStore, DCStore]:
    """Make two empty stores of the same detector, each of a layout."""
    return make_store(tmp_path / "mine", mine), make_store(tmp_path / "theirs", theirs)


def put(
    cs: DCStore,
    tsr: str = "100-200",
    *values: float,
    ctype: str = CTYPE,
    first: float = TIME,
    pin: int | None = None,
    **pars: str | int,
) -> None:
    """Add a range if it is missing, and versions a second apart, and save."""
    cto = cs.ctypeobj(ctype) if ctype in cs.ctypes() else cs.add_ctype(ctype)
    made = cto.rangeobj(tsr) if _has(cto, tsr) else cto.add_range(tsr)
    for number, value in enumerate(values):
        made.add_version(float(first + number), np.full(4, value), pars=pars)
    cs.save()
    if pin is not None:
        cs.ctypeobj(ctype).rangeobj(tsr).set_versdef(pin, comment="tried")
        cs.save()


def held(path: Path, tsr: str, ctype: str = CTYPE) -> list[float]:
    """Return what the versions of a range hold, as `put` adds them, in order of their numbers."""
    versions = DCStore(path, mode="r").ctypeobj(ctype).rangeobj(tsr).versobjs()
    return [value_of(one) for one in versions]


def value_of(version: DCVersion) -> float:
    """Return what a version that `put` has added holds."""
    return float(np.asarray(version.calib()).flat[0])


def _has(cto: DCType, tsr: str) -> bool:
    try:
        cto.rangeobj(tsr)
    except NotFound:
        return False
    return True


def planned(
    source: DCStore | NodeId,
    destination: DCStore | Path,
    how: How | None = None,
    **options: object,
) -> Plan:
    """Plan a transfer; `options` are those of `How`, or the comment."""
    node = source if isinstance(source, NodeId) else NodeId(str(source.path))
    file = destination.path if isinstance(destination, DCStore) else destination
    comment = str(options.pop("comment", "moved"))
    wanted = how or How(**options)  # type: ignore[arg-type]
    return make_plan(node, str(file), wanted, comment=comment)


def of_kind(plan: Plan, kind: ItemKind) -> list[Item]:
    """Return the items of a kind."""
    return [item for item in plan.items if item.kind is kind]


def states(plan: Plan) -> set[State]:
    """Return the states that items have."""
    return {item.state for item in plan.items}


def answers(path: Path) -> dict[str, list[Answer]]:
    """Return what each type of a file answers over time."""
    cs = DCStore(path, mode="r")
    return {ctype: answers_of(cs, ctype) for ctype in cs.ctypes()}


def differences(
    before: dict[str, list[Answer]], after: dict[str, list[Answer]]
) -> list[AnswerChange]:
    """Return what has changed of the answers, by type."""
    return [
        one
        for ctype in sorted({*before, *after})
        for one in answer_changes(ctype, before.get(ctype, []), after.get(ctype, []))
    ]


ALL_POLICIES = tuple(Policy)
