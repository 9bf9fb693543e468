"""What a file from the desktop is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["SourceFacts", "SourceKind"]


class SourceKind(Enum):
    """What constants could be taken from.

    ARRAY: a ``.npy`` file. ARRAY_TEXT: an n-d array as text. TEXT: a text (geometry). DETECTOR: a
    detector file, to be transferred by a plan. UNKNOWN: nothing of these; `problem` says so.
    """

    ARRAY = "array"
    ARRAY_TEXT = "array text"
    TEXT = "text"
    DETECTOR = "detector"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a file is, as far as its begin tells.

    Attributes
    ----------
    source : str
        Absolute path.
    kind : SourceKind
    problem : str
        A sentence why nothing can be taken from it; "" if something can, as far as it was read.
    nbytes : int
        Of the file.
    mtime_ns : int
        When it was last changed (ns since 1970, UTC); 0 if not known.
    shape : tuple of int or None
        Of an array; None if it is not known before the whole of the text is read.
    dtype : str
        Of an array; "" if it does not say.
    detname : str
        Of a detector file.
    ctypes : tuple of str
        Of a detector file: the types in it.
    lines : tuple of str
        The first lines of a text.
    ctype : str
        The type that it most likely is of, by its begin and its name; "" if nothing tells.
    """

    source: str
    kind: SourceKind
    problem: str = ""
    nbytes: int = 0
    mtime_ns: int = 0
    shape: tuple[int, ...] | None = None
    dtype: str = ""
    detname: str = ""
    ctypes: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    ctype: str = ""
