"""Why these constants are valid at a time, or none are."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.actions.answers.listings import RangeEntry, VersionRow
from dcsgui.core.actions.answers.moments import Moment

__all__ = ["Candidate", "DefaultSetBy", "Explained", "Followed"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A range with versions that contains the time.

    Attributes
    ----------
    range : RangeEntry
    versind : int
        The number of the version that is its default: the one set, else the one added last.
    why : str
        Why it wins, or loses against the one that does.
    """

    range: RangeEntry
    versind: int
    why: str


@dataclass(frozen=True, slots=True)
class DefaultSetBy:
    """Who set the default of a range last.

    Attributes
    ----------
    tstamp_ns : int
        When (ns since 1970, UTC).
    user, host : str
        "" where the history does not say.
    action, comment : str
        What was done, and why.
    """

    tstamp_ns: int
    user: str
    host: str
    action: str
    comment: str


@dataclass(frozen=True, slots=True)
class Followed:
    """What a detector's relatives would answer, if they were followed.

    Attributes
    ----------
    follow : str
        "predecessor" or "successor".
    first : str
        The detector name of the first of them.
    file : str
        Where constants were found; "" if nowhere.
    why : str
        A sentence: why these, or why none.
    """

    follow: str
    first: str
    file: str
    why: str


@dataclass(frozen=True, slots=True)
class Explained:
    """Which constants of a type are valid at a time, and why.

    Attributes
    ----------
    file, detname, ctype : str
        Of the detector that was asked.
    moment : Moment
        The time.
    vers : str
        The version asked for, "" for the default.
    found : bool
        Whether there is an answer.
    why : str
        The sentence that says it all: why this one, or what is nearest.
    candidates : tuple of Candidate
        In the order in which they win; the first one does.
    empty : tuple of RangeEntry
        Ranges that contain the time, but hold no version, so that they do not count.
    version : VersionRow or None
        What answers.
    default_set : DefaultSetBy or None
        Who set the default of the range that wins, when and why; None if it is not pinned, or
        the history does not say.
    range_age_seconds : float or None
        How long before the time the range began.
    constants_age_seconds : float or None
        How long before the time the constants were produced; negative if that was later.
    earlier, later : RangeEntry or None
        What answers last before the time, and first after it; only where nothing is found.
    followed : tuple of Followed
        What the predecessor and the successor would give; only where nothing is found.
    """

    file: str
    detname: str
    ctype: str
    moment: Moment
    vers: str
    found: bool
    why: str
    candidates: tuple[Candidate, ...] = ()
    empty: tuple[RangeEntry, ...] = ()
    version: VersionRow | None = None
    default_set: DefaultSetBy | None = None
    range_age_seconds: float | None = None
    constants_age_seconds: float | None = None
    earlier: RangeEntry | None = None
    later: RangeEntry | None = None
    followed: tuple[Followed, ...] = ()
