"""Whether new constants look sane against those that answer now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from dcsgui.core.actions.answers.timelines import AnswerLabel

if TYPE_CHECKING:  # the window starts without numpy
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PanelCheck", "SanityCheck", "SanityFinding", "Sigma", "Thumbs", "Verdict"]

Path = tuple[str, ...]


class Verdict(Enum):
    """How something looks.

    GREEN: as expected. AMBER: a person should look before it is used. RED: almost certainly
    wrong, or it can't take the place of what answers now. Nothing is forbidden by it.
    """

    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def rank(self) -> int:
        """How bad it is: 0, 1, 2."""
        return list(Verdict).index(self)


class Sigma(Enum):
    """What a pixel's deviation is measured with.

    RMS: its noise, by the constants of type rms of that detector. SPREAD: how much the pixels of
    its panel and gain mode differ from each other now, 1.4826 * MAD. NONE: nothing was measured.
    """

    RMS = "rms"
    SPREAD = "spread"
    NONE = ""


@dataclass(frozen=True, slots=True)
class SanityFinding:
    """Something that was found.

    Attributes
    ----------
    verdict : Verdict
        How bad it is by itself; GREEN is just good to know.
    words : str
        A sentence.
    """

    verdict: Verdict
    words: str


@dataclass(frozen=True, slots=True)
class PanelCheck:
    """How one panel, of one gain mode, differs from what answers now.

    Attributes
    ----------
    index : tuple of int
        Of the axes before row and column: ``array[index]``.
    gain : str
        Name of its gain mode, "" if it has none.
    shift : float
        Median of new less old over its pixels, in the unit of the constants; NaN without any.
    mads : float
        The same in MADs of the old values of that panel (1 MAD of a Gaussian is 0.67 sigma).
    sigmas : float
        The same in (median) sigmas.
    beyond : float
        Share of its pixels that differ by more than k sigma, 0 ... 1.
    odd : float
        Share of its pixels that do so also if the shift is taken off: the panel has not only
        moved as a whole.
    lost : float
        Share of its pixels that had a finite value and have none now.
    unlike : float
        How much its pixels differ from what they were (its shift taken off), in how much they
        differ from each other: near 0 it has the same pattern, 1.4 is quite another one.
    """

    index: tuple[int, ...]
    gain: str
    shift: float
    mads: float
    sigmas: float
    beyond: float
    odd: float
    lost: float
    unlike: float


@dataclass(frozen=True, slots=True)
class Thumbs:
    """Three small pictures to be shown side by side; panels in a mosaic, NaN between them.

    Attributes
    ----------
    gain : str
        The gain mode that is shown, that which differs most; "" if there are none.
    new : (height, width) float32
        At most 160 a side; NaN where there is no finite value. Means of the pixels below each
        pixel, without the outliers; of status words and masks the share that is not 0.
    old, difference : (height, width) float32, or None
        Where there is something to compare with; `difference` is new less old.
    low, high : float
        Levels for `old` and `new`; low < high, both finite.
    span : float
        Level for `difference`, which is to be shown from -span to span; above 0.
    """

    gain: str
    new: NDArray[np.float32]
    old: NDArray[np.float32] | None
    difference: NDArray[np.float32] | None
    low: float
    high: float
    span: float


@dataclass(frozen=True, slots=True)
class SanityCheck:
    """How new constants look against those that the destination answers now.

    Attributes
    ----------
    path : tuple of str
        Of the item of the plan, by its names in the source; (ctype,) of a file from the desktop.
    versind : int
        The number that it is going to have; 0 of a file.
    against : AnswerLabel or None
        What it was compared with; None: there is nothing.
    verdict : Verdict
        The worst of the findings; GREEN without any.
    findings : tuple of SanityFinding
        The worst first.
    kind, old_kind : str
        "array", "text", "nothing"; `old_kind` is "" if there is nothing to compare with.
    shape, old_shape : tuple of int
    dtype, old_dtype : str
        Of the constants, "" of a text.
    nans, old_nans : int
        How many values are not finite.
    changed : float
        Share of pixels (of a text: lines) with another value, 0 ... 1.
    beyond : float
        Share of pixels that differ by more than `k` sigma; NaN where `sigma` is NONE.
    k : float
    sigma : Sigma
    panels : tuple of PanelCheck
        By index; none where nothing was compared.
    lines : tuple of str
        Of texts: the unified difference, new against old, at most 400 lines.
    thumbs : Thumbs or None
        None for texts, curves, single numbers and what can't be read.
    """

    path: Path
    versind: int = 0
    against: AnswerLabel | None = None
    verdict: Verdict = Verdict.GREEN
    findings: tuple[SanityFinding, ...] = ()
    kind: str = ""
    old_kind: str = ""
    shape: tuple[int, ...] = ()
    old_shape: tuple[int, ...] = ()
    dtype: str = ""
    old_dtype: str = ""
    nans: int = 0
    old_nans: int = 0
    changed: float = 0.0
    beyond: float = float("nan")
    k: float = 5.0
    sigma: Sigma = Sigma.NONE
    panels: tuple[PanelCheck, ...] = ()
    lines: tuple[str, ...] = ()
    thumbs: Thumbs | None = None

    @property
    def shifts(self) -> tuple[float, ...]:
        """The median shift of each panel, in the unit of the constants."""
        return tuple(panel.shift for panel in self.panels)

    @property
    def summary(self) -> str:
        """The worst finding, in a sentence."""
        return self.findings[0].words if self.findings else ""
