"""Names of detectors and of calibration types: what is allowed, and what is known."""

import difflib
import re
from dataclasses import dataclass
from typing import Self

from dcsgui.core.values.errors import BadValue, shown

__all__ = ["KNOWN_CTYPES", "DetName", "check_ctype", "nearest_ctype", "warn_unknown_ctype"]

KNOWN_CTYPES = (
    # of the design document, "API: Parameters"
    "pedestals",
    "status",
    "rms",
    "mask",
    "gain",
    "bkgd",
    "common_mode",
    "geometry",
    # of existing files
    "pixel_status",
    "pixel_rms",
    "pixel_mask",
    "pixel_gain",
    "pixel_bkgd",
    "pixel_offset",
    "status_data",
    "status_extra",
)
"""Calibration types of the design document and of existing files; others get a warning."""

_RESERVED = frozenset({"dictpars", "history", "defaultv"})  # what a file keeps beside the types
_CTYPE = re.compile(r"[a-z][a-z0-9_]*")
_NEW_DETTYPE = re.compile(r"[a-z0-9][a-z0-9_.]*")
_NEW_DETID = re.compile(r"(?=.*[a-z0-9])[a-z0-9_.-]+")
_NOT_A_NAME = frozenset({"", ".", ".."})
_LONGEST = 200  # bytes; the file's name, its journal's name and more must fit 255
_EPIX_WITH_FIRMWARE = 7


@dataclass(frozen=True, order=True, slots=True)
class DetName:
    """Name of a detector, ``<dettype>-<detid>``, which is also the name of its file.

    The constructor and `parse` take whatever existing files are called, `new` only what new ones
    may be called. None of them takes a name that could lead out of the calib directory.

    Attributes
    ----------
    dettype : str
        Detector type: lower case, without a dash; ``"cspad"``.
    detid : str
        What tells this detector from the others of its type; everything after the first dash,
        case kept; ``"CxiDs2.0-Cspad.0"``.

    Raises
    ------
    BadValue
        A part is empty, too long, or holds what a file name must not hold.

    Notes
    -----
    Design document, "Requirements" (file name) and "Structure of calibration directory".

    Examples
    --------
    >>> DetName.parse("cspad-CxiDs2.0-Cspad.0")
    DetName(dettype='cspad', detid='CxiDs2.0-Cspad.0')
    >>> str(DetName("pnccd", "12345678"))
    'pnccd-12345678'
    """

    dettype: str
    detid: str

    def __post_init__(self) -> None:
        for part in (self.dettype, self.detid):
            _check_piece(part, self)
        if "-" in self.dettype or self.dettype != self.dettype.lower():
            raise BadValue(
                f"Detector name {shown(str(self))} has a detector type that is not lower case"
                " without a dash; write it as in 'cspad-0001'."
            )
        if len(str(self).encode()) > _LONGEST:
            raise BadValue(
                f"Detector name {shown(str(self))} is too long for a file;"
                f" it may have {_LONGEST} bytes."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Split the name of an existing detector at its first dash.

        Raises
        ------
        BadValue
            `text` has no dash, or is no name of a detector.
        """
        dettype, dash, detid = text.partition("-")
        if not dash:
            raise BadValue(
                f"{shown(text)} is no detector name; it is <dettype>-<detid>, as in 'cspad-0001'."
            )
        return cls(dettype, detid)

    @classmethod
    def new(cls, text: str) -> Self:
        """Take the name for a new detector: lower case letters, digits, ``_``, ``.`` and ``-``.

        Raises
        ------
        BadValue
            `text` is no detector name, or not one for a new detector.
        """
        made = cls.parse(text)
        if not (_NEW_DETTYPE.fullmatch(made.dettype) and _NEW_DETID.fullmatch(made.detid)):
            raise BadValue(
                f"{shown(text)} is no name for a new detector; give <dettype>-<detid> in lower"
                " case letters, digits, '_', '.' and '-', as in 'cspad-0001'."
            )
        if made.detid.endswith(".h5"):
            raise BadValue(f"{shown(text)} is the name of a file; leave out '.h5'.")
        return made

    @property
    def detfirmware(self) -> str | None:
        """Firmware version in an existing epix100a name of seven numbers, its first; else None."""
        numbers = self.detid.split("-")
        if self.dettype == "epix100a" and len(numbers) == _EPIX_WITH_FIRMWARE:
            return numbers[0]
        return None

    def __str__(self) -> str:
        return f"{self.dettype}-{self.detid}"


def _check_piece(piece: str, name: DetName) -> None:
    if piece in _NOT_A_NAME:
        raise BadValue(
            f"Detector name {shown(str(name))} has no type or no id;"
            " it is <dettype>-<detid>, as in 'cspad-0001'."
        )
    # isprintable() refuses NUL, line ends, other controls and bytes that are not UTF-8
    if "/" in piece or not piece.isprintable() or piece != piece.strip():
        raise BadValue(
            f"Detector name {shown(str(name))} holds what a file name must not hold: a slash,"
            " a control character, or a blank at an end; leave it out."
        )


def check_ctype(name: str) -> None:
    """Refuse what cannot be the name of a calibration type.

    Raises
    ------
    BadValue
        `name` is no lower-case identifier, or one of those that a file needs for itself.

    Examples
    --------
    >>> check_ctype("pixel_gain")
    >>> check_ctype("Pixel Gain")
    Traceback (most recent call last):
    ...
    dcsgui.core.values.errors.BadValue: 'Pixel Gain' is no calibration type; ...
    """
    if _CTYPE.fullmatch(name) is None:
        raise BadValue(
            f"{shown(name)} is no calibration type; give a lower case letter, then lower case"
            " letters, digits and '_', as in 'pixel_gain'."
        )
    if name in _RESERVED:
        raise BadValue(
            f"{shown(name)} cannot be a calibration type, because each file uses it for itself;"
            " choose another name."
        )


def nearest_ctype(name: str) -> str | None:
    """Return the known calibration type that is most like `name`, or None if none is like it.

    Examples
    --------
    >>> nearest_ctype("pedestal")
    'pedestals'
    """
    nearest = difflib.get_close_matches(name.lower(), KNOWN_CTYPES, n=1)
    return nearest[0] if nearest else None


def warn_unknown_ctype(name: str) -> str | None:
    """Return a sentence of warning if `name` is not in `KNOWN_CTYPES`, else None.

    Examples
    --------
    >>> warn_unknown_ctype("pedestal")
    "Calibration type 'pedestal' is not a known one; did you mean 'pedestals'?"
    """
    if name in KNOWN_CTYPES:
        return None
    nearest = nearest_ctype(name)
    advice = f"did you mean {nearest!r}?" if nearest else f"known are {', '.join(KNOWN_CTYPES)}."
    return f"Calibration type {shown(name)} is not a known one; {advice}"
