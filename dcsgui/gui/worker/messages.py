"""What the window and the worker process tell each other: one named tuple a message.

The window sends `Ask`, `Cancel`, `Watch` and `Released`; the end of the connection means that the
window is gone. The worker sends all others. A job is known by its number.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

__all__ = [
    "Alive",
    "Answered",
    "Ask",
    "Cancel",
    "Done",
    "Failed",
    "FileState",
    "Message",
    "Progressed",
    "Released",
    "Started",
    "Warned",
    "Watch",
    "Watched",
]

FileState: TypeAlias = tuple[int, ...] | None
"""What tells that a file changed; None: it is not there."""


class Ask(NamedTuple):
    """Do an action.

    Attributes
    ----------
    job : int
    action : str
        ``"module.function"``.
    arguments : bytes
        The pickled dict of its arguments; of bytes of its own, as in `Answered`.
    changes : bool
        It is finished even when the window is gone meanwhile; of an answer in pieces, the piece.
    """

    job: int
    action: str
    arguments: bytes
    changes: bool


class Cancel(NamedTuple):
    """Nobody waits for this job any more."""

    job: int


class Watch(NamedTuple):
    """Watch these paths, and no others; each with its state where that is known already."""

    paths: tuple[str, ...]
    known: dict[str, FileState]


class Released(NamedTuple):
    """The window does not look at this piece of shared memory any more."""

    segment: int


class Started(NamedTuple):
    """The worker runs this job from here on, until it says something else."""

    job: int


class Alive(NamedTuple):
    """The job goes on."""

    job: int


class Progressed(NamedTuple):
    """So many are done, of so many, of what."""

    job: int
    done: int
    total: int
    what: str


class Warned(NamedTuple):
    """Something was odd, but could be done."""

    job: int
    sentence: str


class View(NamedTuple):
    """Bytes of an answer that are in shared memory: in which of the message's segments, where."""

    segment: int
    offset: int
    nbytes: int


class Answered(NamedTuple):
    """An answer, or a piece of it.

    Attributes
    ----------
    job : int
    payload : bytes
        The pickled answer; made of bytes of its own, so that one that can't be unpickled spoils
        its own job only.
    views : tuple of View
        Buffers of the answer that are not in `payload`, in its order.
    segments : tuple of (int, int)
        Number and size of each piece of shared memory whose descriptor comes with the message.
    last : bool
        Nothing more comes for this job.
    """

    job: int
    payload: bytes
    views: tuple[View, ...]
    segments: tuple[tuple[int, int], ...]
    last: bool


class Failed(NamedTuple):
    """The job was not done; see `dcsgui.gui.jobs.job.Failure`. Nothing more comes for it."""

    job: int
    kind: str
    sentence: str
    details: str


class Done(NamedTuple):
    """The job is over, after its last piece or because it was called off."""

    job: int


class Watched(NamedTuple):
    """States of watched paths that are new, or not as they were known."""

    states: dict[str, FileState]


Message: TypeAlias = (
    Ask
    | Cancel
    | Watch
    | Released
    | Started
    | Alive
    | Progressed
    | Warned
    | Answered
    | Failed
    | Done
    | Watched
)
