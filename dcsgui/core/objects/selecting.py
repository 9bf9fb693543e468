"""Finding a version of a range by its number or its production time."""

from __future__ import annotations

from dcsgui.core.objects.states import RangeState, VersionState
from dcsgui.core.values.errors import NotFound
from dcsgui.core.values.timestamps import Timestamp


def version_of(state: RangeState, vers: object, title: str) -> VersionState:
    """Find a version of a range.

    Parameters
    ----------
    state : RangeState
        The range.
    vers : int or any form of a time, or None
        A number, else a production time; None is the version that answers.
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
        if not state.answer:
            raise NotFound(f"{title} holds no version.")
        return state.versions[state.answer]
    numbered = state.numbered()
    if isinstance(vers, int) and not isinstance(vers, bool) and vers in numbered:
        return numbered[vers]
    tsvers = Timestamp.of(vers)
    for version in numbered.values():
        if version.tsvers == tsvers:
            return version
    for version in numbered.values():
        # A float can't hold every nanosecond: it means the version that gives that float.
        if version.tsvers and Timestamp.of(version.tsvers.number) == tsvers:
            return version
    known = ", ".join(
        f"{number} ({v.tsvers})" if v.tsvers else str(number)
        for number, v in sorted(numbered.items())[-_SHOWN:]
    )
    more = f" (the last {_SHOWN} of {len(numbered)})" if len(numbered) > _SHOWN else ""
    raise NotFound(f"{title} has no version {vers}; it has: {known or 'none'}{more}.")


_SHOWN = 8
