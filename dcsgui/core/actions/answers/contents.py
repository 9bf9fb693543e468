"""What is in a place, a detector, a type or a range: for lists and trees."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.actions.answers.listings import PlaceContents, VersionRow
from dcsgui.core.actions.answers.nodes import NodeId

__all__ = ["Listed", "ListedRange", "ListedType", "Tree"]


@dataclass(frozen=True, slots=True)
class ListedRange:
    """A range of validity.

    Attributes
    ----------
    name : str
    begin_ns, end_ns : int, int or None
        Both ends belong to it (ns since 1970, UTC); None is open.
    nversions : int
    nbytes : int
        Of the constants of its versions.
    versind : int
        The number of the version that answers; 0 if it has none.
    pinned : bool
        Somebody set it as the default; otherwise it is the one added last.
    versions : tuple of VersionRow
        By number; empty where they were not asked for.
    """

    name: str
    begin_ns: int
    end_ns: int | None
    nversions: int
    nbytes: int
    versind: int
    pinned: bool
    versions: tuple[VersionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedType:
    """A calibration type.

    Attributes
    ----------
    ctype : str
    nranges, nversions : int
    nbytes : int
        Of the constants of its versions.
    begin_ns, end_ns : int or None
        From the first begin to the last end of its ranges (ns since 1970, UTC); there may be gaps.
        An end of None is open; a begin of None says that it has no ranges.
    ranges : tuple of ListedRange
        By begin, then by end, open last; empty where they were not asked for.
    problem : str
        A sentence, if the type is damaged; then nothing else is known of it.
    """

    ctype: str
    nranges: int = 0
    nversions: int = 0
    nbytes: int = 0
    begin_ns: int | None = None
    end_ns: int | None = None
    ranges: tuple[ListedRange, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """What is one level below something; one of the lists is filled.

    Attributes
    ----------
    places : tuple of PlaceContents
        Places, with their detectors.
    node : NodeId or None
        What the others are in.
    types : tuple of ListedType
        Of a detector.
    ranges : tuple of ListedRange
        Of a type.
    versions : tuple of VersionRow
        Of a range; for a version that one.
    """

    places: tuple[PlaceContents, ...] = ()
    node: NodeId | None = None
    types: tuple[ListedType, ...] = ()
    ranges: tuple[ListedRange, ...] = ()
    versions: tuple[VersionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """All that a detector has, or what is below one of its types or ranges.

    Attributes
    ----------
    node : NodeId
    detname : str
        As the file says.
    types : tuple of ListedType
        With their ranges, and these with their versions.
    """

    node: NodeId
    detname: str
    types: tuple[ListedType, ...]
