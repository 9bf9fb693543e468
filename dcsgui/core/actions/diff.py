"""Comparing two detectors, files, types, ranges, versions, or what answers at two times."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from dcsgui.core.actions.answers.diffs import (
    Comparison,
    EffectiveComparison,
    In,
    NodeAt,
    Side,
)
from dcsgui.core.actions.answers.nodes import Level, NodeId
from dcsgui.core.actions.diffing import facts
from dcsgui.core.actions.diffing.effective import answers, effective_changes
from dcsgui.core.actions.diffing.holding import HeldRange, HeldType, HeldVersion
from dcsgui.core.actions.diffing.nodes import Comparer
from dcsgui.core.actions.opening import same_file, to_look
from dcsgui.core.objects.store import DCStore
from dcsgui.core.values.counts import EXACT, Tolerance
from dcsgui.core.values.errors import BadValue, ConstantsNotFound
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["diff", "effective"]

_WORDS = {
    Level.STORE: "a detector",
    Level.CTYPE: "a type",
    Level.RANGE: "a range",
    Level.VERSION: "a version",
}


def diff(
    a: NodeId | NodeAt,
    b: NodeId | NodeAt,
    *,
    tolerance: Tolerance = EXACT,
    histories: bool = False,
    progress: Progress = QUIET,
) -> Comparison:
    """Compare two nodes with all that is in them, or what answers at two times.

    Each file is opened once. Constants whose digests agree are not read; of two arrays that
    differ no more than about two panels are in memory.

    Parameters
    ----------
    a, b : NodeId or NodeAt
        Of one level: two detectors, types, ranges or versions, of one file or of two. What a type
        answers at a time is a version; what a detector answers at a time is one of each type.
    tolerance : Tolerance
        For arrays; none counts as the same that is not identical, if it is `EXACT`.
    histories : bool
        Whether records of histories that are on one side only are told, too.
    progress : Progress
        Hears of ranges and bytes; can call it off.

    Raises
    ------
    BadValue
        If the two are not of one level.
    NotFound
        If one is not there.
    ConstantsNotFound
        If a type answers nothing at its time.
    StoreNotAvailable, AccessDenied, Damaged, Busy
    """
    with _opened(a, b) as (ours, theirs):
        comparer = Comparer(ours, theirs, tolerance, histories, progress)
        at_times = _is_store_at(a), _is_store_at(b)
        if all(at_times):
            _compare_times(comparer, _time_of(a), _time_of(b))
        else:
            _compare(comparer, _settled(a, ours), _settled(b, theirs), at_times)
        return Comparison(
            _side(a, ours),
            _side(b, theirs),
            not comparer.nodes,
            tolerance.atol,
            tolerance.rtol,
            comparer.compared,
            tuple(comparer.nodes),
        )


def effective(a: NodeId, b: NodeId, *, progress: Progress = QUIET) -> EffectiveComparison:
    """Tell when two detectors, or two types, answer with other constants.

    What is compared is what the answers are, not in which range or version they stand: it is
    empty exactly if `DCStore.get` returns the same from both at all times.

    Parameters
    ----------
    a, b : NodeId
        Two detectors, of which all types are compared, or two types.

    Raises
    ------
    BadValue
        For ranges and versions, and if the two are not of one level.
    NotFound
        If one of the types is not there.
    StoreNotAvailable, AccessDenied, Damaged, Busy
    """
    _check_levels(a, b)
    if a.level not in (Level.STORE, Level.CTYPE):
        raise BadValue(
            f"What answers over time is compared for two detectors, or for two types, not for "
            f"{_WORDS[a.level]}; name the type alone, or compare the constants themselves."
        )
    with _opened(a, b) as (ours, theirs):
        if a.level is Level.CTYPE:
            pairs = [(ours.ctypeobj(a.ctype).ctype(), theirs.ctypeobj(b.ctype).ctype())]
        else:
            pairs = [(one, one) for one in sorted({*ours.ctypes(), *theirs.ctypes()})]
        found = [
            change
            for type_a, type_b in pairs
            for change in effective_changes(
                type_a,
                answers(ours, type_a, progress=progress),
                answers(theirs, type_b, progress=progress),
            )
        ]
        sides = _side(a, ours), _side(b, theirs)
    return EffectiveComparison(*sides, not found, len(pairs), tuple(found))


@contextmanager
def _opened(a: NodeId | NodeAt, b: NodeId | NodeAt) -> Iterator[tuple[DCStore, DCStore]]:
    """Hold both files open, or the one that both are in."""
    files = _node_of(a).file, _node_of(b).file
    ours = to_look(files[0])
    theirs = ours if same_file(*files) else to_look(files[1])
    with ExitStack() as stack:
        for store in {ours, theirs}:
            stack.enter_context(store.opened())
        yield ours, theirs


def _compare(
    comparer: Comparer, a: NodeId, b: NodeId, at_times: tuple[bool, bool] = (False, False)
) -> None:
    if any(at_times):
        raise BadValue(
            "What a detector answers at a time can be compared with what one answers at another "
            "time only; give both with a time (DET@TIME), or both without."
        )
    _check_levels(a, b)
    if a.level is Level.STORE:
        comparer.stores()
    elif a.level is Level.CTYPE:
        comparer.types(HeldType.of(comparer.a, a.ctype), HeldType.of(comparer.b, b.ctype))
    elif a.level is Level.RANGE:
        comparer.ranges(_range(comparer.a, a), _range(comparer.b, b))
    else:
        _compare_versions(comparer, a, b)


def _compare_versions(comparer: Comparer, a: NodeId, b: NodeId) -> None:
    ranges = _range(comparer.a, a), _range(comparer.b, b)
    said = facts.ends(*ranges, rounded=comparer.rounded)
    versions = ranges[0].version(a.version_name), ranges[1].version(b.version_name)
    comparer.versions(*versions, said)


def _compare_times(comparer: Comparer, a: Timestamp, b: Timestamp) -> None:
    """Compare what each type answers at two times."""
    for ctype in sorted({*comparer.a.ctypes(), *comparer.b.ctypes()}):
        ours, theirs = _answer(comparer.a, ctype, a), _answer(comparer.b, ctype, b)
        if ours is not None and theirs is not None:
            _compare_versions(comparer, ours, theirs)
        elif ours is not None:
            comparer.absent(In.A, _version(comparer.a, ours), f"nothing is valid in B at {b}")
        elif theirs is not None:
            comparer.absent(In.B, _version(comparer.b, theirs), f"nothing is valid in A at {a}")


def _answer(store: DCStore, ctype: str, tstamp: Timestamp) -> NodeId | None:
    try:
        found = store.find(ctype, tstamp)
    except ConstantsNotFound:
        return None
    return NodeId(str(store.path), (ctype, found.range.name, found.version.name))


def _settled(one: NodeId | NodeAt, store: DCStore) -> NodeId:
    """Return the version that a type answers at a time; a node as it is."""
    if isinstance(one, NodeId):
        return one
    node = one.node
    if node.level is Level.STORE:
        return node
    if node.level is not Level.CTYPE:
        raise BadValue(
            f"A time tells which constants of a detector or a type are meant; "
            f"'{'/'.join(node.path)}' is {_WORDS[node.level]}. Leave out the time, or what is "
            f"below the type."
        )
    found = store.find(store.ctypeobj(node.ctype).ctype(), Timestamp(one.tstamp_ns))
    return NodeId(node.file, (node.ctype, found.range.name, found.version.name))


def _range(store: DCStore, node: NodeId) -> HeldRange:
    return HeldType.of(store, node.ctype, (node.range_name,)).range(node.range_name)


def _version(store: DCStore, node: NodeId) -> HeldVersion:
    return _range(store, node).version(node.version_name)


def _check_levels(a: NodeId, b: NodeId) -> None:
    if a.level is not b.level:
        raise BadValue(
            f"A is {_WORDS[a.level]} and B {_WORDS[b.level]}; name two of the same level, as in "
            f"DET/CTYPE and DET/CTYPE."
        )


def _is_store_at(one: NodeId | NodeAt) -> bool:
    return isinstance(one, NodeAt) and one.node.level is Level.STORE


def _time_of(one: NodeId | NodeAt) -> Timestamp:
    return Timestamp(one.tstamp_ns if isinstance(one, NodeAt) else 0)


def _node_of(one: NodeId | NodeAt) -> NodeId:
    return one.node if isinstance(one, NodeAt) else one


def _side(one: NodeId | NodeAt, store: DCStore) -> Side:
    node, at_ns = _node_of(one), one.tstamp_ns if isinstance(one, NodeAt) else None
    return Side(node.file, store.detname(), node.path, at_ns, store.layout.value)
