"""How a range answers, and who changed that last."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.files.layout import Reader
from dcsgui.core.files.records import Path, Record
from dcsgui.core.values.errors import NotFound

SET_DEFAULT = "set default"
"""How the action of the record of a change of default begins."""

_TELLING = (SET_DEFAULT, "add version", "del version", "restore version", "set production time")
"""How the actions begin that can change what a range answers."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Which version answers for a range, and whether somebody set it so.

    Attributes
    ----------
    pinned : str or None
        Name of the version that is the default; None: auto, the version added last answers.
    answer : str
        Name of the version that answers, "" if there is none.
    changes : int or None
        How often the default was set or released, by the history of the range; None if that is
        not known.
    """

    pinned: str | None
    answer: str
    changes: int | None = None

    def agrees(self, other: Standing) -> bool:
        """Tell whether a range that stood like `other` still stands like this."""
        known = self.changes is not None and other.changes is not None
        counted = not known or self.changes == other.changes
        return counted and (self.pinned, self.answer) == (other.pinned, other.answer)


def standing(reader: Reader, path: Path, *, counted: bool = True) -> Standing:
    """Say how a range answers, by its file; `NotFound` if there is no such range.

    How often that was changed is not looked up unless `counted`.
    """
    table = reader.ranges(path[0])
    row = table.row(path[1])
    if row is not None:
        true = reader.confirm(path[0], table, [row])
        table, row = true, true.row(path[1])
    if row is None:
        raise NotFound(f"There is no range '{path[1]}' in the type '{path[0]}' any more.")
    answer = table.answer(row)
    pinned = answer if table.pinned[row] else None
    return Standing(pinned, answer, _changes(reader, path) if counted else None)


def _changes(reader: Reader, path: Path) -> int:
    return sum(record.action.startswith(SET_DEFAULT) for record in reader.history(path))


def number_of(reader: Reader, path: Path, name: str) -> int:
    """Return the number of a version of a range; 0 for none, whose name is ""."""
    return reader.version((*path, name)).versind if name else 0


def what_happened(reader: Reader, path: Path, now: Standing, seen: Standing) -> str:
    """Say what a range answers now, other than when it was `seen`, and who changed that last."""
    state = "it holds no version"
    if now.answer:
        how = "is its default" if now.pinned else "answers, as the one added last,"
        state = f"v{number_of(reader, path, now.answer)} {how}"
    changed = "does not answer as it did when you looked at it"
    if (now.pinned, now.answer) == (seen.pinned, seen.answer):
        changed, state = "was changed since you looked at it", f"{state} again"
    words = f"The range {'/'.join(path)} {changed}: {state} now."
    record = _latest(reader, path, now)
    if record is not None:
        who = record.who or "somebody"
        words += f" The latest change of that is by {who} at {record.tstamp}: {record.text}."
    return f"{words} Nothing was done; look again."


def _latest(reader: Reader, path: Path, now: Standing) -> Record | None:
    """Find the latest record of what could have changed what a range answers."""
    records = reader.history(path)
    if now.answer:
        records += reader.history((*path, now.answer))
    telling = [record for record in records if record.action.startswith(_TELLING)]
    return max(telling, key=lambda record: record.tstamp, default=None)
