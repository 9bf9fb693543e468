"""What a dialog needs to know of the window around it."""

from __future__ import annotations

from dataclasses import dataclass

from dcsgui.core.actions.answers.nodes import Place

__all__ = ["NOWHERE", "Around"]


@dataclass(frozen=True, slots=True)
class Around:
    """How the window is when a dialog is opened.

    Attributes
    ----------
    places : tuple of Place
        That are open.
    place : Place or None
        The current one.
    experiment : str
        Whose runs are meant by ``r260``; "" if none.
    utc : bool
        Times are shown in UTC.
    recent : tuple of str
        Comments and reasons that were written before.
    ctypes : tuple of str
        The types that other detectors have.
    """

    places: tuple[Place, ...] = ()
    place: Place | None = None
    experiment: str = ""
    utc: bool = False
    recent: tuple[str, ...] = ()
    ctypes: tuple[str, ...] = ()


NOWHERE = Around()
