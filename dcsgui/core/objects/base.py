"""DCBase: what the store, its types, ranges and versions have in common."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np

from dcsgui.core.files import parameters
from dcsgui.core.files.records import ParValue, Record
from dcsgui.core.objects.arguments import mapping_of, note_of, text_of
from dcsgui.core.objects.author import current_author
from dcsgui.core.objects.changes.editing import AddRecord, SetHistory, SetPars
from dcsgui.core.objects.membership import Member, changing
from dcsgui.core.objects.states.node import NodeState
from dcsgui.core.values.errors import NotFound
from dcsgui.core.values.timestamps import MICROSECOND, NS_PER_SEC, Timestamp

TSFMT = "%Y-%m-%dT%H:%M:%S%Z"
"""The format of times in `DCBase.history`, as the design document has it."""

_REQUIRED: Any = object()
_SET_IN = "\n    "


class DCBase(Member):
    """Parameters and history: what every level of a store has.

    An object stands alone, as made here, or belongs to a store; then what is asked for is kept
    with the store until `DCStore.save`. It knows its place by name: where what was there has been
    deleted, its methods raise `NotFound`.

    Notes
    -----
    Design document, "Base class DCBase".

    Examples
    --------
    >>> o = DCBase()
    >>> o.add_par("exp", "xpptut15")
    >>> o.add_par("run", 260)
    >>> o.dictpars()
    {'exp': 'xpptut15', 'run': 260}
    >>> o.add_history("taken with the beam off", 1477587600)
    >>> o.histdict()
    {1477587600: 'taken with the beam off'}
    """

    def __init__(self) -> None:
        self._begin(None, "", NodeState())

    # Parameters

    def dictpars(self) -> dict[str, ParValue]:
        """Return the parameters of the object as a new dictionary, by key."""
        return {key: _own(value) for key, value in self._state().pars.items()}

    def par(self, k: str, default: Any = _REQUIRED) -> Any:
        """Return the value of parameter `k`.

        Raises
        ------
        NotFound
            If there is none of that key and no `default` was given.
        """
        parameters.check_key(k)
        pars = self._state().pars
        if k in pars:
            return _own(pars[k])
        if default is not _REQUIRED:
            return default
        known = ", ".join(pars) or "none"
        raise NotFound(f"{self._title()} has no parameter '{k}'; its parameters are: {known}.")

    @changing
    def set_dictpars(self, d: Mapping[str, object], *, comment: str = "") -> None:
        """Replace all parameters by those of `d`; `BadValue` for what can't be kept."""
        pars = checked_pars(d)
        state = self._state()
        self._request_pars(SetPars(self._path(), pars, clear=True, comment=comment))
        state.pars.clear()
        state.pars.update(pars)

    @changing
    def add_par(self, k: str, v: object, *, comment: str = "") -> None:
        """Add parameter `k` with value `v`, or replace its value.

        Parameters
        ----------
        k : str
            Any text without NUL.
        v : str, bool, int, float, or an array of them
            Integers of up to 64 bits; NaN, inf and an empty text are fine.
        comment : str
            Why, for the history.

        Raises
        ------
        BadValue
            If the value can't be kept; nothing is changed.
        AccessDenied
            If the file can't be written.
        """
        pars = checked_pars({parameters.check_key(k): v})
        state = self._state()
        self._request_pars(SetPars(self._path(), pars, comment=comment))
        state.pars.update(pars)

    def del_dictpars(self, *, comment: str = "") -> None:
        """Delete all parameters."""
        self.set_dictpars({}, comment=comment)

    @changing
    def del_par(self, k: str, *, comment: str = "") -> None:
        """Delete parameter `k`; `NotFound` if there is none."""
        self.par(k)
        state = self._state()
        self._request_pars(SetPars(self._path(), gone=(k,), comment=comment))
        del state.pars[k]

    # History

    def history(self, fmt: str = TSFMT) -> str:
        """Return the history as text, oldest first: a line a record, further lines set in.

        Parameters
        ----------
        fmt : str
            For `time.strftime`; times are local, with their zone.
        """
        text_of(fmt, "The format of times")
        return "\n".join(_line(record, fmt) for record in self.records())

    def histdict(self) -> dict[int | float, str]:
        """Return the history as a dictionary: Unix seconds to the text of the record.

        Of records that are closer than floats can say, the later ones move on by that much.
        """
        found: dict[int | float, str] = {}
        for record in self.records():
            number = record.tstamp.number
            while number in found:
                number = math.nextafter(number, math.inf)
            found[number] = record.text
        return found

    def records(self) -> list[Record]:
        """Return the history as records that tell time, user, host, action and comment apart."""
        return sorted(self._state().records, key=lambda record: record.tstamp)

    @changing
    def set_history(self, d: Mapping[Any, str], *, comment: str = "") -> None:
        """Replace the history by the records of `d`, by time; that this was done is recorded."""
        given = mapping_of(d, "A history").items()
        records = [Record(Timestamp.of(ts), comment=_text(rec)) for ts, rec in given]
        state = self._state()
        self._request(SetHistory(self._path(), tuple(records), comment))
        state.records = records

    @changing
    def add_history(self, rec: str, ts: object = None) -> None:
        """Add a comment to the history.

        Parameters
        ----------
        rec : str
            The comment.
        ts : any form of a time, optional
            When; now if None. It moves on by microseconds while another record has it.
        """
        text = _text(rec)
        tstamp = Timestamp.now() if ts is None else Timestamp.of(ts)
        records = self._state().records
        taken = {record.tstamp for record in records}
        while tstamp in taken:
            tstamp = Timestamp(tstamp.ns + MICROSECOND)
        record = current_author().record("", text, tstamp)
        self._request(AddRecord(self._path(), record))
        records.append(record)

    # Changes

    def _request_pars(self, change: SetPars) -> None:
        self._request(change)

    def _request_own(self) -> None:
        """Ask for the parameters and records that the object got while it stood alone."""
        state = self._state()
        if state.pars:
            self._request_pars(SetPars(self._path(), dict(state.pars)))
        for record in state.records:
            self._request(AddRecord(self._path(), record))


def checked_pars(pars: object) -> dict[str, ParValue]:
    """Return parameters as they can be kept, copied; `BadValue` for what can't be."""
    given = mapping_of(pars, "The parameters")
    return {parameters.check_key(k): parameters.check_value(k, v) for k, v in given.items()}


def _own(value: ParValue) -> ParValue:
    return value.copy() if isinstance(value, np.ndarray) else value


def _line(record: Record, fmt: str) -> str:
    local = datetime.fromtimestamp(record.tstamp.ns // NS_PER_SEC, UTC).astimezone()
    who = f" (by {record.user}@{record.host})" if record.user else ""
    words = f"{record.text}{who}".splitlines()
    return f"{local.strftime(fmt)} {_SET_IN.join(words)}"


def _text(rec: object) -> str:
    return note_of(rec, "A history record")
