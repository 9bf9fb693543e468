"""What the window asks for to see what a change would do: the same actions, as dry runs."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.actions.answers.additions import NewConstants
from dcsgui.core.actions.answers.edits import Created, Edited
from dcsgui.core.actions.answers.links import Links
from dcsgui.core.actions.answers.nodes import NodeId, Place
from dcsgui.gui.jobs.place_requests import KEEP
from dcsgui.gui.jobs.requests import Request

__all__ = [
    "PreviewConstants",
    "PreviewDetector",
    "PreviewEnds",
    "PreviewLinks",
    "PreviewRange",
    "PreviewType",
]


@dataclass(frozen=True)
class PreviewDetector(Request[Created]):
    """Ask whether the file of a new detector could be made, and where it would be."""

    action = "editing.adding.create"
    place: Place
    detname: str
    comment: str = ""
    dry_run: bool = True


@dataclass(frozen=True)
class PreviewType(Request[Edited]):
    """Ask what another calibration type would change."""

    action = "editing.structure.add_type"
    node: NodeId
    comment: str = ""
    dry_run: bool = True


@dataclass(frozen=True)
class PreviewRange(Request[Edited]):
    """Ask what another range of a type would change."""

    action = "editing.structure.add_range"
    node: NodeId
    begin: object
    end: object = None
    comment: str = ""
    dry_run: bool = True


@dataclass(frozen=True)
class PreviewEnds(Request[Edited]):
    """Ask which answers other ends of a range would change."""

    action = "editing.structure.set_ends"
    node: NodeId
    begin: object
    end: object = None
    comment: str = ""
    expected: tuple[int, int | None] | None = None
    dry_run: bool = True


@dataclass(frozen=True)
class PreviewConstants(Request[Edited]):
    """Ask which answers constants from a file would change."""

    action = "editing.adding.add"
    node: NodeId
    new: NewConstants
    comment: str = ""
    dry_run: bool = True


@dataclass(frozen=True)
class PreviewLinks(Request[Links]):
    """Ask which links would be set, also in the files of others."""

    action = "links.set_links"
    file: str
    predecessor: str | None = KEEP
    successor: str | None = KEEP
    comment: str = ""
    dry_run: bool = True
