"""What is to become of parameters: values to be set, removed or named otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["ABSENT", "KEPT", "REMOVED", "UNSEEN", "NoValue", "ParameterEdit"]


class NoValue(Enum):
    """What stands in the place of a value.

    Attributes
    ----------
    KEPT
        As a new value: it stays what it is, as when a parameter gets another name.
    REMOVED
        As a new value: the parameter is removed.
    ABSENT
        As the value that was seen: there was no parameter of that key.
    UNSEEN
        As the value that was seen: nobody looked, and nothing is compared.
    """

    KEPT = "kept"
    REMOVED = "removed"
    ABSENT = "absent"
    UNSEEN = "unseen"


KEPT, REMOVED = NoValue.KEPT, NoValue.REMOVED
ABSENT, UNSEEN = NoValue.ABSENT, NoValue.UNSEEN


@dataclass(frozen=True, slots=True)
class ParameterEdit:
    """An edit of one parameter of one node.

    Attributes
    ----------
    path : tuple of str
        The node in its file: (), (ctype,), (ctype, range) or (ctype, range, version).
    key : str
        The parameter, by the name that it has.
    value : object
        A text, a bool, a number, a list or array of them; `REMOVED` takes the parameter away,
        `KEPT` leaves its value as it is.
    new_key : str
        The name that it gets; "" if it keeps its own.
    expected : object
        The value seen when the edit was begun, as `get_parameters` returns it: `ABSENT` if there
        was none, `UNSEEN` if that does not matter. Another one in the file is a `Conflict`.

    Examples
    --------
    >>> node = ("pedestals",)
    >>> ParameterEdit(node, "run", 5, expected=ABSENT).value
    5
    >>> ParameterEdit(node, "run", REMOVED, expected=5).value.name
    'REMOVED'
    >>> ParameterEdit(node, "run", new_key="runs", expected=5).value.name
    'KEPT'
    """

    path: tuple[str, ...]
    key: str
    value: object = KEPT
    new_key: str = ""
    expected: object = UNSEEN
