"""What the exit status says, and which error has which."""

from __future__ import annotations

from enum import IntEnum

from dcsgui.core.values import errors
from dcsgui.core.values.progress import Cancelled

__all__ = ["MEANINGS", "Status", "status_of"]


class Status(IntEnum):
    """The exit status of `dcs`; `MEANINGS` says what each means."""

    DONE = 0
    DIFFERENT = 1
    USAGE = 2
    NOTHING = 3
    ACCESS = 4
    CONFLICT = 5
    BUSY = 6
    DAMAGED = 7
    INPUT_OUTPUT = 8
    INTERRUPTED = 130


MEANINGS = {
    Status.DONE: "Done, or the same.",
    Status.DIFFERENT: "A difference, or a finding.",
    Status.USAGE: "What was asked for can't be understood, or can't be.",
    Status.NOTHING: "Nothing was found.",
    Status.ACCESS: "You may not do that; the sentence says who may.",
    Status.CONFLICT: "Something else is there, or was done meanwhile.",
    Status.BUSY: "Others hold the file.",
    Status.DAMAGED: "A file is not what it should be.",
    Status.INPUT_OUTPUT: "The system can't read or write.",
    Status.INTERRUPTED: "Called off with Ctrl+C.",
}

_STATUS: tuple[tuple[type[BaseException], Status], ...] = (
    (errors.FileGoneError, Status.NOTHING),
    (errors.NotFound, Status.NOTHING),
    (errors.ConstantsNotFound, Status.NOTHING),
    (errors.AccessDenied, Status.ACCESS),
    (errors.Conflict, Status.CONFLICT),
    (errors.AlreadyExists, Status.CONFLICT),
    (errors.Busy, Status.BUSY),
    (errors.Damaged, Status.DAMAGED),
    (errors.StoreNotAvailable, Status.INPUT_OUTPUT),
    (Cancelled, Status.INTERRUPTED),
    (OSError, Status.INPUT_OUTPUT),
)
"""The first that fits counts."""


def status_of(error: BaseException) -> Status:
    """Return the exit status for an error that is the user's to see.

    Examples
    --------
    >>> status_of(errors.Busy("cspad-0001.h5 is held by ana."))
    <Status.BUSY: 6>
    >>> status_of(errors.BadValue("That is no time."))
    <Status.USAGE: 2>
    """
    return next((status for kind, status in _STATUS if isinstance(error, kind)), Status.USAGE)
