"""What the comparison of both sides of a transfer has found, before any policy."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from dcsgui.core.actions.planning.matching import Found, RangePair
from dcsgui.core.files.records import Head, LayoutName, ParValue, Path
from dcsgui.core.objects.exchange.fingerprint import parameters_digest
from dcsgui.core.objects.exchange.returning import Returning
from dcsgui.core.objects.exchange.snapshot import RangeSnapshot, TypeSnapshot, Used

__all__ = ["Facts", "ParFacts", "RangeFacts", "TypeFacts"]


@dataclass(frozen=True, slots=True)
class ParFacts:
    """Keys of the source's parameters that are missing at the destination, or are other there."""

    missing: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the destination has all that the source has."""
        return not self.missing and not self.other


@dataclass(frozen=True, slots=True)
class RangeFacts:
    """A range that is meant, how it stands to the destination, and its versions that are meant.

    Attributes
    ----------
    pair : RangePair
    name : str
        That it has, or would get, in the layout of the destination.
    into : RangeSnapshot or None
        Where its versions would go; None if the range is to be made.
    used : Used
        What deleted versions of that have used.
    last : int
        The highest number that was ever used there; not looked up where nothing is added.
    found : list of Found
        In order of addition.
    back : Returning or None
        What was taken back and returns, if the range does, or its type: `into` is as it was then.
    """

    pair: RangePair
    name: str
    into: RangeSnapshot | None
    used: Used
    last: int
    found: list[Found]
    back: Returning | None = None


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """A type that is meant.

    Attributes
    ----------
    ctype : str
    target : TypeSnapshot
        What the destination has of it.
    ranges : list of RangeFacts
    problem : str
        A sentence if it can't be read from the source; then nothing else is known of it.
    gone : tuple of Returning
        What was taken back of it there, and may return.
    back : Returning or None
        That of the type itself, if it returns.
    """

    ctype: str
    target: TypeSnapshot
    ranges: list[RangeFacts] = field(default_factory=list)
    problem: str = ""
    gone: tuple[Returning, ...] = ()
    back: Returning | None = None


@dataclass
class Facts:
    """What the comparison has found.

    Attributes
    ----------
    head : Head
        Of the source.
    target : Head or None
        Of the destination; None if there is no file.
    types : list of TypeFacts
    pars : dict of Path to ParFacts
        By path in the source, for nodes that both have and that are meant as a whole.
    theirs : dict of Path to parameters
        Of the same nodes, by their paths at the destination.
    brought : dict of Path to parameters
        Of nodes of the source that are to be made, or that both have, by path there; not of those
        whose parameters can't be read.
    digests : dict of Path to str
        Of constants of the source whose file has none, as far as they had to be compared.
    """

    head: Head
    target: Head | None
    types: list[TypeFacts] = field(default_factory=list)
    pars: dict[Path, ParFacts] = field(default_factory=dict)
    theirs: dict[Path, Mapping[str, ParValue]] = field(default_factory=dict)
    brought: dict[Path, Mapping[str, ParValue]] = field(default_factory=dict)
    digests: dict[Path, str] = field(default_factory=dict)

    def digest_brought(self, path: Path, keys: Collection[str] | None = None) -> str:
        """Digest parameters of a node of the source: all, or those of some keys."""
        pars = self.brought.get(path, {})
        return parameters_digest({key: pars[key] for key in (pars if keys is None else keys)})

    @property
    def layout(self) -> LayoutName:
        """The layout of the destination; new files are native."""
        return LayoutName.NATIVE if self.target is None else self.target.layout

    @property
    def coarse(self) -> bool:
        """Whether one of the files is of older code, which kept times as floats."""
        return LayoutName.PSCALIB in (self.head.layout, self.layout)
