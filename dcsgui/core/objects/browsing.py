"""Reading a store: the constants of a time, and what the file says of its detector."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path as FilePath
from typing import Any, cast

from dcsgui.core.files.records import Constants, Deleted, Head, LayoutName, Path
from dcsgui.core.files.runtables import time_of_run
from dcsgui.core.objects.arguments import text_of
from dcsgui.core.objects.base import DCBase
from dcsgui.core.objects.changes.base import Change
from dcsgui.core.objects.ctype import DCType
from dcsgui.core.objects.finding import Selection, find
from dcsgui.core.objects.places import Place, file_beside
from dcsgui.core.objects.reuse import renamed
from dcsgui.core.objects.rules import Rules
from dcsgui.core.objects.saving import StoreFile
from dcsgui.core.objects.states.store import StoreState
from dcsgui.core.objects.states.type import TypeState
from dcsgui.core.values.errors import ConstantsNotFound
from dcsgui.core.values.timestamps import Timestamp

_REQUIRED: Any = object()


class Browsing(DCBase):
    """The part of `DCStore` that only looks."""

    def __init__(self, file: StoreFile) -> None:
        self._begin(None, "", None)
        self._file = file
        self._changes: list[Change] = []
        self._file.check_there()

    # Constants

    def get(
        self,
        ctype: str,
        tsp: object,
        vers: object = None,
        *,
        default: Any = _REQUIRED,
        follow: str | None = None,
    ) -> Constants:
        """Return the constants valid at a time.

        Parameters
        ----------
        ctype : str
            The calibration type.
        tsp : any form of a time, an event, or a `RunNumber`
            When; both ends of a range belong to it.
        vers : int or any form of a time, optional
            A version by number or production time; the default of the range if None.
        default : object, optional
            Returned instead of raising `ConstantsNotFound`.
        follow : {"predecessor", "successor"}, optional
            Where to look on if this detector has none.

        Returns
        -------
        ndarray or str
            The array as it was stored, or the text.

        Raises
        ------
        ConstantsNotFound
            If nothing is valid then; the message names the nearest earlier and later range.
        """
        try:
            return self._get(ctype, tsp, vers, follow)
        except ConstantsNotFound:
            if default is _REQUIRED:
                raise
            return cast("Constants", default)

    def _get(self, ctype: str, tsp: object, vers: object, follow: str | None) -> Constants:
        with self.opened():
            selection = self.find(ctype, tsp, vers, follow=follow)
            constants = selection.version.calib()
        if constants is None:
            raise ConstantsNotFound(
                f"The version {selection.version.versind} of '{ctype}' in {selection.path} "
                f"holds no constants."
            )
        return constants

    def find(
        self, ctype: str, tsp: object, vers: object = None, *, follow: str | None = None
    ) -> Selection:
        """Find which constants are valid at a time, and why, without reading them.

        Takes and raises what `get` does.
        """
        text_of(ctype, "The name of a calibration type")
        tstamp = Timestamp.for_lookup(tsp, time_of_run)
        with self._settled():
            return find(self, ctype, tstamp=tstamp, vers=vers, follow=follow)

    def opened(self) -> AbstractContextManager[None]:
        """Answer all questions inside the ``with`` from one state of the file, opened once."""
        return self._file.held_open(keep=self.pending)

    @property
    def path(self) -> FilePath:
        """The file."""
        return self._file.path

    @property
    def in_repository(self) -> bool:
        """Whether the file lies in the repository, where nothing changes an answer by itself."""
        return self._file.place.repository

    @property
    def layout(self) -> LayoutName:
        """The layout of the file."""
        return self._head().layout

    @property
    def generation(self) -> int:
        """How many commits the file has seen; it moves with every change that we make."""
        return self._head().generation

    @property
    def pending(self) -> bool:
        """Whether there are changes that are not saved."""
        return bool(self._changes)

    def tscfile(self) -> int | float | None:
        """Return when the file was created, in Unix seconds; older files may not say."""
        tscfile = self._head().tscfile
        return None if tscfile is None else tscfile.number

    def dettype(self) -> str:
        """Return the detector type, e.g. ``"cspad"``."""
        return self._head().dettype

    def detid(self) -> str:
        """Return the unique detector id."""
        return self._head().detid

    def detname(self) -> str:
        """Return the detector name, ``<dettype>-<detid>``."""
        return f"{self.dettype()}-{self.detid()}"

    def predecessor(self) -> str | None:
        """Return the detector name of the hardware version before this one, or None."""
        return self._head().predecessor

    def successor(self) -> str | None:
        """Return the detector name of the hardware version after this one, or None."""
        return self._head().successor

    def ctypes(self) -> list[str]:
        """Return the names of the calibration types."""
        return sorted(self._state().types)

    def ctypeobj(self, ctype: str) -> DCType:
        """Return a calibration type; `NotFound` names those there are."""
        self._state().type(text_of(ctype, "The name of a calibration type"))
        return self._child(DCType, ctype)

    def relative(self, detname: str) -> Browsing:
        """Open another detector of the same calib directory, to look at it only."""
        place = Place(self.relative_path(detname))
        return Browsing(StoreFile(place, writable=False, timeout=self._file.timeout))

    def relative_path(self, detname: str) -> FilePath:
        """Say where the file of another detector of the same calib directory is, or would be."""
        return file_beside(self.path, self.dettype(), detname)

    def _head(self) -> Head:
        return self._state().head

    def _state(self) -> StoreState:
        return self._file.state(keep=bool(self._changes))

    def _child_state(self, name: str) -> TypeState:
        return self._state().type(name)

    def _title(self) -> str:
        return f"The store {self.path}"

    def _rules(self) -> Rules:
        return Rules(self.layout, self.in_repository)

    def _deletions(self) -> list[Deleted]:
        return self._state().deletions

    def _note_deleted(self, gone: Deleted) -> None:
        self._state().deletions.append(gone)

    def _note_renamed(self, path: Path, name: str) -> None:
        state = self._state()
        state.deletions = renamed(state.deletions, path, name)

    def _check_changeable(self) -> None:
        self._file.check_changeable()

    def _held_open(self) -> AbstractContextManager[None]:
        return self.opened()

    def _settled(self) -> AbstractContextManager[None]:
        return self._file.settled(keep=self.pending)

    def _check_allowed(self, change: Change) -> None:
        self._file.check_allowed(change, self._changes)

    def _request(self, change: Change) -> None:
        self._check_allowed(change)
        self._changes.append(change)
