"""What a detector file answers now: what new constants are measured by."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.actions.answers.timelines import AnswerLabel
from dcsgui.core.actions.judging.given import Stored
from dcsgui.core.files.records import Kind
from dcsgui.core.objects.ctype import DCType
from dcsgui.core.objects.range import DCRange
from dcsgui.core.objects.store import DCStore
from dcsgui.core.objects.version import DCVersion
from dcsgui.core.values.errors import ConstantsNotFound, NotFound
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["Present", "noise_of", "present"]

NOISES = {"pedestals": ("rms", "pixel_rms")}
"""Types whose pixels have a noise, and the types that it is in."""


@dataclass(frozen=True, slots=True)
class Present:
    """A version that answers."""

    label: AnswerLabel
    constants: Stored


def present(store: DCStore, ctype: str, begin: Timestamp, range_name: str = "") -> Present | None:
    """Find what answers for a type at a time; None if nothing does.

    Parameters
    ----------
    store : DCStore
        Held open.
    ctype : str
    begin : Timestamp
    range_name : str
        If this range is there and holds a version, that which answers for it counts, whatever
        answers at `begin`.
    """
    if ctype not in store.ctypes():
        return None
    cto = store.ctypeobj(ctype)
    tsro = _range(cto, range_name) if range_name else None
    if tsro is not None:
        answer = tsro.versdef()
        if answer is not None:
            return _present(tsro, answer)
    try:
        found = store.find(ctype, begin)
    except ConstantsNotFound:
        return None
    return _present(found.range, found.version)


def noise_of(
    store: DCStore, ctype: str, begin: Timestamp, shape: tuple[int, ...]
) -> Stored | None:
    """Find the noise of each pixel at a time, for constants of a type and shape."""
    for name in NOISES.get(ctype, ()):
        found = present(store, name, begin)
        if found is None:
            continue
        given = found.constants
        if given.kind is Kind.ARRAY and given.shape == shape and "f" in given.dtype:
            return given
    return None


def _range(cto: DCType, name: str) -> DCRange | None:
    try:
        return cto.rangeobj(name)
    except NotFound:
        return None


def _present(tsro: DCRange, verso: DCVersion) -> Present | None:
    info = verso.info
    if info is None:
        return None
    label = AnswerLabel(tsro.name, info.name, info.versind, info.digest)
    return Present(label, Stored(verso, info))
