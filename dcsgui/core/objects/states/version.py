"""A version in memory, and the numbers that versions will get."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files.constants import description, digest_of
from dcsgui.core.files.parts import StoredArray
from dcsgui.core.files.records import Allocate, Constants, Kind, VersionInfo
from dcsgui.core.files.summary import summarize
from dcsgui.core.objects.states.node import NodeState
from dcsgui.core.values.errors import BadValue, NotFound
from dcsgui.core.values.parts import Part
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.timestamps import Timestamp


class Form(NamedTuple):
    """What is known of constants without reading them; see `VersionInfo`."""

    kind: Kind
    shape: tuple[int, ...]
    dtype: str
    nbytes: int


NO_FORM = Form(Kind.NOTHING, (), "", 0)
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

    def constants(
        self, allocate: Allocate = np.empty, progress: Progress = QUIET
    ) -> Constants | None:
        """Return the constants: pending ones, else those of the file, read into new memory."""
        if self.pending is not None:
            return self.pending
        return self.ask(lambda reader, path: reader.constants(path, allocate, progress), None)

    def parts(
        self, parts: Iterable[Part], allocate: Allocate = np.empty
    ) -> Iterator[NDArray[Any]]:
        """Go through parts of the constants, which are an array; the file has to be held open."""
        if isinstance(self.pending, np.ndarray):
            for part in parts:
                yield self.pending[part].copy()
            return
        nothing: StoredArray | None = None
        stored = self.ask(lambda reader, path: reader.array(path), nothing)
        if stored is None:
            if self.form.kind is Kind.TEXT:
                raise BadValue(f"The constants of the version {self.name} are a text: no parts.")
            raise NotFound(f"The version {self.name} holds no constants.")
        for part in parts:
            yield stored.read(part, allocate)

    @property
    def chunks(self) -> tuple[int, ...] | None:
        """What of an array is stored together, for each axis; None if it lies in one piece."""
        if self.pending is not None:
            return None
        nothing: StoredArray | None = None
        stored = self.ask(lambda reader, path: reader.array(path), nothing)
        return None if stored is None else stored.chunks

    def computed_digest(self) -> str:
        """Compute the digest of the constants, pending or as the file has them; "" if none."""
        if self.pending is not None:
            return digest_of(self.pending)
        return self.ask(lambda reader, path: reader.digest(path), "")

    @property
    def form(self) -> Form:
        """What can be said of the constants without reading them, pending ones included."""
        if self.pending is not None:
            return Form(*description(self.pending))
        info = self.info
        return Form(info.kind, info.shape, info.dtype, info.nbytes) if info else NO_FORM

    def described(self, number: int) -> VersionInfo:
        """Say what a listing shows of it, with what is pending; its digest is only in the file."""
        if self.info is not None and self.pending is None and self.tsvers == self.info.tsvers:
            return self.info
        form, words = self.form, summarize(self.pars)
        return VersionInfo(
            name=self.name,
            tsvers=self.tsvers,
            versind=number,
            serial=self.info.serial if self.info else number,
            kind=form.kind,
            shape=form.shape,
            dtype=form.dtype,
            nbytes=form.nbytes,
            digest="" if self.pending is not None or self.info is None else self.info.digest,
            author=words.author,
            comment=words.comment or self.comment,
            experiment=words.experiment,
            run=words.run,
        )


def numbers_by_production(added: Iterable[VersionState], last: int) -> dict[str, int]:
    """Give new versions numbers after the number `last`, in order of production; by name."""
    ordered = sorted(added, key=lambda version: version.tsvers.ns if version.tsvers else 0)
    return {version.name: number for number, version in enumerate(ordered, last + 1)}


def numbers_by_addition(added: Iterable[VersionState], last: int) -> dict[str, int]:
    """Give new versions numbers in order of addition, where they were not given one; by name."""
    numbers: dict[str, int] = {}
    for version in added:
        number = version.versind or last + 1
        last = max(last, number)
        numbers[version.name] = number
    return numbers
