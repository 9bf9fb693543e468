"""What of a source is meant: its node, and a selection below it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import Selection
from dcsgui.core.files.records import Level, VersionInfo
from dcsgui.core.objects.exchange.snapshot import RangeSnapshot
from dcsgui.core.values.errors import BadValue, NotFound
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["Selected"]


class Selected:
    """Says of types, ranges and versions whether they are meant.

    Attributes
    ----------
    node : NodeId
        What the source is.
    selection : Selection
        `BadValue` if its window ends before it begins.
    """

    def __init__(self, node: NodeId, selection: Selection) -> None:
        self.node, self.selection = node, selection
        begin, end = selection.begin_ns, selection.end_ns
        if begin is not None and end is not None and end < begin:
            raise BadValue(
                f"The window of time would end at {Timestamp(end)}, before it begins at "
                f"{Timestamp(begin)}; give an end that is not before the begin."
            )
        self._missing = set(selection.versions)

    def ctypes(self, there: Collection[str]) -> list[str]:
        """List the types that are meant; `NotFound` if one of them is not there."""
        wanted = set(self.selection.ctypes)
        if self.node.ctype:
            if wanted - {self.node.ctype}:
                raise BadValue(
                    f"The source is {'/'.join(self.node.path)}, and the types selected in it are "
                    f"{', '.join(sorted(wanted))}; give one of the two."
                )
            wanted = {self.node.ctype}
        missing = sorted(wanted - set(there))
        if missing:
            known = f"There are: {', '.join(sorted(there))}." if there else "There are none."
            raise NotFound(
                f"There is no type {', '.join(missing)} in {self.node.file}, or no longer. {known}"
            )
        return sorted(wanted or there)

    def has_range(self, one: RangeSnapshot) -> bool:
        """Whether a range of a type that is meant is, too."""
        if self.node.range_name:
            return one.name == self.node.range_name
        begin, end = self.selection.begin_ns, self.selection.end_ns
        after = end is not None and one.begin_ns > end
        before = begin is not None and one.end_ns < begin
        return not after and not before

    def versions(self, one: RangeSnapshot) -> list[VersionInfo] | None:
        """List the versions of a range that are meant; None if the range is not for want of any.

        A range with nothing in it is meant if whole ranges are.
        """
        found = [info for info in one.versions if self._has_version(one, info)]
        whole = self.selection.all_versions and not self.node.version_name
        return found if found or whole else None

    def whole(self, level: Level) -> bool:
        """Whether nodes of a level are meant with everything in them, if they are meant at all."""
        return self.selection.whole(len(self.node.path), level.value)

    def check(self, ranges: Sequence[RangeSnapshot]) -> None:
        """Raise `NotFound` if the node, or a version selected by name, was in no range."""
        if self.node.range_name and not ranges:
            raise NotFound(f"There is no {self._words()} in {self.node.file}, or no longer.")
        if self.node.version_name and self.node.version_name not in {
            info.name for one in ranges for info in one.versions
        }:
            raise NotFound(f"There is no {self._words()} in {self.node.file}, or no longer.")
        if self._missing:
            listed = ", ".join(sorted(self._missing))
            raise NotFound(
                f"There is no version {listed} in what was selected of {self.node.file}; look "
                f"what there is with 'dcs ls'."
            )

    def _words(self) -> str:
        return "/".join(self.node.path)

    def _has_version(self, one: RangeSnapshot, info: VersionInfo) -> bool:
        if self.node.version_name and info.name != self.node.version_name:
            return False
        if self.selection.default_only and info.name != one.answer:
            return False
        if not self.selection.versions:
            return True
        named = {info.name, str(info.versind), f"v{info.versind}"}
        meant = [text for text in self.selection.versions if text in named or _at(info, text)]
        self._missing.difference_update(meant)
        return bool(meant)


def _at(info: VersionInfo, text: str) -> bool:
    """Whether a text is the production time of a version."""
    if info.tsvers is None or text.isdecimal():
        return False
    try:
        return Timestamp.of(text) == info.tsvers
    except BadValue:
        return False
