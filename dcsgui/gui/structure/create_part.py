"""Making the file of a new detector, as something that can be taken back while it is empty."""

from __future__ import annotations

from typing import Any

from dcsgui.core.actions.answers.nodes import NodeId, Place
from dcsgui.gui.jobs.edit_requests import CreateDetector, DeleteAll
from dcsgui.gui.jobs.requests import Request
from dcsgui.gui.undo.dcs_lines import dcs_line
from dcsgui.gui.undo.parts import Part, Way

__all__ = ["CreatePart"]


class CreatePart(Part):
    """Makes the file of a detector; taken back, the file is removed if it is still empty.

    Attributes
    ----------
    place : Place
    detname : str
    comment : str
    """

    def __init__(self, place: Place, detname: str, *, file: str = "", comment: str = "") -> None:
        super().__init__(file)
        self.place, self.detname, self.comment = place, detname, comment

    def request(self, way: Way) -> Request[Any]:
        """Ask for the file to be made, or to be removed."""
        if way is Way.UNDO:
            return DeleteAll((NodeId(self.file),), self.comment)
        return CreateDetector(self.place, self.detname, self.comment)

    def done(self, way: Way, answer: Any) -> str:
        """Keep which file it is."""
        self.file = answer.node.file
        if way is Way.UNDO:
            return f"The empty file of {self.detname} is removed."
        return f"New detector {self.detname} in {self.place.title}."

    def line(self, way: Way) -> str:
        """Return the command for it."""
        if way is Way.UNDO:
            return dcs_line("delete", self.file, "--yes", "-m", self.comment)
        return dcs_line("create", self.detname, "-c", self.place.path, "-m", self.comment)
