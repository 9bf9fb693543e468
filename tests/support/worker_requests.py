"""Requests for the actions of `worker_actions`: made for ``Jobs(actions="worker_actions")``."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from typing import Any

from dcsgui.gui.jobs.requests import Request

ACTIONS = "worker_actions"


@dataclass(frozen=True)
class Echo(Request[Any]):
    action = "plain.echo"
    value: object = None
    file: str = ""


@dataclass(frozen=True)
class Note(Request[None]):
    action = "plain.note"
    file: str
    text: str


@dataclass(frozen=True)
class NoteDown(Note):
    """The same as a change."""

    changes = True


@dataclass(frozen=True)
class Modules(Request[tuple[str, ...]]):
    action = "plain.modules"


@dataclass(frozen=True)
class ProcessNumber(Request[int]):
    action = "plain.pid"


@dataclass(frozen=True)
class Environment(Request[dict[str, str]]):
    action = "plain.environment"


@dataclass(frozen=True)
class Count(Request[int]):
    action = "plain.count"
    n: int


@dataclass(frozen=True)
class Endless(Request[int]):
    action = "plain.endless"
    log: str = ""


@dataclass(frozen=True)
class Work(Request[str]):
    action = "plain.work"
    seconds: float
    log: str = ""
    file: str = ""


@dataclass(frozen=True)
class Deaf(Request[str]):
    action = "plain.deaf"
    seconds: float
    log: str = ""
    file: str = ""


@dataclass(frozen=True)
class DeafChange(Deaf):
    changes = True


@dataclass(frozen=True)
class HoldGil(Request[str]):
    action = "plain.hold_gil"
    seconds: float


@dataclass(frozen=True)
class Die(Request[None]):
    action = "plain.die"
    file: str = ""
    signum: int = signal.SIGSEGV


@dataclass(frozen=True)
class DieChanging(Die):
    changes = True


@dataclass(frozen=True)
class DieBetween(Request[int]):
    action = "plain.die_between"
    file: str = ""


@dataclass(frozen=True)
class Leave(Request[None]):
    action = "plain.leave"
    status: int


@dataclass(frozen=True)
class Fail(Request[None]):
    action = "plain.fail"
    file: str = ""


@dataclass(frozen=True)
class FailLater(Request[int]):
    action = "plain.fail_later"


@dataclass(frozen=True)
class Stumble(Request[None]):
    action = "plain.stumble"


@dataclass(frozen=True)
class Unpicklable(Request[Any]):
    action = "plain.unpicklable"


@dataclass(frozen=True)
class Poison(Request[Any]):
    action = "plain.poison"


@dataclass(frozen=True)
class Warn(Request[str]):
    action = "plain.warn"
    file: str = ""


@dataclass(frozen=True)
class Missing(Request[Any]):
    action = "plain.missing"


@dataclass(frozen=True)
class Rows(Request[Any]):
    action = "pages.rows"
    pages: int
    rows: int


@dataclass(frozen=True)
class Counting(Request[Any]):
    action = "arrays.counting"
    shape: tuple[int, ...]
    dtype: str = "f4"


@dataclass(frozen=True)
class Parts(Request[Any]):
    action = "arrays.parts"
    n: int


@dataclass(frozen=True)
class Ordinary(Request[Any]):
    action = "arrays.ordinary"
    n: int


@dataclass(frozen=True)
class ReadX(Request[Any]):
    action = "arrays.read"
    file: str
