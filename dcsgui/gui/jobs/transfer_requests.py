"""What the window asks for to move constants from file to file."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.actions.answers.nodes import NodeId, Place
from dcsgui.core.actions.answers.plans import Plan
from dcsgui.core.actions.answers.sanity import SanityCheck
from dcsgui.core.actions.answers.timelines import Timelines
from dcsgui.core.actions.answers.transfers import Applied, How
from dcsgui.gui.jobs.requests import Request

__all__ = ["ApplyPlan", "CheckPlan", "PlanTransfer", "ReadTimelines"]

AS_IT_IS = How()


@dataclass(frozen=True)
class PlanTransfer(Request[Plan]):
    """Ask what a transfer would do, to a file or to a place; nothing is changed."""

    action = "transfer.plan_to"
    source: NodeId
    target: Place | str
    how: How = AS_IT_IS
    comment: str = ""
    verify: bool = True

    @property
    def subject(self) -> str:
        """The file that constants are read from."""
        return self.source.file


@dataclass(frozen=True)
class ApplyPlan(Request[Applied]):
    """Carry out a plan, all of it or nothing."""

    action = "transfer.apply"
    changes = True
    plan: Plan
    comment: str = ""

    @property
    def subject(self) -> str:
        """The file that is changed."""
        return self.plan.destination.file


@dataclass(frozen=True)
class CheckPlan(Request[SanityCheck]):
    """Compare what a plan would add with what answers now, version by version, in pieces."""

    action = "sanity.of_plan"
    plan: Plan

    @property
    def subject(self) -> str:
        """The file that constants are read from."""
        return self.plan.source.file


@dataclass(frozen=True)
class ReadTimelines(Request[Timelines]):
    """Ask what answers over time, of a detector or a type."""

    action = "timeline.timeline"
    node: NodeId
