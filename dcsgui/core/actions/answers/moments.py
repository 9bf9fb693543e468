"""Which version of each type is valid at a time, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Moment", "Valid", "ValidAt"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as somebody wrote it, and what it was taken for: ns since 1970, UTC, and as texts."""

    text: str
    ns: int
    iso: str
    iso_utc: str


class Valid(NamedTuple):
    """What answers for a type at a time; range and version are "" where nothing does.

    `why` is a sentence: why this one, or what is nearest.
    """

    ctype: str
    range_name: str
    version_name: str
    versind: int
    pinned: bool
    why: str


@dataclass(frozen=True, slots=True)
class ValidAt:
    """What answers for each type of a file at a time."""

    file: str
    moment: Moment
    answers: tuple[Valid, ...]

    def of(self, ctype: str) -> Valid | None:
        """Return what answers for a type, None if the file has no such type."""
        return next((answer for answer in self.answers if answer.ctype == ctype), None)
