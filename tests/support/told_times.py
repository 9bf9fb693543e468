"""A detector for the verbs that tell about time: overlapping ranges, a gap, a default."""

from __future__ import annotations

from pathlib import Path

from dcsgui import DCStore
from small_stores import NDA, T0


def make_told(calib: Path) -> Path:
    """Make the file of cspad-0001 and return its path."""
    with DCStore.create(calib, "cspad-0001") as cs:
        cs.add_par("detalias", "front")
        cto = cs.add_ctype("pedestals", comment="for a test")
        for ends in [(100, 200), (150, 170), (300, 400)]:
            cto.add_range(ends).add_version(T0, NDA, comment="dark")
        cto.rangeobj((150, 170)).add_version(T0 + 1, NDA + 1)
        cto.add_range((160, 165))
    cs.ctypeobj("pedestals").rangeobj((150, 170)).set_versdef(1, comment="v2 is noisy")
    cs.save()
    return cs.path
