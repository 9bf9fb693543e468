"""Setting predecessor and successor: a change of several files, each taken back by its number."""

from __future__ import annotations

from typing import Any

from dcsgui.core.actions.answers.links import LinkEdit, Links
from dcsgui.gui.jobs.place_requests import KEEP, SetLinks
from dcsgui.gui.undo.dcs_lines import dcs_line
from dcsgui.gui.undo.parts import FilePart, Way
from dcsgui.gui.undo.steps import Step

__all__ = ["LinksPart", "links_step"]


class LinksPart(FilePart):
    """Sets the links of a detector, and those back in the files of the others.

    The changes of the other files become parts of the step once they are made.

    Attributes
    ----------
    step : Step or None
        What it is part of.
    """

    def __init__(
        self, file: str, *, predecessor: str | None, successor: str | None, comment: str
    ) -> None:
        super().__init__(
            file,
            SetLinks(file, predecessor, successor, comment),
            words="",
            line=_line(file, predecessor, successor, comment),
            comment=comment,
        )
        self.step: Step | None = None

    def done(self, way: Way, answer: Any) -> str:
        """Keep the numbers of all changes that were made."""
        if way is not Way.DO or not isinstance(answer, Links):
            return super().done(way, answer).lstrip(". ")
        for edit in answer.edits:
            if edit.file == self.file:
                self.number = edit.change or self.number
            elif edit.change and self.step is not None:
                self.step.parts.append(_BackPart(edit, self._comment))
        words = [edit.words for edit in answer.edits]
        return " ".join(words) or "The links were so already."


class _BackPart(FilePart):
    """A link of another detector that was set together with one that leads to it."""

    def __init__(self, edit: LinkEdit, comment: str) -> None:
        words = edit.words if edit.done else ""
        doing = SetLinks(edit.file)  # never asked: it is done
        super().__init__(edit.file, doing, words=words, line="", comment=comment)
        self.number = edit.change
        self.stands = True

    def done(self, way: Way, answer: Any) -> str:
        """Keep the number."""
        super().done(way, answer)
        return ""


def links_step(
    file: str, detname: str, *, predecessor: str | None, successor: str | None, comment: str
) -> Step:
    """Return a step that sets the links of a detector; `KEEP` leaves one as it is."""
    part = LinksPart(file, predecessor=predecessor, successor=successor, comment=comment)
    given = {"predecessor": predecessor, "successor": successor}
    what = [f"{link} {name or 'none'}" for link, name in given.items() if name != KEEP]
    part.step = Step(f"Links of {detname}: {', '.join(what)}", [part])
    return part.step


def _line(file: str, predecessor: str | None, successor: str | None, comment: str) -> str:
    words = [file]
    for link, name in (("predecessor", predecessor), ("successor", successor)):
        if not name:
            words.append(f"--no-{link}")
        elif name != KEEP:
            words += [f"--{link}", name]
    return dcs_line("links", *words, "-m", comment)
