"""DCVersion: one set of constants, by its production time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files import constants
from dcsgui.core.files.records import Allocate, Constants, Kind, VersionInfo
from dcsgui.core.objects.base import DCBase
from dcsgui.core.objects.changes.editing import SetConstants, SetPars, SetTsprod
from dcsgui.core.objects.membership import changing
from dcsgui.core.objects.reuse import check_time, check_time_left, last_deleted
from dcsgui.core.objects.states.range import RangeState
from dcsgui.core.objects.states.version import VersionState
from dcsgui.core.values.errors import Damaged
from dcsgui.core.values.parts import Part
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.timestamps import Timestamp


class DCVersion(DCBase):
    """A version of constants: an array or a text, with when it was produced.

    Parameters
    ----------
    vers : any form of a time, optional
        The production time; now if None.

    Notes
    -----
    Design document, "Class DCVersion".

    Examples
    --------
    >>> verso = DCVersion(1477587600)
    >>> verso.add_calib([[1.5, 2.5], [3.5, 4.5]])
    >>> verso.tsprod(), verso.shape, str(verso.dtype)
    (1477587600, (2, 2), 'float64')
    """

    def __init__(self, vers: object = None) -> None:
        exact = vers is not None
        tsvers = Timestamp.of(vers) if exact else Timestamp.now()
        self._begin(None, "", VersionState(tsvers=tsvers, exact=exact))

    @property
    def name(self) -> str:
        """The name of its group in the file; one that no other has while it is not in one."""
        return self._state().name

    def tsprod(self) -> int | float | None:
        """Return the production time in Unix seconds; None where an older file does not say."""
        tsvers = self.tsvers
        return None if tsvers is None else tsvers.number

    @property
    def tsvers(self) -> Timestamp | None:
        """The production time, exact."""
        return self._state().time

    @property
    def versind(self) -> int:
        """The number of the version in its range, from 1; never given to another one.

        Versions that one save adds are numbered in order of production (in files of the older
        layout in order of addition; before and after a change of the ends of their range apart),
        and their numbers never change afterwards. Before `save` it is the number that the version
        will most likely get: the file gives another one if somebody else adds a version first,
        or if it knows better what was deleted. It is 0 for a version that stands alone.
        """
        state = self._state()
        if state.info is not None:
            return state.info.versind
        if self._parent is None:
            return 0
        siblings = cast(RangeState, self._parent._state())
        numbered = siblings.numbered(last_deleted(self._deletions(), self._path()[:-1]))
        return next(number for number, known in numbered.items() if known is state)

    @property
    def info(self) -> VersionInfo | None:
        """What the file says of the version; None while it is not in a file."""
        return self._state().info

    def calib(
        self, *, allocate: Allocate = np.empty, progress: Progress = QUIET
    ) -> Constants | None:
        """Return the constants, read from the file now.

        Parameters
        ----------
        allocate : function of (shape, dtype), optional
            Gives the memory, in C order, that an array is read into; ``np.empty`` if not given.
        progress : Progress, optional
            Hears how many bytes of a large array are read, and can call it off.

        Returns
        -------
        ndarray or str or None
            A new array with the shape, dtype and byte order that were stored, e.g. (3, 8, 512,
            1024) float32 in ADU for the pedestals of a jungfrau4M; a str for a text; None if the
            version holds no constants yet.

        Raises
        ------
        Damaged
            If the file can't be read, or declares more than it holds.
        """
        state = self._state()
        data = state.constants(allocate, progress)
        return data.copy() if isinstance(data, np.ndarray) and data is state.pending else data

    def calib_parts(
        self, parts: Iterable[Part], *, allocate: Allocate = np.empty
    ) -> Iterator[NDArray[Any]]:
        """Go through parts of the constants, which are an array, with one of them in memory.

        The file is held open until the last one, or until the iterator is closed.

        Parameters
        ----------
        parts : iterable of tuple of slice
            For each axis, with both ends given; see `dcsgui.core.values.parts.parts_of`.
        allocate : function of (shape, dtype), optional
            Gives the memory that each part is read into, perhaps that of the one before;
            ``np.empty`` if not given.

        Yields
        ------
        ndarray
            ``calib()[part]``, in C order.

        Raises
        ------
        NotFound
            If the version holds no constants.
        BadValue
            If they are a text, or a part is not within the array.
        Damaged
            If the file can't be read, or declares more than it holds.

        Examples
        --------
        >>> verso = DCVersion(1477587600)
        >>> verso.add_calib([[1.5, 2.5], [3.5, 4.5]])
        >>> for part in verso.calib_parts([(slice(1, 2), slice(0, 2))]):
        ...     print(part)
        [[3.5 4.5]]
        """
        with self._held_open():
            yield from self._state().parts(parts, allocate)

    @property
    def chunks(self) -> tuple[int, ...] | None:
        """What of the array is stored together, for each axis; None if it lies in one piece."""
        return self._state().chunks

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the constants, without reading them; () for a text."""
        return self._state().form.shape

    @property
    def dtype(self) -> np.dtype[np.generic] | None:
        """The dtype of the constants, without reading them; None for a text or nothing."""
        form = self._state().form
        return np.dtype(form.dtype) if form.kind is Kind.ARRAY else None

    @property
    def nbytes(self) -> int:
        """The bytes of the constants, without reading them."""
        return self._state().form.nbytes

    @property
    def digest(self) -> str:
        """``"sha256:..."`` of the constants' bytes in C order (for a text, of its UTF-8).

        Files of older code do not keep one; for them the constants are read. "" if there are none.
        """
        state = self._state()
        if state.pending is None and state.info and state.info.digest:
            return state.info.digest
        return state.computed_digest()

    def verify(self) -> None:
        """Read the constants and compare them with their digest; `Damaged` if they differ."""
        state = self._state()
        if state.pending is not None or state.info is None or not state.info.digest:
            return
        if state.computed_digest() != state.info.digest:
            raise Damaged(
                f"The constants of {self._title()} are not those that were stored: their SHA-256 "
                f"is not {state.info.digest}. Somebody changed them with another program, or the "
                f"disk did."
            )

    @changing
    def set_tsprod(self, tsprod: object, *, comment: str = "") -> None:
        """Set the production time (any form of a time), with a comment for the history.

        Raises
        ------
        AlreadyExists
            If a version of the range has it, or had it.
        """
        tsvers = Timestamp.of(tsprod)
        state = self._state()
        if tsvers != state.time and self._parent is not None:
            siblings = cast(RangeState, self._parent._state())
            state = siblings.versions[self._name]
            path = self._path()[:-1]
            check_time(siblings, tsvers, deletions=self._deletions(), path=path)
            if state.is_new:
                check_time_left(siblings, tsvers, path)
            else:
                self._request(SetTsprod(self._path(), tsvers, comment))
                if state.time is not None:
                    siblings.times_left.add(state.time)
                name = self._rules().version_name(self._name, tsvers)
                siblings.rename(self._name, name)
                self._renamed(name)
            siblings.forget_times()
        state.tsvers, state.exact = tsvers, True

    @changing
    def add_calib(self, nda: object, *, comment: str = "") -> None:
        """Set the constants.

        Parameters
        ----------
        nda : array_like or str
            An array of any shape and numeric or bool dtype, in the unit of its type (ADU for
            pedestals, ADU/keV for gains), which is copied; or a UTF-8 text.
        comment : str
            Why, for the history, where the version is in a file already.

        Raises
        ------
        BadValue
            For objects, structured and masked arrays.
        """
        data = constants.check_constants(nda)
        state = self._state()
        if not state.is_new:
            self._request(SetConstants(self._path(), data, comment))
        state.pending = data

    def _title(self) -> str:
        if self._parent is None or not self._state().is_new:
            return super()._title()
        return f"The version of {self._state().time} to be added to {self._parent._title()}"

    def _state(self) -> VersionState:
        return cast(VersionState, super()._state())

    def _request_pars(self, change: SetPars) -> None:
        if not self._state().is_new:
            super()._request_pars(change)
