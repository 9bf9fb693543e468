"""The file that constants come from, while another one is being changed."""

from __future__ import annotations

import math
import os
import time
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files.layout import Reader
from dcsgui.core.files.native.history import ADDITION
from dcsgui.core.files.opening import TIMEOUT, open_reader
from dcsgui.core.files.pscalib.history import additions
from dcsgui.core.files.records import Constants, LayoutName, ParValue, Path, Record
from dcsgui.core.values.errors import Conflict, NotFound
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["Arrival", "Origin"]

MOMENT = 0.1
"""Seconds for which the file is held open at a time, or as long as one version takes."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A version as its file has it.

    Attributes
    ----------
    pars : dict of str to ParValue
    birth : Record or None
        That of its addition.
    history : tuple of Record
        What happened to it since, oldest first.
    constants : ndarray, str or None
        Only until the next version is asked for: its memory is used again.
    """

    pars: dict[str, ParValue]
    birth: Record | None
    history: tuple[Record, ...]
    constants: Constants | None


class Origin:
    """A detector file that is read from while another one is changed.

    It is opened for moments only, so that whoever changes it waits for one of them at most: two
    transfers against each other get along. Use it in a ``with``, which lets go of it.

    Parameters
    ----------
    file : str
        Its path.
    timeout : float
        Seconds to wait for others who hold it.

    Notes
    -----
    All methods raise `Conflict` for what is not there (any more).
    """

    def __init__(self, file: str, timeout: float = TIMEOUT) -> None:
        self.file = file
        self._timeout = timeout
        self._held = ExitStack()
        self._reader: Reader | None = None
        self._until = 0.0
        self._room = _Room()
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
        self._room = _Room()

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
            pars, records = reader.pars(path), reader.history(path)
            if reader.layout is LayoutName.PSCALIB:
                birth = self._births_in(reader, path[:-1]).get(path[-1])
            else:
                birth = next((one for one in records if one.action.startswith(ADDITION)), None)
                records = [record for record in records if record is not birth]
            constants = reader.constants(path, self._room, progress)
        except NotFound as error:
            raise self._gone(path) from error
        return Arrival(pars, birth, tuple(records), constants)

    def _open(self) -> Reader:
        now = time.monotonic()
        if self._reader is not None and now > self._until:
            self.let_go()
        if self._reader is None:
            self._reader = self._held.enter_context(open_reader(self.file, self._timeout))
            self._until = now + MOMENT
        return self._reader

    def _births_in(self, reader: Reader, path: Path) -> dict[str, Record]:
        """Read the records of the additions to a range, which keeps them all in some layouts."""
        if self._births[0] != path:
            added = additions(reader.history(path))
            named = {info.name: info.versind for info in reader.versions(*path)}
            births = {name: added[number] for name, number in named.items() if number in added}
            self._births = path, births
        return self._births[1]

    def _gone(self, path: Path) -> Conflict:
        return Conflict(
            f"{os.fspath(self.file)} has no {'/'.join(path) or 'such detector'} any more: it has "
            f"changed since the plan was made. Nothing was done; make a new plan."
        )


class _Room:
    """Memory for one array, used again for the next one."""

    def __init__(self) -> None:
        self._bytes: NDArray[np.uint8] = np.empty(0, np.uint8)

    def __call__(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        nbytes = math.prod(shape) * dtype.itemsize
        if nbytes > self._bytes.nbytes:
            self._bytes = np.empty(nbytes, np.uint8)
        return self._bytes[:nbytes].view(dtype).reshape(shape)
