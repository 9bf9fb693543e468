"""The errors that are the user's to see: each is one sentence, and says what to do next.

Every error that leaves this project on purpose derives from `DCError` and is made with one string,
the sentence: ``str(error)`` is what a person reads. Where the design document or Python's habits
promise a built-in error (``IOError`` for a missing file), the class derives from that one too.

Anything else that comes out (``TypeError``, ``KeyError`` ...) is a mistake of the program.
"""

__all__ = [
    "AccessDenied",
    "AlreadyExists",
    "BadValue",
    "Busy",
    "Conflict",
    "ConstantsNotFound",
    "DCError",
    "Damaged",
    "FileGoneError",
    "NotFound",
    "StoreExists",
    "StoreNotAvailable",
    "kind_of",
    "shown",
]

_SHOWN_CHARACTERS = 80
_SHOWN_BITS = 256  # longer integers are not worth reading, and Python refuses to print huge ones


class DCError(Exception):
    """What the user can understand and act upon; base of all errors of the store.

    Never raised itself. Catch it at the edges (command line, window, job runner) only.

    Examples
    --------
    >>> try:
    ...     raise NotFound("Detector file cspad-0001.h5 has no calibration type 'pedestal'.")
    ... except DCError as error:
    ...     print(error)
    Detector file cspad-0001.h5 has no calibration type 'pedestal'.
    """


class ConstantsNotFound(DCError, LookupError):
    """No constants are valid at the time asked for. Only the look-up raises it."""


class NotFound(DCError, LookupError):
    """A thing asked for by name is not there: type, range, version, parameter, alias, run."""


class AlreadyExists(DCError):
    """A thing to be added is there already: type, range, version, parameter, alias."""


class StoreExists(AlreadyExists, FileExistsError):
    """The file to be created is there already; it is never overwritten without being asked."""


class AccessDenied(DCError, PermissionError):
    """The operating system, the access file or read-only opening forbids the change."""


class Busy(DCError, TimeoutError):
    """Somebody else holds the file and the bounded wait is over; the sentence names the holder."""


class Conflict(DCError):
    """What was to be changed has changed underneath since it was read; nothing was done."""


class Damaged(DCError):
    """A file is there but not what it should be: not HDF5, cut off, hostile, wrong digest."""


class BadValue(DCError, ValueError):
    """A value given by the user cannot be taken: time, range, name, parameter, array."""


class StoreNotAvailable(DCError, IOError):
    """A file cannot be opened or written at all: missing, a directory, disk full, no locks."""


class FileGoneError(StoreNotAvailable):
    """There is no such file, or something else in its place: no use in trying again."""


def kind_of(error: BaseException) -> str:
    """Return the name of the error, or of the one listed here that it is a special case of.

    Examples
    --------
    >>> class CutOffError(Damaged):
    ...     pass
    >>> kind_of(CutOffError("x.h5 was cut off.")), kind_of(KeyError("x"))
    ('Damaged', 'KeyError')
    """
    names = [one.__name__ for one in type(error).__mro__]
    return next((name for name in names if name in __all__), names[0])


def shown(value: object) -> str:
    """Return `value` as it may stand in a sentence: its ``repr``, cut where it gets long.

    Parameters
    ----------
    value
        Anything that was refused.

    Returns
    -------
    str
        At most some 80 characters, on one line.

    Examples
    --------
    >>> shown("12:60")
    "'12:60'"
    """
    if isinstance(value, int) and value.bit_length() > _SHOWN_BITS:
        return f"an integer of {value.bit_length()} bits"
    text = " ".join(repr(value).split())
    if len(text) > _SHOWN_CHARACTERS:
        return text[: _SHOWN_CHARACTERS - 4] + " ..."
    return text
