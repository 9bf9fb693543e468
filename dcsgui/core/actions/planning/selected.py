"""What of a source is meant: its node, and a selection below it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plan_items import Policies
from dcsgui.core.actions.answers.selections import Meant, Path
from dcsgui.core.actions.answers.transfers import How
from dcsgui.core.actions.planning.naming import check_names
from dcsgui.core.files.records import Level, VersionInfo
from dcsgui.core.objects.exchange.snapshot import RangeSnapshot, TypeSnapshot
from dcsgui.core.values.errors import BadValue, NotFound
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["Selected"]


class Selected:
    """Says of types, ranges and versions whether they are meant, and what is said about them.

    Attributes
    ----------
    node : NodeId
        What the source is.
    selection : Selection
        `BadValue` if its window ends before it begins, or something in it names no node.
    policies : Policies
    into : Path
        The range of the destination that all versions go into; () are those of their own.
    """

    def __init__(self, node: NodeId, how: How) -> None:
        self.node, self.selection = node, how.selection
        self.policies, self.into = Policies(how.policy, how.choices), how.into
        begin, end = self.selection.begin_ns, self.selection.end_ns
        if begin is not None and end is not None and end < begin:
            raise BadValue(
                f"The window of time would end at {Timestamp(end)}, before it begins at "
                f"{Timestamp(begin)}; give an end that is not before the begin."
            )
        check_names(node, how)
        self._defaults = frozenset(how.defaults)
        chosen = {choice.path for choice in how.choices}
        named = {*self.selection.nodes, *self.selection.without}
        self._named = named | self._defaults | chosen
        self._meant = Meant(self.selection)
        self._missing = set(self.selection.versions)

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
        missing = sorted((wanted | {path[0] for path in self._named if path}) - set(there))
        if missing:
            known = f"There are: {', '.join(sorted(there))}." if there else "There are none."
            raise NotFound(
                f"There is no type {', '.join(missing)} in {self.node.file}, or no longer. {known}"
            )
        meant = [ctype for ctype in sorted(wanted or there) if self._meant.reaches((ctype,))]
        self._check_one(meant)
        return meant

    def _check_one(self, ctypes: Collection[str]) -> None:
        """Refuse versions of several types, or of another one, where all go into one range."""
        others = [ctype for ctype in ctypes if ctype != self.into[0]] if self.into else []
        if others:
            raise BadValue(
                f"{', '.join(others)} can't go into {'/'.join(self.into)}: constants stay of "
                f"their type. Select versions of {self.into[0]} only."
            )

    def has_range(self, ctype: str, one: RangeSnapshot) -> bool:
        """Whether a range of a type that is meant is, too."""
        if not self._meant.reaches((ctype, one.name)):
            return False
        if self.node.range_name:
            return one.name == self.node.range_name
        begin, end = self.selection.begin_ns, self.selection.end_ns
        after = end is not None and one.begin_ns > end
        before = begin is not None and one.end_ns < begin
        return not after and not before

    def versions(self, ctype: str, one: RangeSnapshot) -> list[VersionInfo] | None:
        """List the versions of a range that are meant; None if the range is not for want of any.

        A range with nothing in it is meant if whole ranges are.
        """
        found = self._wanted(ctype, one)
        self._missing.difference_update(*(self._texts(info) for info in found))
        whole = self.selection.all_versions and not self.node.version_name
        empty = not one.versions and whole and not self.into
        return found if found or (empty and self._meant.has((ctype, one.name))) else None

    def whole(self, path: Path) -> bool:
        """Whether a node is meant with all that it is, so that its parameters are compared."""
        if self.into and len(path) < Level.VERSION:
            return False
        return len(self.node.path) <= len(path) and self._meant.whole(path)

    def emptied(self, ctype: str) -> bool:
        """Whether a type of which no range is meant is not meant itself: it was all left out."""
        return bool(self.into) or any(path[:1] == (ctype,) for path in self.selection.without)

    def check(self, read: Mapping[str, TypeSnapshot | None]) -> None:
        """Raise `NotFound` if something that was named is not in the types that were read.

        Nobody can tell of those that were not read, or that are None because they can't be.
        """
        for path in self._paths():
            if len(path) > Level.CTYPE and not _has(read.get(path[0]), path):
                raise NotFound(
                    f"There is no {'/'.join(path)} in {self.node.file}, or no longer; look what "
                    f"there is with 'dcs ls'."
                )
        self._check_defaults(read)
        if self._missing:
            listed = ", ".join(sorted(self._missing))
            raise NotFound(
                f"There is no version {listed} in what was selected of {self.node.file}; look "
                f"what there is with 'dcs ls'."
            )

    def _check_defaults(self, read: Mapping[str, TypeSnapshot | None]) -> None:
        for path in sorted(self._defaults):
            found = read.get(path[0], _NOTHING)
            if found is None:
                continue
            one = found.by_name.get(path[1])
            wanted = self._wanted(path[0], one) if one is not None else []
            if path[2] not in {info.name for info in wanted}:
                raise BadValue(
                    f"{'/'.join(path)} is to become the default, and is not among what is "
                    f"transferred; select it, too, or do not ask for that."
                )

    def _paths(self) -> Iterator[Path]:
        yield self.node.path
        yield from sorted(self._named)

    def _wanted(self, ctype: str, one: RangeSnapshot) -> list[VersionInfo]:
        """List the versions of a range that are meant, if the range is."""
        if not self.has_range(ctype, one):
            return []
        return [info for info in one.versions if self._has_version(ctype, one, info)]

    def _has_version(self, ctype: str, one: RangeSnapshot, info: VersionInfo) -> bool:
        if self.node.version_name and info.name != self.node.version_name:
            return False
        if self.selection.default_only and info.name != one.answer:
            return False
        if not self._meant.has((ctype, one.name, info.name)):
            return False
        return not self.selection.versions or bool(self._texts(info))

    def _texts(self, info: VersionInfo) -> list[str]:
        """List the texts, among those that select versions, which name a version."""
        named = {info.name, str(info.versind), f"v{info.versind}"}
        return [text for text in self.selection.versions if text in named or _at(info, text)]


_NOTHING = TypeSnapshot("", exists=False)


def _has(read: TypeSnapshot | None, path: Path) -> bool:
    """Whether a type has a range, or a version; of one that was not read nobody can tell."""
    if read is None:
        return True
    found = read.by_name.get(path[1])
    return found is not None and (len(path) < Level.VERSION or path[2] in found.by_name)


def _at(info: VersionInfo, text: str) -> bool:
    """Whether a text is the production time of a version."""
    if info.tsvers is None or text.isdecimal():
        return False
    try:
        return Timestamp.of(text) == info.tsvers
    except BadValue:
        return False
