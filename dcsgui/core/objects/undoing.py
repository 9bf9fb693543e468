"""Taking back what was saved, and seeing what a change would do before it is made."""

from __future__ import annotations

from collections.abc import Sequence

from dcsgui.core.files.layout import Reader
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.objects.arguments import note_of
from dcsgui.core.objects.author import current_author
from dcsgui.core.objects.browsing import Browsing
from dcsgui.core.objects.changes.base import Change
from dcsgui.core.objects.changes.remembering import Remembered, remembered
from dcsgui.core.objects.changes.undoing import (
    TakeBack,
    Undo,
    change_of,
    check_way_back,
    last_change,
    needs_of,
)
from dcsgui.core.objects.changes.wording import words_of
from dcsgui.core.objects.saving import Seen
from dcsgui.core.values.errors import Conflict, NotFound


class Undoable(Browsing):
    """The part of `DCStore` that takes back the changes of its file, and rehearses them."""

    def last_change(self, *, past: bool = False) -> UndoEntry | None:
        """Return the change that `undo` would take back, whoever made it; None if there is none.

        Parameters
        ----------
        past : bool
            Pass over changes that can't be taken back: what was purged is gone for ever.
        """
        return self._file.read(lambda reader: last_change(reader.undo_log(), past=past))

    def undo_log(self) -> list[UndoEntry]:
        """List the changes that the file remembers, oldest first."""
        return self._file.read(lambda reader: reader.undo_log())

    def remembered(self) -> list[Remembered]:
        """List them with what became of each, and whether it may be taken back."""
        return self._file.read(lambda reader: remembered(reader.undo_log(), reader.deleted()))

    def undo(
        self,
        *,
        comment: str = "",
        past: bool = False,
        expected: int | None = None,
        dry_run: bool = False,
        seen: Seen | None = None,
    ) -> UndoEntry:
        """Take back the last change of the file, whoever made it, at once and as a new change.

        Once more takes back the one before it. What was added is deleted (it can be restored),
        and what was replaced comes back, so that all answers, defaults and parameters are as
        they were. A repack changed nothing that anybody sees, and is passed over; so is the
        making of the file.

        Where there is an access file contributors may take back what they have added themselves;
        everything else takes a curator, or the role that the change itself has taken.

        Parameters
        ----------
        comment : str
            Why, for the history, which says what was taken back in any case.
        past : bool
            Pass over changes that can't be taken back.
        expected : int, optional
            The number of the change that is meant.
        dry_run : bool
            Only see whether it could be done.
        seen : callable, optional
            Called with the file before and after.

        Returns
        -------
        UndoEntry
            What was taken back.

        Raises
        ------
        NotFound
            If there is nothing to take back.
        Conflict
            If it was a purge; if something of it was changed since by another program; if another
            change is the last one by now; or if changes are pending. Nothing is done.
        """
        note_of(comment, "A comment")
        self._check_nothing_pending()
        log = self.undo_log()
        entry = last_change(log, past=past)
        if entry is None:
            raise NotFound(
                f"There is nothing to take back in {self.path}: no change is remembered."
            )
        if expected is not None and entry.number != expected:
            raise Conflict(
                f"Another change of {self.path} is the last one by now: {words_of(entry)}. "
                f"Nothing was done; look again."
            )
        check_way_back(entry)
        self._file.permissions.check(needs_of(entry, current_author().user, log))
        self._at_once([Undo((), entry.number, comment, past)], seen, dry_run=dry_run)
        return entry

    def take_back(
        self,
        number: int,
        *,
        comment: str = "",
        dry_run: bool = False,
        seen: Seen | None = None,
    ) -> UndoEntry:
        """Take back any change of the file that stands, at once and as a new change.

        To take back a change that itself took one back is to do that again: all is then exactly
        as it was, with the same numbers, production times and defaults. Who may do that is said
        at `undo`; whoever may take something back may also do it again.

        Parameters
        ----------
        number : int
            Of the change, see `undo_log`.
        comment : str
            Why, for the history.
        dry_run : bool
            Only see whether it could be done.
        seen : callable, optional
            Called with the file before and after.

        Returns
        -------
        UndoEntry
            What was taken back.

        Raises
        ------
        NotFound
            If no change of that number is remembered.
        Conflict
            If it was taken back already; if it can't be; if somebody has changed since what it
            left, or something later would be hidden; or if changes are pending. Nothing is done.
        """
        note_of(comment, "A comment")
        self._check_nothing_pending()
        log = self.undo_log()
        entry = change_of(log, number)
        self._file.permissions.check(needs_of(entry, current_author().user, log))
        self._at_once([TakeBack((), number, comment)], seen, dry_run=dry_run)
        return entry

    def carry_out(
        self,
        changes: Sequence[Change],
        seen: Seen | None = None,
        *,
        comment: str = "",
        dry_run: bool = False,
    ) -> None:
        """Carry out changes at once, as one; `Conflict` if others are pending.

        Parameters
        ----------
        changes : sequence of Change
        seen : callable, optional
            Called with the file before and after.
        comment : str
            That of the changes, to be looked at first.
        dry_run : bool
            Only see whether it could be done.
        """
        note_of(comment, "A comment")
        self._check_nothing_pending()
        self._at_once(changes, seen, dry_run=dry_run)

    def save_seen(self, seen: Seen | None = None, *, dry_run: bool = False) -> int:
        """Carry out the pending changes as `save` does, with somebody who looks at the file.

        Parameters
        ----------
        seen : callable, optional
            Called with the file before and after the changes, within the transaction.
        dry_run : bool
            Carry them out in memory only, and forget them: whatever would be wrong is raised.

        Returns
        -------
        int
            The generation of the file after them.
        """
        generations: list[int] = []

        def look(reader: Reader) -> None:
            generations.append(reader.head().generation)
            if seen is not None:
                seen(reader)

        if dry_run:
            self._file.rehearse(self._changes, look)
            self._changes.clear()
            self._file.forget()
        elif self._changes:
            self._file.carry_out(self._changes, look)
            self._changes.clear()
        return generations[-1] + 1 if generations and not dry_run else self.generation

    def _check_nothing_pending(self) -> None:
        """Raise `Conflict` if changes are pending that what is done at once would pass over."""
        self._check_changeable()
        if self._changes:
            raise Conflict(
                f"{len(self._changes)} changes of {self.path} are not saved; save() or revert() "
                f"first, because this happens at once."
            )

    def _at_once(
        self, changes: Sequence[Change], seen: Seen | None = None, *, dry_run: bool = False
    ) -> None:
        """Carry out changes now, or only try them."""
        if dry_run:
            self._file.rehearse(changes, seen)
        else:
            self._file.carry_out(list(changes), seen)
