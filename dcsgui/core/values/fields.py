"""The metadata fields that the design document names, for detectors and for constants.

They are what a person is offered when editing parameters (dictpars); any other key is allowed.
The document's third table, of n-d arrays, belongs to the text form of arrays and is not here.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["FIELDS", "Field", "Level", "find_field"]

_NUMBERED = re.compile(r"(?P<name>[^:]+):[0-9]+")


class Level(StrEnum):
    """What a field describes."""

    DETECTOR = "detector"
    CONSTANTS = "constants"


@dataclass(frozen=True, slots=True)
class Field:
    """One known key of dictpars.

    Attributes
    ----------
    name : str
        The key, as the design document writes it; ``"exp"``, or ``"com:001"`` for one of many.
    level : Level
        Whether it describes a detector or constants.
    meaning : str
        What it says, in a few words.
    example : str
        An example or a hint; empty if the document has none.

    Notes
    -----
    Design document, "Metadata in dictpars".

    Examples
    --------
    >>> field = find_field("com:017")
    >>> field.name, field.numbered, field.meaning
    ('com:001', True, 'comments for this version')
    """

    name: str
    level: Level
    meaning: str
    example: str = ""

    @property
    def numbered(self) -> bool:
        """Whether there may be many, told apart by a number after a colon."""
        return _stem(self.name) is not None

    def matches(self, key: str) -> bool:
        """Tell whether `key` is this field, or one of it if it is numbered."""
        stem = _stem(self.name)
        return key == self.name if stem is None else stem == _stem(key)


def _stem(key: str) -> str | None:
    found = _NUMBERED.fullmatch(key)
    return None if found is None else found["name"]


_DETECTOR, _CONSTANTS = Level.DETECTOR, Level.CONSTANTS

FIELDS = (
    Field("dettype", _DETECTOR, "detector type", "cspad, cspad2x2, epix100a"),
    Field("detname", _DETECTOR, "detector unique name", "Camera1"),
    Field("detalias", _DETECTOR, "alias name, easier to remember than the name", "cspad1"),
    Field("detidx", _DETECTOR, "detector index, codes the hardware version; same as detid"),
    Field("detidxalias", _DETECTOR, "symbolic alias of the index"),
    Field("detcompidx:001", _DETECTOR, "index of a component, for constants of its own"),
    Field("detidxprev", _DETECTOR, "detector index of the previous version"),
    Field("detidxnext", _DETECTOR, "detector index of the next version"),
    Field("dettsec", _DETECTOR, "time stamp from which this configuration is valid, Unix seconds"),
    Field("detcom:001", _DETECTOR, "comments for this hardware version"),
    Field("detpar:001", _DETECTOR, "other parameters"),
    # Not in the document's table: the seventh number of an epix100a, by the meeting of 2016-10-27.
    Field("detfirmware", _DETECTOR, "firmware version of an epix100a", "3925999616"),
    Field(
        "calibtype",
        _CONSTANTS,
        "calibration type",
        "geometry, pixel_status, pixel_gain, pedestals, common_mode",
    ),
    Field("tsec", _CONSTANTS, "time stamp of the begin of the validity range, Unix seconds"),
    Field("exp", _CONSTANTS, "experiment where the constants were obtained", "xpptut15"),
    Field("runnum", _CONSTANTS, "run where the constants were obtained", "260"),
    Field("runbegin", _CONSTANTS, "first run of the validity range"),
    Field("runend", _CONSTANTS, "last run of the validity range"),
    Field("source", _CONSTANTS, "DAQ data source", "CxiDs2.0:Cspad.0"),
    Field("srcalias", _CONSTANTS, "alias of the data source", "cspad"),
    Field("calibvers", _CONSTANTS, "version, by a symbolic name"),
    Field("calibversalias", _CONSTANTS, "alias of the version, easier to remember"),
    Field("com:001", _CONSTANTS, "comments for this version"),
    Field("par:001", _CONSTANTS, "other parameters"),
)
"""All known fields, in the order of the design document."""


def find_field(key: str) -> Field | None:
    """Return the known field that `key` belongs to, or None.

    Parameters
    ----------
    key
        A key of dictpars; the number of a numbered field may be any (``"com:017"``).
    """
    return next((field for field in FIELDS if field.matches(key)), None)
