"""The file behind a store: read when something is asked, changed when it is saved."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import RLock
from typing import TypeVar

from dcsgui.core.files.layout import Reader, Writer
from dcsgui.core.files.opening import (
    check_signature,
    directory_made,
    open_reader,
    open_rehearsal,
    open_unpublished,
    open_writer,
    start_file,
)
from dcsgui.core.files.records import Head
from dcsgui.core.files.repacking import copy_file, repack
from dcsgui.core.files.replacing import new_file
from dcsgui.core.files.rights import unwritable, why_closed
from dcsgui.core.files.transaction import NotWrittenOutError
from dcsgui.core.objects.author import current_author
from dcsgui.core.objects.changes.adding import NoteMade
from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.objects.changes.inverses import NoWayBack
from dcsgui.core.objects.permissions import Permissions, check
from dcsgui.core.objects.places import Place
from dcsgui.core.objects.states.store import StoreState
from dcsgui.core.values.errors import AccessDenied, BadValue, Conflict, NotFound, StoreNotAvailable
from dcsgui.core.values.roles import Need, Role

T = TypeVar("T")

Stamp = tuple[int, int, int]

Seen = Callable[[Reader], None]
"""Told what a file is like, before changes and after them."""

NO_STAMP: Stamp = (0, 0, 0)

_TICK_NS = 20_000_000
"""A file may change twice within a tick of the clock that stamps it (4 to 10 ms) unnoticed."""


@dataclass(eq=False)
class StoreFile:
    """The file of a store, and what is known of it in memory.

    Attributes
    ----------
    place : Place
        Where it is.
    writable : bool
        Whether the store was opened for changes.
    timeout : float
        Seconds to wait for others who hold it.
    """

    place: Place
    writable: bool
    timeout: float
    _state: StoreState | None = None
    _stamp: Stamp = NO_STAMP
    _held: Reader | None = None
    _settled: bool = False
    _detname: str = ""  # of the file when a change was asked for
    _lock: RLock = field(default_factory=RLock)

    def __post_init__(self) -> None:
        # for good: whoever goes to another directory later still means this file
        self.place = replace(self.place, path=self.place.path.absolute())
        self._name = os.fspath(self.place.path)
        self.permissions = Permissions(self._name)
        if not self.timeout >= 0:  # also for NaN
            raise BadValue(f"A time-out is a number of seconds from 0 on, not {self.timeout!r}.")

    @property
    def path(self) -> Path:
        """The file."""
        return self.place.path

    # Reading

    @property
    def is_open(self) -> bool:
        """Whether the file is held open for the questions of one action."""
        return self._held is not None

    def read(self, question: Callable[[Reader], T]) -> T:
        """Ask a reader of the file: it is opened, asked and closed again."""
        with self._lock:
            if self._held is not None:
                return question(self._held)
            with open_reader(self._name, self.timeout) as reader:
                return question(reader)

    @contextmanager
    def held_open(self, *, keep: bool) -> Iterator[None]:
        """Answer the questions of one action with the file opened once."""
        with self._lock, ExitStack() as stack:
            if self._held is None:
                stamp = self._stamp_now()  # before opening: what is read is never older than that
                self._held = stack.enter_context(open_reader(self._name, self.timeout))
                stack.callback(self._let_go)
                self._refresh(stamp, keep=keep)
                stack.enter_context(self.settled(keep=keep))
            yield

    def _let_go(self) -> None:
        self._held = None

    @contextmanager
    def settled(self, *, keep: bool) -> Iterator[None]:
        """Look once whether the file has changed, and answer all questions of one action alike.

        Meanwhile other threads wait: a store may be asked by many, one after the other.
        """
        with self._lock:
            if self._settled:
                yield
                return
            if self._held is None:
                self.state(keep=keep)
            self._settled = True
            try:
                yield
            finally:
                self._settled = False

    def check_there(self) -> None:
        """Raise `StoreNotAvailable` if there is no file, and `Damaged` if it is none of HDF5."""
        self._stamp_now()
        check_signature(self._name)

    def state(self, *, keep: bool) -> StoreState:
        """Say what is known of the file: all of it anew if it changed, unless told to keep it."""
        with self._lock:
            if self._state is not None and (keep or self._settled):
                return self._state
            return self._refresh(self._stamp_now(), keep=keep)

    def forget(self) -> None:
        """Read everything anew at the next question."""
        self._state = None

    def _refresh(self, stamp: Stamp, *, keep: bool) -> StoreState:
        if self._state is not None and (keep or stamp == self._stamp):
            return self._state
        old_enough = abs(time.time_ns() - stamp[-1]) > _TICK_NS
        ctypes, layout = self.read(lambda reader: (reader.ctypes(), reader.layout))
        state = StoreState(source=self, origin=())
        state.list_types(ctypes, layout)
        self._state, self._stamp = state, stamp if old_enough else NO_STAMP
        return state

    def _stamp_now(self) -> Stamp:
        try:
            status = self.place.path.stat()
        except OSError as error:
            raise StoreNotAvailable(f"File {self._name} is not available") from error
        return status.st_ino, status.st_size, status.st_mtime_ns

    # Changing

    def check_changeable(self) -> None:
        """Raise `AccessDenied` at once where `save` could not write, whatever is to be changed."""
        if not self.writable:
            raise AccessDenied(
                f"{self._name} was opened read-only; open it with mode='r+' to change it."
            )
        for what, where in (("file", self.path), ("directory", self.path.parent)):
            if unwritable(os.fspath(where)):
                raise AccessDenied(
                    f"{self._name} can't be changed: the {what} {why_closed(os.fspath(where))}. "
                    f"Ask its owner, or work on a copy."
                )
        self.permissions.check([Need(Role.CONTRIBUTOR)])
        self._detname = _detname(self.state(keep=True).stored)

    def check_allowed(self, change: Change, pending: Sequence[Change] = ()) -> None:
        """Raise `AccessDenied` if the access file gives no right to a change after others."""
        self.permissions.check([change], pending)

    def rehearse(self, changes: Sequence[Change], seen: Seen | None = None) -> None:
        """Carry out changes in memory only: it raises what `carry_out` would, and changes nothing.

        `seen` is shown the file before and after them, as it is to `carry_out`.
        """
        self.permissions.check(changes)
        with self._lock, open_rehearsal(self._name, self.timeout) as writer:
            commit = self._carry_out(changes, writer, seen, self.permissions)
        commit.number = 0
        for tell in commit.answers:
            tell()

    def carry_out(self, changes: list[Change], seen: Seen | None = None) -> None:
        """Carry out changes as one transaction, and clear the list of them once it happened.

        Parameters
        ----------
        changes : list of Change
        seen : callable, optional
            Called with the file before and after the changes, within the transaction.
        """
        commit: Commit | None = None
        self.permissions.check(changes)
        with self._lock:
            try:
                with open_writer(self._name, self.timeout) as writer:
                    self.permissions.check(changes)  # the access file may have changed
                    commit = self._carry_out(changes, writer, seen, self.permissions)
            except NotWrittenOutError:
                self._note_done(changes, commit)  # it happened all the same: not to be done twice
                raise
            self._note_done(changes, commit)

    def _note_done(self, changes: list[Change], commit: Commit | None) -> None:
        changes.clear()
        self.forget()
        for tell in (*commit.afterwards, *commit.answers) if commit else ():
            tell()

    def make(self, head: Head, changes: Sequence[Change], seen: Seen | None = None) -> None:
        """Make the file with changes carried out in it: it is there whole, or not at all.

        `StoreExists` if there is one by now. `seen` is shown the file before and after them, as
        it is to `carry_out`.
        """
        self.permissions.check([Need(Role.CONTRIBUTOR)])
        self.permissions.check(changes, [NoteMade(())])  # whoever may make it fills it
        with directory_made(self._name), new_file(self._name, self.timeout) as fresh:
            start_file(fresh, head)
            with open_unpublished(fresh) as writer:
                self._carry_out(changes, writer, seen)

    def save_copy(self, changes: Sequence[Change], path: str | os.PathLike[str]) -> None:
        """Write a complete copy with the changes carried out; this file stays as it is."""
        check(path, [Need(Role.CONTRIBUTOR)])
        with new_file(path, self.timeout) as fresh:
            copy_file(self._name, fresh, self.timeout)
            if changes:
                with open_unpublished(fresh) as writer:
                    self._carry_out(changes, writer)

    def repack(self, comment: str = "", *, dry_run: bool = False) -> int:
        """Write the file anew without unused space, as admins may; return the bytes gained."""
        self.permissions.check([Need(Role.ADMIN, "")])
        if dry_run:
            return 0
        gained = repack(self._name, current_author().record("repack", comment), self.timeout)
        self.forget()
        return gained

    def _carry_out(
        self,
        changes: Sequence[Change],
        writer: Writer,
        seen: Seen | None = None,
        permissions: Permissions | None = None,
    ) -> Commit:
        self._check_same_detector(writer)
        commit = Commit(writer, current_author(), self.place.repository)
        if seen is not None:
            seen(writer)
        made: list[Change] = []
        for change in changes:
            if permissions is not None and commit.found:
                permissions.check([change], made)  # what others have added is not ours to set
            noted = commit.way_back.noted
            moved = replace(change, path=commit.actual(change.path))
            try:
                moved.carry_out(commit)
            except NotFound as error:
                raise NotFound(
                    f"{error} It was there when the change was asked for. Nothing was saved: "
                    f"revert() the pending changes, and look again."
                ) from error
            if commit.way_back.noted == noted:
                commit.inverse(NoWayBack(moved.path, "it did not say how"))
            if change.path not in commit.found:
                made.append(change)
        commit.number = writer.add_undo(commit.entry())
        if seen is not None:
            seen(writer)
        return commit

    def _check_same_detector(self, reader: Reader) -> None:
        now, then = _detname(reader.head()), self._detname
        if then and now != then:
            raise Conflict(
                f"{self._name} is the file of {now} by now, and was that of {then}. Nothing was "
                f"saved: revert() the pending changes, and look again."
            )


def _detname(head: Head) -> str:
    return f"{head.dettype}-{head.detid}"
