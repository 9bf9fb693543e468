"""The file behind a store: read when something is asked, changed when it is saved."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from dcsgui.core.files.layout import Reader
from dcsgui.core.files.opening import open_reader, open_writer
from dcsgui.core.files.records import Deleted
from dcsgui.core.files.repacking import copy_file, repack
from dcsgui.core.files.replacing import new_file
from dcsgui.core.objects.author import current_author
from dcsgui.core.objects.changes.adding import ranked
from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.objects.places import Place
from dcsgui.core.objects.states import StoreState
from dcsgui.core.values.errors import AccessDenied, Conflict, NotFound, StoreNotAvailable

T = TypeVar("T")


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
    _stamp: tuple[int, int, int] = (0, 0, 0)
    _held: Reader | None = None

    @property
    def path(self) -> Path:
        """The file."""
        return self.place.path

    def read(self, question: Callable[[Reader], T]) -> T:
        """Ask a reader of the file: it is opened, asked and closed again."""
        if self._held is not None:
            return question(self._held)
        with open_reader(self.path, self.timeout) as reader:
            return question(reader)

    @contextmanager
    def held_open(self) -> Iterator[None]:
        """Answer the questions of one action with the file opened once."""
        if self._held is not None:
            yield
            return
        with open_reader(self.path, self.timeout) as reader:
            self._held = reader
            try:
                yield
            finally:
                self._held = None

    def state(self, *, keep: bool) -> StoreState:
        """Say what is known of the file: all of it anew if it has changed, unless told to keep it."""
        if self._state is not None and keep:
            return self._state
        stamp = self._stamp_now()
        if self._state is None or stamp != self._stamp:
            head, ctypes = self.read(lambda reader: (reader.head(), reader.ctypes()))
            self._state = StoreState(source=self, origin=(), head=head)
            self._state.list_types(ctypes)
            self._stamp = stamp
        return self._state

    def forget(self) -> None:
        """Read everything anew at the next question."""
        self._state = None

    def change_head(self, fields: dict[str, Any]) -> None:
        """Change fields of the root level in memory."""
        state = self._state
        if state is not None and state.head is not None:
            state.head = replace(state.head, **fields)

    def check_changeable(self) -> None:
        """Raise `AccessDenied` at once where `save` could not write."""
        if not self.writable:
            raise AccessDenied(
                f"{self.path} was opened read-only; open it with mode='r+' to change it."
            )
        for what, where in (("file", self.path), ("directory", self.path.parent)):
            if where.exists() and not os.access(where, os.W_OK):
                raise AccessDenied(
                    f"{self.path} can't be changed: the {what} {where} is read-only for you. "
                    f"Ask its owner, or work on a copy: save(path)."
                )

    def carry_out(self, changes: Sequence[Change], path: Path | str | None = None) -> None:
        """Carry out changes as one transaction, on this file or on a copy at `path`."""
        with open_writer(path or self.path, self.timeout) as writer:
            commit = Commit(writer, current_author(), self.place.repository)
            for change in ranked(changes):
                replace(change, path=commit.actual(change.path)).carry_out(commit)
        if path is None:
            for tell in commit.afterwards:
                tell()
            self.forget()

    def save_copy(self, changes: Sequence[Change], path: str | os.PathLike[str]) -> None:
        """Write a complete copy with the changes carried out; this file stays as it is."""
        with new_file(path, self.timeout) as fresh:
            copy_file(self.path, fresh, self.timeout)
            if changes:
                self.carry_out(changes, fresh)

    def repack(self) -> int:
        """Write the file anew without unused space; return the bytes gained."""
        self.check_changeable()
        gained = repack(self.path, current_author().record("repack"), self.timeout)
        self.forget()
        return gained

    def deleted(self) -> list[Deleted]:
        """List the deletions, oldest first, purged ones included."""
        return self.read(lambda reader: reader.deleted())

    def meant(self, what: object) -> Deleted:
        """Find a deletion by itself, its number, or the path of what it took; None is the last."""
        kept = [gone for gone in self.deleted() if not gone.purged]
        if what is None:
            fitting = kept
        elif isinstance(what, Deleted):
            fitting = [gone for gone in kept if gone.number == what.number]
        elif isinstance(what, int):
            fitting = [gone for gone in kept if gone.number == what]
        else:
            path = tuple(what.split("/")) if isinstance(what, str) else what
            fitting = [gone for gone in kept if gone.path == path]
        if not fitting:
            known = ", ".join(f"{gone.number}: {'/'.join(gone.path)}" for gone in kept) or "none"
            raise NotFound(f"Nothing deleted in {self.path} is {what!r}; there is: {known}.")
        return fitting[-1]

    def check_settled(self, changes: Sequence[Change]) -> None:
        """Raise `Conflict` if changes are pending that something done at once would pass over."""
        self.check_changeable()
        if changes:
            raise Conflict(
                f"{len(changes)} changes of {self.path} are not saved; save() or revert() first, "
                f"because restoring and purging happen at once."
            )

    def _stamp_now(self) -> tuple[int, int, int]:
        try:
            status = self.path.stat()
        except OSError as error:
            raise StoreNotAvailable(f"File {self.path} is not available") from error
        return status.st_ino, status.st_size, status.st_mtime_ns
