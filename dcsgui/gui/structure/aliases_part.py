"""Adding, changing and removing an alias, as something that can be taken back."""

from __future__ import annotations

from dcsgui.core.actions.answers.aliases import AliasChange, AliasEntry
from dcsgui.core.actions.answers.nodes import Place
from dcsgui.gui.jobs.place_requests import AddAlias, ChangeEntry, RemoveEntry
from dcsgui.gui.jobs.requests import Request
from dcsgui.gui.structure.time_field import exact
from dcsgui.gui.undo.dcs_lines import dcs_line
from dcsgui.gui.undo.parts import Part, Way

__all__ = ["AliasPart"]


class AliasPart(Part):
    """Puts a line of an alias file in the place of another one; either may be nothing.

    Parameters
    ----------
    place : Place
        The calib directory.
    before, after : AliasEntry or None
        What is there and goes; what comes. Both are of one alias.
    comment : str
        Why; said again when it is taken back.
    """

    def __init__(
        self,
        place: Place,
        *,
        before: AliasEntry | None = None,
        after: AliasEntry | None = None,
        comment: str = "",
    ) -> None:
        super().__init__(place.path)
        self._place, self._comment = place, comment
        self._before, self._after = before, after

    def request(self, way: Way) -> Request[AliasChange]:
        """Ask for it; or for its inverse."""
        goes, comes = self._goes_comes(way)
        if comes is None:
            return RemoveEntry(self._place, _given(goes), self._comment)
        begin, end = exact(comes.begin_ns), exact(comes.end_ns)
        if goes is None:
            return AddAlias(
                self._place, comes.alias, comes.target, begin, end, self._comment, comes.file
            )
        return ChangeEntry(self._place, goes, comes.target, begin, end, self._comment)

    def done(self, way: Way, answer: AliasChange) -> str:
        """Keep where the line is that has come, and say what the alias stands for now."""
        _, comes = self._goes_comes(way)
        if comes is not None and way is Way.UNDO:
            self._before = answer.entry
        elif comes is not None:
            self._after = answer.entry
        return " ".join(answer.words)

    def line(self, way: Way) -> str:
        """Return the command for it; two of them for a change."""
        goes, comes = self._goes_comes(way)
        lines = []
        if goes is not None:
            lines.append(self._line("alias rm", goes, *_begin(goes)))
        if comes is not None:
            end = exact(comes.end_ns)
            ends = [*_begin(comes), *(["--end", end] if end is not None else [])]
            lines.append(self._line("alias add", comes, *ends))
        return "\n".join(lines)

    def _line(self, verb: str, entry: AliasEntry, *ends: str) -> str:
        names = (entry.alias, entry.target)
        return dcs_line(verb, *names, *ends, "-c", self._place.path, "-m", self._comment)

    def _goes_comes(self, way: Way) -> tuple[AliasEntry | None, AliasEntry | None]:
        both = (self._before, self._after)
        return (both[1], both[0]) if way is Way.UNDO else both


def _begin(entry: AliasEntry) -> list[str]:
    begin = exact(entry.begin_ns)
    return [] if begin is None else ["--begin", begin]


def _given(entry: AliasEntry | None) -> AliasEntry:
    if entry is None:
        raise ValueError("An alias is added, changed or removed.")  # a mistake of the program
    return entry
