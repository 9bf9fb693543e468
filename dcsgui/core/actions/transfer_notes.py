"""What a transfer leaves behind beside what it transfers: numbers of changes, and records."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path as FilePath

from dcsgui.core.actions.answers.plans import Plan
from dcsgui.core.actions.patience import patience
from dcsgui.core.actions.transfer_changes import Words, is_within
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.opening import open_reader
from dcsgui.core.objects.changes.receiving import NoteTransfer, noted
from dcsgui.core.objects.places import Place
from dcsgui.core.objects.saving import StoreFile
from dcsgui.core.values.errors import DCError

__all__ = ["PATIENCE", "Outcome", "Told", "tell_source"]

PATIENCE = 60.0
"""Seconds to wait for whoever changes a file: another transfer may take a while."""


@dataclass
class Outcome:
    """Is shown a file before and after it was changed, within that, and says what came of it.

    Attributes
    ----------
    generation : int
        Of the file, after the change.
    change : int
        Its number in the log of the file; 0 while there was none.
    verified : int
        Versions that were read back.
    """

    generation: int = 0
    change: int = 0
    verified: int = 0
    _looks: int = 0

    def __call__(self, reader: Reader) -> None:
        """Look at the file: before, and then after."""
        self._looks += 1
        if self._looks > 1:
            self.generation = reader.head().generation + 1
            self.change = reader.undo_log()[-1].number


@dataclass(frozen=True, slots=True)
class Told:
    """What was recorded at the source.

    Attributes
    ----------
    notes : tuple of str
        A sentence if it was not possible: the transfer does not depend on it.
    change : int
        The number of the record in the log of the source; 0 if none was written.
    """

    notes: tuple[str, ...] = ()
    change: int = 0


def tell_source(plan: Plan) -> Told:
    """Record at the source what of it was transferred, if that is not there yet.

    Within one file the record of the destination says it.
    """
    if not os.path.lexists(plan.destination.file) or is_within(plan):
        return Told()
    words = Words.of(plan)
    try:
        with open_reader(plan.destination.file) as reader:
            mine = [one for one in reader.history(()) if one.action == words.received]
        if not mine:
            return Told()
        path, comment = plan.source.path, mine[-1].comment
        with open_reader(plan.source.file) as reader:
            if noted(reader, path, words.sent, comment):
                return Told()
        file = StoreFile(
            Place(FilePath(plan.source.file)), writable=True, timeout=patience(PATIENCE)
        )
        file.check_changeable()
        outcome = Outcome()
        file.carry_out([NoteTransfer(path, words.sent, comment)], outcome)
    except DCError as error:  # also a history that can't be read
        return Told(
            (f"The source does not say in its history that this was transferred: {error}",)
        )
    return Told(change=outcome.change)
