"""What a check can find, in words that stay, and how much each matters."""

from __future__ import annotations

from enum import Enum

__all__ = ["FindingKind", "Severity", "severity_of"]


class Severity(Enum):
    """How much a finding matters."""

    ERROR = "error"
    """Constants can't be had, or are not those that were stored; or a rule does not work."""
    WARNING = "warning"
    """Something does not belong, or somebody should look at it."""
    NOTE = "note"
    """Good to know; nothing is wrong."""


class FindingKind(Enum):
    """What was found; the words are stable."""

    # files
    DAMAGED = "damaged"
    BUSY = "busy"
    UNREADABLE = "unreadable"
    JOURNAL = "journal"
    LEFT_FILE = "left-file"
    FOREIGN_FILE = "foreign-file"
    MISPLACED = "misplaced"
    WRONG_NAME = "wrong-name"
    HARD_LINK = "hard-link"
    BAD_ACCESS = "bad-access"
    BAD_ALIAS = "bad-alias"
    DANGLING_ALIAS = "dangling-alias"
    DANGLING_RELATIVE = "dangling-relative"
    ONE_SIDED_RELATIVE = "one-sided-relative"
    # what is in a file
    WRONG_DIGEST = "wrong-digest"
    NO_DIGEST = "no-digest"
    NO_RECORD = "no-record"
    NO_CONSTANTS = "no-constants"
    STALE_INDEX = "stale-index"
    FOREIGN_OBJECT = "foreign-object"
    FOREIGN_LINK = "foreign-link"
    MISNAMED = "misnamed"
    DISAGREEING_TIMES = "disagreeing-times"
    MISSING_FIELD = "missing-field"
    DANGLING_DEFAULT = "dangling-default"
    BACKWARD_RANGE = "backward-range"
    SHADOWED_RANGE = "shadowed-range"
    EMPTY_RANGE = "empty-range"
    DUPLICATE_TIME = "duplicate-time"
    DUPLICATE_NUMBER = "duplicate-number"
    UNKNOWN_TYPE = "unknown-type"


_ERRORS = frozenset(
    {
        FindingKind.DAMAGED,
        FindingKind.UNREADABLE,
        FindingKind.BAD_ACCESS,
        FindingKind.WRONG_DIGEST,
        FindingKind.FOREIGN_LINK,
        FindingKind.DANGLING_DEFAULT,
        FindingKind.DUPLICATE_NUMBER,
    }
)
_NOTES = frozenset(
    {
        FindingKind.NO_CONSTANTS,
        FindingKind.MISSING_FIELD,
        FindingKind.SHADOWED_RANGE,
        FindingKind.EMPTY_RANGE,
        FindingKind.UNKNOWN_TYPE,
        FindingKind.DANGLING_RELATIVE,  # a place need not have all detectors
    }
)


def severity_of(kind: FindingKind) -> Severity:
    """Return how much a kind of finding matters, where nothing special is known.

    Examples
    --------
    >>> severity_of(FindingKind.WRONG_DIGEST), severity_of(FindingKind.EMPTY_RANGE)
    (<Severity.ERROR: 'error'>, <Severity.NOTE: 'note'>)
    """
    if kind in _ERRORS:
        return Severity.ERROR
    return Severity.NOTE if kind in _NOTES else Severity.WARNING
