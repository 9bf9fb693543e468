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
    open_reader,
    open_unpublished,
    open_writer,
)
from dcsgui.core.files.records import Head
from dcsgui.core.files.repacking import copy_file, repack
from dcsgui.core.files.replacing import new_file
from dcsgui.core.files.transaction import NotWrittenOutError
from dcsgui.core.objects.author import current_author
from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.objects.places import Place
from dcsgui.core.objects.states.store import StoreState
from dcsgui.core.values.errors import AccessDenied, BadValue, Conflict, NotFound, StoreNotAvailable

T = TypeVar("T")

Stamp = tuple[int, int, int]

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
        """Raise `AccessDenied` at once where `save` could not write."""
        if not self.writable:
            raise AccessDenied(
                f"{self._name} was opened read-only; open it with mode='r+' to change it."
            )
        for what, where in (("file", self.path), ("directory", self.path.parent)):
            if not os.access(where, os.W_OK) and where.exists():
                raise AccessDenied(
                    f"{self._name} can't be changed: the {what} {where} is read-only for you. "
                    f"Ask its owner, or work on a copy: save(path)."
                )
        self._detname = _detname(self.state(keep=True).stored)

    def carry_out(self, changes: list[Change]) -> None:
        """Carry out changes as one transaction, and clear the list of them once it happened."""
        commit: Commit | None = None
        with self._lock:
            try:
                with open_writer(self._name, self.timeout) as writer:
                    commit = self._carry_out(changes, writer)
            except NotWrittenOutError:
                self._note_done(changes, commit)  # it happened all the same: not to be done twice
                raise
            self._note_done(changes, commit)

    def _note_done(self, changes: list[Change], commit: Commit | None) -> None:
        changes.clear()
        self.forget()
        for tell in commit.afterwards if commit else ():
            tell()

    def save_copy(self, changes: Sequence[Change], path: str | os.PathLike[str]) -> None:
        """Write a complete copy with the changes carried out; this file stays as it is."""
        with new_file(path, self.timeout) as fresh:
            copy_file(self._name, fresh, self.timeout)
            if changes:
                with open_unpublished(fresh) as writer:
                    self._carry_out(changes, writer)

    def repack(self) -> int:
        """Write the file anew without unused space; return the bytes gained."""
        gained = repack(self._name, current_author().record("repack"), self.timeout)
        self.forget()
        return gained

    def _carry_out(self, changes: Sequence[Change], writer: Writer) -> Commit:
        self._check_same_detector(writer)
        commit = Commit(writer, current_author(), self.place.repository)
        for change in changes:
            moved = replace(change, path=commit.actual(change.path))
            try:
                moved.carry_out(commit)
            except NotFound as error:
                raise NotFound(
                    f"{error} It was there when the change was asked for. Nothing was saved: "
                    f"revert() the pending changes, and look again."
                ) from error
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
