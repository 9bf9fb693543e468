"""Where something that is carried may go, and what the window knows of that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from dcsgui.core.actions.answers.listings import Access, FileEntry, PlaceContents
from dcsgui.core.actions.answers.nodes import Level, NodeId, Place, PlaceKind
from dcsgui.gui.carrying.phrases import place_in_words

__all__ = ["Target"]


@dataclass(frozen=True, slots=True)
class Target:
    """A place, or a detector, type or range in a file.

    Attributes
    ----------
    place : Place
        It, or that which it is in.
    node : NodeId or None
        None if it is the place itself.
    name : str
        What people call the range; "" of all else.
    detname : str
        Of the detector that it is, or is in; "" of a place.
    access : Access or None
        Whether the file, or the place, can be changed; None if that is not known.
    listing : PlaceContents or None
        What is in the place, if that is known.
    problem : str
        Why it could not be looked into, a sentence; "" if it could.
    """

    place: Place
    node: NodeId | None = None
    name: str = ""
    detname: str = ""
    access: Access | None = None
    listing: PlaceContents | None = None
    problem: str = ""

    @classmethod
    def of_listing(cls, contents: PlaceContents) -> Target:
        """Return a place of which is known what is in it; or that it could not be listed.

        Then it may be made, or not: that is for others to find out.
        """
        if contents.problem and not contents.files:
            return cls(contents.place)
        return cls(contents.place, access=contents.access, listing=contents)

    @property
    def into(self) -> tuple[str, ...]:
        """The range that it is, () if it is none."""
        is_range = self.node is not None and self.node.level is Level.RANGE
        return self.node.path if self.node is not None and is_range else ()

    def entry_of(self, detname: str) -> FileEntry | None:
        """Return the file that a detector has in the place, if it is known to have one."""
        files = () if self.listing is None else self.listing.files
        return next((one for one in files if one.detname == detname), None)

    def holds(self, file: str) -> bool:
        """Tell whether a detector file is in the place."""
        if self.place.kind is PlaceKind.FILE:
            return file == self.place.path
        if self.listing is not None:
            return any(one.path == file for one in self.listing.files)
        return PurePath(file).is_relative_to(self.place.path)

    def in_words(self) -> str:
        """Return what it is called within a sentence."""
        return " ".join(self._words())

    def _words(self) -> Iterator[str]:
        if self.node is None:
            yield place_in_words(self.place)
            return
        if self.name:
            yield f"the range {self.name} of"
        if self.node.ctype:
            yield f"{self.node.ctype} of"
        yield self.detname
        if self.place.kind is not PlaceKind.FILE:
            yield f"in {place_in_words(self.place)}"
