"""What answers over time, and how that changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dcsgui.core.actions.answers.nodes import NodeId

__all__ = [
    "NO_ANSWER_CHANGES",
    "AnswerChange",
    "AnswerLabel",
    "Share",
    "TimelineRange",
    "TimelineStretch",
    "Timelines",
    "TypeTimeline",
]

NO_ANSWER_CHANGES = "No answer changes: what is valid when stays as it is."
"""What is said of a change without an `AnswerChange`."""


@dataclass(frozen=True, slots=True)
class AnswerLabel:
    """What answers: a version of a range.

    Attributes
    ----------
    range_name, version_name : str
        Names of their groups.
    versind : int
        The number of the version.
    digest : str
        ``"sha256:..."`` of the constants, "" where the file has none.
    """

    range_name: str
    version_name: str
    versind: int
    digest: str


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A stretch of time in which something else answers than before.

    Attributes
    ----------
    ctype : str
        The calibration type.
    begin_ns, end_ns : int, int or None
        Both ends belong to it (ns since 1970, UTC); None is for ever.
    before, after : AnswerLabel or None
        None: nothing answers.
    """

    ctype: str
    begin_ns: int
    end_ns: int | None
    before: AnswerLabel | None
    after: AnswerLabel | None


@dataclass(frozen=True, slots=True)
class TimelineStretch:
    """A stretch of time and what answers in it, or that it is a gap.

    Attributes
    ----------
    begin_ns, end_ns : int, int or None
        Both ends belong to it (ns since 1970, UTC); None is for ever.
    gap : bool
        Nothing answers; all that follows is "", 0, false or None.
    range_name, version_name : str
        What answers.
    versind : int
        The number of the version.
    pinned : bool
        Somebody set the default of the range.
    tsvers_ns : int or None
        The production time of the version (ns since 1970, UTC); older files may not say.
    digest : str
        ``"sha256:..."`` of the constants, "" where the file has none.
    """

    begin_ns: int
    end_ns: int | None
    gap: bool
    range_name: str = ""
    version_name: str = ""
    versind: int = 0
    pinned: bool = False
    tsvers_ns: int | None = None
    digest: str = ""


class Share(Enum):
    """How much of its own time a range answers for."""

    WHOLE = "whole"
    PART = "partly shadowed"
    SHADOWED = "shadowed"
    EMPTY = "empty"
    BACKWARD = "ends before it begins"


@dataclass(frozen=True, slots=True)
class TimelineRange:
    """A range of a type, and how much of its time it answers for.

    Attributes
    ----------
    range_name : str
    begin_ns, end_ns : int, int or None
        Both ends belong to it (ns since 1970, UTC); None is open.
    nversions : int
    share : Share
        An empty range, without versions, answers nothing, and the next one answers instead.
    shadowed_by : tuple of str
        Ranges that win over it somewhere; only the first `dcsgui.core.actions.timeline.LISTED`.
    """

    range_name: str
    begin_ns: int
    end_ns: int | None
    nversions: int
    share: Share
    shadowed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypeTimeline:
    """All of time for one type.

    Attributes
    ----------
    ctype : str
    stretches : tuple of TimelineStretch
        In order, each beginning where the one before ended; the last is for ever. Before the
        first nothing answers.
    ranges : tuple of TimelineRange
        By begin, then by end, open last.
    problem : str
        A sentence, if the type is damaged; then nothing else is known of it.
    """

    ctype: str
    stretches: tuple[TimelineStretch, ...] = ()
    ranges: tuple[TimelineRange, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Timelines:
    """All of time for the types of a detector, or for one of them.

    Attributes
    ----------
    node : NodeId
        The store, or the type.
    types : tuple of TypeTimeline
        By name.
    """

    node: NodeId
    types: tuple[TypeTimeline, ...]
