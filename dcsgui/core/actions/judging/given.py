"""Constants that are judged, or that they are judged by: stored in a file, or in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.files.constants import Room, description, digest_of
from dcsgui.core.files.records import Constants, Kind, VersionInfo
from dcsgui.core.objects.version import DCVersion
from dcsgui.core.values.parts import Part

__all__ = ["Given", "InMemory", "Stored", "same_constants"]


class Given(Protocol):
    """Constants whose form is known, and which are read as far as they are needed."""

    @property
    def kind(self) -> Kind:
        """What it is."""
        ...

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the array; () of a text."""
        ...

    @property
    def dtype(self) -> str:
        """Of the array; "" of a text."""
        ...

    @property
    def nbytes(self) -> int:
        """Of the constants."""
        ...

    @property
    def digest(self) -> str:
        """Empty if it is not known without reading."""
        ...

    @property
    def chunks(self) -> tuple[int, ...] | None:
        """What is stored together."""
        ...

    def parts(self, parts: Iterable[Part]) -> Iterator[NDArray[Any]]:
        """Go through parts of an array; each is there until the next one is."""
        ...

    def text(self) -> str:
        """Return the text."""
        ...


@dataclass(frozen=True)
class Stored:
    """A version of a detector file that is held open."""

    version: DCVersion
    info: VersionInfo

    @property
    def kind(self) -> Kind:
        """What it is."""
        return self.info.kind

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the array."""
        return self.info.shape

    @property
    def dtype(self) -> str:
        """Of the array."""
        return self.info.dtype if self.info.kind is Kind.ARRAY else ""

    @property
    def nbytes(self) -> int:
        """Of the constants."""
        return self.info.nbytes

    @property
    def digest(self) -> str:
        """As the file has it."""
        return self.info.digest

    @property
    def chunks(self) -> tuple[int, ...] | None:
        """What is stored together."""
        return self.version.chunks

    def parts(self, parts: Iterable[Part]) -> Iterator[NDArray[Any]]:
        """Read parts of the array, each into the memory of the one before."""
        return self.version.calib_parts(parts, allocate=Room())

    def text(self) -> str:
        """Read the text."""
        return str(self.version.calib())


@dataclass(frozen=True)
class InMemory:
    """Constants of a file that was read whole."""

    data: Constants

    @property
    def kind(self) -> Kind:
        """What it is."""
        return self._form[0]

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the array."""
        return self._form[1]

    @property
    def dtype(self) -> str:
        """Of the array."""
        return self._form[2] if self.kind is Kind.ARRAY else ""

    @property
    def nbytes(self) -> int:
        """Of the constants."""
        return self._form[3]

    @cached_property
    def digest(self) -> str:
        """Computed."""
        return digest_of(self.data)

    @property
    def chunks(self) -> tuple[int, ...] | None:
        """It lies in one piece."""
        return None

    @cached_property
    def _form(self) -> tuple[Kind, tuple[int, ...], str, int]:
        return description(self.data)

    def parts(self, parts: Iterable[Part]) -> Iterator[NDArray[Any]]:
        """Go through parts of the array, without copying them."""
        array = np.asarray(self.data)
        return (array[part] for part in parts)

    def text(self) -> str:
        """Return the text."""
        return str(self.data)


def same_constants(one: Given, other: Given) -> bool:
    """Tell whether both have one digest and one form; False where a file has no digest."""
    forms = [(given.kind, given.shape, given.dtype) for given in (one, other)]
    return forms[0] == forms[1] and bool(one.digest) and one.digest == other.digest
