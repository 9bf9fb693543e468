"""Python text that loads the same constants as are looked at, to be pasted elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dcsgui.core.values.timestamps import Timestamp

__all__ = ["Ends", "snippet", "time_inside"]


class Ends(NamedTuple):
    """A range of validity: begin and end in ns since 1970, UTC; both belong to it, None is open.

    `nversions` 0 tells that it holds none, and so never answers.
    """

    begin_ns: int
    end_ns: int | None
    nversions: int = 1


def snippet(
    file: str,
    ctype: str,
    *,
    range_name: str,
    versind: int,
    ends: Ends | None = None,
    others: Iterable[Ends] | None = None,
    is_text: bool = False,
) -> str:
    """Return Python text that loads the constants of a version.

    Parameters
    ----------
    file : str
        Path of the detector file.
    ctype, range_name : str
    versind : int
        The number of the version.
    ends : Ends, optional
        Of its range.
    others : iterable of Ends, optional
        All ranges of the type. With both, the text asks for the constants of a time, as analysis
        does, wherever the range answers for one; otherwise it names the range.
    is_text : bool
        The constants are a text, and no array.

    Examples
    --------
    >>> ends = Ends(1477526400000000000, None)
    >>> print(snippet("/calib/cspad/cspad-0001.h5", "pedestals", range_name="1477526400",
    ...               versind=2, ends=ends, others=[ends]), end="")
    from dcsgui import DCStore
    <BLANKLINE>
    cs = DCStore('/calib/cspad/cspad-0001.h5', mode='r')
    nda = cs.get('pedestals', 1477526400, vers=2)  # at 2016-10-27T00:00:00+00:00
    """
    name = "text" if is_text else "nda"
    at = None if ends is None or others is None else time_inside(ends, others)
    if at is None:
        load = (
            f"verso = cs.ctypeobj({ctype!r}).rangeobj({range_name!r}).versobj({versind})\n"
            f"{name} = verso.calib()"
        )
    else:
        time = at.text if at.text.lstrip("-").isdecimal() else repr(at.text)
        load = f"{name} = cs.get({ctype!r}, {time}, vers={versind})  # at {at.iso(utc=True)}"
    return f"from dcsgui import DCStore\n\ncs = DCStore({file!r}, mode='r')\n{load}\n"


def time_inside(ends: Ends, others: Iterable[Ends]) -> Timestamp | None:
    """Return the first time at which a range answers, None if others always answer before it.

    Of the ranges that contain a time, that with the latest begin answers, and of those with the
    same begin the one that ends first.

    Examples
    --------
    >>> time_inside(Ends(0, 10**9), [Ends(0, 10**9), Ends(0, 5 * 10**8)]).ns
    500000001
    """
    if not ends.nversions:
        return None
    at = ends.begin_ns
    for other in sorted((o for o in others if _is_before(o, ends)), key=lambda o: o.begin_ns):
        if other.begin_ns > at:
            break
        if other.end_ns is None:
            return None
        at = max(at, other.end_ns + 1)
    return Timestamp(at) if ends.end_ns is None or at <= ends.end_ns else None


def _is_before(other: Ends, ends: Ends) -> bool:
    """Whether `other` answers wherever both contain a time."""
    if not other.nversions or (other.end_ns is not None and other.end_ns < other.begin_ns):
        return False
    if other.begin_ns != ends.begin_ns:
        return other.begin_ns > ends.begin_ns
    if other.end_ns is None or ends.end_ns is None:
        return other.end_ns is not None and ends.end_ns is None
    return other.end_ns < ends.end_ns
