"""How two nodes of detector files, or what answers at two times, differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.timelines import AnswerChange
from dcsgui.core.values.counts import (
    BitTransition,
    NumberDifference,
    PanelDifference,
    ValueTransition,
)

__all__ = [
    "Compared",
    "Comparison",
    "ConstantsDifference",
    "Diffed",
    "EffectiveComparison",
    "Form",
    "How",
    "In",
    "NodeAt",
    "NodeDifference",
    "RecordDifference",
    "Side",
    "ValueDifference",
]


@dataclass(frozen=True, slots=True)
class NodeAt:
    """What answers at a time: of a detector, or of one of its types.

    Attributes
    ----------
    node : NodeId
        The store, or a type.
    tstamp_ns : int
        When (ns since 1970, UTC).
    """

    node: NodeId
    tstamp_ns: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared, A or B.

    Attributes
    ----------
    file : str
        Absolute path of the detector file.
    detname : str
        The detector, as the file says.
    path : tuple of str
        The node in it: (), (ctype,), (ctype, range) or (ctype, range, version).
    at_ns : int or None
        What answers at this time is compared (ns since 1970, UTC); None: the node itself.
    layout : str
        "native" or "pscalib".
    """

    file: str
    detname: str
    path: tuple[str, ...]
    at_ns: int | None
    layout: str


class In(Enum):
    """Where something is."""

    BOTH = "both"
    A = "only in A"
    B = "only in B"


@dataclass(frozen=True, slots=True)
class ValueDifference:
    """A parameter, or a fact, that differs.

    Attributes
    ----------
    key : str
    before, after : str or None
        Its value in A and in B as text; None where it is not there.
    """

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """A record of a history that is on one side only.

    Attributes
    ----------
    side : In
    tstamp_ns : int
        Its time (ns since 1970, UTC).
    user, host, action, comment : str
    """

    side: In
    tstamp_ns: int
    user: str
    host: str
    action: str
    comment: str


@dataclass(frozen=True, slots=True)
class Form:
    """What constants are like.

    Attributes
    ----------
    kind : str
        "array", "text" or "nothing".
    shape : tuple of int
    dtype : str
        numpy's, with the byte order: "<f4"; "text" for a text.
    nbytes : int
    digest : str
        ``"sha256:..."`` as the file says; "" in files of older code.
    """

    kind: str
    shape: tuple[int, ...]
    dtype: str
    nbytes: int
    digest: str


class How(Enum):
    """How constants compare."""

    IDENTICAL = "identical"
    """Of the same kind, shape, type and bytes."""
    EQUAL = "equal numbers"
    """No number differs, but the type does, or the byte order, or the sign of a zero."""
    CLOSE = "within the tolerance"
    NUMBERS = "other numbers"
    SHAPE = "another shape"
    TEXT = "another text"
    KIND = "another kind"
    UNREADABLE = "can't be read"


@dataclass(frozen=True, slots=True)
class ConstantsDifference:
    """How the constants of two versions differ.

    Attributes
    ----------
    how : How
    a, b : Form
    numbers : NumberDifference or None
        For arrays of one shape. The difference is B less A.
    panels : tuple of PanelDifference
        The same for each panel, where the array has some.
    bits : tuple of BitTransition
        For masks and status words of integers or bools: the bits that differ.
    values : tuple of ValueTransition
        For these: the most frequent changes of value.
    nvalues : int
        How many such changes there are.
    lines : tuple of str
        For texts: the unified difference, to the byte.
    problem : str
        A sentence, where the constants can't be read.
    """

    how: How
    a: Form
    b: Form
    numbers: NumberDifference | None = None
    panels: tuple[PanelDifference, ...] = ()
    bits: tuple[BitTransition, ...] = ()
    values: tuple[ValueTransition, ...] = ()
    nvalues: int = 0
    lines: tuple[str, ...] = ()
    problem: str = ""

    @property
    def same(self) -> bool:
        """Whether they count as the same, given the tolerance."""
        return self.how in (How.IDENTICAL, How.CLOSE)


@dataclass(frozen=True, slots=True)
class NodeDifference:
    """A node that differs, or is on one side only.

    Attributes
    ----------
    level : str
        "detector", "type", "range" or "version".
    side : In
    a, b : tuple of str, or None
        Where it is on each side, by names; None where it is not.
    versind_a, versind_b : int
        For a version its numbers, which may differ; 0 otherwise.
    facts : tuple of ValueDifference
        What the file says of it: predecessor, successor, begin, end, default, production time,
        author, comment.
    parameters : tuple of ValueDifference
    records : tuple of RecordDifference
        Of the history, only if it was asked for.
    constants : ConstantsDifference or None
        None if they are the same, and above versions.
    nversions, nbytes : int
        For what is on one side only: its versions, and the bytes of their constants.
    note : str
        A sentence that helps: a range of the same begin on the other side, for example.
    """

    level: str
    side: In
    a: tuple[str, ...] | None
    b: tuple[str, ...] | None
    versind_a: int = 0
    versind_b: int = 0
    facts: tuple[ValueDifference, ...] = ()
    parameters: tuple[ValueDifference, ...] = ()
    records: tuple[RecordDifference, ...] = ()
    constants: ConstantsDifference | None = None
    nversions: int = 0
    nbytes: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """How much was compared.

    Attributes
    ----------
    types, ranges, versions : int
        That are on both sides.
    identical : int
        Versions whose constants are identical.
    close : int
        Versions whose constants are within the tolerance, and not identical.
    """

    types: int = 0
    ranges: int = 0
    versions: int = 0
    identical: int = 0
    close: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """How A and B differ.

    Names of detectors, when files were made, and numbers of versions are told and do not count.

    Attributes
    ----------
    a, b : Side
    same : bool
        Nothing differs.
    atol, rtol : float
        The tolerance for arrays; both 0 is exact.
    compared : Compared
    nodes : tuple of NodeDifference
        What differs, level by level: a node comes before what is in it.
    """

    a: Side
    b: Side
    same: bool
    atol: float
    rtol: float
    compared: Compared
    nodes: tuple[NodeDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class EffectiveComparison:
    """When A and B answer otherwise.

    Attributes
    ----------
    a, b : Side
    same : bool
        At all times, and for all types, both answer with the same constants.
    ntypes : int
        How many types were compared.
    changes : tuple of AnswerChange
        The stretches of time in which the constants that answer differ, by type, then in order;
        each is as long as both answers stay the same. `before` is A, and names what answers where
        the stretch begins; `after` is B.
    """

    a: Side
    b: Side
    same: bool
    ntypes: int
    changes: tuple[AnswerChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Diffed:
    """What `dcs diff` answers: one of the two.

    Attributes
    ----------
    comparison : Comparison or None
        How A and B differ.
    effective : EffectiveComparison or None
        When they answer otherwise, if that was asked for.
    """

    comparison: Comparison | None = None
    effective: EffectiveComparison | None = None
