"""What was asked of the worker and is not over there."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any

from dcsgui.gui.jobs.job import Job
from dcsgui.gui.jobs.requests import Request
from dcsgui.gui.worker.messages import Ask

__all__ = ["Asked", "Ledger", "Stage"]


class Stage(Enum):
    """How far a job is, as the worker last said."""

    WAITING = "waiting"
    RUNNING = "running"
    BETWEEN = "between two pieces"


@dataclass(eq=False)
class Asked:
    """Something that was asked of the worker.

    Attributes
    ----------
    number : int
    request : Request
    job : Job or None
        None after it has finished for whoever asked.
    lane, title : str
    stage : Stage
    pieces : int
        How many pieces of the answer came.
    called_off : float or None
        When, on the monotonic clock.
    """

    number: int
    request: Request[Any]
    job: Job | None
    lane: str
    title: str
    stage: Stage = Stage.WAITING
    pieces: int = 0
    called_off: float | None = None

    def message(self) -> Ask:
        """Return what the worker is told."""
        request = self.request
        arguments = {field.name: getattr(request, field.name) for field in fields(request)}
        pickled = pickle.dumps(arguments, pickle.HIGHEST_PROTOCOL)
        return Ask(self.number, request.action, pickled, request.changes)

    @property
    def heard(self) -> bool:
        """Whether its answer counts: that of a change does, also after it was called off."""
        return self.called_off is None or self.request.changes

    @property
    def untouched(self) -> bool:
        """Whether it can be asked again as if nothing had happened."""
        if self.request.changes:
            return self.stage is Stage.WAITING
        return not self.pieces


class Ledger:
    """What was asked of the worker and is not over there, in the order in which it was asked."""

    def __init__(self) -> None:
        self._asked: dict[int, Asked] = {}

    def __len__(self) -> int:
        return len(self._asked)

    def __iter__(self) -> Iterator[Asked]:
        """Return them as they are now: entries may come and go meanwhile."""
        return iter(tuple(self._asked.values()))

    def add(self, asked: Asked) -> None:
        """Add an entry; its number is higher than those of all others."""
        self._asked[asked.number] = asked

    def get(self, number: int) -> Asked | None:
        """Return the entry of a job, None if it is over."""
        return self._asked.get(number)

    def drop(self, asked: Asked) -> None:
        """Take an entry out, if it is in."""
        self._asked.pop(asked.number, None)

    def mark_running(self, asked: Asked) -> None:
        """Note that the worker is busy with this one now, and with no other."""
        if (before := self.running) is not None:
            before.stage = Stage.BETWEEN
        asked.stage = Stage.RUNNING

    @property
    def running(self) -> Asked | None:
        """The one that the worker is busy with."""
        return next((a for a in self._asked.values() if a.stage is Stage.RUNNING), None)

    @property
    def wanted(self) -> list[Asked]:
        """Those that somebody waits for."""
        return [asked for asked in self._asked.values() if asked.called_off is None]

    def in_lane(self, lane: str) -> list[Asked]:
        """Return those in a lane that somebody waits for."""
        return [asked for asked in self.wanted if asked.lane == lane]
