"""Changes that take over constants from files of older code, together with their history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from dcsgui.core.files.constants import description, digest_of
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.records import (
    Constants,
    Deleted,
    Level,
    ParValue,
    Path,
    Record,
    VersionInfo,
)
from dcsgui.core.objects.changes.adding import AddCtype, AddRange, AddVersion
from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.objects.changes.editing import AddRecord
from dcsgui.core.objects.changes.undoing import TAKES_BACK
from dcsgui.core.objects.states.version import VersionState
from dcsgui.core.values.errors import AccessDenied, BadValue, DCError, StoreNotAvailable
from dcsgui.core.values.names import KNOWN_CTYPES, nearest_ctype
from dcsgui.core.values.roles import Role
from dcsgui.core.values.timestamps import NS_PER_SEC, Timestamp
from dcsgui.core.values.validity import Validity

__all__ = ["ImportRecord", "ImportVersion", "NothingTakenError", "Outcome", "StopIfNothing"]

_MOVED_ON = NS_PER_SEC // 1000
"""A production time that the range had used moved on by less."""


class NothingTakenError(DCError):
    """Nothing was taken over, so the file is left as it is, or is not made."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    Attributes
    ----------
    taken, present : bool
        It is in the detector file now; it was there before. Neither: it was passed over.
    reason : str
        Why it was passed over, or what is to be said besides.
    path : Path
        The version, where it is, or was, there; in a dry run only its type and range.
    versind, digest, nbytes
        Of the version.
    tsvers : Timestamp or None
        Its production time.
    """

    taken: bool = False
    present: bool = False
    reason: str = ""
    path: Path = ()
    versind: int = 0
    digest: str = ""
    nbytes: int = 0
    tsvers: Timestamp | None = None


@dataclass(frozen=True, slots=True)
class ImportVersion(Change):
    """Take over constants as a version; type and range are added where they are missing.

    What can't be taken over, or is there already, is passed over, and `told`.

    Attributes
    ----------
    path : Path
        The type.
    validity : Validity
        The range.
    load : callable
        Reads the constants; not before they are written.
    tsvers : Timestamp
        The production time; moved on by microseconds where the range has used it.
    records : tuple of Record
        What is known of it from before.
    told : callable
        Told what became of it.
    """

    role: ClassVar[Role] = Role.CONTRIBUTOR
    adds: ClassVar[bool] = True

    validity: Validity
    load: Callable[[], Constants]
    tsvers: Timestamp
    told: Callable[[Outcome], None]
    pars: Mapping[str, ParValue] = field(default_factory=dict)
    records: tuple[Record, ...] = ()
    comment: str = ""

    def judge(self, reader: Reader | None) -> tuple[Outcome, Constants | None]:
        """Say what is to become of it in a file (None: a new one), and read the constants."""
        try:
            if reader is not None:
                self._check_place(reader)
            constants = self.load()
        except (AccessDenied, BadValue, StoreNotAvailable) as error:
            return Outcome(reason=str(error)), None
        digest = digest_of(constants)
        name = self.validity.name if reader is None else reader.range_name(self.validity)
        there = None if reader is None else self._present(reader, name, digest)
        if there is not None:
            return _outcome(there, (self.ctype, name), present=True), None
        gone = None if reader is None else self._deleted(reader, name)
        if gone is not None:
            return Outcome(reason=_restore_it(gone)), None
        size = description(constants)[-1]
        path, words = (self.ctype, name), _warning(self.ctype)
        outcome = Outcome(taken=True, reason=words, path=path, digest=digest, nbytes=size)
        return outcome, constants

    def _check_place(self, reader: Reader) -> None:
        if self.ctype not in reader.ctypes():
            reader.check_ctype(self.ctype)
            return
        table, name = reader.ranges(self.ctype), reader.range_name(self.validity)
        row = table.row(name)
        if row is not None and table.validity(row) != self.validity:
            raise BadValue(
                f"the file has a range {self.ctype}/{name} with other ends, and tells ranges "
                f"apart by whole seconds only"
            )

    def _present(self, reader: Reader, name: str, digest: str) -> VersionInfo | None:
        if self.ctype not in reader.ctypes() or reader.ranges(self.ctype).row(name) is None:
            return None
        for info in reader.versions(self.ctype, name):
            path = (self.ctype, name, info.name)
            if (info.digest or reader.digest(path)) == digest:
                return info
        return None

    def _deleted(self, reader: Reader, name: str) -> Deleted | None:
        """Find the deletion that took the version of this time, if it can be restored."""
        place = (self.ctype, name)
        for gone in reversed(reader.deleted()):
            around = gone.path[: Level.RANGE] == place[: len(gone.path)]
            apart = (abs(time.ns - self.tsvers.ns) for time in gone.tsvers)
            undone = gone.record.comment.startswith(TAKES_BACK)
            if around and not gone.purged and not undone and any(ns < _MOVED_ON for ns in apart):
                return gone
        return None

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        outcome, constants = self.judge(commit.writer)
        if constants is None:
            commit.unchanged()
            self.told(outcome)
            return
        AddCtype((self.ctype,), self.comment).carry_out(commit)
        path = outcome.path
        if commit.writer.ranges(self.ctype).row(path[1]) is None:
            AddRange(path, self.validity, self.comment).carry_out(commit)
        state = VersionState(
            tsvers=self.tsvers, exact=False, comment=self.comment, pending=constants
        )
        state.pars.update(self.pars)
        AddVersion((*path, state.name), state, None, keep=False, named=_nobody).carry_out(commit)
        added = (*path, commit.actual((*path, state.name))[-1])
        for record in self.records:
            AddRecord(added, record).carry_out(commit)
        self.told(_outcome(commit.writer.version(added), path, outcome.reason))


@dataclass(frozen=True, slots=True)
class ImportRecord(Change):
    """Take over a record of older code into the history of a type, unless it is there already."""

    role: ClassVar[Role] = Role.CONTRIBUTOR

    record: Record

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        if self.ctype not in commit.writer.ctypes() or self._there(commit):
            commit.unchanged()
        else:
            AddRecord(self.path, self.record).carry_out(commit)

    def _there(self, commit: Commit) -> bool:
        mine = self.record
        return any(
            (one.user, one.host, one.text) == (mine.user, mine.host, mine.text)
            and abs(one.tstamp.ns - mine.tstamp.ns) < NS_PER_SEC
            for one in commit.writer.history(self.path)
        )


@dataclass(frozen=True, slots=True)
class StopIfNothing(Change):
    """Take it all back if it comes to nothing, so that a file is not changed for that."""

    role: ClassVar[Role] = Role.CONTRIBUTOR

    anything: Callable[[], bool]

    def carry_out(self, commit: Commit) -> None:
        """Raise `NothingTakenError`, or change nothing."""
        commit.unchanged()
        if not self.anything():
            raise NothingTakenError("Nothing was taken over.")


def _restore_it(gone: Deleted) -> str:
    what, by = "/".join(gone.path), f" by {gone.record.user}" if gone.record.user else ""
    return (
        f"it was taken before, and {what} was deleted{by} on {gone.record.tstamp}; restore that "
        f"(deletion {gone.number}), or purge it to have the file taken again"
    )


def _warning(ctype: str) -> str:
    if ctype in KNOWN_CTYPES:
        return ""
    nearest = nearest_ctype(ctype)
    advice = f"; did you mean '{nearest}'?" if nearest else ""
    return f"'{ctype}' is not a known calibration type{advice}"


def _nobody(name: str) -> None:
    """Tell nobody the name that a version got."""


def _outcome(info: VersionInfo, path: Path, reason: str = "", *, present: bool = False) -> Outcome:
    return Outcome(
        not present,
        present,
        reason,
        (*path, info.name),
        info.versind,
        info.digest,
        info.nbytes,
        info.tsvers,
    )
