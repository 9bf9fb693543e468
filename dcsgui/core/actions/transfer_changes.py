"""From the items of a plan to the changes of its destination."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from dcsgui.core.actions.answers.plans import Item, ItemKind, Path, Plan, Resolution
from dcsgui.core.actions.opening import same_file
from dcsgui.core.objects.changes.adding import AddCtype, AddRange
from dcsgui.core.objects.changes.base import Change
from dcsgui.core.objects.changes.defaults import SetDefault
from dcsgui.core.objects.changes.deleting import Delete
from dcsgui.core.objects.changes.editing import ChangeRange, SetPars
from dcsgui.core.objects.changes.receiving import (
    CheckUnmoved,
    CheckWritten,
    NoteTransfer,
    Receive,
)
from dcsgui.core.objects.changes.returning import BringBack, CheckReturned
from dcsgui.core.objects.exchange.fingerprint import parameters_digest
from dcsgui.core.objects.exchange.origin import Origin
from dcsgui.core.objects.exchange.verifying import Verifying
from dcsgui.core.values.errors import Conflict
from dcsgui.core.values.progress import Part, Progress
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

__all__ = ["Words", "changes_of", "is_within"]

_SHOWN = 12
"""Characters of the id of a plan in histories."""


@dataclass(frozen=True, slots=True)
class Words:
    """What histories say of a transfer.

    Attributes
    ----------
    received, sent : str
        The actions of the records at the destination and at the source.
    comment : str
        Which plan it was, and why it was carried out.
    """

    received: str
    sent: str
    comment: str

    @classmethod
    def of(cls, plan: Plan, comment: str = "") -> Words:
        """Say it for a plan, with another comment than its own if one is given."""
        within = is_within(plan)
        which = f"plan {plan.id.rpartition(':')[-1][:_SHOWN]}"
        why = (comment or plan.comment).strip()
        return cls(
            received=_WITHIN if within else f"transfer from {plan.source.file}",
            sent=f"transfer to {plan.destination.file}",
            comment=f"{which}: {why}" if why else which,
        )

    @property
    def reason(self) -> str:
        """Both in one, for records of changes that have words of their own."""
        return f"{self.received}, {self.comment}"


_WITHIN = "copy within the file"


def is_within(plan: Plan) -> bool:
    """Whether source and destination are one file."""
    return same_file(plan.source.file, plan.destination.file)


def changes_of(
    plan: Plan, *, origin: Origin, verifying: Verifying, words: Words, progress: Progress
) -> list[Change]:
    """List the changes that carry out what is to be done, checks included.

    Parameters are read from the source now; constants when a change is carried out.
    """
    if origin.detname() != plan.source.detname:
        raise origin.changed(f"it is the file of {origin.detname()} by now")
    making = _Making(plan, origin, verifying, words, progress)
    changes: list[Change] = [making.check()] if plan.destination.exists else []
    for item in plan.todo:
        changes += making.changes(item)
    return [
        *changes,
        NoteTransfer((), words.received, words.comment),
        CheckWritten((), origin, verifying),
    ]


@dataclass
class _Making:
    """Makes changes of items, one after the other."""

    plan: Plan
    origin: Origin
    verifying: Verifying
    words: Words
    progress: Progress
    renamed: dict[Path, Path] = field(default_factory=dict)
    replacing: set[Path] = field(default_factory=set)
    nbytes: int = 0

    def __post_init__(self) -> None:
        self.asked = frozenset(self.plan.defaults)

    def check(self) -> Change:
        """Make the change that refuses the others if the destination has changed."""
        plan = self.plan
        return CheckUnmoved(
            (),
            plan.destination.fingerprint,
            plan.ctypes,
            plan.compared,
            Timestamp(plan.made_ns),
        )

    def changes(self, item: Item) -> Iterator[Change]:
        """Make the changes that carry out an item."""
        makers: dict[ItemKind, Callable[[Item], Iterator[Change]]] = {
            ItemKind.HEAD: self._parameters,
            ItemKind.CTYPE: self._ctype,
            ItemKind.RANGE: self._range,
            ItemKind.VERSION: self._version,
            ItemKind.DEFAULT: self._default,
            ItemKind.PARAMETERS: self._parameters,
        }
        if item.resolution is Resolution.RESTORE:
            return self._brought_back(item)
        return makers[item.kind](item)

    def _brought_back(self, item: Item) -> Iterator[Change]:
        if item.deletion:
            yield BringBack(item.target, item.deletion, self.words.reason)
        if item.kind is ItemKind.VERSION:
            yield CheckReturned(item.target, item.digest, self.verifying)

    def _ctype(self, item: Item) -> Iterator[Change]:
        yield AddCtype(item.target, self.words.reason)
        yield from self._parameters(item)

    def _range(self, item: Item) -> Iterator[Change]:
        if item.begin_ns is None:
            raise Conflict(
                f"The plan does not say when {'/'.join(item.path)} begins; make it anew."
            )
        end = None if item.end_ns is None else Timestamp(item.end_ns)
        validity = Validity.unchecked(Timestamp(item.begin_ns), end)
        if item.resolution is Resolution.REPLACE:
            self.renamed[item.replaces] = item.target
            yield ChangeRange(item.replaces, validity, self.words.reason)
            return
        yield AddRange(item.target, validity, self.words.reason)
        yield from self._parameters(item)

    def _version(self, item: Item) -> Iterator[Change]:
        progress = Part(self.progress, self.nbytes, self.plan.nbytes)
        self.nbytes += item.nbytes
        yield Receive(
            item.target,
            origin=self.origin,
            source=item.path,
            tsvers=Timestamp(item.tsvers_ns or 0),
            versind=item.versind or None,
            digest=item.digest,
            nbytes=item.nbytes,
            action=self._received(item),
            comment=self.words.comment,
            verifying=self.verifying,
            progress=progress,
            pars=item.pars,
        )
        if item.resolution is Resolution.REPLACE:
            self.replacing.add(item.path)  # a default follows it, whatever the source's is
            yield Delete(self._now(item.replaces), self.words.reason)

    def _received(self, item: Item) -> str:
        """Say where a version comes from; within a file, from which node of it."""
        received = self.words.received
        return f"copy of {'/'.join(item.path)}" if received == _WITHIN else received

    def _default(self, item: Item) -> Iterator[Change]:
        free = item.path in self.replacing or item.path in self.asked
        if not free and self.origin.answer(item.path[:-1]) != item.path[-1]:
            raise self.origin.changed(f"{'/'.join(item.path[:-1])} has another default")
        yield SetDefault(item.target[:-1], item.target[-1], self.words.reason)

    def _parameters(self, item: Item) -> Iterator[Change]:
        """Set parameters of a node: those that the item names, or all where the node is new."""
        pars = self.origin.pars(item.path)
        if item.kind is ItemKind.PARAMETERS:
            gone = [key for key in item.keys if key not in pars]
            if gone:
                where = "/".join(item.path) or "the detector"
                raise self.origin.changed(f"{where} has no parameter {', '.join(gone)}")
            pars = {key: pars[key] for key in item.keys}
        if parameters_digest(pars) != item.pars:
            where = "/".join(item.path) or "the detector"
            raise self.origin.changed(f"{where} has other parameters")
        if pars:
            yield SetPars(item.target, pars, comment=self.words.reason)

    def _now(self, path: Path) -> Path:
        """Where a node is that was at `path` before any change."""
        return (*self.renamed.get(path[:2], path[:2]), *path[2:])
