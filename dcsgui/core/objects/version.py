"""DCVersion: one set of constants, by its production time."""

from __future__ import annotations

from typing import cast

import numpy as np

from dcsgui.core.files import constants
from dcsgui.core.files.records import Constants, VersionInfo
from dcsgui.core.objects.base import DCBase
from dcsgui.core.objects.changes.editing import SetConstants, SetPars, SetTsprod
from dcsgui.core.objects.states import RangeState, VersionState
from dcsgui.core.values.errors import AlreadyExists, Damaged
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
        super().__init__()
        exact = vers is not None
        tsvers = Timestamp.of(vers) if exact else Timestamp.now()
        self._alone = VersionState(name=tsvers.text, tsvers=tsvers, exact=exact)
        self._name = tsvers.text

    def tsprod(self) -> int | float | None:
        """Return the production time in Unix seconds; None where an older file does not say."""
        tsvers = self.tsvers
        return None if tsvers is None else tsvers.number

    @property
    def tsvers(self) -> Timestamp | None:
        """The production time, exact."""
        return self._state().tsvers or (self.info.tsvers if self.info else None)

    @property
    def versind(self) -> int:
        """The number of the version in its range, from 1; never given to another one.

        Before `save` it is the number that the version will get, if nobody else adds one first.
        """
        state = self._state()
        if state.versind is not None:
            return state.versind
        if state.info is not None:
            return state.info.versind
        if self._parent is None:
            return 0
        numbered = cast(RangeState, self._parent._state()).numbered()
        return next(number for number, known in numbered.items() if known is state)

    @property
    def info(self) -> VersionInfo | None:
        """What the file says of the version; None while it is not in a file."""
        return self._state().info

    def calib(self) -> Constants | None:
        """Return the constants, read from the file now.

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
        data = self._state().constants()
        return data.copy() if isinstance(data, np.ndarray) and data is self._pending() else data

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the constants, without reading them; () for a text."""
        data = self._pending()
        if data is not None:
            return () if isinstance(data, str) else data.shape
        return self.info.shape if self.info else ()

    @property
    def dtype(self) -> np.dtype[np.generic] | None:
        """The dtype of the constants, without reading them; None for a text or nothing."""
        data = self._pending()
        if data is not None:
            return None if isinstance(data, str) else data.dtype
        dtype = self.info.dtype if self.info else ""
        return np.dtype(dtype) if dtype not in ("", "text") else None

    @property
    def nbytes(self) -> int:
        """The bytes of the constants, without reading them."""
        data = self._pending()
        if isinstance(data, str):
            return len(data.encode("utf-8", "surrogateescape"))
        if data is not None:
            return data.nbytes
        return self.info.nbytes if self.info else 0

    @property
    def digest(self) -> str:
        """``"sha256:..."`` of the constants' bytes in C order (for a text, of its UTF-8).

        Files of older code do not keep one; for them the constants are read. "" if there are none.
        """
        data = self._pending()
        if data is None and self.info and self.info.digest:
            return self.info.digest
        data = self._state().constants() if data is None else data
        return "" if data is None else constants.digest_of(data)

    def verify(self) -> None:
        """Read the constants and compare them with their digest; `Damaged` if they differ."""
        data = self._state().constants()
        known = self.info.digest if self.info else ""
        if data is not None and known and constants.digest_of(data) != known:
            raise Damaged(
                f"The constants of {self._title()} are not those that were stored: their SHA-256 "
                f"is not {known}. Somebody changed them with another program, or the disk did."
            )

    def set_tsprod(self, tsprod: object) -> None:
        """Set the production time (any form of a time); `AlreadyExists` if the range has it."""
        tsvers = Timestamp.of(tsprod)
        self._check_changeable()
        state = self._state()
        if self._parent is not None:
            siblings = cast(RangeState, self._parent._state()).versions
            if any(other.tsvers == tsvers and other is not state for other in siblings.values()):
                raise AlreadyExists(f"A version produced at {tsvers} is already in the range.")
            self._request(SetTsprod(self._path(), tsvers, self._renamed))
        state.tsvers, state.exact = tsvers, True
        if self._parent is None:
            self._name = state.name = tsvers.text

    def add_calib(self, nda: object) -> None:
        """Set the constants.

        Parameters
        ----------
        nda : array_like or str
            An array of any shape and numeric or bool dtype, in the unit of its type (ADU for
            pedestals, ADU/keV for gains), which is copied; or a UTF-8 text.

        Raises
        ------
        BadValue
            For objects, structured and masked arrays.
        """
        data = constants.check_constants(nda)
        self._check_changeable()
        state = self._state()
        if not state.is_new:
            self._request(SetConstants(self._path(), data))
        state.pending = data

    def _pending(self) -> Constants | None:
        return self._state().pending

    def _state(self) -> VersionState:
        return cast(VersionState, super()._state())

    def _request_pars(self, change: SetPars) -> None:
        if not self._state().is_new:
            super()._request_pars(change)

    def _renamed(self, name: str) -> None:
        self._name = name
