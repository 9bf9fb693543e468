"""What the window asks for about places and detectors as such: aliases, links, access, sources."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.actions.answers.access_reports import AccessReport
from dcsgui.core.actions.answers.aliases import (
    AliasChange,
    AliasEntry,
    AliasListing,
    AliasResolution,
)
from dcsgui.core.actions.answers.links import Links
from dcsgui.core.actions.answers.nodes import NodeId, Place
from dcsgui.core.actions.answers.sanity import SanityCheck
from dcsgui.core.actions.answers.source_facts import SourceFacts
from dcsgui.gui.jobs.requests import Request

__all__ = [
    "AddAlias",
    "ChangeEntry",
    "CheckSource",
    "InspectSource",
    "ListAliases",
    "PreviewAddAlias",
    "PreviewChangeEntry",
    "PreviewRemoveEntry",
    "ReadAccess",
    "ReadLinks",
    "RemoveEntry",
    "ResolveAlias",
    "SetLinks",
]

KEEP = "?"
"""Leaves a link as it is; see `dcsgui.core.actions.links`."""


@dataclass(frozen=True)
class ListAliases(Request[AliasListing]):
    """Ask for the aliases of a calib directory."""

    action = "aliases.list_aliases"
    place: Place
    name: str = ""


@dataclass(frozen=True)
class AddAlias(Request[AliasChange]):
    """Give a detector, a source or an alias another name, for a time."""

    action = "aliases.add_alias"
    changes = True
    place: Place
    alias: str
    target: str
    begin: object = None
    end: object = None
    comment: str = ""
    file: str = ""


@dataclass(frozen=True)
class PreviewAddAlias(AddAlias):
    """Ask what an alias would change; nothing is changed."""

    changes = False
    dry_run: bool = True


@dataclass(frozen=True)
class ChangeEntry(Request[AliasChange]):
    """Let an alias stand for something else, or at another time."""

    action = "aliases.change_entry"
    changes = True
    place: Place
    entry: AliasEntry
    target: str
    begin: object = None
    end: object = None
    comment: str = ""


@dataclass(frozen=True)
class PreviewChangeEntry(ChangeEntry):
    """Ask what it would change if an alias stood for something else; nothing is changed."""

    changes = False
    dry_run: bool = True


@dataclass(frozen=True)
class RemoveEntry(Request[AliasChange]):
    """Remove a line of an alias file that was seen."""

    action = "aliases.remove_entry"
    changes = True
    place: Place
    entry: AliasEntry
    comment: str = ""


@dataclass(frozen=True)
class PreviewRemoveEntry(RemoveEntry):
    """Ask what would change without a line of an alias file; nothing is changed."""

    changes = False
    dry_run: bool = True


@dataclass(frozen=True)
class ResolveAlias(Request[AliasResolution]):
    """Ask where a name leads at a time; now if None."""

    action = "aliases.resolve_alias"
    place: Place
    name: str
    at: object = None


@dataclass(frozen=True)
class ReadLinks(Request[Links]):
    """Ask for the predecessors and successors of a detector."""

    action = "links.links"
    file: str


@dataclass(frozen=True)
class SetLinks(Request[Links]):
    """Set predecessor and successor of a detector, and the links back."""

    action = "links.set_links"
    changes = True
    file: str
    predecessor: str | None = KEEP
    successor: str | None = KEEP
    comment: str = ""


@dataclass(frozen=True)
class ReadAccess(Request[AccessReport]):
    """Ask who may change a file or a place, and why."""

    action = "access_report.report"
    path: str

    @property
    def subject(self) -> str:
        """The path that it is about."""
        return self.path


@dataclass(frozen=True)
class InspectSource(Request[SourceFacts]):
    """Ask what a file from the desktop holds."""

    action = "editing.inspecting.inspect"
    source: str
    ctype: str = ""


@dataclass(frozen=True)
class CheckSource(Request[SanityCheck]):
    """Compare constants in a file from the desktop with what answers at a time."""

    action = "sanity.of_file"
    node: NodeId
    source: str
    begin: object
