"""The errors of the store: all derive from `DCError`, and say what to do next."""

from dcsgui.core.values.errors import (
    AccessDenied,
    AlreadyExists,
    BadValue,
    Busy,
    Conflict,
    ConstantsNotFound,
    Damaged,
    DCError,
    NotFound,
    StoreExists,
    StoreNotAvailable,
)

__all__ = [
    "AccessDenied",
    "AlreadyExists",
    "BadValue",
    "Busy",
    "Conflict",
    "ConstantsNotFound",
    "DCError",
    "Damaged",
    "NotFound",
    "StoreExists",
    "StoreNotAvailable",
]
