"""All panels of an array gone through once, and what was measured of them kept."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from dcsgui.core.actions.answers.sanity import PanelCheck, Sigma, Thumbs
from dcsgui.core.actions.judging.flags import Flags, are_flags, bad_pixels, flags_of
from dcsgui.core.actions.judging.given import Given
from dcsgui.core.actions.judging.limits import SMALL
from dcsgui.core.actions.judging.panels import Against, Alone, against, alone, exact
from dcsgui.core.actions.judging.pictures import Picture, pictures
from dcsgui.core.actions.judging.thumbs import Thumbnails
from dcsgui.core.values.progress import Progress

__all__ = ["Collected", "Index", "collect"]

Index = tuple[int, ...]


@dataclass
class Collected:
    """What was measured of an array, by picture.

    Attributes
    ----------
    ctype, dettype : str
    shape : tuple of int
    sigma : Sigma
        What deviations are measured with.
    new, old : dict of index to Alone
        Each array by itself; `old` is empty where there is nothing to compare with.
    against : dict of index to Against
        Only of numbers; of flags `flags` has it.
    flags : dict of index to Flags
    values, old_values : tuple of float
        Of small arrays all values, in C order.
    """

    ctype: str
    dettype: str
    shape: tuple[int, ...]
    sigma: Sigma
    thumbnails: Thumbnails
    new: dict[Index, Alone] = field(default_factory=dict)
    old: dict[Index, Alone] = field(default_factory=dict)
    against: dict[Index, Against] = field(default_factory=dict)
    flags: dict[Index, Flags] = field(default_factory=dict)
    values: tuple[float, ...] = ()
    old_values: tuple[float, ...] = ()

    @property
    def compared(self) -> bool:
        """Whether there was something to compare with."""
        return bool(self.old)

    @property
    def n(self) -> int:
        """How many values there are."""
        return sum(one.n for one in self.new.values())

    @property
    def nans(self) -> int:
        """How many of them are not finite."""
        return sum(one.n - one.finite for one in self.new.values())

    @property
    def old_nans(self) -> int:
        """How many of the old ones are not finite."""
        return sum(one.n - one.finite for one in self.old.values())

    @property
    def changed(self) -> float:
        """Share of values that are not what they were."""
        return self.share("changed")

    def share(self, name: str) -> float:
        """Return a count of `Against` or `Flags` as a share of all values."""
        both: tuple[object, ...] = (*self.against.values(), *self.flags.values())
        return float(sum(getattr(one, name, 0) for one in both) / max(1, self.n))

    @property
    def beyond(self) -> float:
        """Share of values that differ by more than `K` sigma; NaN where that was not measured."""
        return self.share("beyond") if self.against else math.nan

    def name(self, index: Index) -> str:
        """Name a picture, as in "panel 3 of g1"; "" if it is all of the array."""
        axes = self.thumbnails.axes
        slab = self.thumbnails.slab(index)
        panel = f"panel {index[-1]}" if len(index) > len(slab) and axes.panels > 1 else ""
        names = [
            axes.gain_names[i] if axis == axes.gain_axis else f"[{i}]"
            for axis, i in enumerate(slab)
        ]
        return " of ".join(filter(None, [panel, " ".join(names)]))

    def checks(self) -> tuple[PanelCheck, ...]:
        """Return how each panel differs."""
        return tuple(
            PanelCheck(
                index,
                self._gain(index),
                one.shift,
                one.mads,
                one.sigmas,
                one.beyond / max(1, one.n),
                one.odd / max(1, one.n),
                one.lost / max(1, one.n),
                one.unlike,
            )
            for index, one in sorted(self.against.items())
        )

    def thumbs(self) -> Thumbs | None:
        """Return the small pictures, of the gain mode that differs most."""
        counts: dict[Index, int] = {}
        for index, one in self.against.items():
            slab = self.thumbnails.slab(index)
            counts[slab] = counts.get(slab, 0) + one.odd + one.beyond + one.lost
        first = self.thumbnails.slab(next(iter(self.new), ()))
        slab = max(counts, key=lambda key: counts[key]) if any(counts.values()) else first
        sigmas = [
            one.sigma
            for index, one in self.against.items()
            if self.thumbnails.slab(index) == slab and math.isfinite(one.sigma)
        ]
        least = float(np.median(sigmas)) if sigmas and self.sigma is Sigma.RMS else 0.0
        return self.thumbnails.thumbs(slab, least)

    def _gain(self, index: Index) -> str:
        names, axis = self.thumbnails.axes.gain_names, self.thumbnails.axes.gain_axis
        return names[index[axis]] if names and axis is not None and index else ""


def collect(
    ctype: str,
    dettype: str,
    given: tuple[Given, Given | None, Given | None],
    progress: Progress,
) -> Collected:
    """Go through new constants, and those that answer now, and the noise, which may be None."""
    new, old, noise = given
    sigma = Sigma.NONE
    if old is not None and not are_flags(ctype):
        sigma = Sigma.SPREAD if noise is None else Sigma.RMS
    thumbnails = Thumbnails(new.shape, dettype, old is not None)
    found = Collected(ctype, dettype, new.shape, sigma, thumbnails)
    there = [one for one in given if one is not None]
    for picture in pictures(there, dettype, progress):
        _take(found, picture, compared=old is not None)
    return found


def _take(found: Collected, picture: Picture, *, compared: bool) -> None:
    index, arrays = picture.index, [exact(one) for one in picture.arrays]
    new, old = arrays[0], arrays[1] if compared else None
    found.new[index] = alone(new)
    if old is not None:
        found.old[index] = alone(old)
    if are_flags(found.ctype):
        found.flags[index] = flags_of(found.ctype, *picture.arrays[:2])
        bad = [bad_pixels(found.ctype, one).astype(np.float32) for one in arrays[:2]]
        found.thumbnails.add(index, bad[0], bad[1] if compared else None)
        return
    found.thumbnails.add(index, new, old)
    if old is not None:
        found.against[index] = against(new, old, *arrays[2:3])
    if math.prod(found.shape) <= SMALL:
        found.values += tuple(new.reshape(-1).tolist())
        found.old_values += () if old is None else tuple(old.reshape(-1).tolist())
