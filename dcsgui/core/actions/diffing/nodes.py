"""How two nodes differ, with all that is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dcsgui.core.actions.answers.diffs import (
    Compared,
    ConstantsDifference,
    How,
    In,
    NodeDifference,
)
from dcsgui.core.actions.diffing import facts
from dcsgui.core.actions.diffing.constants import constants_difference
from dcsgui.core.actions.diffing.holding import HeldRange, HeldType, HeldVersion
from dcsgui.core.actions.diffing.matching import match_ranges, match_versions
from dcsgui.core.actions.diffing.parameters import parameters_difference, records_difference
from dcsgui.core.files.records import LayoutName
from dcsgui.core.objects.base import DCBase
from dcsgui.core.objects.store import DCStore
from dcsgui.core.values.counts import EXACT, Tolerance
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["Comparer"]

_PARAMETERS = ("author", "comment")
"""Facts that a parameter of that name says, too."""


@dataclass(eq=False)
class Comparer:
    """Compares two nodes of stores that are held open, level by level.

    Attributes
    ----------
    a, b : DCStore
        Perhaps the same one.
    tolerance : Tolerance
        For arrays.
    histories : bool
        Whether histories are compared, too.
    progress : Progress
        Hears of versions, and of the bytes of arrays.
    nodes : list of NodeDifference
        What differs, as far as it was compared.
    compared : Compared
        How much that was.
    """

    a: DCStore
    b: DCStore
    tolerance: Tolerance = EXACT
    histories: bool = False
    progress: Progress = QUIET
    nodes: list[NodeDifference] = field(default_factory=list)
    compared: Compared = field(default_factory=Compared)

    @property
    def rounded(self) -> bool:
        """Whether times are matched to the microsecond only."""
        return LayoutName.PSCALIB in (self.a.layout, self.b.layout)

    def stores(self) -> None:
        """Compare two detectors with all that is in them."""
        self._note("detector", self._own(self.a, self.b, (), ()), facts=facts.head(self.a, self.b))
        ours, theirs = set(self.a.ctypes()), set(self.b.ctypes())
        for ctype in sorted(ours | theirs):
            if ctype not in theirs:
                self._type_alone(In.A, HeldType.of(self.a, ctype))
            elif ctype not in ours:
                self._type_alone(In.B, HeldType.of(self.b, ctype))
            else:
                self.types(HeldType.of(self.a, ctype), HeldType.of(self.b, ctype))

    def types(self, a: HeldType, b: HeldType) -> None:
        """Compare two types with all that is in them."""
        self._count("types")
        self._note("type", self._own(a.cto, b.cto, a.path, b.path))
        matched = match_ranges(a.ranges(), b.ranges(), rounded=self.rounded)
        for number, (ours, theirs) in enumerate(matched.pairs):
            self.progress.report(number, len(matched.pairs), f"ranges of {a.cto.ctype()}")
            self.ranges(ours, theirs)
        for side, ranges, others in (
            (In.A, matched.only_a, matched.only_b),
            (In.B, matched.only_b, matched.only_a),
        ):
            begins = {other.begin_ns: other for other in reversed(others)}
            for one in ranges:
                self._range_alone(side, one, begins.get(one.begin_ns))

    def ranges(self, a: HeldRange, b: HeldRange) -> None:
        """Compare two ranges with all that is in them."""
        self._count("ranges")
        matched = match_versions(a.versions(), b.versions(), rounded=self.rounded)
        said = facts.ends(a, b, rounded=self.rounded) + facts.default(a, b, matched)
        self._note("range", self._own(a.object, b.object, a.path, b.path), facts=said)
        for ours, theirs in matched.pairs:
            self.versions(ours, theirs)
        for side, versions in ((In.A, matched.only_a), (In.B, matched.only_b)):
            for one in versions:
                self._alone(side, "version", one.path, [one], versind=one.info.versind)

    def versions(self, a: HeldVersion, b: HeldVersion, of: facts.Facts = ()) -> None:
        """Compare two versions; `of` says how the ranges differ, where they are not compared."""
        self._count("versions")
        node = self._own(a.version, b.version, a.path, b.path)
        twice = {one.key for one in node.parameters}.intersection(_PARAMETERS)
        said = facts.making(a, b, rounded=self.rounded)
        self._note(
            "version",
            replace(node, versind_a=a.info.versind, versind_b=b.info.versind),
            facts=of + tuple(one for one in said if one.key not in twice),
            constants=self._constants(a, b),
        )

    def absent(self, side: In, one: HeldVersion, note: str) -> None:
        """Note a version that answers on one side, where nothing does on the other."""
        self._alone(side, "version", one.path, [one], versind=one.info.versind, note=note)

    def _constants(self, a: HeldVersion, b: HeldVersion) -> ConstantsDifference | None:
        found = constants_difference(a, b, tolerance=self.tolerance, progress=self.progress)
        if found.how is How.IDENTICAL:
            self._count("identical")
        elif found.how is How.CLOSE:
            self._count("close")
        return None if found.same else found

    def _own(
        self, a: DCBase, b: DCBase, path_a: tuple[str, ...], path_b: tuple[str, ...]
    ) -> NodeDifference:
        """Compare what every level has: parameters and, if asked for, histories."""
        return NodeDifference(
            "",
            In.BOTH,
            path_a,
            path_b,
            parameters=parameters_difference(a.dictpars(), b.dictpars()),
            records=records_difference(a.records(), b.records()) if self.histories else (),
        )

    def _note(
        self,
        level: str,
        node: NodeDifference,
        *,
        facts: facts.Facts = (),
        constants: ConstantsDifference | None = None,
    ) -> None:
        """Keep a node of which something differs."""
        if facts or constants or node.parameters or node.records:
            self.nodes.append(replace(node, level=level, facts=facts, constants=constants))

    def _type_alone(self, side: In, one: HeldType) -> None:
        versions = [version for each in one.ranges() for version in each.versions()]
        self._alone(side, "type", one.path, versions)

    def _range_alone(self, side: In, one: HeldRange, other: HeldRange | None) -> None:
        note = ""
        if other is not None:
            there = "B" if side is In.A else "A"
            note = f"{there} has {other.name}, with the same begin and another end"
        self._alone(side, "range", one.path, one.versions(), note=note)

    def _alone(
        self,
        side: In,
        level: str,
        path: tuple[str, ...],
        versions: Sequence[HeldVersion],
        *,
        versind: int = 0,
        note: str = "",
    ) -> None:
        """Keep what is on one side only."""
        in_a = side is In.A
        self.nodes.append(
            NodeDifference(
                level,
                side,
                path if in_a else None,
                None if in_a else path,
                versind if in_a else 0,
                0 if in_a else versind,
                nversions=len(versions),
                nbytes=sum(one.info.nbytes for one in versions),
                note=note,
            )
        )

    def _count(self, what: str) -> None:
        counted = getattr(self.compared, what) + 1
        self.compared = replace(self.compared, **{what: counted})
