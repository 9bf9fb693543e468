"""What the window asks for to change what is in a detector file."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.actions.answers.additions import NewConstants
from dcsgui.core.actions.answers.details import History, NodeParameters
from dcsgui.core.actions.answers.edits import (
    Created,
    Deletions,
    Edited,
    Purged,
    Repacked,
)
from dcsgui.core.actions.answers.nodes import NodeId, Place
from dcsgui.core.actions.answers.parameters import ParameterEdit
from dcsgui.gui.jobs.requests import Request

__all__ = [
    "AddComment",
    "AddConstants",
    "AddRange",
    "AddType",
    "CreateDetector",
    "DeleteAll",
    "EditParameters",
    "PreviewDelete",
    "PreviewPurge",
    "PreviewRepack",
    "Purge",
    "ReadDeletions",
    "ReadManyParameters",
    "Repack",
    "Restore",
    "SetEnds",
]


@dataclass(frozen=True)
class CreateDetector(Request[Created]):
    """Make the file of a new detector in a calib directory."""

    action = "editing.adding.create"
    changes = True
    place: Place
    detname: str
    comment: str = ""


@dataclass(frozen=True)
class AddType(Request[Edited]):
    """Add a calibration type."""

    action = "editing.structure.add_type"
    changes = True
    node: NodeId
    comment: str = ""


@dataclass(frozen=True)
class AddRange(Request[Edited]):
    """Add a range to a type; times in any form, an end of None is open."""

    action = "editing.structure.add_range"
    changes = True
    node: NodeId
    begin: object
    end: object = None
    comment: str = ""


@dataclass(frozen=True)
class SetEnds(Request[Edited]):
    """Give a range other ends, if it still has those that are expected (ns; None is open)."""

    action = "editing.structure.set_ends"
    changes = True
    node: NodeId
    begin: object
    end: object = None
    comment: str = ""
    expected: tuple[int, int | None] | None = None


@dataclass(frozen=True)
class AddConstants(Request[Edited]):
    """Add constants from a file to a type."""

    action = "editing.adding.add"
    changes = True
    node: NodeId
    new: NewConstants
    comment: str = ""


@dataclass(frozen=True)
class ReadManyParameters(Request[NodeParameters]):
    """Ask for the parameters of many nodes; the answer comes node by node."""

    action = "details.parameters"
    nodes: tuple[NodeId, ...]

    @property
    def subject(self) -> str:
        """The first file that they are in."""
        return self.nodes[0].file


@dataclass(frozen=True)
class EditParameters(Request[Edited]):
    """Set, rename and remove parameters of one or many nodes of a file, in one go."""

    action = "editing.parameters.edit_parameters"
    changes = True
    file: str
    edits: tuple[ParameterEdit, ...]
    comment: str = ""


@dataclass(frozen=True)
class AddComment(Request[History]):
    """Add a comment to the history of a node."""

    action = "history.add_comment"
    changes = True
    node: NodeId
    comment: str


@dataclass(frozen=True)
class DeleteAll(Request[Edited]):
    """Delete types, ranges and versions of a file, recoverably."""

    action = "editing.deleting.delete_all"
    changes = True
    nodes: tuple[NodeId, ...]
    comment: str = ""

    @property
    def subject(self) -> str:
        """The file that they are in."""
        return self.nodes[0].file


@dataclass(frozen=True)
class PreviewDelete(DeleteAll):
    """Ask which answers would change if these were deleted; nothing is changed."""

    changes = False
    dry_run: bool = True


@dataclass(frozen=True)
class ReadDeletions(Request[Deletions]):
    """Ask what was deleted in a file and can be restored."""

    action = "editing.deleting.deletions"
    node: NodeId


@dataclass(frozen=True)
class Restore(Request[Edited]):
    """Put back what was deleted, by the number of the deletion."""

    action = "editing.deleting.restore"
    changes = True
    node: NodeId
    number: int | None = None
    comment: str = ""


@dataclass(frozen=True)
class Purge(Request[Purged]):
    """Remove for ever what was deleted: one deletion, or all of the file."""

    action = "editing.deleting.purge"
    changes = True
    node: NodeId
    number: int | None = None
    comment: str = ""


@dataclass(frozen=True)
class Repack(Request[Repacked]):
    """Write a file anew without unused space."""

    action = "editing.deleting.repack"
    changes = True
    node: NodeId
    comment: str = ""


@dataclass(frozen=True)
class PreviewPurge(Purge):
    """Ask what would be gone for ever; nothing is changed."""

    changes = False
    dry_run: bool = True


@dataclass(frozen=True)
class PreviewRepack(Repack):
    """Ask whether a file may be written anew; nothing is changed."""

    changes = False
    dry_run: bool = True
