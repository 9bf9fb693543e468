"""A run of an experiment, which stands for the time at which it began."""

import operator
import re
from dataclasses import dataclass
from typing import Self

from dcsgui.core.values.errors import BadValue, shown

__all__ = ["RunNumber", "check_experiment"]

_EXPERIMENT = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_RUN = re.compile(rf"({_EXPERIMENT.pattern}):r?([0-9]{{1,18}})")


@dataclass(frozen=True, order=True, slots=True)
class RunNumber:
    """One run of one experiment.

    A run table (a function from `RunNumber` to `Timestamp`) turns it into the begin of the run.

    Attributes
    ----------
    experiment : str
        Name of the experiment, such as ``"xpptut15"``.
    run : int
        Run number, from 0.

    Raises
    ------
    BadValue
        The experiment is no name, or the run is no whole number from 0.

    Notes
    -----
    Design document, "UI access methods": ``tsp`` may be "evt.run() - run number".

    Examples
    --------
    >>> RunNumber.parse("xpptut15:260")
    RunNumber(experiment='xpptut15', run=260)
    >>> str(RunNumber("xpptut15", 260))
    'xpptut15:260'
    """

    experiment: str
    run: int

    def __post_init__(self) -> None:
        check_experiment(self.experiment)
        object.__setattr__(self, "run", _run_of(self.run))

    @classmethod
    def matches(cls, text: str) -> bool:
        """Tell whether `text` is written like a run, ``experiment:run``."""
        return _RUN.fullmatch(text.strip()) is not None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``experiment:run``; ``experiment:r260`` is the same as ``experiment:260``.

        Raises
        ------
        BadValue
            `text` is not of this form.
        """
        found = _RUN.fullmatch(text.strip())
        if found is None:
            raise BadValue(f"{shown(text)} is no run; write experiment:run, as in xpptut15:260.")
        return cls(found[1], int(found[2]))

    def __str__(self) -> str:
        return f"{self.experiment}:{self.run}"


def check_experiment(name: object) -> None:
    """Raise `BadValue` for what can't be the name of an experiment."""
    if not isinstance(name, str) or _EXPERIMENT.fullmatch(name) is None:
        raise BadValue(
            f"{shown(name)} is no name of an experiment; write it as in 'xpptut15':"
            " a letter, then letters, digits, '_' and '-'."
        )


def _run_of(run: object) -> int:
    if not isinstance(run, bool) and hasattr(run, "__index__"):
        number = operator.index(run)
        if number >= 0:
            return number
    raise BadValue(f"{shown(run)} is no run number; give a whole number from 0.")
