"""What the window asks for to see what a change would do: the same actions, as dry runs."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.gui.jobs.edit_requests import (
    AddConstants,
    AddRange,
    AddType,
    CreateDetector,
    SetEnds,
)
from dcsgui.gui.jobs.place_requests import SetLinks

__all__ = [
    "PreviewConstants",
    "PreviewDetector",
    "PreviewEnds",
    "PreviewLinks",
    "PreviewRange",
    "PreviewType",
]


@dataclass(frozen=True)
class PreviewDetector(CreateDetector):
    """Ask whether the file of a new detector could be made, and where it would be."""

    changes = False
    dry_run: bool = True


@dataclass(frozen=True)
class PreviewType(AddType):
    """Ask what another calibration type would change."""

    changes = False
    dry_run: bool = True


@dataclass(frozen=True)
class PreviewRange(AddRange):
    """Ask what another range of a type would change."""

    changes = False
    dry_run: bool = True


@dataclass(frozen=True)
class PreviewEnds(SetEnds):
    """Ask which answers other ends of a range would change."""

    changes = False
    dry_run: bool = True


@dataclass(frozen=True)
class PreviewConstants(AddConstants):
    """Ask which answers constants from a file would change."""

    changes = False
    dry_run: bool = True


@dataclass(frozen=True)
class PreviewLinks(SetLinks):
    """Ask which links would be set, also in the files of others."""

    changes = False
    dry_run: bool = True
