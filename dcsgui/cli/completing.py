"""What a shell offers for words that are not complete: nothing is said where it can't be known."""

from __future__ import annotations

from dcsgui.cli.where import node_of, places_of
from dcsgui.core.values.errors import DCError

__all__ = ["ctypes", "detectors"]


def detectors(calib: str | None, incomplete: str) -> list[str]:
    """List the detectors of a place that begin like that."""
    from dcsgui.core.actions.places import contents

    try:
        found = [file.detname for place in places_of(calib) for file in contents(place).files]
    except (DCError, OSError):
        return []
    return sorted(name for name in found if name.startswith(incomplete))


def ctypes(calib: str | None, det: str | None, incomplete: str) -> list[str]:
    """List the types of a detector that begin like that; the known ones if there is none yet."""
    from dcsgui.core.actions.browsing import detector
    from dcsgui.core.values.names import KNOWN_CTYPES

    try:
        file = node_of(det or "", calib).file
        found = [entry.ctype for entry in detector(file).types]
    except (DCError, OSError):
        found = list(KNOWN_CTYPES)
    return sorted(name for name in found if name.startswith(incomplete))
