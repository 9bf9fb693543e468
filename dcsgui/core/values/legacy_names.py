"""Names of a legacy calibration directory: what detector, and what experiment, they mean.

``<INS>/<exp>/calib/<Group>/<source>/<ctype>/<begin>-<end>.data``, e.g.
``CXI/cxif5315/calib/CsPad::CalibV1/CxiDs2.0:Cspad.0/pedestals/15-end.data``.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.names import DetName

__all__ = ["GROUP_MARK", "detname_of_source", "experiment_of_path", "source_name"]

GROUP_MARK = "::"
"""What the name of a group has in it: ``CsPad::CalibV1``."""

CALIB = "calib"

_SOURCE = re.compile(r"([A-Za-z][A-Za-z0-9]*\.\d+)[:_-]([A-Za-z][A-Za-z0-9]*)(\.\d+)")
_INSTRUMENT = re.compile(r"[a-z]{3}")
_OTHER = re.compile(r"[^a-z0-9_.-]")


def source_name(directory: str) -> str:
    """Return the DAQ source that the directory of a detector is named for.

    Where ``:`` could not stand in a file name, ``_`` or ``-`` stands in its place.

    Examples
    --------
    >>> source_name("CxiDs1.0_Cspad.0")
    'CxiDs1.0:Cspad.0'
    """
    found = _SOURCE.fullmatch(directory)
    return directory if found is None else f"{found[1]}:{found[2]}{found[3]}"


def detname_of_source(source: str, group: str = "") -> str:
    """Return the name that the detector of a source gets here.

    Parameters
    ----------
    source : str
        The DAQ source; its device says the detector type.
    group : str
        The group of the directory; says the detector type where the source does not.

    Raises
    ------
    BadValue
        No name can be made of it.

    Examples
    --------
    >>> detname_of_source("CxiDs2.0:Cspad.0", "CsPad::CalibV1")
    'cspad-cxids2.0-cspad.0'
    >>> detname_of_source("MfxEndstation.0:Opal1000.1", "Camera::CalibV1")
    'opal1000-mfxendstation.0-opal1000.1'
    >>> detname_of_source("jungfrau", "Jungfrau::CalibV1")
    'jungfrau-jungfrau'
    """
    found = _SOURCE.fullmatch(source)
    dettype = found[2] if found else group.partition(GROUP_MARK)[0]
    if not dettype:
        raise BadValue(
            f"'{source}' does not say what kind of detector it is, as 'CxiDs2.0:Cspad.0' does, "
            f"and its group is not known. Give the name of the detector."
        )
    detid = _OTHER.sub("_", source.replace(":", "-").lower())
    dettype = _OTHER.sub("_", dettype.lower()).replace("-", "_")
    return str(DetName.new(f"{dettype}-{detid}"))


def experiment_of_path(path: PurePath) -> str:
    """Return the experiment that a path ``.../<INS>/<exp>/calib/...`` names, "" if it names none.

    Examples
    --------
    >>> experiment_of_path(PurePath("/reg/d/psdm/CXI/cxif5315/calib/CsPad::CalibV1"))
    'cxif5315'
    """
    parts = path.parts
    for instrument, experiment, calib in zip(parts, parts[1:], parts[2:], strict=False):
        known = calib == CALIB and _INSTRUMENT.fullmatch(instrument.lower()) is not None
        if known and experiment.lower().startswith(instrument.lower()):
            return experiment
    return ""
