"""Plans as answers, without any file: for the tree that shows them."""

from __future__ import annotations

from dataclasses import replace

from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.core.actions.answers.plans import (
    ConflictKind,
    Item,
    ItemKind,
    Path,
    Plan,
    Policy,
    Refusal,
    Resolution,
    Selection,
    Side,
    State,
)
from dcsgui.gui.transfer.proposal import Proposal
from dcsgui.gui.transfer.wish import Wish

__all__ = ["SEC", "added", "conflicting", "plan_of", "proposal_of", "range_there", "refused"]

SEC = 10**9
SOURCE = "/data/exp/calib/epix100a/epix100a-1.h5"
TARGET = "/data/repo/calib/epix100a/epix100a-1.h5"
CTYPE = Item(ItemKind.CTYPE, ("gain",), ("gain",), State.IDENTICAL)


def range_there(name: str = "100") -> Item:
    """Return a range that both sides have."""
    path = ("gain", name)
    return Item(ItemKind.RANGE, path, path, State.IDENTICAL, begin_ns=int(name) * SEC)


def added(number: int, *, of: str = "100", state: State = State.ADD) -> Item:
    """Return a version that is to be added, or is there."""
    path = ("gain", of, str(number))
    there = state is State.IDENTICAL
    return Item(
        ItemKind.VERSION,
        path,
        path,
        state,
        Resolution.NOTHING if there else Resolution.ADD,
        nbytes=0 if there else 1000,
        digest=f"sha256:{number}",
        tsvers_ns=number * SEC,
        versind=number,
    )


def conflicting(number: int) -> Item:
    """Return a version with other constants than that of the same time."""
    return replace(
        added(number),
        state=State.CONFLICT,
        resolution=Resolution.NOTHING,
        conflict=ConflictKind.SAME_TIME,
        reason="v9 there was produced at the same time, and holds other constants.",
        nbytes=0,
    )


def refused(number: int) -> Item:
    """Return a version that was deleted there."""
    return replace(
        conflicting(number), state=State.REFUSED, conflict=None, refusal=Refusal.DELETED
    )


def plan_of(*items: Item, repository: bool = False, nodes: tuple[Path, ...] = ()) -> Plan:
    """Return a plan of these items, below a type that is there."""
    return Plan(
        id="1",
        made_ns=1,
        by="ana@psana",
        source=Side(SOURCE, "epix100a-1"),
        destination=Side(TARGET, "epix100a-1", repository=repository),
        selection=Selection(nodes=nodes),
        policy=Policy.FAIL,
        default=False,
        other_detector=False,
        comment="",
        items=(CTYPE, *items),
        nbytes=sum(item.nbytes for item in items),
        changes=(),
    )


def proposal_of(*items: Item, repository: bool = False, move: bool = False) -> Proposal:
    """Return a proposal that has such a plan."""
    place = Place(PlaceKind.REPOSITORY if repository else PlaceKind.LOCAL, "/data/repo/calib")
    proposal = Proposal(Wish(NodeId(SOURCE), place, move=move))
    proposal.take_plan(plan_of(*items, repository=repository))
    return proposal
