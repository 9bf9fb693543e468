"""Finding a version of a range by its number or its production time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dcsgui.core.objects.states.version import VersionState
from dcsgui.core.values.errors import NotFound
from dcsgui.core.values.timestamps import Timestamp


def version_of(numbered: Mapping[int, VersionState], vers: object, *, title: str) -> VersionState:
    """Find a version of a range.

    Parameters
    ----------
    numbered : mapping of int to VersionState
        The versions of the range by number.
    vers : int or any form of a time
        A number, else a production time.
    title : str
        What the message calls the range.

    Raises
    ------
    NotFound
        If there is no such version.
    BadValue
        If `vers` is neither a number nor a time.
    """
    if vers is None:
        raise NotFound(f"{title} holds no version.")
    if isinstance(vers, int | np.integer) and not isinstance(vers, bool | np.timedelta64):
        version = numbered.get(int(vers))
        if version is not None:
            return version
    tsvers = Timestamp.of(vers)
    for version in numbered.values():
        if version.tsvers == tsvers:
            return version
    for version in numbered.values():
        # A float can't hold every nanosecond: it means the version that gives that float.
        if version.tsvers and Timestamp.of(version.tsvers.number) == tsvers:
            return version
    raise NotFound(f"{title} has no version {vers}; it has: {_listed(numbered)}.")


def _listed(numbered: Mapping[int, VersionState]) -> str:
    if not numbered:
        return "none"
    last = ", ".join(
        f"{number} ({v.tsvers})" if v.tsvers else str(number)
        for number, v in sorted(numbered.items())[-_SHOWN:]
    )
    return last if len(numbered) <= _SHOWN else f"{last} (the last {_SHOWN} of {len(numbered)})"


_SHOWN = 8
