"""What the items of a plan depend on beside what was compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dcsgui.core.actions.answers.plan_items import Policies
from dcsgui.core.actions.answers.selections import Path
from dcsgui.core.files.records import Deleted, LayoutName
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

__all__ = ["Situation", "deleted_words", "end_words", "returns_words"]


@dataclass(frozen=True, slots=True)
class Situation:
    """What was asked for, and where the destination is.

    Attributes
    ----------
    policies : Policies
    default : bool
        Whether defaults of ranges that are there may be moved.
    defaults : mapping of Path to str
        Versions that are to become defaults: ranges of the source, and names in them.
    into : Path
        The range of the destination that all versions go into; () are those of their own.
    layout : LayoutName
        Of the destination.
    repository : bool
        Whether the destination is in the repository.
    """

    policies: Policies
    default: bool
    defaults: Mapping[Path, str]
    into: Path
    layout: LayoutName
    repository: bool

    @property
    def rising(self) -> bool:
        """Whether the version of the highest number is the one that was added last."""
        return self.layout is LayoutName.PSCALIB


def deleted_words(what: str, gone: Deleted) -> str:
    """Say that something was deleted at the destination, by whom, and what to do about it."""
    record = gone.record
    who = record.who or "somebody"
    why = f" ({record.comment})" if record.comment else ""
    said = f"{what} was deleted there by {who} at {record.tstamp}{why}"
    if gone.purged:
        return f"{said}, and purged; production times are never used twice."
    return f"{said}; restore it (deletion {gone.number}: 'dcs restore')."


def returns_words(gone: Deleted) -> str:
    """Say that something was taken back at the destination, by whom, and returns."""
    record = gone.record
    who = record.who or "somebody"
    return f"It was taken back there by {who} at {record.tstamp}; it comes back."


def end_words(validity: Validity) -> str:
    """Say when a range ends."""
    return "never" if validity.end is None else f"at {Timestamp(validity.end.ns)}"
