"""Deleting, restoring, purging and repacking, as parts of steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dcsgui.core.actions.answers.edits import DeletionRow, Purged, Repacked
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.values.amounts import counted, size_text
from dcsgui.gui.deleting.naming import deletion_text
from dcsgui.gui.jobs.edit_requests import DeleteAll, Purge, Repack, Restore
from dcsgui.gui.undo.dcs_lines import dcs_line, node_text
from dcsgui.gui.undo.parts import FilePart, Part, Way

__all__ = ["PurgePart", "RepackPart", "delete_part", "restore_part"]

_DELETED, _RESTORED = "Deleted: ", "Restored: "


def delete_part(nodes: Sequence[NodeId], *, text: str, comment: str = "") -> FilePart:
    """Return the part that deletes nodes of one file; `text` says which, for people."""
    line = dcs_line("delete", *map(node_text, nodes), "-m", comment, "--yes")
    doing = DeleteAll(tuple(nodes), comment)
    return _ThereAndBack(nodes[0].file, doing, words=_DELETED + text, line=line, comment=comment)


def restore_part(row: DeletionRow, comment: str = "") -> FilePart:
    """Return the part that puts back what one deletion took."""
    file = row.node.file
    return _ThereAndBack(
        file,
        Restore(NodeId(file), row.number, comment),
        words=_RESTORED + deletion_text(row),
        line=dcs_line("restore", file, str(row.number), "-m", comment),
        comment=comment,
    )


class _ThereAndBack(FilePart):
    """Says that what was deleted is restored by taking that back, and the other way round."""

    def done(self, way: Way, answer: Any) -> str:
        """Keep its number, and say what was done."""
        words = super().done(way, answer)
        if way is not Way.UNDO:
            return words
        there, back = (
            (_DELETED, _RESTORED) if words.startswith(_DELETED) else (_RESTORED, _DELETED)
        )
        return words.replace(there, back, 1)


class _ForEver(Part):
    """Something that nothing takes back."""

    @property
    def undoable(self) -> bool:
        """Return that it is not."""
        return False


class PurgePart(_ForEver):
    """Removes for ever what one deletion took, or all deletions of a file.

    Attributes
    ----------
    comment : str
        Why, for the history.
    """

    def __init__(self, file: str, number: int | None, comment: str = "") -> None:
        super().__init__(file)
        self._node, self._number, self.comment = NodeId(file), number, comment

    def request(self, way: Way) -> Purge:
        """Ask for it."""
        del way
        return Purge(self._node, self._number, self.comment)

    def done(self, way: Way, answer: Purged) -> str:
        """Say what is gone."""
        del way
        gone = answer.deletions
        if not gone:
            return "There was nothing to purge."
        what = deletion_text(gone[0]) if len(gone) == 1 else counted(len(gone), "deleted thing")
        return (
            f"Gone for ever: {what}. This can't be taken back; Repack the file gives its space "
            f"back."
        )

    def line(self, way: Way) -> str:
        """Return the command for it."""
        del way
        number = [] if self._number is None else [str(self._number)]
        return dcs_line("purge", self.file, *number, "-m", self.comment, "--yes")


class RepackPart(_ForEver):
    """Writes a file anew without unused space.

    Attributes
    ----------
    comment : str
        Why, for the history.
    """

    def __init__(self, file: str, comment: str = "") -> None:
        super().__init__(file)
        self.comment = comment

    def request(self, way: Way) -> Repack:
        """Ask for it."""
        del way
        return Repack(NodeId(self.file), self.comment)

    def done(self, way: Way, answer: Repacked) -> str:
        """Say how much space it gave back."""
        del way
        gained = size_text(max(0, answer.before - answer.after))
        return (
            f"{NodeId(self.file).detname} was written anew: {gained} given back, "
            f"{size_text(answer.after)} left. This can't be taken back."
        )

    def line(self, way: Way) -> str:
        """Return the command for it."""
        del way
        return dcs_line("repack", self.file, "-m", self.comment)
