"""Which constants are valid at a time, for all types of a detector, and why."""

from __future__ import annotations

import re

from dcsgui.core.actions.answers.moments import Moment, Valid, ValidAt
from dcsgui.core.actions.opening import to_look
from dcsgui.core.files.runtables import time_of_run
from dcsgui.core.objects.store import DCStore
from dcsgui.core.values.errors import BadValue, ConstantsNotFound, Damaged
from dcsgui.core.values.runs import RunNumber, check_experiment
from dcsgui.core.values.timestamps import NS_PER_SEC, Timestamp

__all__ = ["moment", "valid_at"]

NOW = "now"
_RUN = re.compile(r"r([0-9]{1,18})")


def moment(text: str, experiment: str = "") -> Moment:
    """Say what time a text means.

    Parameters
    ----------
    text : str
        ``now``; Unix seconds (UTC); ISO 8601, local time if it has no zone; or a run, as in
        ``xpptut15:260``, or ``r260`` where `experiment` is given.
    experiment : str
        That of a run alone.

    Raises
    ------
    BadValue
        If it means no time.
    NotFound
        If the run table does not list the run, or there is none.
    """
    words = text.strip()
    if not words:
        raise BadValue("Give a time, as in 2016-10-27T10:00:00-07:00, or a run, or 'now'.")
    tstamp = _meant(words, experiment.strip())
    return Moment(words, tstamp.ns, tstamp.iso(), tstamp.iso(utc=True))


def valid_at(file: str, moment: Moment) -> ValidAt:
    """Say what answers at a time for each type of a file, and why, or what is nearest.

    Raises
    ------
    StoreNotAvailable, AccessDenied, Damaged, Busy
        Damage of one type is told as its answer.
    """
    store, tstamp = to_look(file), Timestamp(moment.ns)
    with store.opened():
        answers = tuple(_valid(store, ctype, tstamp) for ctype in store.ctypes())
    return ValidAt(file, moment, answers)


def _meant(words: str, experiment: str) -> Timestamp:
    if words.lower() == NOW:
        return Timestamp(Timestamp.now().ns // NS_PER_SEC * NS_PER_SEC)
    run = _RUN.fullmatch(words)
    if run is not None and experiment:
        check_experiment(experiment)
        return time_of_run(RunNumber(experiment, int(run[1])))
    return Timestamp.of(words, time_of_run)


def _valid(store: DCStore, ctype: str, tstamp: Timestamp) -> Valid:
    try:
        found = store.find(ctype, tstamp)
    except (ConstantsNotFound, Damaged) as error:
        return Valid(ctype, "", "", 0, pinned=False, why=str(error))
    version = found.version
    return Valid(
        ctype, found.range.name, version.name, version.versind, found.pinned, why=found.why
    )
