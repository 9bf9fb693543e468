"""From where on something is amber or red, and why there.

Amber asks a person to look; it may come once in a while for constants that are good. Red has to be
right nearly always, else nobody believes it: it is for what breaks an analysis.
"""

from __future__ import annotations

__all__ = [
    "CURED_AMBER",
    "FLAGGED_RED",
    "FLIPPED_AMBER",
    "LINES",
    "LOST_AMBER",
    "LOST_RED",
    "MADS_AMBER",
    "MADS_RED",
    "MOVED_UM",
    "NAN_AMBER",
    "NAN_RED",
    "ODD_AMBER",
    "ODD_RED",
    "PANELS",
    "PANEL_ODD_RED",
    "SHIFT_AMBER",
    "SHIFT_RED",
    "SMALL",
    "TURNED_DEG",
    "UNLIKE",
    "K",
]

K = 5.0
"""Sigmas. Of a Gaussian one pixel in two million is beyond, so what is counted is no chance."""

ODD_AMBER = 0.01
"""Share of pixels beyond `K` sigma, panel shifts taken off. Bad pixels come and go by
parts in a thousand from one run to the next; a hundredth is more than that."""

ODD_RED = 0.10
"""Of all pixels: light on a dark, another gain mode, another camera; no pixel ages that fast."""

PANEL_ODD_RED = 0.5
"""Of the pixels of one panel: it does not look like itself any more."""

SHIFT_AMBER = 5.0
"""Sigmas by which a whole panel has moved: as for a pixel. A degree more of temperature makes
about one to three."""

SHIFT_RED = 50.0
"""Sigmas by which a whole panel has moved: more than temperature does; another gain mode or
another bias voltage."""

MADS_AMBER, MADS_RED = 3.0, 15.0
"""MADs by which a whole panel has moved, where the noise is not known: 2 and 10 sigma of what its
pixels differ by, which is ten to thirty times their noise."""

UNLIKE = 1.0
"""MAD of the change of a panel's pixels, in the MAD of the pixels themselves. Of one camera it is
a few hundredths; of another camera, another order of panels or one upside down 1.4."""

LOST_AMBER = 0.001
"""Share of pixels that had a finite value and have none now: a row or two of a panel."""

LOST_RED = 0.10
"""A tenth of the camera is lost."""

NAN_AMBER = 0.01
"""Share of values that are not finite, with nothing to compare with: more than bad pixels are."""

NAN_RED = 0.50
"""The half is not there."""

FLIPPED_AMBER = 0.01
"""Of status words and masks: share of pixels newly bad. One in a hundred is more than wear."""

CURED_AMBER = 0.01
"""Share of pixels that were bad and are good now; somebody may have forgotten to mark them."""

FLAGGED_RED = 0.5
"""Share of pixels newly bad: most likely 0 and 1 are the wrong way round."""

SMALL = 64
"""With as few values (parameters of common mode) there are no statistics: each is looked at."""

MOVED_UM, TURNED_DEG = 1000.0, 1.0
"""Of a geometry: how far a fit moves parts of a camera at most; a panel has more than a
centimetre."""

PANELS = 4096
"""An array with more pictures is gone through in so many pieces, and no panel is named."""

LINES = 400
"""So many lines of the difference of two texts are told."""
