"""From the words of a command line to places, nodes and times."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dcsgui.core.actions.answers.moments import Moment
    from dcsgui.core.actions.answers.nodes import NodeId, Place
    from dcsgui.core.values.timestamps import Timestamp

__all__ = ["ends_of", "experiment_of", "moment_of", "node_of", "places_of", "version_of"]

EXPERIMENT = "exp:"

OPEN = "end"
"""The end of a range that has none."""


def places_of(calib: str | None) -> tuple[Place, ...]:
    """Return the place that ``-c`` names; the configured ones (the repository) if None."""
    from dcsgui.core.actions.places import configured, place_named

    return configured() if calib is None else (place_named(calib),)


def node_of(text: str, calib: str | None = None, *, at: Timestamp | None = None) -> NodeId:
    """Find the node that is meant by ``DET[/CTYPE[/RANGE[/VERS]]]``.

    Parameters
    ----------
    text : str
    calib : str or None
        What ``-c`` says.
    at : Timestamp, optional
        For which time an alias is asked; now if None.
    """
    from dcsgui.core.actions.selecting import find_node

    return find_node(text, places_of(calib), at=at)


def experiment_of(calib: str | None) -> str:
    """Return the experiment that ``-c exp:...`` names, else ""."""
    return calib.removeprefix(EXPERIMENT) if calib and calib.startswith(EXPERIMENT) else ""


def moment_of(text: str, calib: str | None = None) -> Moment:
    """Say what time is meant; a run alone (r260) is one of the experiment of ``-c``."""
    from dcsgui.core.actions.moments import moment

    return moment(text, experiment_of(calib))


def ends_of(
    begin: str, end: str | None, calib: str | None = None
) -> tuple[Timestamp, Timestamp | None]:
    """Say which ends of a range are meant; it is open without an end, or with the word "end"."""
    from dcsgui.core.values.timestamps import Timestamp

    last = None if end in {None, OPEN} else Timestamp(moment_of(str(end), calib).ns)
    return Timestamp(moment_of(begin, calib).ns), last


def version_of(text: str | None) -> object:
    """Return what ``--vers`` means: a number, or else a production time as it was written."""
    return int(text) if text is not None and text.isdecimal() else text
