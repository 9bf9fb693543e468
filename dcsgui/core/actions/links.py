"""Predecessors and successors: the hardware versions of a detector before and after it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from dcsgui.core.actions.answers.links import LinkedDetector, LinkEdit, Links
from dcsgui.core.actions.editing.watching import Watch
from dcsgui.core.actions.opening import to_change, to_look
from dcsgui.core.objects.browsing import Browsing
from dcsgui.core.objects.store import DCStore
from dcsgui.core.values.errors import BadValue, Conflict, DCError

__all__ = ["KEEP", "links", "set_links"]

PREDECESSOR, SUCCESSOR = "predecessor", "successor"

KEEP = "?"
"""Leaves a link as it is; no detector has that name."""

_OTHER = {PREDECESSOR: SUCCESSOR, SUCCESSOR: PREDECESSOR}
_STEP = {PREDECESSOR: -1, SUCCESSOR: 1}


def links(file: str) -> Links:
    """Follow the links of a detector, both ways, through the files beside it.

    Raises
    ------
    StoreNotAvailable, AccessDenied, Damaged, Busy
        For the file itself; what is wrong with others is told of them.
    """
    store = to_look(file)
    with store.opened():
        own = LinkedDetector(store.detname(), 0, file, exists=True)
        before, after = (_followed(store, link) for link in (PREDECESSOR, SUCCESSOR))
        chain = (*reversed(before), own, *after)
        return Links(
            file,
            own.detname,
            store.predecessor() or "",
            store.successor() or "",
            chain,
            tuple(one.problem for one in chain if one.problem),
        )


def set_links(
    file: str,
    *,
    predecessor: str | None = KEEP,
    successor: str | None = KEEP,
    comment: str = "",
    dry_run: bool = False,
) -> Links:
    """Set the links of a detector, and the links back in the files of those others.

    Each file is a transaction of its own, that of the detector first. What can't be set in the
    file of another is told, and left as it is.

    Parameters
    ----------
    file : str
    predecessor, successor : str or None, optional
        Detector names, None for none; `KEEP` leaves a link as it is.
    comment : str
        Why, for the histories.
    dry_run : bool
        Only say what would be done.

    Raises
    ------
    BadValue
        If that is no detector name, or the chain would lead round in a circle.
    Conflict
        If the other one is linked to a third.
    AccessDenied, StoreNotAvailable, Damaged, Busy
        For the file itself.
    """
    given = {PREDECESSOR: predecessor, SUCCESSOR: successor}
    wanted = {link: name or "" for link, name in given.items() if name != KEEP}
    store = to_change(file)
    for link, name in wanted.items():
        _check(store, link, name)
    _check_apart(store, wanted)
    before = {link: _link(store, link) for link in wanted}
    moved = {link: name for link, name in wanted.items() if name != before[link]}
    change = _carry_out(store, moved, comment=comment, dry_run=dry_run)
    own = store.detname()
    edits = [
        LinkEdit(file, own, link, before[link], name, done=True, change=change)
        for link, name in moved.items()
    ]
    for link, name in wanted.items():
        back = _Back(store, _OTHER[link], comment, dry_run)
        if link in moved and before[link]:
            edits += back.release(before[link])
        if name:
            edits += back.set(name)
    return replace(links(file), edits=tuple(edits), dry_run=dry_run)


@dataclass(frozen=True, slots=True)
class _Back:
    """Sets the links of others that lead back to a detector."""

    store: DCStore
    link: str
    comment: str
    dry_run: bool

    def set(self, detname: str) -> list[LinkEdit]:
        """Let another one lead back."""
        path = self.store.relative_path(detname)
        if not path.is_file():
            reason = f"There is no file {path}."
            own = self.store.detname()
            return [LinkEdit(str(path), detname, self.link, "", own, done=False, reason=reason)]
        return self._edit(path, detname, self.store.detname())

    def release(self, detname: str) -> list[LinkEdit]:
        """Let another one lead back no more, if it did."""
        try:
            path = self.store.relative_path(detname)
        except BadValue:
            return []  # what older code has written there names no file
        return self._edit(path, detname, "") if path.is_file() else []

    def _edit(self, path: Path, detname: str, after: str) -> list[LinkEdit]:
        before, reason, change = "", "", 0
        try:
            other = to_change(str(path))
            before = _link(other, self.link)
            if before == after or (not after and before != self.store.detname()):
                return []
            change = _carry_out(
                other, {self.link: after}, comment=self.comment, dry_run=self.dry_run
            )
        except DCError as error:
            reason = str(error)
        return [
            LinkEdit(
                str(path),
                detname,
                self.link,
                before,
                after,
                done=not reason,
                reason=reason,
                change=change,
            )
        ]


def _carry_out(store: DCStore, names: dict[str, str], *, comment: str, dry_run: bool) -> int:
    """Set links in one file, and return the number of that change, 0 if there is none."""
    for link, name in names.items():
        setter = store.set_predecessor if link == PREDECESSOR else store.set_successor
        setter(name or None, comment=comment)
    if dry_run or not names:
        store.revert()
        return 0
    watch = Watch(())
    store.save_seen(watch)
    return watch.number


def _check(store: DCStore, link: str, name: str) -> None:
    """Refuse a link that can't be, or that another one stands against."""
    if not name:
        return
    own = store.detname()
    path = store.relative_path(name)
    if name == own:
        raise BadValue(f"{own} can't be its own {link}; name another detector.")
    if not path.is_file():
        return
    other = to_look(str(path))
    back = _link(other, _OTHER[link])
    if back not in {"", own}:
        raise Conflict(
            f"{name} has the {_OTHER[link]} {back} already; take that link away first. Nothing "
            f"was done."
        )
    way = [own, name, *(one.detname for one in _followed(other, link))]
    if own in way[1:]:
        raise BadValue(f"The {link}s would lead round in a circle: {' -> '.join(way)}.")


def _check_apart(store: DCStore, wanted: dict[str, str]) -> None:
    """Refuse links by which a detector would come before and after another one."""
    before, after = (_way(store, link, wanted) for link in (PREDECESSOR, SUCCESSOR))
    both = [name for name in before if name in after]
    if both and any(wanted.values()):
        raise BadValue(
            f"{both[0]} would come before and after {store.detname()}, round in a circle. Name "
            f"two detectors that do not follow each other."
        )


def _way(store: DCStore, link: str, wanted: dict[str, str]) -> list[str]:
    """List the detectors that one would lead to by the links of one kind."""
    if link not in wanted:
        return [one.detname for one in _followed(store, link)]
    name = wanted[link]
    if not name:
        return []
    path = store.relative_path(name)
    more = _followed(to_look(str(path)), link) if path.is_file() else []
    return [name, *(one.detname for one in more)]


def _link(store: Browsing, link: str) -> str:
    return (store.predecessor() if link == PREDECESSOR else store.successor()) or ""


def _followed(store: Browsing, link: str) -> list[LinkedDetector]:
    """Follow the links of one kind, nearest first, as far as there are files."""
    found: list[LinkedDetector] = []
    names = [store.detname()]
    while name := _link(store, link):
        step = _STEP[link] * (len(found) + 1)
        if name in names:
            way = " -> ".join([*names[names.index(name) :], name])
            problem = f"The {link}s lead round in a circle: {way}."
            found.append(LinkedDetector(name, step, "", exists=True, problem=problem))
            break
        one, other = _linked(store, name, link, step)
        found.append(one)
        if other is None:
            break
        names.append(name)
        store = other
    return found


def _linked(
    store: Browsing, name: str, link: str, step: int
) -> tuple[LinkedDetector, Browsing | None]:
    """Look at the detector that a link leads to; None if it can't be opened."""
    file = ""
    try:
        path = store.relative_path(name)
        file = str(path)
        if not path.is_file():
            problem = f"There is no file {file}, to which {store.detname()} leads."
            return LinkedDetector(name, step, file, exists=False, problem=problem), None
        other = to_look(file)
        back = _link(other, _OTHER[link])
    except DCError as error:
        return LinkedDetector(name, step, file, exists=False, problem=str(error)), None
    own, problem = store.detname(), ""
    if back != own:
        problem = f"The {_OTHER[link]} of {name} is {back or 'not set'}, and not {own}."
    return LinkedDetector(
        name, step, file, exists=True, links_back=not problem, problem=problem
    ), other
