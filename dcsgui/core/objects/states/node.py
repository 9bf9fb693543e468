"""A node in memory: read from its file as asked for, changed as asked for.

A state is one node as `DCStore` and its objects see it, with the pending changes. The file behind
it is read lazily, level by level, and arrays only when somebody wants them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from dcsgui.core.files.layout import Reader
from dcsgui.core.files.records import ParValue, Path, Record

T = TypeVar("T")


class Source(Protocol):
    """A file that can be read: opened, asked, and closed again."""

    @property
    def is_open(self) -> bool:
        """Whether a question now needs no opening."""
        ...

    def read(self, question: Callable[[Reader], T]) -> T:
        """Ask a reader of the file."""
        ...


@dataclass(eq=False)
class NodeState:
    """A node: its parameters and history, and where in which file it is; nowhere if it is new.

    Attributes
    ----------
    source : Source or None
        The file.
    origin : Path or None
        Where the node is in the file; None while it is not there yet.
    """

    source: Source | None = None
    origin: Path | None = None
    _pars: dict[str, ParValue] | None = None
    _records: list[Record] | None = None

    @property
    def is_new(self) -> bool:
        """Whether it is not in the file yet."""
        return self.origin is None

    def ask(self, question: Callable[[Reader, Path], T], otherwise: T) -> T:
        """Ask the file about the node; the answer is `otherwise` while it is not there."""
        if self.source is None or self.origin is None:
            return otherwise
        origin = self.origin
        return self.source.read(lambda reader: question(reader, origin))

    @property
    def pars(self) -> dict[str, ParValue]:
        """The parameters; the dictionary itself, to be changed in place."""
        if self._pars is None:
            nothing: dict[str, ParValue] = {}
            self._pars = self.ask(lambda reader, path: reader.pars(path), nothing)
        return self._pars

    @property
    def records(self) -> list[Record]:
        """The history, oldest first; the list itself, to be changed in place."""
        if self._records is None:
            nothing: list[Record] = []
            self._records = self.ask(lambda reader, path: reader.history(path), nothing)
        return self._records

    @records.setter
    def records(self, records: list[Record]) -> None:
        self._records = records
