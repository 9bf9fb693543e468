"""Python text that loads the same constants as are looked at, to be pasted elsewhere."""

from __future__ import annotations

from dcsgui.core.values.timestamps import Timestamp

__all__ = ["snippet"]


def snippet(
    file: str,
    ctype: str,
    *,
    range_name: str,
    versind: int,
    at_ns: int | None = None,
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
    at_ns : int, optional
        A time (ns since 1970, UTC) at which the range answers. With it the text asks for the
        constants of that time, as analysis does; without, it names the range.
    is_text : bool
        The constants are a text, and no array.

    Examples
    --------
    >>> print(snippet("/calib/cspad/cspad-0001.h5", "pedestals", range_name="1477526400",
    ...               versind=2, at_ns=1477526400000000000), end="")
    from dcsgui import DCStore
    <BLANKLINE>
    cs = DCStore('/calib/cspad/cspad-0001.h5', mode='r')
    nda = cs.get('pedestals', 1477526400, vers=2)  # at 2016-10-27T00:00:00+00:00
    """
    name = "text" if is_text else "nda"
    if at_ns is None:
        load = (
            f"verso = cs.ctypeobj({ctype!r}).rangeobj({range_name!r}).versobj({versind})\n"
            f"{name} = verso.calib()"
        )
    else:
        at = Timestamp(at_ns)
        time = at.text if at.text.lstrip("-").isdecimal() else repr(at.text)
        load = f"{name} = cs.get({ctype!r}, {time}, vers={versind})  # at {at.iso(utc=True)}"
    return f"from dcsgui import DCStore\n\ncs = DCStore({file!r}, mode='r')\n{load}\n"
