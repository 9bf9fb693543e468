"""Making the plan of a transfer."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path as FilePath

from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.core.actions.answers.plan_items import Policies
from dcsgui.core.actions.answers.plans import (
    Item,
    ItemKind,
    Path,
    Plan,
    Refusal,
    Resolution,
    Side,
    State,
)
from dcsgui.core.actions.answers.transfers import How
from dcsgui.core.actions.opening import LOOKING, same_file, to_look
from dcsgui.core.actions.patience import patience
from dcsgui.core.actions.planning.compared import compare
from dcsgui.core.actions.planning.digests import Checked, Digests, checked
from dcsgui.core.actions.planning.facts import Facts
from dcsgui.core.actions.planning.items import items_of
from dcsgui.core.actions.planning.outcome import changes_of
from dcsgui.core.actions.planning.permitted import permitted
from dcsgui.core.actions.planning.plan_json import sealed
from dcsgui.core.actions.planning.selected import Selected
from dcsgui.core.actions.planning.situation import Situation
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.opening import open_reader
from dcsgui.core.files.records import Head, VersionInfo
from dcsgui.core.objects import places
from dcsgui.core.objects.arguments import note_of
from dcsgui.core.objects.author import current_author
from dcsgui.core.objects.exchange.fingerprint import fingerprint_of
from dcsgui.core.objects.exchange.returning import Returns
from dcsgui.core.values.errors import BadValue, NotFound
from dcsgui.core.values.names import DetName
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["destination_in", "make_plan", "plan_to"]

AS_IT_IS = How()

LOOKS = 3
"""So often files without digests are looked at, before they are hashed while they are held."""


def make_plan(
    source: NodeId,
    destination: str,
    how: How = AS_IT_IS,
    *,
    comment: str = "",
    verify: bool = True,
    progress: Progress = QUIET,
) -> Plan:
    """Compare a source with a destination, and say what a transfer would do; change nothing.

    Parameters
    ----------
    source : NodeId
        A detector, or a type, range or version of it.
    destination : str
        Path of a detector file; it, and its directories, need not exist.
    how : How
        What is meant below the source, the policy, whether defaults may be moved (a new range has
        its default with it in any case), and whether the destination may be of any detector.
    comment : str
        Why; goes into the histories.
    verify : bool
        Whether the constants that are to be added are compared with their digests now.
    progress : Progress
        Told the types that are compared, then the bytes that are verified.

    Returns
    -------
    Plan
        Its conflicts and refusals are in its items: nothing is raised for them.

    Raises
    ------
    NotFound
        If there is nothing of what is meant in the source.
    BadValue
        If the destination can't be the file of a detector, or the window is none.
    FileGoneError, StoreNotAvailable, AccessDenied, Damaged, Busy, Cancelled
        If one of the files can't be read.
    """
    note_of(comment, "A comment")
    to_look(source.file)
    file = _absolute(destination)
    if os.path.lexists(file):
        to_look(file)
    selected = Selected(source, how)
    _check_into(file, how)
    digests = Digests()
    returns = Returns.of(file, patience(LOOKING)) if os.path.lexists(file) else Returns()
    for attempt in range(1, LOOKS + 1):
        digests.direct = attempt == LOOKS
        with _opened(source.file, file) as (mine, theirs):
            heads = mine.head(), None if theirs is None else theirs.head()
            sides = replace(_side(source.file, heads[0]), path=source.path), _side(file, heads[1])
            plan = _empty(sides, how, comment)
            stranger = _stranger(plan, heads)
            if stranger is not None:
                return sealed(replace(plan, items=(stranger,)))
            facts = compare(selected, (mine, theirs), digests, progress, returns)
        if not digests.missing:
            break
        digests.compute(source.file, file, progress)
    return sealed(_filled(plan, facts, verify=verify, progress=progress))


@contextmanager
def _opened(source: str, destination: str) -> Iterator[tuple[Reader, Reader | None]]:
    """Open both files, once if they are the same; of a destination that is not there None."""
    with ExitStack() as stack:
        mine = stack.enter_context(open_reader(source, patience(LOOKING)))
        if not os.path.lexists(destination):
            yield mine, None
        elif same_file(source, destination):
            yield mine, mine
        else:
            yield mine, stack.enter_context(open_reader(destination, patience(LOOKING)))


def _empty(sides: tuple[Side, Side], how: How, comment: str) -> Plan:
    """Return a plan of what is asked for, without items yet."""
    source, destination = sides
    return Plan(
        id="",
        made_ns=Timestamp.now().ns,
        by=_by(),
        source=source,
        destination=destination,
        selection=how.selection,
        policy=how.policy,
        default=how.default,
        other_detector=how.other_detector,
        comment=comment,
        items=(),
        nbytes=0,
        changes=(),
        choices=how.choices,
        defaults=how.defaults,
        into=how.into,
    )


def plan_to(
    source: NodeId,
    target: Place | str,
    how: How = AS_IT_IS,
    *,
    comment: str = "",
    verify: bool = True,
    progress: Progress = QUIET,
) -> Plan:
    """Plan a transfer to a file, or to the file that the same detector has, or gets, in a place.

    Parameters
    ----------
    target : Place or str
        A place, see `destination_in`; or the path of a detector file.

    See `make_plan` for all else.
    """
    file = target if isinstance(target, str) else destination_in(target, source.detname)
    return make_plan(source, file, how, comment=comment, verify=verify, progress=progress)


def destination_in(place: Place, detname: str) -> str:
    """Return the path that the file of a detector has, or would have, in a place.

    Of a place that is a file it is that file, whatever detector it is of.
    """
    if place.kind is PlaceKind.FILE:
        return place.path
    return str(places.locate(place.path, detname).path)


def _filled(plan: Plan, facts: Facts, *, verify: bool, progress: Progress) -> Plan:
    """Put the items into a plan, and what follows from them."""
    repository = plan.destination.repository
    situation = Situation(
        Policies(plan.policy, plan.choices),
        plan.default,
        {path[:-1]: path[-1] for path in plan.defaults},
        plan.into,
        facts.layout,
        repository,
    )
    found: Mapping[Path, Checked] = {}
    if verify:
        found = checked(plan.source.file, list(_wanted(facts)), progress)
    items = permitted(items_of(facts, situation, found), plan.destination.file)
    items = [_bringing(item, facts) for item in items]
    types = [(one.target, one.gone) for one in facts.types]
    changes = changes_of(types, items, facts.layout, repository=repository)
    plan = replace(
        plan,
        items=tuple(items),
        nbytes=sum(item.nbytes for item in items if item.todo),
        changes=tuple(changes),
    )
    return replace(plan, destination=replace(plan.destination, fingerprint=_print(plan, facts)))


_WHOLE = frozenset({ItemKind.HEAD, ItemKind.CTYPE, ItemKind.RANGE, ItemKind.VERSION})


def _bringing(item: Item, facts: Facts) -> Item:
    """Note the parameters that an item sets, or that what it makes brings along."""
    changed = item.kind is ItemKind.RANGE and item.resolution is Resolution.REPLACE
    if not item.todo or changed or item.resolution is Resolution.RESTORE:
        return item
    if item.kind in _WHOLE:
        return replace(item, pars=facts.digest_brought(item.path))
    if item.kind is ItemKind.PARAMETERS:
        return replace(item, pars=facts.digest_brought(item.path, item.keys))
    return item


def _print(plan: Plan, facts: Facts) -> str:
    """Digest what the plan relies on, from what was read to make it."""
    if facts.target is None:
        return ""
    types = [one.target for one in facts.types if one.ctype in plan.ctypes]
    pars = {path: facts.theirs.get(path) for path in plan.compared}
    return fingerprint_of(plan.destination.detname, types, pars)


def _wanted(facts: Facts) -> Iterator[tuple[Path, VersionInfo]]:
    """Go through the versions that may have to be added, by path in the source."""
    for one in facts.types:
        for inner in one.ranges:
            for found in inner.found:
                if found.match.comes:
                    yield (one.ctype, inner.pair.source.name, found.source.name), found.source


def _side(file: str, head: Head | None) -> Side:
    repository = places.Place(FilePath(file)).repository
    if head is None:
        return Side(file, str(_named(file)), exists=False, repository=repository)
    return Side(
        file,
        f"{head.dettype}-{head.detid}",
        layout=head.layout.value,
        generation=head.generation,
        repository=repository,
    )


def _named(file: str) -> DetName:
    path = FilePath(file)
    if path.suffix != places.SUFFIX:
        raise BadValue(
            f"{file} can't be the file of a detector; give a path that ends with "
            f"<dettype>-<detid>{places.SUFFIX}, or a place."
        )
    return DetName.parse(path.stem)


def _stranger(plan: Plan, heads: tuple[Head, Head | None]) -> Item | None:
    """Refuse the whole where the destination is of a detector that has nothing to do with it."""
    mine, theirs = plan.source.detname, plan.destination.detname
    head, other = heads
    linked = {head.predecessor, head.successor}
    back = set() if other is None else {other.predecessor, other.successor}
    if plan.other_detector or mine == theirs or theirs in linked or mine in back:
        return None
    why = (
        f"The destination is of {theirs}, and the source of {mine}; neither names the other as "
        f"its predecessor or successor. Give another destination, or allow it (--other-detector)."
    )
    return Item(ItemKind.HEAD, (), (), State.REFUSED, reason=why, refusal=Refusal.DETECTOR)


def _check_into(file: str, how: How) -> None:
    if how.into and not os.path.lexists(file):
        raise NotFound(
            f"There is no file {file}, so it has no range {'/'.join(how.into)} that constants "
            f"could go into; transfer them to the file as they are."
        )


def _by() -> str:
    author = current_author()
    return f"{author.user}@{author.host}"


def _absolute(destination: str) -> str:
    if not destination or "\0" in destination:
        raise BadValue(f"{destination!r} is no path of a file.")
    return str(FilePath(destination).absolute())
