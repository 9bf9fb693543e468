"""What is shown of each kind of row in the tree."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from dcsgui.core.actions.answers.listings import Access, DetectorContents, FileEntry, PlaceContents
from dcsgui.core.actions.answers.nodes import PlaceKind
from dcsgui.core.values.amounts import counted, size_text
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.names import DetName
from dcsgui.gui.models import times
from dcsgui.gui.models.tree_faces import Cell, Face
from dcsgui.gui.models.tree_rows import Branch, Kind

__all__ = ["face_of"]

_YEAR, _DAY = len("2016-"), len("2016-10-27")


class _PlaceFace(Face):
    _ICONS: ClassVar = {
        PlaceKind.REPOSITORY: "repository",
        PlaceKind.EXPERIMENT: "experiment",
        PlaceKind.LOCAL: "folder",
    }
    _WORDS: ClassVar = {
        PlaceKind.REPOSITORY: "The repository",
        PlaceKind.EXPERIMENT: "The calibrations of an experiment",
        PlaceKind.LOCAL: "A local calibration directory",
    }

    def icon(self, cell: Cell) -> str:
        return "warning" if self.problem(cell) else self._ICONS[cell.entry.place.kind]

    def text(self, cell: Cell) -> str:
        return str(cell.entry.place.title)

    def problem(self, cell: Cell) -> str:
        contents = self._contents(cell)
        unlisted = "" if contents is None or contents.files else contents.problem
        return super().problem(cell) or unlisted

    def doubt(self, cell: Cell) -> str:
        contents = self._contents(cell)
        return contents.problem if contents is not None and contents.files else ""

    def access(self, cell: Cell) -> Access | None:
        contents = self._contents(cell)
        return None if contents is None else contents.access

    @staticmethod
    def _contents(cell: Cell) -> PlaceContents | None:
        facts = cell.branch.facts if cell.branch is not None else None
        return facts if isinstance(facts, PlaceContents) else None

    def summary(self, cell: Cell) -> str:
        contents = self._contents(cell)
        return "" if contents is None else counted(len(contents.files), "detector")

    def facts(self, cell: Cell) -> list[str]:
        return [self._WORDS[cell.entry.place.kind], str(cell.entry.path)]


class _DettypeFace(Face):
    icon_name = "dettype"

    def text(self, cell: Cell) -> str:
        return cell.entry.dettype or "other files"

    def summary(self, cell: Cell) -> str:
        return counted(len(cell.entry.files), "detector")

    def facts(self, cell: Cell) -> list[str]:
        if not cell.entry.dettype:
            return ["Files whose names do not say of which detector type they are"]
        return [f"Detector type {cell.entry.dettype}: {self.summary(cell)}"]


class _FileFace(Face):
    icon_name = "detector"

    def text(self, cell: Cell) -> str:
        contents = self._contents(cell)
        if contents is not None:
            return contents.detname
        entry = cell.entry
        return entry.detname if isinstance(entry, FileEntry) else PurePath(entry.path).stem

    def summary(self, cell: Cell) -> str:
        contents = self._contents(cell)
        if contents is not None and contents.detalias:
            return contents.detalias
        return size_text(cell.entry.nbytes) if isinstance(cell.entry, FileEntry) else ""

    def problem(self, cell: Cell) -> str:
        return cell.look.marks.get(cell.entry.path) or super().problem(cell)

    def doubt(self, cell: Cell) -> str:
        contents = self._contents(cell)
        called = PurePath(cell.entry.path).stem
        if contents is None or called == contents.detname or not _is_detname(called):
            return ""
        return (
            f"The file is called {called}, but says that it holds {contents.detname}: it may be "
            f"a copy that was renamed."
        )

    def access(self, cell: Cell) -> Access | None:
        contents = self._contents(cell)
        if contents is not None:
            return contents.access
        return cell.entry.access if isinstance(cell.entry, FileEntry) else None

    def facts(self, cell: Cell) -> list[str]:
        entry, contents = cell.entry, self._contents(cell)
        lines = [f"Detector {self.text(cell)}", str(entry.path)]
        if isinstance(entry, FileEntry):
            changed = times.shown(entry.mtime_ns, utc=cell.look.utc)
            lines.append(f"{size_text(entry.nbytes)}, changed {changed}")
        if contents is not None:
            lines += [
                f"Alias: {contents.detalias}" if contents.detalias else "",
                f"Predecessor: {contents.predecessor}" if contents.predecessor else "",
                f"Successor: {contents.successor}" if contents.successor else "",
                "In the older layout (PSCalib)" if contents.layout == "pscalib" else "",
            ]
        return lines

    @staticmethod
    def _contents(cell: Cell) -> DetectorContents | None:
        facts = cell.branch.facts if cell.branch is not None else None
        return facts if isinstance(facts, DetectorContents) else None


class _CtypeFace(Face):
    icon_name = "ctype"

    def problem(self, cell: Cell) -> str:
        return super().problem(cell) or str(cell.entry.problem)

    def summary(self, cell: Cell) -> str:
        return counted(cell.entry.nversions, "version")

    def is_valid(self, cell: Cell) -> bool:
        answer = cell.answer
        return answer is not None and bool(answer.version_name)

    def is_quiet(self, cell: Cell) -> bool:
        return not cell.entry.nversions or (cell.answer is not None and not self.is_valid(cell))

    def facts(self, cell: Cell) -> list[str]:
        entry = cell.entry
        counts = f"{counted(entry.nranges, 'range')}, {counted(entry.nversions, 'version')}"
        return [f"Calibration type {entry.ctype}: {counts}"]


class _RangeFace(Face):
    icon_name = "range"

    def text(self, cell: Cell) -> str:
        return _span(cell.entry.begin_ns, cell.entry.end_ns, utc=cell.look.utc)

    def summary(self, cell: Cell) -> str:
        return counted(cell.entry.nversions, "version")

    def is_valid(self, cell: Cell) -> bool:
        answer = cell.answer
        return answer is not None and answer.range_name == cell.entry.name

    def is_quiet(self, cell: Cell) -> bool:
        return not cell.entry.nversions or (cell.answer is not None and not self.is_valid(cell))

    def facts(self, cell: Cell) -> list[str]:
        entry = cell.entry
        which = "set by hand" if entry.pinned else "the one that was added last"
        return [
            f"Valid from:\n{times.tooltip(entry.begin_ns)}",
            "Has no end: valid for ever."
            if entry.end_ns is None
            else f"To, included:\n{times.tooltip(entry.end_ns)}",
            f"Default: version {entry.answer}, {which}" if entry.answer else "No versions.",
            f"Group {entry.name}",
        ]


class _VersionFace(Face):
    def icon(self, cell: Cell) -> str:
        if not cell.entry.is_default:
            return "version"
        return "star" if cell.entry.pinned else "star-outline"

    def text(self, cell: Cell) -> str:
        entry = cell.entry
        when = "" if entry.tsvers_ns is None else times.short(entry.tsvers_ns, utc=cell.look.utc)
        words = ": ".join(part for part in (entry.author, " ".join(entry.comment.split())) if part)
        return "  ".join(part for part in (f"v{entry.versind}", when, words) if part)

    def is_valid(self, cell: Cell) -> bool:
        answer = cell.answer
        if answer is None or answer.version_name != cell.entry.name:
            return False
        return bool(cell.owner.key == answer.range_name)

    def is_bold(self, cell: Cell) -> bool:
        return bool(cell.entry.is_default) or self.is_valid(cell)

    def is_quiet(self, cell: Cell) -> bool:
        return cell.answer is not None and not self.is_valid(cell)

    def facts(self, cell: Cell) -> list[str]:
        entry = cell.entry
        default = ""
        if entry.is_default:
            default = (
                "Default, set by hand."
                if entry.pinned
                else "Answers because it was added last: no default is set."
            )
        return [
            f"Version {entry.versind}, {entry.content}",
            default,
            f"Produced:\n{times.tooltip(entry.tsvers_ns)}",
            f"By {entry.author}" if entry.author else "",
            entry.comment,
            f"Group {entry.name}",
        ]


_FACES: dict[Kind, Face] = {
    Kind.PLACE: _PlaceFace(),
    Kind.DETTYPE: _DettypeFace(),
    Kind.FILE: _FileFace(),
    Kind.CTYPE: _CtypeFace(),
    Kind.RANGE: _RangeFace(),
    Kind.VERSION: _VersionFace(),
}


def face_of(owner: Branch, row: int) -> Face:
    """Return what shows the rows of a kind."""
    return _FACES[owner.kind_of(row)]


def _is_detname(text: str) -> bool:
    try:
        DetName.parse(text)
    except BadValue:
        return False
    return True


def _span(begin_ns: int, end_ns: int | None, *, utc: bool) -> str:
    """Return a range as `times.span`, but of its end only what differs: the tree is narrow."""
    if end_ns is None:
        return times.span(begin_ns, end_ns, utc=utc)
    begin, end = times.short(begin_ns, utc=utc), times.short(end_ns, utc=utc)
    if begin[:_DAY] == end[:_DAY]:
        return f"{begin} to {end[_DAY:].strip() or end}"
    return f"{begin} to {end[_YEAR:] if begin[:_YEAR] == end[:_YEAR] else end}"
