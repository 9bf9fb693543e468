"""The file that constants come from, while another one is being changed."""

from __future__ import annotations

import math
import os
import time
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from numpy.typing import NDArray

from dcsgui.core.files.constants import PASSED_ON, Room
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.native.history import ADDITION
from dcsgui.core.files.opening import TIMEOUT, open_reader
from dcsgui.core.files.parts import StoredArray
from dcsgui.core.files.pscalib.history import additions
from dcsgui.core.files.records import (
    Allocate,
    Constants,
    InParts,
    LayoutName,
    ParValue,
    Path,
    Record,
)
from dcsgui.core.objects.changes.standing import standing
from dcsgui.core.values.errors import Conflict, NotFound
from dcsgui.core.values.parts import Part
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["Arrival", "Origin", "SourceMovedError"]

MOMENT = 0.1
"""Seconds for which the file is held open at a time, or as long as one version takes."""


class SourceMovedError(Conflict):
    """The source of a transfer is not as it was when that was planned; nothing was done."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A version as its file has it.

    Attributes
    ----------
    digest : str
        Of the constants, as the file says; "" where it does not.
    pars : dict of str to ParValue
    birth : Record or None
        That of its addition.
    history : tuple of Record
        What happened to it since, oldest first.
    constants : ndarray, InParts, str or None
        Only until the next version is asked for: its memory is used again, or its file closed.
    """

    digest: str
    pars: dict[str, ParValue]
    birth: Record | None
    history: tuple[Record, ...]
    constants: Constants | InParts | None


class Origin:
    """A detector file that is read from while another one is changed.

    It is opened for moments only, so that whoever changes it waits for one of them at most: two
    transfers against each other get along. It may also be the very file that is being changed: it
    is read as it was before, and has to be let go of before the change is published. Use it in a
    ``with``, which lets go of it.

    Parameters
    ----------
    file : str
        Its path.
    timeout : float
        Seconds to wait for others who hold it.

    Notes
    -----
    All methods raise `SourceMovedError` for what is not there (any more).
    """

    def __init__(self, file: str, timeout: float = TIMEOUT) -> None:
        self.file = file
        self._timeout = timeout
        self._held = ExitStack()
        self._reader: Reader | None = None
        self._until = 0.0
        self._room = Room()
        self._births: tuple[Path, dict[str, Record]] = ((), {})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.let_go()
        self._room = Room()

    def let_go(self) -> None:
        """Close the file until something is asked again."""
        self._reader = None
        self._held.close()

    def pars(self, path: Path) -> dict[str, ParValue]:
        """Read the parameters of a node."""
        try:
            return self._open().pars(path)
        except NotFound as error:
            raise self._gone(path) from error

    def version(self, path: Path, progress: Progress = QUIET) -> Arrival:
        """Read a version with its constants and all that is known of it."""
        reader = self._open()
        try:
            digest, pars = reader.version(path).digest, reader.pars(path)
            records = reader.history(path)
            if reader.layout is LayoutName.PSCALIB:
                birth = self._births_in(reader, path[:-1]).get(path[-1])
            else:
                birth = next((one for one in records if one.action.startswith(ADDITION)), None)
                records = [record for record in records if record is not birth]
            constants = self._constants(reader, path, progress)
        except NotFound as error:
            raise self._gone(path) from error
        return Arrival(digest, pars, birth, tuple(records), constants)

    def _open(self) -> Reader:
        now = time.monotonic()
        if self._reader is not None and now > self._until:
            self.let_go()
        if self._reader is None:
            self._reader = self._held.enter_context(open_reader(self.file, self._timeout))
            self._until = now + MOMENT
        return self._reader

    def _constants(
        self, reader: Reader, path: Path, progress: Progress
    ) -> Constants | InParts | None:
        """Read constants, or leave it to who writes them if they are large and in one piece."""
        stored = reader.array(path)
        if stored is not None and stored.chunks is None and stored.nbytes >= PASSED_ON:
            return _Arriving(stored, progress)
        return reader.constants(path, self._room, progress)

    def _births_in(self, reader: Reader, path: Path) -> dict[str, Record]:
        """Read the records of the additions to a range, which keeps them all in some layouts."""
        if self._births[0] != path:
            added = additions(reader.history(path))
            named = {info.name: info.versind for info in reader.versions(*path)}
            births = {name: added[number] for name, number in named.items() if number in added}
            self._births = path, births
        return self._births[1]

    def answer(self, path: Path) -> str:
        """Return the name of the version that a range answers, "" if it has none."""
        try:
            return standing(self._open(), path).answer
        except NotFound as error:
            raise self._gone(path) from error

    def detname(self) -> str:
        """Return the name of the detector."""
        head = self._open().head()
        return f"{head.dettype}-{head.detid}"

    def changed(self, what: str) -> SourceMovedError:
        """Make the error for something that is not as it was when the transfer was planned."""
        return SourceMovedError(
            f"{os.fspath(self.file)} has changed since the plan was made: {what}. Nothing was "
            f"done; make a new plan."
        )

    def _gone(self, path: Path) -> SourceMovedError:
        return SourceMovedError(
            f"{os.fspath(self.file)} has no {'/'.join(path) or 'such detector'} any more: it has "
            f"changed since the plan was made. Nothing was done; make a new plan."
        )


class _Arriving:
    """A large array that is fetched part by part while it is written, see `InParts`."""

    def __init__(self, stored: StoredArray, progress: Progress) -> None:
        self.shape, self.dtype = stored.shape, stored.dtype
        self._stored, self._progress, self._done = stored, progress, 0

    def read(self, part: Part, allocate: Allocate) -> NDArray[Any]:
        """Fetch a part, unless nobody wants it any more: `Cancelled`."""
        piece = self._stored.read(part, allocate)
        self._done += piece.nbytes
        total = math.prod(self.shape) * self.dtype.itemsize
        self._progress.report(min(self._done, total), total, "bytes")
        return piece
