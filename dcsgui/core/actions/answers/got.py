"""The constants that are valid at a time: which they are, and what they look like."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.actions.answers.moments import Moment

__all__ = ["ArraySummary", "Got"]


@dataclass(frozen=True, slots=True)
class ArraySummary:
    """Numbers of all values of an array, in its own unit (ADU for pedestals).

    Attributes
    ----------
    n, nan, infinite : int
        How many values there are, and how many of them are NaN and infinite.
    minimum, maximum, mean, rms : float
        Of the finite values; `rms` is about the mean. NaN if there are none.
    median, mad : float
        The same; the MAD is the median of the absolute deviations from the median.
    """

    n: int
    nan: int
    infinite: int
    minimum: float
    maximum: float
    mean: float
    rms: float
    median: float
    mad: float


@dataclass(frozen=True, slots=True)
class Got:
    """The constants of a type that are valid at a time.

    Attributes
    ----------
    file : str
        The detector file that they are in: with `follow` perhaps that of another detector.
    detname, ctype : str
    asked : Moment
        What the time was taken for.
    range_name : str
    begin_ns : int
    end_ns : int or None
        Of the range, ns UTC; both belong to it, None is for ever.
    version_name : str
    versind : int
    tsvers_ns : int or None
        When the version was produced, ns UTC; None where an older file does not say.
    pinned : bool
        The version is a default that somebody set.
    why : str
        Why this version of this range, in a sentence.
    kind : str
        "array" or "text".
    shape : tuple of int
    dtype : str
        As numpy writes it; "text" for a text.
    nbytes : int
    digest : str
        "sha256:..." of the bytes; "" where an older file keeps none.
    numbers : ArraySummary or None
        Of an array, where they were asked for.
    text : str or None
        A text, whole.
    saved_as : str
        The file that the constants were written to; "" if none.
    """

    file: str
    detname: str
    ctype: str
    asked: Moment
    range_name: str
    begin_ns: int
    end_ns: int | None
    version_name: str
    versind: int
    tsvers_ns: int | None
    pinned: bool
    why: str
    kind: str
    shape: tuple[int, ...]
    dtype: str
    nbytes: int
    digest: str
    numbers: ArraySummary | None = None
    text: str | None = None
    saved_as: str = ""
