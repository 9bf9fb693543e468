"""Changes that bring over what another file has, and check it before it counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from dcsgui.core.files import constants
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.records import Constants, InParts, Level, NewVersion, Path, Record
from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.objects.changes.defaults import keep_answer
from dcsgui.core.objects.exchange.fingerprint import fingerprint, parameters_digest
from dcsgui.core.objects.exchange.origin import Arrival, Origin
from dcsgui.core.objects.exchange.verifying import Verifying
from dcsgui.core.values.errors import Conflict, NotFound
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.roles import Role
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["CheckUnmoved", "CheckWritten", "MovedError", "NoteTransfer", "Receive"]


class MovedError(Conflict):
    """The destination is not as it was when the transfer was planned; nothing was done."""


@dataclass(frozen=True, slots=True)
class CheckUnmoved(Change):
    """Refuse all that follows if the file has changed since a plan was made; `path` is the store.

    Attributes
    ----------
    expected : str
        The fingerprint that it had.
    ctypes, compared : tuple
        What that is made of, see `fingerprint`.
    made : Timestamp
        When.
    """

    role: ClassVar[Role] = Role.READER

    expected: str
    ctypes: tuple[str, ...]
    compared: tuple[Path, ...]
    made: Timestamp

    def carry_out(self, commit: Commit) -> None:
        """Look at the file; `MovedError` says who changed it."""
        commit.unchanged()
        self.compare(commit.writer)

    def compare(self, reader: Reader) -> None:
        """Compare a file with what it was; `MovedError` says who changed it."""
        now = fingerprint(reader, ctypes=self.ctypes, compared=self.compared)
        if now != self.expected:
            raise MovedError(
                f"The destination has changed since the plan was made at {self.made}"
                f"{self._who(reader)}. Nothing was done; make a new plan and apply that."
            )

    def _who(self, reader: Reader) -> str:
        records = (record for path in self._nodes(reader) for record in reader.history(path))
        latest = max(records, key=lambda record: record.tstamp, default=None)
        if latest is None or latest.tstamp < self.made:
            return ", by a program that keeps no history"
        who = latest.who or "somebody"
        return f"; the latest change is by {who} at {latest.tstamp}: {latest.text}"

    def _nodes(self, reader: Reader) -> Iterator[Path]:
        yield ()
        for ctype in sorted({*self.ctypes, *(path[0] for path in self.compared if path)}):
            if ctype in reader.ctypes():
                yield (ctype,)
                for name, infos in reader.all_versions(ctype).items():
                    yield ctype, name
                    yield from ((ctype, name, info.name) for info in infos)


@dataclass(frozen=True, slots=True)
class Receive(Change):
    """Add a version as another file has it, with its author and history; `path` is what it gets.

    Attributes
    ----------
    origin : Origin
        The other file.
    source : Path
        The version there.
    tsvers : Timestamp
        The production time that it gets.
    versind : int or None
        The number that it gets; None is the next free one.
    digest : str
        Of its constants; "" if that is not known.
    nbytes : int
        Of its constants.
    pars : str or None
        Digest of the parameters that it is to bring along; None is not compared.
    action, comment : str
        What its history says of the transfer.
    verifying : Verifying
        Told what was written, to compare it.
    progress : Progress
        Told how many bytes are done.
    """

    role: ClassVar[Role] = Role.CONTRIBUTOR
    adds: ClassVar[bool] = True

    origin: Origin
    source: Path
    tsvers: Timestamp
    versind: int | None
    digest: str
    nbytes: int
    action: str
    comment: str
    verifying: Verifying
    progress: Progress = field(default=QUIET)
    pars: str | None = None

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        self.progress.report(0, self.nbytes, "bytes")
        arrival = self.origin.version(self.source, self.progress)
        self._check(arrival)
        range_path = self.path[: Level.RANGE]
        if commit.repository and range_path not in commit.fresh:
            keep_answer(commit, range_path)
        digest = self.digest or _digest_of(arrival.constants)
        here = commit.record(self.action, self.comment)
        new = NewVersion(
            tsvers=self.tsvers,
            constants=arrival.constants,
            pars=arrival.pars,
            versind=self.versind,
            record=arrival.birth,
            history=(*arrival.history, here),
            digest=digest,
        )
        added = commit.writer.add_version(range_path, new)
        path = (*range_path, added.name)
        reason = f"{self.action}, {self.comment}"
        commit.way_back.tell(range_path, f"add version {added.versind}", reason)
        commit.way_back.born(path, digest)
        self.verifying.expect("/".join(self.source), digest, commit.writer.written(path))
        if range_path in commit.fresh:
            commit.fresh[range_path] += 1
        self.progress.report(self.nbytes, self.nbytes, "bytes")

    def _check(self, arrival: Arrival) -> None:
        """Refuse a version that is not the one that was planned."""
        where = "/".join(self.source)
        if self.digest and arrival.digest and arrival.digest != self.digest:
            raise self.origin.changed(f"{where} holds other constants")
        if self.pars is not None and parameters_digest(arrival.pars) != self.pars:
            raise self.origin.changed(f"{where} has other parameters")


@dataclass(frozen=True, slots=True)
class CheckWritten(Change):
    """Wait until all that was written is compared, with the other file closed."""

    role: ClassVar[Role] = Role.READER

    origin: Origin
    verifying: Verifying

    def carry_out(self, commit: Commit) -> None:
        """Compare; `Damaged` if anything is not what it is to be."""
        commit.unchanged()
        self.origin.let_go()
        self.verifying.finish()


@dataclass(frozen=True, slots=True)
class NoteTransfer(Change):
    """Record at a node that something was transferred; once for each plan.

    Attributes
    ----------
    action, comment : str
    """

    role: ClassVar[Role] = Role.CONTRIBUTOR

    action: str
    comment: str

    def carry_out(self, commit: Commit) -> None:
        """Change the file."""
        commit.unchanged()
        if not noted(commit.writer, self.path, self.action, self.comment):
            commit.note(self.path, self.action, self.comment)


def noted(reader: Reader, path: Path, action: str, comment: str) -> bool:
    """Whether a node that is there has a record that says this; a node that is gone needs none."""
    try:
        records: list[Record] = reader.history(path)
    except NotFound:
        return True
    return any((record.action, record.comment) == (action, comment) for record in records)


def _digest_of(data: Constants | InParts | None) -> str:
    return "" if data is None else constants.digest_of(data)
