"""A version in memory, and the numbers that versions will get."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np

from dcsgui.core.files.constants import digest_of
from dcsgui.core.files.records import Constants, Kind, VersionInfo
from dcsgui.core.files.summary import summarize
from dcsgui.core.objects.states.node import NodeState
from dcsgui.core.values.timestamps import Timestamp

_NEW_NAMES = (f"new {number}" for number in count(1))


@dataclass(eq=False)
class VersionState(NodeState):
    """A version: what is known of it, and its constants while they are not in the file yet.

    Attributes
    ----------
    name : str
        The name of its group; a name that no other one has while it is not in the file.
    tsvers : Timestamp or None
        The production time; None where it was not asked for yet, or the file does not say.
    exact : bool
        The production time was given; otherwise it may move on if another version has it.
    comment : str
        What the version is, for the record of its addition.
    versind : int or None
        Its number; for a new one only if it was given.
    pending : ndarray, str or None
        Constants that are not in the file yet.
    """

    name: str = field(default_factory=lambda: next(_NEW_NAMES))
    tsvers: Timestamp | None = None
    exact: bool = True
    comment: str = ""
    versind: int | None = None
    pending: Constants | None = None
    _info: VersionInfo | None = None

    @property
    def info(self) -> VersionInfo | None:
        """What the file knows of it; None for a new one."""
        if self._info is None:
            self._info = self.ask(lambda reader, path: reader.version(path), None)
        return self._info

    @property
    def time(self) -> Timestamp | None:
        """The production time, asked for if it is not known yet."""
        if self.tsvers is None and self.info is not None:
            self.tsvers = self.info.tsvers
        return self.tsvers

    def take(self, info: VersionInfo) -> None:
        """Take what a listing says of it."""
        self.tsvers, self.versind, self._info = info.tsvers, info.versind, info

    def constants(self) -> Constants | None:
        """Return the constants: pending ones, else those of the file."""
        if self.pending is not None:
            return self.pending
        return self.ask(lambda reader, path: reader.constants(path), None)

    def described(self, number: int) -> VersionInfo:
        """Say what a listing shows of it, pending constants included."""
        info = self.info
        if info is None:
            words = summarize(self.pars)
            info = VersionInfo(
                self.name,
                self.tsvers,
                number,
                number,
                Kind.NOTHING,
                (),
                "",
                0,
                "",
                words.author,
                words.comment or self.comment,
                words.experiment,
                words.run,
            )
        data = self.pending
        if data is None:
            return replace(info, tsvers=self.tsvers) if info.tsvers != self.tsvers else info
        kind, shape, dtype, nbytes = Kind.TEXT, (), "text", 0
        if isinstance(data, np.ndarray):
            kind, shape, dtype, nbytes = Kind.ARRAY, data.shape, data.dtype.str, data.nbytes
        else:
            nbytes = len(data.encode("utf-8", "surrogateescape"))
        return replace(
            info,
            tsvers=self.tsvers,
            kind=kind,
            shape=shape,
            dtype=dtype,
            nbytes=nbytes,
            digest=digest_of(data),
        )


def numbers_by_production(added: Iterable[VersionState], last: int) -> dict[str, int]:
    """Number new versions after the number `last`, in order of production; by name."""
    ordered = sorted(added, key=lambda version: version.tsvers.ns if version.tsvers else 0)
    return {version.name: number for number, version in enumerate(ordered, last + 1)}


def numbers_by_addition(added: Iterable[VersionState], last: int) -> dict[str, int]:
    """Number new versions in order of addition, as older files want it; some have their number."""
    numbers: dict[str, int] = {}
    for version in added:
        number = version.versind or last + 1
        last = max(last, number)
        numbers[version.name] = number
    return numbers
